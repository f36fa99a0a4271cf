import { inWords, type CivilDate } from './dates.js';
import { declarable, entryOfClass, type Key } from './key.js';
import { lastPeriod } from './periods.js';
import { presentPeriod, type Milestone } from './plan.js';

/** What may be declared of a milestone now: the plan's key, without Complete while periods are still to come. */
export function choicesFor(key: Key, milestone: Milestone, today: CivilDate): Key {
  return declarable(key).filter(({ rating }) => rating !== 'complete' || mayComplete(milestone, today));
}

/**
 * What recurs is complete when its last update is in: not before the last period has begun (RULES 1), and never where the
 * plan prints no end. People say Complete of a month's report and would end it for ever.
 */
export function mayComplete(milestone: Milestone, today: CivilDate): boolean {
  const { due } = milestone;
  if (due.kind !== 'recurring') return true;
  const last = lastPeriod(due);
  return last !== null && presentPeriod(milestone)?.to === last.to && last.from <= today;
}

/** Why Complete was refused, and what to choose instead. */
export function notYetComplete({ due }: Milestone, key: Key): string {
  const until = due.kind === 'recurring' ? due.until : null;
  const green = entryOfClass(key, 'green');
  const instead = key.includes(green) ? green.word : 'another rating';
  const choose = `Choose ${instead} when this period is done.`;
  if (until === null) return `It recurs without an end. ${choose} If it has ended, propose to close it.`;
  return `It recurs until ${inWords(until)}, and is complete when its last update is in. ${choose}`;
}
