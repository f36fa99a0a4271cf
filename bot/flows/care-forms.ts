/** The forms in which somebody looks after one milestone: their fields, what stands in them, and the act that saves each. */
import { readTags } from '../domain/care.js';
import { inWords, type CivilDate } from '../domain/dates.js';
import { plainLine, type DeskField } from '../domain/desk-views.js';
import { LEVELS_OF_MARKING } from '../domain/marking.js';
import { pausedAtMostUntil } from '../domain/pause.js';
import type { Milestone } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { readTypedDate } from '../domain/typed-date.js';
import { editMilestone, reassign, reopenRows, tagMilestones, withdrawRows } from './care-milestones.js';
import { markMilestone } from './mark-milestone.js';
import { pauseMilestone } from './pauses.js';
import type { Ports } from './ports.js';
import { splitMilestone } from './split-milestone.js';
import { todayOf } from './today.js';
import type { CareAbout, CareForm, Typed } from './care-form.js';

/** Why something is done. */
export const REASON: DeskField = { name: 'reason', input: 'line', label: 'Why' };
const LEADS_HINT = 'Names with semicolons between them, the first of them leads; nothing for nobody.';

const words: CareForm = {
  title: 'Change',
  button: 'Save',
  save: 'save-words',
  fields: ({ contents: { plan } }) => [
    { name: 'text', input: 'text', label: `The words of the ${plan.levels.milestone.toLowerCase()}` },
    {
      name: 'objective',
      input: 'line',
      label: `The code of its ${plan.levels.objective.toLowerCase()}`,
      hint: 'Another one moves it there. Its ref stays as it is.',
    },
    { name: 'after', input: 'line', label: 'Stands behind', placeholder: 'A ref; nothing to leave it where it is' },
  ],
  typed: ({ stored: { milestone } }) => ({ text: milestone.text, objective: milestone.objective, after: '' }),
  at: {
    'no-text': 'text',
    'too-long': 'text',
    held: 'text',
    'no-such-objective': 'objective',
    'no-such-ref': 'after',
  },
  apply: (about, { text = '', objective = '', after = '' }) => {
    const { milestone } = about.stored;
    const moved = objective.trim() === milestone.objective || objective.trim() === '' ? null : objective.trim();
    return editMilestone(about.ports, { ...orderOf(about), text, objective: moved, after: after.trim() || null });
  },
  done: () => 'It is saved. What it was stands in its history.',
};

const tags: CareForm = {
  title: 'Tags of',
  button: 'Save',
  save: 'save-tags',
  fields: () => [{ name: 'tags', input: 'text', label: 'Tags', hint: 'With semicolons between them.' }],
  typed: ({ stored: { milestone } }) => ({ tags: milestone.tags.join('; ') }),
  at: {},
  apply: async (about, { tags: typed = '' }) => {
    const read = readTags(typed);
    if (read === null) return { code: 'tags', message: 'Give at most 20 tags, of at most 80 characters each.' };
    const wanted = new Set(read.map((tag) => tag.toLowerCase()));
    const remove = about.stored.milestone.tags.filter((tag) => !wanted.has(tag.toLowerCase()));
    const { plan, by, ref } = orderOf(about);
    return tagMilestones(about.ports, { plan, by, refs: [ref], add: read, remove });
  },
  done: () => 'The tags are saved.',
};

const leads: CareForm = {
  title: 'Who leads',
  button: 'Save',
  save: 'save-leads',
  lines: () => [plainLine('They are told, and asked for nothing from before today.')],
  fields: () => [{ name: 'leads', input: 'line', label: 'Led by', hint: LEADS_HINT }, REASON],
  typed: ({ stored: { milestone }, nameOf }) => ({ leads: milestone.leads.map(nameOf).join('; '), reason: '' }),
  at: { leads: 'leads', 'no-such-officer': 'leads', 'has-left': 'leads', 'no-reason': 'reason' },
  apply: (about, { leads: to = '', reason = '' }) => {
    const { plan, by, ref } = orderOf(about);
    return reassign(about.ports, { plan, by, refs: [ref], area: null, from: null, to, reason });
  },
  done: ({ leads: to = '' }) => `Led by ${to.trim() || 'nobody'} from today.`,
};

const split: CareForm = {
  title: 'Split',
  button: 'Split',
  save: 'save-split',
  lines: () => [plainLine('The parts take its place, each with a ref of its own. What was said of it stays with it.')],
  fields: () => [
    {
      name: 'parts',
      input: 'text',
      label: 'The parts, one a line',
      placeholder: 'Words | when due | who leads | ref',
      hint: 'Two at least. What is left out is as it was: its words, its date, its leads. Refs are made.',
    },
    REASON,
  ],
  typed: () => ({ parts: '', reason: '' }),
  at: { 'no-reason': 'reason' },
  apply: (about, { parts = '', reason = '' }) => {
    const read = parts
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [text = '', due = '', who = '', ref = ''] = line.split('|').map((field) => field.trim());
        return { text, due, leads: who, ref: ref === '' ? null : ref };
      });
    return splitMilestone(about.ports, { ...orderOf(about), parts: read, reason });
  },
  done: () => 'It is split: its parts are in the plan.',
};

const pause: CareForm = {
  title: 'Pause',
  button: 'Pause',
  save: 'save-pause',
  lines: ({ ports, contents: { plan } }) => [
    plainLine(
      `Nobody is asked about it, and it is not overdue, until the day that you give: ${inWords(pausedAtMostUntil(plan, todayOf(ports)))} at the latest. It is listed as paused.`,
    ),
  ],
  fields: () => [{ name: 'until', input: 'line', label: 'Until', placeholder: 'A day, such as 29 January' }, REASON],
  typed: ({ stored: { milestone } }) => ({
    until: milestone.pause == null ? '' : inWords(milestone.pause.until),
    reason: milestone.pause?.reason ?? '',
  }),
  at: { until: 'until', 'no-reason': 'reason', held: 'reason' },
  apply: async (about, { until = '', reason = '' }) => {
    const { ports, admin, rev } = about;
    const day = untilOf(ports, until);
    return typeof day === 'string' ? pauseMilestone(ports, { ...orderOf(about), admin, rev, until: day, reason }) : day;
  },
  done: ({ until = '' }) => `It is paused until ${until.trim()}.`,
};

/** The day until which something is to be paused, out of what was typed. */
export function untilOf(ports: Ports, typed: string): CivilDate | Refusal {
  if (typed.trim() === '') return { code: 'until', message: 'Give the day from which it counts again.' };
  const read = readTypedDate(typed, { today: todayOf(ports), calendar: ports.calendar });
  return read.date ?? { code: 'until', message: read.message };
}

const withdraw: CareForm = {
  title: 'Withdraw',
  button: 'Withdraw',
  save: 'save-withdraw',
  lines: () => [
    plainLine('For what was loaded wrongly: it is closed, and counted in no percentage. It can be opened again.'),
  ],
  fields: () => [REASON],
  typed: () => ({ reason: '' }),
  at: { 'no-reason': 'reason', 'too-long': 'reason', held: 'reason' },
  apply: (about, { reason = '' }) => {
    const { plan, by, ref } = orderOf(about);
    return withdrawRows(about.ports, { plan, by, refs: [ref], reason });
  },
  done: () => 'It is withdrawn.',
};

const reopen: CareForm = {
  title: 'Open again:',
  button: 'Open again',
  save: 'save-reopen',
  lines: () => [plainLine('It counts again, and who leads it is asked about it and reads why.')],
  fields: () => [REASON],
  typed: () => ({ reason: '' }),
  at: { 'no-reason': 'reason', 'too-long': 'reason', held: 'reason' },
  apply: (about, { reason = '' }) => {
    const { plan, by, ref } = orderOf(about);
    return reopenRows(about.ports, { plan, by, refs: [ref], reason });
  },
  done: () => 'It is open again.',
};

const MARKINGS = {
  public: 'Everybody, outside the council too',
  internal: 'The council',
  restricted: 'Only who is in the plan',
} as const;

const marking: CareForm = {
  title: 'Who may read',
  button: 'Save',
  save: 'save-marking',
  fields: () => [
    {
      name: 'level',
      input: 'one',
      label: 'Who may read it',
      choices: LEVELS_OF_MARKING.map((value) => ({ value, title: MARKINGS[value] })),
    },
    {
      name: 'exempt',
      input: 'line',
      label: 'Exempt under',
      placeholder: 'The paragraph; nothing where it is not exempt',
    },
  ],
  typed: ({ stored: { milestone } }) => levelTyped(milestone),
  at: { level: 'level', exempt: 'exempt' },
  apply: async (about, { level = '', exempt = '' }) => {
    const chosen = LEVELS_OF_MARKING.find((one) => one === level);
    if (chosen === undefined) return { code: 'level', message: 'Choose one.' };
    if (exempt.trim() !== '' && chosen === 'public')
      return { code: 'exempt', message: 'What is exempt is not for the public. Choose another, or leave this empty.' };
    const { ports, admin, rev } = about;
    return markMilestone(ports, { ...orderOf(about), admin, rev, level: chosen, exempt: exempt.trim() || null });
  },
  done: () => 'The marking is saved.',
};

function levelTyped({ marking: present }: Milestone): Typed {
  return { level: present?.level ?? 'internal', exempt: present?.exempt ?? '' };
}

function orderOf({ contents, stored, by }: CareAbout) {
  return { plan: contents.plan.id, ref: stored.milestone.ref, by };
}

export const CARE_FORMS = { words, tags, leads, split, pause, withdraw, reopen, marking } as const satisfies Readonly<
  Record<string, CareForm>
>;
export type CareFormName = keyof typeof CARE_FORMS;
