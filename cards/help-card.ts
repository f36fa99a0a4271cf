import { addDays, asPrinted, mondayOf } from '../bot/domain/dates.js';
import type { HelpView } from '../bot/domain/views.js';
import template from './help.card.json';
import { helpCommands, type CommandModel } from './help-commands.js';
import { keyOf, type KeyModel } from './key.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { cut, listed } from './words.js';

interface HelpModel {
  readonly title: string;
  readonly intro: readonly string[];
  readonly commands: readonly CommandModel[];
  readonly keys: readonly { readonly key: readonly KeyModel[] }[];
  readonly goodToKnow: readonly string[];
}

const render = compile<HelpModel>(template);

/** "What can I say?" Only what this reader can do here, each with its button. */
export function helpCard(view: HelpView, sign: Sign): Built {
  const own = view.place === 'own-chat';
  const forAdmins = own && view.admin && view.forAdmins === true;
  const title = forAdmins ? 'What administrators can ask Waymark' : 'What you can ask Waymark';
  const commands = helpCommands(view, sign);
  const key = keyOf(view.key?.entries, view.key?.preset);
  const fixed = {
    title,
    intro: [
      own
        ? 'Type the words in bold, or press the button. Capital letters stand for your own words.'
        : 'Start with @Waymark here. What is yours is shown in your own chat with Waymark alone.',
    ],
    commands,
    goodToKnow: forAdmins ? ADMIN_WORDS : own ? ownWords(view) : ['Leadership reads what is posted in a channel.'],
  };
  // A key as long as a page is left out before a command is.
  const card = fitted(1, (keys) => render({ ...fixed, keys: keys === 0 || forAdmins ? [] : [{ key }] }));
  return { card, summary: title };
}

const ADMIN_WORDS = ['PLAN is a plan’s short name, REF as it is printed. What you do is kept in the audit.'];

function ownWords({ today, owners, decides }: HelpView): readonly string[] {
  const day = asPrinted(addDays(mondayOf(today), 21)).replace(/ \d{4}$/, '');
  const names = owners.slice(0, 2).map((name) => cut(name));
  const after = names.length === 1 ? 'looks' : 'look';
  return [
    `Type dates as you say them: ${day}, next Friday, end of March.`,
    'You get one card on a working day, between 8am and 6pm, and only when something is due.',
    'Leadership reads your words. Please leave out children’s names and case numbers.',
    'An answer can be changed at any time. What was said before is kept.',
    ...(decides
      ? ['Words that may say who a child is wait on your card, and are not posted, until you have looked.']
      : []),
    ...(names.length === 0 ? [] : [`Something wrong? ${listed(names)} ${after} after the plan.`]),
  ];
}
