import { inWords } from './dates.js';
import { declarable, entryOfClass, type Key } from './key.js';
import { lastPeriod } from './periods.js';
import { presentPeriod, type Milestone } from './plan.js';

/** What may be declared of a milestone now: the plan's key, without Complete while periods are still to come. */
export function choicesFor(key: Key, milestone: Milestone): Key {
  return declarable(key).filter(({ rating }) => rating !== 'complete' || mayComplete(milestone));
}

/** What recurs until a day is complete when its last update is in, and not before (RULES 1). */
export function mayComplete(milestone: Milestone): boolean {
  const { due } = milestone;
  const last = due.kind === 'recurring' ? lastPeriod(due) : null;
  return last === null || presentPeriod(milestone)?.to === last.to;
}

/** Why Complete was refused, and what to choose instead. */
export function notYetComplete({ due }: Milestone, key: Key): string {
  const until = due.kind === 'recurring' && due.until !== null ? ` until ${inWords(due.until)}` : '';
  const green = entryOfClass(key, 'green');
  const instead = key.includes(green) ? green.word : 'another rating';
  return `It recurs${until}, and is complete when its last update is in. Choose ${instead} when this period is done.`;
}
