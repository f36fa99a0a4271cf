/** The headline of a summary: one sentence whose numbers add up, the same on a card and in every report. */
import { entryOfClass } from './key.js';
import type { Levels, RatingClass } from './plan.js';
import { counted, unitOf } from './report-words.js';
import type { Rollup } from './rollup-facts.js';

const RATINGS = ['red', 'amber', 'green', 'complete'] as const;

/** One number of the headline: its word, how many there are now, and how many there were. */
export interface Figure {
  readonly id: string;
  readonly word: string;
  readonly now: number;
  readonly before: number | null;
}

/** The numbers that add up to the total, in the plan's own words and in their order. */
export function figuresOf({ counts, before, grades, key }: Rollup): readonly Figure[] {
  const graded = grades.reduce((sum, { refs }) => sum + refs.length, 0);
  const gradedBefore = grades.reduce((sum, grade) => sum + (grade.before ?? 0), 0);
  return [
    ...RATINGS.map((rating) => classFigure(key, rating, counts[rating], before?.[rating] ?? null)),
    ...grades.map(({ entry, refs, before: was }) => {
      return { id: entry.id, word: entry.word, now: refs.length, before: was };
    }),
    classFigure(key, 'none', counts.none - graded, before === null ? null : before.none - gradedBefore),
    { id: 'closed', word: 'Closed', now: counts.closed, before: before?.closed ?? null },
  ];
}

function classFigure(key: Rollup['key'], rating: RatingClass, now: number, before: number | null): Figure {
  return { id: rating, word: entryOfClass(key, rating).word, now, before };
}

/**
 * "110 milestones (109 last time): 3 Red (+1), 9 Amber (-2), 41 Green, 12 Complete, 38 no update, 7 closed; of these 8
 * overdue, 3 without a date, 2 without a lead."
 */
export function headlineOf(rollup: Rollup, levels: Levels): string {
  const { counts, before } = rollup;
  const last = before === null ? '' : ` (${String(before.total)} last time)`;
  const parts = figuresOf(rollup).map(figureInWords);
  const gaps = gapsInWords(rollup);
  const of = gaps.length === 0 ? '' : `; of these ${gaps.join(', ')}`;
  return `${counted(counts.total, unitOf(levels))}${last}: ${parts.join(', ')}${of}.`;
}

function figureInWords({ id, word, now, before }: Figure): string {
  const called = id === 'none' || id === 'closed' ? word.toLowerCase() : word;
  const change =
    before === null || before === now ? '' : ` (${now > before ? '+' : '-'}${String(Math.abs(now - before))})`;
  return `${String(now)} ${called}${change}`;
}

function gapsInWords({ overdue, withoutDate, withoutLead, ongoing }: Rollup): readonly string[] {
  const gaps: readonly (readonly [number, string])[] = [
    [overdue.length, 'overdue'],
    [withoutDate.length, 'without a date'],
    [withoutLead.length, 'without a lead'],
    [ongoing.length, 'ongoing, without an end'],
  ];
  return gaps.filter(([count]) => count > 0).map(([count, words]) => `${String(count)} ${words}`);
}
