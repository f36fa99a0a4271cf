/** The page of the help card that only admins have: a line for each thing that they look after. */
import { escapeMarkdown } from './markdown.js';
import { NOWHERE, type Sign } from './render.js';
import type { CommandModel } from './help-commands.js';
import { cut } from './words.js';

interface Line {
  readonly words: string;
  readonly meaning: string;
  readonly button?: readonly [title: string, verb: string];
}

const LINES: readonly Line[] = [
  {
    words: 'attention',
    meaning: 'What waits for somebody, and what to do about it.',
    button: ['Attention', 'open-attention'],
  },
  {
    words: 'preview',
    meaning: 'Who would be asked today, or “preview 30 November”; who is passed over, and why.',
    button: ['Preview', 'open-preview'],
  },
  {
    words: 'people',
    meaning: 'Everybody, or “people NAME”: links, absence, handing everything over. Also “roles”.',
    button: ['People', 'list-people'],
  },
  {
    words: 'plan PLAN',
    meaning: 'What can be changed in it. Also “policy PLAN”: key, words and numbers.',
    button: ['Plans', 'list-plans'],
  },
  { words: 'import', meaning: 'Or send a plan file here. What it holds is shown before anything is loaded.' },
  {
    words: 'schedules',
    meaning: 'When reminders and summaries leave; pause or run them.',
    button: ['Schedules', 'open-schedules'],
  },
  { words: 'calendar', meaning: 'Boards, their meetings, and closure days.', button: ['Calendar', 'open-calendar'] },
  { words: 'why REF NAME', meaning: 'Why somebody was asked about it, or was not. Also “sweeps” and “audit”.' },
  { words: 'text for NAME', meaning: 'Their card as plain words, to paste into an e-mail.' },
  { words: 'channels', meaning: 'Who reads the summaries, up to what, and when next.' },
  {
    words: 'summary here PLAN',
    meaning:
      'In a channel or group chat: sends that plan’s progress summaries there. Add “area AREA”, “tagged TAG”, “public” or “for members”.',
  },
];

/** What admins can say, and the way back. */
export function adminCommands(sign: Sign): readonly CommandModel[] {
  const lines = LINES.map(({ words, meaning, button }): CommandModel => ({
    words: escapeMarkdown(words),
    meaning: escapeMarkdown(meaning),
    button:
      button === undefined
        ? []
        : [{ title: button[0], verb: button[1], token: sign(button[1], NOWHERE), tooltip: cut(words) }],
  }));
  const back = { title: 'Help', verb: 'help', token: sign('help', NOWHERE), tooltip: 'What everybody can say' };
  return [...lines, { words: 'help', meaning: 'What everybody can say.', button: [back] }];
}

/** Of the help card of an admin: the way to that page. */
export function toAdminCommands(sign: Sign): CommandModel {
  const token = sign('help', { ...NOWHERE, rev: ADMIN_PAGE });
  return {
    words: 'For administrators',
    meaning: 'Attention, preview, people, plans, schedules, calendar, channels. Press the button.',
    button: [{ title: 'For admins', verb: 'help', token, tooltip: 'What administrators can say' }],
  };
}

/** What the button of that page carries in place of a revision. */
const ADMIN_PAGE = 1;
