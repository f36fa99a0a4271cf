import { inWords } from '../bot/domain/dates.js';
import type { RatingClass } from '../bot/domain/plan.js';
import { KEY } from '../bot/domain/policy.js';
import type { CheckView, DigestRow, MilestoneView } from '../bot/domain/views.js';
import type { Sign } from './render.js';
import { asPrinted, cut, listed, overdue, quote, sentence, shownRef } from './words.js';

const FULL_LENGTH = 400;

/** A rating with its coloured shape, and the words after it. */
export interface StatusModel {
  readonly shape: string;
  readonly colour: string;
  readonly word: string;
  readonly tail: string;
}

/** A ref in bold and its words. */
export interface NameModel {
  readonly ref: string;
  readonly text: string;
}

/** Bold words and those that follow. */
export interface NoteModel {
  readonly strong: string;
  readonly rest: string;
}

export interface ButtonModel {
  readonly token: string;
  readonly tooltip: string;
}

/** What a row takes from its place in a list. */
export interface PlacedModel {
  /** The plan's title, when it differs from that of the row before. */
  readonly plan: readonly string[];
  /** The space above it: less under a heading. */
  readonly gap: string;
}

/** One row: words left, Update right, everything else beneath. */
export interface RowModel extends StatusModel, NameModel, ButtonModel, PlacedModel {
  readonly small: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly datesSay: readonly StatusModel[];
}

export const UNPLACED: PlacedModel = { plan: [], gap: 'medium' };

export function nameOf(ref: string, text: string): NameModel {
  return { ref: shownRef(ref), text: ` ${cut(text)}` };
}

/** Where somebody answers for it, they read all of it, or nearly. */
export function fullNameOf(ref: string, text: string): NameModel {
  return { ref: shownRef(ref), text: ` ${cut(text, FULL_LENGTH)}` };
}

export function statusOf(rating: RatingClass, tail: string): StatusModel {
  const { shape, colour, word } = KEY[rating];
  return { shape, colour, word: `\u00a0${word}`, tail };
}

/** The second opinion, only where it is worse than what was said. */
export function datesSayOf(check: CheckView): StatusModel {
  return statusOf(check.rating, datesSayWords(check));
}

/** ": 5 working days overdue." */
export function datesSayWords({ because }: CheckView): string {
  const words = cut(because, 200);
  return words === '' ? '.' : `: ${sentence(words)}`;
}

/** The row of a milestone, without its plan's title. `leads` are named to a head of service. */
export function rowOf(row: DigestRow, sign: Sign, leads: readonly string[] = []): RowModel {
  return {
    ...nameOf(row.link.ref, row.text),
    ...buttonOf(row, sign),
    ...statusOf(row.rating, tailOf(row)),
    ...UNPLACED,
    small: [smallOf(row, leads)].filter((words) => words !== ''),
    notes: [...passedOf(row), ...escalationOf(row)],
    datesSay: row.disagrees ? [datesSayOf(row.check)] : [],
  };
}

export function buttonOf(milestone: MilestoneView, sign: Sign): ButtonModel {
  return { token: sign('open-update', milestone.link), tooltip: `Update ${shownRef(milestone.link.ref)}` };
}

function tailOf(row: DigestRow): string {
  if (row.evidenceDue !== null) return `, evidence due ${inWords(row.evidenceDue)}`;
  if (row.overdueDays !== null) return `, ${overdue(row.overdueDays)}`;
  if (row.dueOn === null) return ', no date yet';
  return row.daysLeft === 0 ? ', due today' : `, due ${inWords(row.dueOn)}${asPrinted(row.dueText, row.dueOn)}`;
}

/** The words in small print: the date behind "overdue", who was told, who leads it, when somebody last answered. */
function smallOf(row: DigestRow, leads: readonly string[]): string {
  const { dueOn, escalation, lastUpdate } = row;
  const words: string[] = [];
  if (dueOn === null && row.dueText.trim() !== '') words.push(`The plan says ${sentence(quote(row.dueText, 60))}`);
  if (dueOn !== null && (row.overdueDays !== null || row.daysLeft === 0) && row.evidenceDue === null)
    words.push(`Due ${inWords(dueOn)}${asPrinted(row.dueText, dueOn)}.`);
  if (leads.length > 0) words.push(`Led by ${listed(leads.slice(0, 5).map((name) => cut(name)))}.`);
  if (escalation?.done === true && leads.length === 0)
    words.push(`${cut(escalation.to)} was told on ${inWords(escalation.on)}.`);
  if (row.rating === 'none' && lastUpdate !== null)
    words.push(`${lastUpdate.byReader ? 'You' : cut(lastUpdate.by)} last answered on ${inWords(lastUpdate.on)}.`);
  return words.join(' ');
}

function passedOf(row: DigestRow): readonly NoteModel[] {
  if (row.passed === null) return [];
  const { saidOn, date, words } = row.passed;
  const who = row.lastUpdate?.byReader === false ? cut(row.lastUpdate.by) : 'you';
  const said =
    words.trim() === ''
      ? ` On ${inWords(saidOn)} ${who} gave the date ${inWords(date)}.`
      : ` On ${inWords(saidOn)} ${who} said: ${sentence(quote(words))} The date given was ${inWords(date)}.`;
  return [{ strong: 'Has this happened?', rest: said }];
}

function escalationOf(row: DigestRow): readonly NoteModel[] {
  if (row.escalation === null || row.escalation.done) return [];
  const { on, to } = row.escalation;
  return [{ strong: `Escalates on ${inWords(on)}`, rest: ` to ${cut(to)}. An update before then stops it.` }];
}

/** The rows of a list in their places: with `plans`, each plan's title stands above the first of its rows. */
export function placed<R extends PlacedModel>(
  rows: readonly { readonly row: R; readonly planTitle: string }[],
  plans: boolean,
): { readonly plan: readonly string[]; readonly rows: R[] } {
  const [first] = rows;
  return {
    plan: plans && first !== undefined ? [cut(first.planTitle)] : [],
    rows: rows.map(({ row, planTitle }, at) => {
      if (at === 0) return { ...row, gap: 'small' };
      return plans && rows[at - 1]?.planTitle !== planTitle ? { ...row, plan: [cut(planTitle)] } : row;
    }),
  };
}
