/** What an admin sees of one milestone as they look after it, of those that are found in a plan, and of a form. */
import { inWords } from '../domain/dates.js';
import { plainLine, type DeskButton, type DeskField, type DeskLine, type DeskView } from '../domain/desk-views.js';
import { printedMarking } from '../domain/marking.js';
import { approvedDate, isClosed, type Milestone } from '../domain/plan.js';
import { plainRef } from '../domain/refs.js';
import { stateInWords } from '../domain/state-words.js';
import type { CardLink } from '../domain/views.js';
import { readDirectory } from './directory.js';
import type { PlanContents, Ports, StoredMilestone } from './ports.js';

/** What was typed into a form, what is wrong with it, and what was done. */
export interface CareGiven {
  readonly typed?: Readonly<Record<string, string>>;
  readonly error?: { readonly field: string; readonly message: string } | null;
  readonly done?: readonly string[];
}

const FOUND_AT_MOST = 8;
const NOTHING = { intro: [], sections: [], rows: [], fields: [], typed: {}, error: null, buttons: [] } as const;

/** A button of one thing that is looked after. */
export function careButton(title: string, verb: string, link: CardLink, about = link.ref): DeskButton {
  return { title, verb, tooltip: `${title} ${about}`.trim(), link };
}

/** Words that say what it is about, fields, and the buttons below them; with what was typed, and what is wrong with it. */
export function careFormView(
  title: string,
  lines: readonly DeskLine[],
  fields: readonly DeskField[],
  buttons: readonly DeskButton[],
  { typed = {}, error = null, done = [] }: CareGiven = {},
): DeskView {
  return { ...NOTHING, title, intro: [...done.map(plainLine), ...lines], fields, typed, error, buttons };
}

/** @param more whether the acts that are rarely wanted are offered in place of the others */
export async function careView(
  ports: Ports,
  { plan, areas, objectives }: PlanContents,
  { milestone, rev }: StoredMilestone,
  { done = [] }: CareGiven = {},
  more = false,
): Promise<DeskView> {
  const { nameOf } = await readDirectory(ports.people);
  const link = { plan: plan.id, ref: milestone.ref, rev };
  const area = areas.find(({ code }) => code === milestone.area)?.title ?? milestone.area;
  const objective = objectives.find(({ code }) => code === milestone.objective)?.title ?? '';
  return {
    ...NOTHING,
    title: milestone.ref,
    intro: [
      ...done.map(plainLine),
      plainLine(milestone.text),
      { strong: 'It is', rest: `${stateInWords(milestone.state)}, ${dueWords(milestone)}.` },
      ...pausedLine(milestone, nameOf),
      ...closedLine(milestone),
      { strong: 'Under', rest: `${milestone.objective} ${objective}, in ${area}.` },
      { strong: 'Led by', rest: milestone.leads.map(nameOf).join(', ') || 'nobody' },
      { strong: 'Tags:', rest: milestone.tags.join('; ') || 'none' },
      { strong: 'Who may read it:', rest: printedMarking(milestone.marking) || 'not marked, so internal' },
      ...carriedLine(milestone),
    ],
    buttons: more ? rareButtons(milestone, link) : mostButtons(milestone, link),
  };
}

function mostButtons({ state }: Milestone, link: CardLink): readonly DeskButton[] {
  const pause =
    state === 'paused' ? careButton('Resume', 'resume-care', link) : careButton('Pause', 'open-pause', link);
  return [
    careButton('Change', 'open-words', link),
    careButton('Leads', 'open-leads', link),
    pause,
    careButton('More to do', 'more-care', link),
    careButton('Back to plan', 'open-plan', { ...link, ref: '', rev: 0 }, ''),
  ];
}

function rareButtons(milestone: Milestone, link: CardLink): readonly DeskButton[] {
  const end = isClosed(milestone)
    ? careButton('Open again', 'open-reopen', link)
    : careButton('Withdraw', 'open-withdraw', link);
  return [
    careButton('Tags', 'open-tags', link),
    careButton('Split', 'open-split', link),
    end,
    careButton('Marking', 'open-marking', link),
    careButton('Back', 'open-care', link),
  ];
}

/** "due Friday 29 January 2027", with what the plan prints where that is no day. */
function dueWords(milestone: Milestone): string {
  const day = approvedDate(milestone);
  const printed = milestone.due.text;
  if (day === null) return printed === '' ? 'without a date' : `due “${printed}”`;
  return `due ${inWords(day)}${milestone.due.kind === 'day' || printed === '' ? '' : ` (“${printed}”)`}`;
}

function pausedLine({ state, pause = null }: Milestone, nameOf: (id: string) => string): readonly DeskLine[] {
  if (state !== 'paused') return [];
  if (pause === null) return [{ strong: 'Paused', rest: 'until a day that was never said.' }];
  const who = pause.by.kind === 'officer' ? nameOf(pause.by.id) : 'an administrator';
  return [{ strong: 'Paused', rest: `by ${who} until ${inWords(pause.until)}: ${pause.reason}` }];
}

function closedLine({ closure }: Milestone): readonly DeskLine[] {
  if (closure === null) return [];
  const by = closure.replacedBy.length === 0 ? '' : ` It went on as ${closure.replacedBy.join(', ')}.`;
  return [{ strong: 'Closed', rest: `on ${inWords(closure.on)}: ${closure.reason}${by}` }];
}

function carriedLine({ carriedFrom }: Milestone): readonly DeskLine[] {
  if (carriedFrom === undefined) return [];
  return [{ strong: 'Carried from', rest: `${carriedFrom.ref} of ${carriedFrom.plan}` }];
}

/** Those of a plan that have some words or a ref, a page at a time; all of them for no words. The first page is 0. */
export function foundView({ plan, milestones }: PlanContents, words: string, page: number): DeskView {
  const wanted = words.trim().toLowerCase();
  const isWanted = ({ ref, text }: Milestone): boolean =>
    plainRef(ref).includes(plainRef(wanted)) || `${ref} ${text}`.toLowerCase().includes(wanted);
  const all = milestones.filter(({ milestone }) => wanted === '' || isWanted(milestone));
  const found = all.toSorted((a, b) => a.milestone.order - b.milestone.order);
  const first = Math.min(page, Math.max(0, Math.ceil(found.length / FOUND_AT_MOST) - 1)) * FOUND_AT_MOST;
  const shown = found.slice(first, first + FOUND_AT_MOST);
  const to = (next: number): CardLink => ({ plan: plan.id, ref: '', rev: next });
  const at = Math.floor(first / FOUND_AT_MOST);
  const range = `${String(first + 1)} to ${String(first + shown.length)} of ${String(found.length)}.`;
  const none = `Nothing in ${plan.title} has these words or this ref. Say it otherwise.`;
  return {
    ...NOTHING,
    title: `Find in ${plan.title}`,
    intro: [plainLine(found.length === 0 ? none : range)],
    rows: shown.map(({ milestone, rev }) => ({
      strong: milestone.ref,
      rest: milestone.text.slice(0, 160),
      small: [`${stateInWords(milestone.state)}, ${dueWords(milestone)}`],
      trouble: null,
      button: careButton('Open', 'open-care', { plan: plan.id, ref: milestone.ref, rev }),
    })),
    fields: [FIND],
    typed: { find: words },
    buttons: [
      careButton('Find', 'find-care', to(0), 'in the plan'),
      ...(at === 0 ? [] : [careButton('Previous page', 'find-care', to(at - 1))]),
      ...(first + shown.length >= found.length ? [] : [careButton('Next page', 'find-care', to(at + 1))]),
      careButton('Back to plan', 'open-plan', to(0)),
    ],
  };
}

/** What is looked for. */
export const FIND: DeskField = {
  name: 'find',
  input: 'line',
  label: 'Find in the plan',
  placeholder: 'A ref, or some words; nothing for all of them',
};
