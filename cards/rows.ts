import type { CheckView, DigestRow, MilestoneView } from '../bot/domain/views.js';
import type { Sign } from './render.js';
import { rowNotes } from './row-notes.js';
import { smallOf, tailOf } from './row-words.js';
import { cut, entryOf, sentence, shownRef, type Said } from './words.js';

const FULL_LENGTH = 400;
/** Several reasons stand side by side. */
export const BECAUSE_LENGTH = 320;

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
export interface RowModel extends StatusModel, NameModel, PlacedModel {
  /** None where a decision is wanted: an update does not make it. */
  readonly buttons: readonly ButtonModel[];
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
  return {
    ...nameOf(row.link.ref, row.text),
    buttons: row.wanted === 'decision' ? [] : [buttonOf(row, sign)],
    ...statusOf(row.grade ?? row.rating, tailOf(row)),
    ...UNPLACED,
    small: [smallOf(row, leads)].filter((words) => words !== ''),
    notes: rowNotes(row),
    datesSay: row.disagrees ? [datesSayOf(row.check)] : [],
  };
}

export function buttonOf(milestone: MilestoneView, sign: Sign): ButtonModel {
  return { token: sign('open-update', milestone.link), tooltip: `Update ${shownRef(milestone.link.ref)}` };
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
