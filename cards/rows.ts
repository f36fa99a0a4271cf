import type { CheckView, DigestRow, MilestoneView } from '../bot/domain/views.js';
import type { Sign } from './render.js';
import { rowNotes, toldNotes } from './row-notes.js';
import { smallOf, tailOf } from './row-words.js';
import { cut, entryOf, sentence, shownRef, type Said } from './words.js';

const FULL_LENGTH = 400;
/** Several reasons stand side by side. */
export const BECAUSE_LENGTH = 320;
const TOOLTIP_LENGTH = 24;

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

/** The button of a row: what is wanted of it. */
export interface RowButtonModel extends ButtonModel {
  readonly title: string;
  readonly verb: string;
}

/** What a row takes from its place in a list. */
export interface PlacedModel {
  /** The plan's title, when it differs from that of the row before. */
  readonly plan: readonly string[];
  /** The space above it: less under a heading. */
  readonly gap: string;
}

/** One row: words left, Update right, everything else beneath. */
export interface RowModel extends NameModel, PlacedModel {
  /** None where nothing can be said of it any more. */
  readonly buttons: readonly RowButtonModel[];
  /** None where its reader is only told something of it. */
  readonly status: readonly StatusModel[];
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

export function statusOf(said: Said, tail: string): StatusModel {
  const { shape, colour, word } = entryOf(said);
  return { shape, colour, word: shape === '' ? word : `\u00a0${word}`, tail };
}

/** The second opinion, only where it is worse than what was said. */
export function datesSayOf(check: CheckView): StatusModel {
  return statusOf(check.grade ?? check.rating, datesSayWords(check));
}

/** ": 5 working days overdue." */
export function datesSayWords({ because }: CheckView): string {
  const words = cut(because, BECAUSE_LENGTH);
  return words === '' ? '.' : `: ${sentence(words)}`;
}

/** The row of a milestone, without its plan's title. `leads` are named to a head of service. */
export function rowOf(row: DigestRow, sign: Sign, leads: readonly string[] = []): RowModel {
  const told = row.wanted === 'nothing';
  return {
    ...nameOf(row.link.ref, row.text),
    buttons: (told || row.wanted === 'update') && !takesUpdates(row) ? [] : [wantedButton(row, sign)],
    ...UNPLACED,
    status: told ? [] : [statusOf(row.grade ?? row.rating, tailOf(row))],
    small: told ? [] : [smallOf(row, leads)].filter((words) => words !== ''),
    notes: told ? toldNotes(row) : rowNotes(row),
    datesSay: !told && row.disagrees ? [datesSayOf(row.check)] : [],
  };
}

/** Open, or delivered and to be corrected. */
function takesUpdates({ state }: DigestRow): boolean {
  return state === 'not-started' || state === 'in-progress' || state === 'delivered';
}

/** Update; where a decision or an answer is wanted, the way to that. */
export function wantedButton(row: DigestRow, sign: Sign): RowButtonModel {
  const { title, verb } = BUTTONS[row.wanted] ?? { title: 'Update', verb: 'open-update' };
  return { title, verb, token: sign(verb, row.link), tooltip: tooltipOf(title, row) };
}

const BUTTONS: Partial<Record<DigestRow['wanted'], Pick<RowButtonModel, 'title' | 'verb'>>> = {
  decision: { title: 'Decide', verb: 'approvals' },
  answer: { title: 'Answer', verb: 'open-answer' },
  challenge: { title: 'Answer', verb: 'open-challenge' },
  release: { title: 'Release', verb: 'release-answer' },
  held: { title: 'Look', verb: 'open-held' },
};

/** A ref alone does not tell which: two plans on one card may both have a 1.1. */
function tooltipOf(title: string, { link, text }: MilestoneView): string {
  return `${title} ${shownRef(link.ref)} ${cut(text, TOOLTIP_LENGTH)}`;
}

export function buttonOf(milestone: MilestoneView, sign: Sign): ButtonModel {
  return { token: sign('open-update', milestone.link), tooltip: tooltipOf('Update', milestone) };
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
