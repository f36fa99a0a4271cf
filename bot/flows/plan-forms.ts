/** The forms in which an admin looks after a plan as a whole: their fields, what stands in them, and the act of each. */
import { readTags } from '../domain/care.js';
import { plainLine, type DeskField, type DeskLine } from '../domain/desk-views.js';
import type { OfficerId, Ref } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { addMilestone, type Place } from './add-milestone.js';
import type { Cared } from './care.js';
import { REASON, untilOf } from './care-forms.js';
import { renameTag } from './care-milestones.js';
import { CLOSE_FORM } from './close-form.js';
import { reopenPlan } from './close-plan.js';
import { pauseSeveral } from './pause-several.js';
import type { PlanContents, Ports } from './ports.js';
import { renameIn } from './rename-plan.js';

/** Which plan, and who acts; always as an admin. */
export interface PlanAbout {
  readonly ports: Ports;
  readonly contents: PlanContents;
  readonly by: { readonly kind: 'officer'; readonly id: OfficerId };
}

type Typed = Readonly<Record<string, string>>;
/** What was done, in sentences, and the ref of what came of it; or why nothing was. */
export type PlanSaved = { readonly done: readonly string[]; readonly ref?: Ref | undefined } | Refusal;

export interface PlanForm {
  /** Before the plan's title. */
  readonly title: string;
  readonly lines?: readonly DeskLine[];
  /** Titles and verbs of what saves it; the first is the usual one. */
  readonly buttons: readonly (readonly [title: string, verb: string])[];
  readonly fields: (contents: PlanContents) => readonly DeskField[];
  readonly typed: (contents: PlanContents) => Typed;
  readonly at: Readonly<Record<string, string>>;
  readonly apply: (about: PlanAbout, typed: Typed, verb: string) => Promise<PlanSaved>;
}

function toldOf(done: Cared, words: string): PlanSaved {
  if (done.kind === 'refused') return done.refusal;
  const nothing = done.changed.length === 0 && done.others === 0;
  const said = nothing && done.warnings.length > 0 ? [] : [nothing ? 'It is so already: nothing was changed.' : words];
  return { done: [...said, ...done.warnings], ref: done.changed.length === 1 ? done.changed[0]?.ref : undefined };
}

const add: PlanForm = {
  title: 'Add to',
  buttons: [['Add', 'save-add']],
  fields: ({ plan: { levels }, objectives, areas }) => [
    { name: 'text', input: 'text', label: `The words of the ${levels.milestone.toLowerCase()}` },
    {
      name: 'objective',
      input: 'line',
      label: levels.objective,
      placeholder: 'Its code; for a new one its code: its title',
      hint: listed(objectives),
    },
    {
      name: 'area',
      input: 'line',
      label: `${levels.area}, where the ${levels.objective.toLowerCase()} is new`,
      placeholder: 'Its code; for a new one its code: its title',
      hint: listed(areas),
    },
    { name: 'due', input: 'line', label: 'When it is due', placeholder: 'A day, a month with its year, or tbc' },
    { name: 'leads', input: 'line', label: 'Led by', placeholder: 'Names with semicolons between them' },
    { name: 'tags', input: 'line', label: 'Tags', placeholder: 'With semicolons between them' },
    { name: 'ref', input: 'line', label: 'Its ref', placeholder: 'Nothing to have one made' },
  ],
  typed: () => ({}),
  at: {
    'no-text': 'text',
    'too-long': 'text',
    held: 'text',
    'no-such-objective': 'objective',
    objective: 'objective',
    'no-area': 'area',
    'no-such-area': 'area',
    due: 'due',
    leads: 'leads',
    'no-such-officer': 'leads',
    'has-left': 'leads',
    'ref-taken': 'ref',
    ref: 'ref',
  },
  apply: async ({ ports, contents, by }, typed) => {
    const { text = '', objective = '', area = '', due = '', leads = '', tags = '', ref = '' } = typed;
    const read = readTags(tags);
    if (read === null) return { code: 'tags', message: 'Give at most 20 tags, of at most 80 characters each.' };
    if (objective.trim() === '') return { code: 'objective', message: 'Say under which it is to stand.' };
    const done = await addMilestone(ports, {
      ...{ plan: contents.plan.id, by, text, due, leads, tags: read, ref: ref.trim() || null },
      objective: placeOf(objective, contents.objectives),
      area: area.trim() === '' ? null : placeOf(area, contents.areas),
    });
    return toldOf(done, 'It is in the plan.');
  },
};

/** The codes of some parts of a plan, as far as a line has room. */
function listed(some: readonly { readonly code: string }[]): string {
  const shown = some.slice(0, 12).map(({ code }) => code.slice(0, 20));
  return shown.length === 0
    ? 'There is none yet.'
    : `There are: ${shown.join(', ')}${some.length > 12 ? ' and more' : ''}.`;
}

/** "CODE" or a title that is there, or "CODE: TITLE" of a new one. */
function placeOf(typed: string, some: readonly { readonly code: string; readonly title: string }[]): Place {
  const said = typed.trim();
  const isIt = (one: string): boolean => one.toLowerCase() === said.toLowerCase();
  const at = said.indexOf(':');
  if (at === -1 || some.some(({ code, title }) => isIt(code) || isIt(title))) return { code: said, title: null };
  return { code: said.slice(0, at).trim(), title: said.slice(at + 1).trim() };
}

const rename: PlanForm = {
  title: 'Rename',
  lines: [plainLine('Codes and refs stay as they are. What it was called before stands in the history.')],
  buttons: [['Save', 'save-rename']],
  fields: ({ plan: { levels } }) => [
    {
      name: 'what',
      input: 'one',
      label: 'What is renamed',
      choices: [
        { value: 'plan', title: 'The plan' },
        { value: 'area', title: `One ${levels.area.toLowerCase()}` },
        { value: 'objective', title: `One ${levels.objective.toLowerCase()}` },
        { value: 'levels', title: 'What the plan calls its levels' },
      ],
    },
    { name: 'code', input: 'line', label: 'Its code', placeholder: 'Nothing for the plan and its levels' },
    {
      name: 'title',
      input: 'line',
      label: 'What it is called from now on',
      hint: `The levels, all three with semicolons: ${levels.area}; ${levels.objective}; ${levels.milestone}`,
    },
  ],
  typed: ({ plan }) => ({ what: 'plan', code: '', title: plan.title }),
  at: {
    what: 'what',
    code: 'code',
    'no-such-area': 'code',
    'no-such-objective': 'code',
    'no-title': 'title',
    'too-long': 'title',
    held: 'title',
    levels: 'title',
  },
  apply: async ({ ports, contents, by }, { what = '', code = '', title = '' }) => {
    const order = { plan: contents.plan.id, by } as const;
    const words = 'It is called so from now on.';
    if (what === 'plan') return toldOf(await renameIn(ports, { ...order, what, title }), words);
    if (what === 'levels') {
      const [area = '', objective = '', milestone = '', ...more] = title.split(';').map((word) => word.trim());
      const levels = more.length > 0 ? { area: '', objective: '', milestone: '' } : { area, objective, milestone };
      return toldOf(await renameIn(ports, { ...order, what, levels }), words);
    }
    if (what !== 'area' && what !== 'objective') return { code: 'what', message: 'Choose one.' };
    if (code.trim() === '') return { code: 'code', message: 'Give the code of the one that is renamed.' };
    return toldOf(await renameIn(ports, { ...order, what, code, title }), words);
  },
};

const tag: PlanForm = {
  title: 'Rename a tag in',
  lines: [plainLine('Everywhere in the plan; the channels and schedules that read it follow.')],
  buttons: [['Save', 'save-tag']],
  fields: ({ milestones }) => {
    const known = [...new Set(milestones.flatMap(({ milestone }) => milestone.tags))].toSorted();
    const shown = known.slice(0, 12).map((one) => one.slice(0, 30));
    const hint =
      known.length === 0 ? 'Nothing is tagged.' : `Tags: ${shown.join('; ')}${known.length > 12 ? ' and more' : ''}.`;
    return [
      { name: 'from', input: 'line', label: 'The tag', hint },
      { name: 'to', input: 'line', label: 'What takes its place' },
    ];
  },
  typed: () => ({}),
  at: { 'no-such-tag': 'from', tags: 'to' },
  apply: async ({ ports, contents, by }, { from = '', to = '' }) => {
    const [one, more] = readTags(to) ?? [];
    if (one === undefined || more !== undefined)
      return { code: 'tags', message: 'Give one tag, of at most 80 characters.' };
    const done = await renameTag(ports, { plan: contents.plan.id, by, from: from.trim(), to: one });
    const count = done.kind === 'done' ? String(done.changed.length) : '';
    const told = toldOf(done, `“${from.trim()}” is “${one}” from now on, at ${count}.`);
    return 'code' in told ? told : { done: told.done };
  },
};

const pauses: PlanForm = {
  title: 'Pause in',
  lines: [
    plainLine('What is paused is asked about no more, and is not overdue, until its day. It is listed as paused.'),
  ],
  buttons: [
    ['Pause', 'save-pauses'],
    ['Resume', 'save-resumes'],
  ],
  fields: ({ plan: { levels } }) => [
    { name: 'area', input: 'line', label: `${levels.area}, by its code`, placeholder: 'Nothing for the whole plan' },
    { name: 'until', input: 'line', label: 'Until', placeholder: 'A day, such as 29 January; nothing to resume' },
    REASON,
  ],
  typed: () => ({}),
  at: { until: 'until', 'no-reason': 'reason', held: 'reason', area: 'area', none: 'area' },
  apply: async ({ ports, contents, by }, { area = '', until = '', reason = '' }, verb) => {
    const wanted = area.trim().toLowerCase();
    const found = contents.areas.find((one) => one.code.toLowerCase() === wanted || one.title.toLowerCase() === wanted);
    if (wanted !== '' && found === undefined)
      return { code: 'area', message: `There is no “${area.trim()}” in the plan. ${listed(contents.areas)}` };
    const order = { plan: contents.plan.id, area: found?.code ?? null, by, admin: true };
    if (verb === 'save-resumes') {
      const done = await pauseSeveral(ports, { ...order, pause: null });
      return 'code' in done ? done : { done: [`${String(done.length)} count again.`] };
    }
    const day = untilOf(ports, until);
    if (typeof day !== 'string') return day;
    const done = await pauseSeveral(ports, { ...order, pause: { until: day, reason } });
    return 'code' in done ? done : { done: [`${String(done.length)} are paused.`] };
  },
};

const reopen: PlanForm = {
  title: 'Open again:',
  lines: [
    plainLine('The plan’s year goes on, and what is in it is asked about. What was carried stays where it went.'),
  ],
  buttons: [['Open again', 'save-opening']],
  fields: () => [REASON],
  typed: () => ({}),
  at: { 'no-reason': 'reason', held: 'reason' },
  apply: async ({ ports, contents, by }, { reason = '' }) => {
    return toldOf(await reopenPlan(ports, { plan: contents.plan.id, by, reason }), 'The plan is open again.');
  },
};

export const PLAN_FORMS = { add, rename, tag, pauses, close: CLOSE_FORM, reopen } as const satisfies Readonly<
  Record<string, PlanForm>
>;
export type PlanFormName = keyof typeof PLAN_FORMS;
