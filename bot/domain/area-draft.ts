/** What the head of service of an area reads before they stand by its figures. */
import { entryOfClass, ownGrades } from './key.js';
import type { Ref } from './plan.js';
import { SEVERITY } from './policy.js';
import type { Rollup } from './rollup-facts.js';
import type { AreaDraftView } from './views.js';

/** The figures of one area: how many of each, what changed since the summary before, what is at risk, what is silent. */
export function areaDraft(rollup: Rollup, area: string): AreaDraftView {
  const rows = new Map(rollup.rows.filter((row) => row.area === area).map((row) => [row.ref, row]));
  const own = (refs: readonly Ref[]): Ref[] => refs.filter((ref) => rows.has(ref));
  const gradeOf = (ref: Ref) => rows.get(ref)?.grade ?? null;
  const { changes, key } = rollup;
  return {
    since: rollup.since,
    counts: countsIn(rollup, area),
    total: rows.size,
    overdue: own(rollup.overdue),
    exceptions: rollup.exceptions
      .filter(({ ref }) => rows.has(ref))
      .map(({ ref, text, grade, rating, overdueDays, because, recovery }) => {
        return { ref, text, grade: grade ?? entryOfClass(key, rating), overdueDays, because, recovery };
      }),
    worsened: own(changes.worsened).map((ref) => ({ ref, grade: gradeOf(ref) })),
    improved: changes.improved
      .filter(({ ref }) => rows.has(ref))
      .map(({ ref, from, to }) => ({ ref, from: entryOfClass(key, from), to: gradeOf(ref) ?? entryOfClass(key, to) })),
    completed: own(changes.completed),
    moved: rollup.moved
      .filter(({ ref }) => rows.has(ref))
      .map(({ ref, from, to, reason }) => ({ ref, from, to, reason })),
    added: own(changes.added),
    closed: own(changes.closed),
    silent: rollup.silent.filter(({ code }) => code === area).flatMap(({ refs }) => refs),
    noUpdate: rollup.noUpdate.filter(({ code }) => code === area).flatMap(({ refs }) => refs),
  };
}

/** The worst first, only what there is; what is closed stands last, and grades of a scale of their own by their words. */
function countsIn({ rows, key }: Rollup, area: string): AreaDraftView['counts'] {
  const own = rows.filter((row) => row.area === area);
  const graded = ownGrades(key).map((entry) => ({
    entry,
    count: own.filter(({ rating, grade }) => rating === 'none' && grade?.id === entry.id).length,
  }));
  const said = graded.reduce((sum, { count }) => sum + count, 0);
  const classes = SEVERITY.map((rating) => {
    const count = own.filter((row) => row.rating === rating).length;
    return { entry: entryOfClass(key, rating), count: rating === 'none' ? count - said : count };
  });
  const closed = own.filter(({ rating }) => rating === 'closed').length;
  return [...graded, ...classes, { entry: null, count: closed }].filter(({ count }) => count > 0);
}
