import { nameOf, type ButtonModel, type NoteModel } from './rows.js';
import type { ExceptionModel, Telling } from './rollup-exceptions.js';
import { listedUpTo, sentence, shownRef } from './words.js';

/** One bar of the chart. */
export interface BarModel {
  readonly title: string;
  readonly parts: readonly { readonly legend: string; readonly number: string; readonly colour: string }[];
}

/** A section of the summary with its rows, exceptions before lines. */
export interface SummarySection {
  readonly heading: string;
  readonly intro: readonly string[];
  readonly exceptions: readonly ExceptionModel[];
  readonly lines: readonly NoteModel[];
  /** An extra for those whose Teams draws it: everything in it stands in the lines, too. */
  readonly chart: readonly { readonly chartTitle: string; readonly bars: readonly BarModel[] }[];
  /** At most four a row. */
  readonly buttons: readonly { readonly row: readonly (ButtonModel & { readonly title: string })[] }[];
  /** What the line of things left out calls it: "still amber: 4". */
  readonly called: string;
}

/** So many refs stand in one line of a message whose replies name the others, or that is full. */
export const REFS_AT_MOST = 25;

export function section(heading: string, called: string, own: Partial<SummarySection>): SummarySection {
  const nothing = { intro: [], exceptions: [], lines: [], chart: [], buttons: [] };
  return { heading, called, ...nothing, ...own };
}

/** A line about one milestone, and its ref for where there is no room for its words. */
export interface RefLine extends NoteModel {
  readonly ref: string;
}

export function refLine(ref: string, text: string, said: string): RefLine {
  const name = nameOf(ref, text);
  return { ref, strong: name.ref, rest: `${sentence(name.text)} ${said}` };
}

/** How long a list may be. */
export type ListLength = Pick<Telling, 'rows' | 'refs'>;

/** The first lines; of the others only the refs. */
export function capped(lines: readonly RefLine[], { rows, refs }: ListLength): readonly NoteModel[] {
  // One more line says less than what it would stand for.
  const shown = lines.length <= rows + 1 ? lines : lines.slice(0, rows);
  const others = lines.slice(shown.length).map(({ ref }) => shownRef(ref));
  return [...shown, ...(others.length === 0 ? [] : [andMore(others, refs)])];
}

export function andMore(refs: readonly string[], most: number): NoteModel {
  return { strong: '', rest: `And ${String(refs.length)} more: ${listedUpTo(refs, most)}.` };
}

/** A section of lines, counted in its heading. */
export function lined(heading: string, called: string, lines: readonly RefLine[], most: ListLength): SummarySection {
  const count = String(lines.length);
  return section(`${heading}: ${count}`, `${count} ${called}`, { lines: capped(lines, most) });
}
