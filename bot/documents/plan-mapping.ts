import type { MappedColumn, PlanField } from '../domain/plan-columns.js';
import { sameWords } from './words.js';

/** In which column each field stands, counted from 0. */
export type FieldPlaces = Readonly<Partial<Record<PlanField, number>>>;

/** One name for each column: one without a heading is "column 4"; of two alike the second is "Progress (2)". */
export function columnNames(headings: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return headings.map((heading, at) => {
    if (heading === '') return `column ${String(at + 1)}`;
    const times = (seen.get(sameWords(heading)) ?? 0) + 1;
    seen.set(sameWords(heading), times);
    return times === 1 ? heading : `${heading} (${String(times)})`;
  });
}

export function isSameHeading(one: string, other: string): boolean {
  return sameWords(one) === sameWords(other);
}

/** What headings say, but for the columns of which somebody said what they hold. */
export function underMapping(
  cells: readonly string[],
  mapping: readonly MappedColumn[],
  fieldsIn: (cells: readonly string[]) => FieldPlaces,
): FieldPlaces {
  if (mapping.length === 0) return fieldsIn(cells);
  const names = columnNames(cells).map(sameWords);
  const said = mapping.flatMap(({ heading, field }) => {
    const at = names.indexOf(sameWords(heading));
    return at < 0 ? [] : [{ at, field }];
  });
  if (said.length === 0) return fieldsIn(cells);
  const left = fieldsIn(cells.map((cell, at) => (said.some((one) => one.at === at) ? '' : cell)));
  return { ...left, ...Object.fromEntries(said.flatMap(({ at, field }) => (field === null ? [] : [[field, at]]))) };
}

/** What was to be read from columns that a file does not have. */
export function missingColumns(
  headings: readonly string[],
  mapping: readonly MappedColumn[],
): readonly { readonly heading: string; readonly field: PlanField }[] {
  const names = columnNames(headings).map(sameWords);
  return mapping.flatMap(({ heading, field }) =>
    field === null || names.includes(sameWords(heading)) ? [] : [{ heading, field }],
  );
}
