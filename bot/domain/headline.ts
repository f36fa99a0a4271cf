/** The headline of a summary: one sentence whose numbers add up, the same on a card and in every report. */
import { entryOfClass } from './key.js';
import type { Levels, RatingClass } from './plan.js';
import { counted, unitOf } from './report-words.js';
import type { Sizes } from './rollup-facts.js';
import type { Counts, RollupView } from './views.js';

const RATINGS = ['red', 'amber', 'green', 'complete'] as const;

/** One number of the headline: its word, how many there are now, and how many there were. */
export interface Figure {
  readonly id: string;
  readonly word: string;
  readonly now: number;
  readonly before: number | null;
}

/** What has counts: the figures of a summary, or what a card shows of them. */
export interface Counted {
  readonly counts: Counts;
  readonly before: Counts | null;
  readonly grades: RollupView['grades'];
  readonly key: RollupView['key'];
}

/** What the total holds beside the counts. */
type Gaps = Pick<Sizes, 'overdue' | 'withoutDate' | 'withoutLead' | 'ongoing'>;

/** The numbers that add up to the total, in the plan's own words and in their order. */
export function figuresOf({ counts, before, grades, key }: Counted): readonly Figure[] {
  const graded = grades.reduce((sum, { count }) => sum + count, 0);
  const gradedBefore = grades.reduce((sum, grade) => sum + (grade.before ?? 0), 0);
  // A scale of the plan's own may have no word for some of the classes: where nothing counts as one, it is left out.
  const known = RATINGS.filter(
    (rating) =>
      grades.length === 0 ||
      rating === 'complete' ||
      counts[rating] > 0 ||
      key.some((entry) => entry.rating === rating),
  );
  return [
    ...known.map((rating) => classFigure(key, rating, counts[rating], before?.[rating] ?? null)),
    ...grades.map(({ entry, count, before: was }) => ({ id: entry.id, word: entry.word, now: count, before: was })),
    classFigure(key, 'none', counts.none - graded, before === null ? null : before.none - gradedBefore),
    { id: 'closed', word: 'Closed', now: counts.closed, before: before?.closed ?? null },
  ];
}

function classFigure(key: Counted['key'], rating: RatingClass, now: number, before: number | null): Figure {
  return { id: rating, word: entryOfClass(key, rating).word, now, before };
}

/**
 * "110 milestones (109 last time): 3 Red (+1), 9 Amber (-2), 41 Green, 12 Complete, 38 no update, 7 closed; of these 8
 * overdue, 3 without a date, 2 without a lead."
 */
export function headlineOf(rollup: Counted & { readonly sizes: Gaps }, levels: Levels): string {
  const { counts, before } = rollup;
  const last = before === null ? '' : ` (${String(before.total)} last time)`;
  const parts = figuresOf(rollup).map(figureInWords);
  const gaps = gapsInWords(rollup.sizes);
  const of = gaps.length === 0 ? '' : `; of these ${gaps.join(', ')}`;
  return `${counted(counts.total, unitOf(levels))}${last}: ${parts.join(', ')}${of}.`;
}

function figureInWords({ id, word, now, before }: Figure): string {
  const called = id === 'none' || id === 'closed' ? word.toLowerCase() : word;
  const change =
    before === null || before === now ? '' : ` (${now > before ? '+' : '-'}${String(Math.abs(now - before))})`;
  return `${String(now)} ${called}${change}`;
}

function gapsInWords({ overdue, withoutDate, withoutLead, ongoing }: Gaps): readonly string[] {
  const gaps: readonly (readonly [number, string])[] = [
    [overdue, 'overdue'],
    [withoutDate, 'without a date'],
    [withoutLead, 'without a lead'],
    [ongoing, 'ongoing, without an end'],
  ];
  return gaps.filter(([count]) => count > 0).map(([count, words]) => `${String(count)} ${words}`);
}
