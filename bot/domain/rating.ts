import { checkOn, type Others } from './check.js';
import type { CivilDate } from './dates.js';
import { entryChosen, entryOfClass, type KeyEntry } from './key.js';
import { isLapsed } from './lapse.js';
import { isClosed, isComplete, type Answer, type Milestone, type Plan, type RatingClass } from './plan.js';
import { SEVERITY } from './policy.js';
import { awaitsDischarge } from './proposals.js';
import type { Calendar } from './working-days.js';

/** What counts: the declared rating, or the check where the plan says that dates rate (RULES 4). */
export function ratingOn(
  milestone: Milestone,
  preset: Plan['preset'],
  calendar: Calendar,
  today: CivilDate,
  others?: Others,
): RatingClass {
  if (isComplete(milestone)) return 'complete';
  if (isClosed(milestone)) return 'none';
  if (preset === 'dates') return checkOn(milestone, calendar, today, others).rating;
  return declaredOn(milestone, calendar, today);
}

/** The same in the plan's own words: a grade that counts as nothing has a word all the same. */
export function gradeOn(
  milestone: Milestone,
  { preset, key }: Pick<Plan, 'preset' | 'key'>,
  calendar: Calendar,
  today: CivilDate,
  others?: Others,
): KeyEntry {
  const rating = ratingOn(milestone, preset, calendar, today, others);
  const stands = standsOn(milestone, calendar, today);
  const chosen = stands?.rating === rating && (preset === 'confidence' || isComplete(milestone));
  return stands !== null && chosen && !isClosed(milestone) ? entryChosen(key, stands) : entryOfClass(key, rating);
}

/** What was last declared. Only Green lapses: to no update (RULES 4, `isLapsed`). */
export function declaredOn(milestone: Milestone, calendar: Calendar, today: CivilDate): RatingClass {
  return standsOn(milestone, calendar, today)?.rating ?? 'none';
}

/** The declared rating is less severe than the check. */
export function disagrees(declared: RatingClass, check: RatingClass): boolean {
  if (check !== 'red' && check !== 'amber') return false;
  if (declared !== 'amber' && declared !== 'green') return false;
  return SEVERITY.indexOf(check) < SEVERITY.indexOf(declared);
}

/** The last word that still stands, and what was chosen; null when nobody said anything, or it has lapsed. */
function standsOn(milestone: Milestone, calendar: Calendar, today: CivilDate): Pick<Answer, 'rating' | 'grade'> | null {
  const last = lastWord(milestone);
  return last === null || (last.rating === 'green' && isLapsed(last, milestone.plan, calendar, today)) ? null : last;
}

/** Where each of a group has to answer, one who is done does not make it complete: another's word stands. */
function lastWord(milestone: Milestone): Pick<Answer, 'rating' | 'grade' | 'on'> | null {
  const { update, answers } = milestone;
  // Said to be done, and waiting for its board: on course, whatever was said before, and not complete.
  if (update !== null && awaitsDischarge(milestone)) return { rating: 'green', grade: 'green', on: update.on };
  if (update?.rating !== 'complete' || isComplete(milestone)) return update;
  const others = answers.filter(({ rating }) => rating !== 'complete');
  return [...others].sort((a, b) => (a.on < b.on ? 1 : -1))[0] ?? null;
}
