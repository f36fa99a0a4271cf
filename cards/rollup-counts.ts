import { entryOfClass, type KeyEntry } from '../bot/domain/key.js';
import { KEY } from '../bot/domain/policy.js';
import type { Counts, RollupView } from '../bot/domain/views.js';
import { statusOf, type StatusModel } from './rows.js';
import { mark } from './words.js';

export interface CellModel extends StatusModel {
  readonly number: string;
}

const RATINGS = ['red', 'amber', 'green', 'complete'] as const;
const CELLS_A_ROW = 3;

type Graded = readonly { readonly entry: KeyEntry; readonly count: number }[];

/** One number a cell. Grades that map to nothing stand by their own words; "No update" is what is left of `none`. */
export function cellsOf(view: RollupView): readonly { readonly cells: readonly CellModel[] }[] {
  const { counts, grades } = view;
  const cell = (status: StatusModel, number: number): CellModel => ({ ...status, number: String(number) });
  const closed = { shape: '', colour: 'default', word: 'Closed', tail: '' };
  const cells = [
    ...ratingsIn(view).map((rating) => cell(statusOf(entryOfClass(view.key, rating), ''), counts[rating])),
    ...grades.map((grade) => cell(statusOf(grade.entry, ''), grade.count)),
    cell(statusOf(KEY.none, ''), unsaid(counts, grades)),
    cell(closed, counts.closed),
  ];
  const rows = Math.ceil(cells.length / CELLS_A_ROW);
  return Array.from({ length: rows }, (_, row) => ({ cells: cells.slice(row * CELLS_A_ROW, (row + 1) * CELLS_A_ROW) }));
}

/** "2 ◆ Red, 5 ● Green, 1 closed: 8 in all." It adds up. */
export function countsInWords(counts: Counts, grades: Graded, view: Pick<RollupView, 'key'>): string {
  const none = unsaid(counts, grades);
  const parts = [
    ...RATINGS.filter((rating) => counts[rating] > 0).map(
      (rating) => `${String(counts[rating])} ${mark(entryOfClass(view.key, rating))}`,
    ),
    ...gradesInWords(grades, mark),
    ...(none > 0 ? [`${String(none)} ${mark('none')}`] : []),
    ...(counts.closed > 0 ? [`${String(counts.closed)} closed`] : []),
  ];
  if (parts.length === 0) return 'none.';
  return parts.length === 1 ? `${parts.join('')}.` : `${parts.join(', ')}: ${String(counts.total)} in all.`;
}

/** "4 Strength", "3 Green shoots": those that were given. */
export function gradesInWords(grades: Graded, word: (entry: KeyEntry) => string): readonly string[] {
  return grades.filter(({ count }) => count > 0).map(({ entry, count }) => `${String(count)} ${word(entry)}`);
}

/** Nothing was heard of these: neither a rating nor a grade. */
export function unsaid(counts: Counts, grades: Graded): number {
  return counts.none - grades.reduce((sum, { count }) => sum + count, 0);
}

/** Classes that the plan's key has, or that something is rated in all the same. */
function ratingsIn({ key, counts, grades, preset }: RollupView): readonly (typeof RATINGS)[number][] {
  const own = grades.length > 0 && preset === 'confidence';
  return RATINGS.filter(
    (rating) => !own || rating === 'complete' || counts[rating] > 0 || key.some((entry) => entry.rating === rating),
  );
}
