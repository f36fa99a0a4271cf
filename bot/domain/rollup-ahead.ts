/** What a summary says of days: those that were given and have passed, and those that come before the next one. */
import { addDays } from './dates.js';
import { passedPromise } from './other-asks.js';
import { quarterOf } from './periods.js';
import { approvedDate, isOpen } from './plan.js';
import type { Rated } from './rollup-exceptions.js';
import type { RollupFacts } from './rollup-facts.js';
import type { DueNext, PassedView } from './views.js';
import { windowsOf } from './windows.js';

/** Open, and due from today to the day of the next figures: that of a reporting window, or the end of the quarter. */
export function dueNextOf({ plan, calendar, today }: RollupFacts, rated: readonly Rated[]): DueNext {
  const window = windowsOf(calendar, plan.id).find(({ freezes }) => freezes > today) ?? null;
  const until = window?.freezes ?? quarterOf(addDays(today, 1)).to;
  const rows = rated.flatMap(({ milestone, grade }) => {
    const on = approvedDate(milestone);
    if (grade === null || on === null || on < today || on > until || !isOpen(milestone)) return [];
    return [{ ref: milestone.ref, text: milestone.text, on, grade }];
  });
  rows.sort((a, b) => a.on.localeCompare(b.on));
  return { until, window: window?.name ?? null, count: rows.length, rows };
}

/** Dates that somebody gave, and that have passed without an answer: the oldest first. */
export function passedOf({ milestones, today }: RollupFacts): readonly PassedView[] {
  const passed = milestones.flatMap((milestone) => {
    const promise = passedPromise(milestone, today);
    if (promise === null || milestone.update === null) return [];
    const { ref, text, update } = milestone;
    return [{ ref, text, date: promise.date, words: promise.words, saidOn: update.on }];
  });
  return passed.sort((a, b) => a.date.localeCompare(b.date));
}
