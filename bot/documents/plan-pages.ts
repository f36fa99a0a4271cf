import type { PlanWarning } from '../domain/plan-warnings.js';

/** A page label, and where it stands. */
export interface PageMark {
  readonly row: number;
  readonly page: number;
}

/** Where pages are missing: after this row, before that one. */
export interface PageGap {
  readonly after: number;
  readonly before: number;
  readonly pages: readonly number[];
}

/**
 * Pages that the labels leap over. Only where labels stand on most pages, so that a leap says something: at least
 * three of them, and at least half of the steps go on by one.
 */
export function missingPages(marks: readonly PageMark[]): readonly PageGap[] {
  const steps = marks.slice(1).map((mark, at) => ({ from: marks[at] ?? mark, to: mark }));
  const on = steps.filter(({ from, to }) => to.page - from.page === 1).length;
  const rising = steps.every(({ from, to }) => to.page >= from.page);
  if (marks.length < 3 || !rising || on * 2 < steps.length) return [];
  return steps.flatMap(({ from, to }) => {
    const pages = Array.from({ length: Math.min(to.page - from.page - 1, 50) }, (_, n) => from.page + n + 1);
    return pages.length === 0 ? [] : [{ after: from.row, before: to.row, pages }];
  });
}

/** What is told of a leap. */
export function toldOfPages({ after, before, pages }: PageGap): PlanWarning {
  const which = pages.length === 1 ? `page ${String(pages[0])} is` : `pages ${pages.join(', ')} are`;
  const message = `Between rows ${String(after)} and ${String(before)}, ${which} not in the file. Rows may be missing; compare it with the printed plan.`;
  return { code: 'missing-pages', row: before, ref: null, cell: pages.join(', '), message };
}
