import { checkOn, isLapsed, type Others } from './check.js';
import type { CivilDate } from './dates.js';
import { entryChosen, entryOfClass, type KeyEntry } from './key.js';
import { isClosed, isComplete, type Milestone, type Plan, type RatingClass } from './plan.js';
import { SEVERITY } from './policy.js';
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
  const { update } = milestone;
  const rates = preset === 'confidence' && !isClosed(milestone) && !isComplete(milestone);
  const chosen =
    rating === 'complete' ? update?.rating === 'complete' : rates && !hasLapsed(milestone, calendar, today);
  return update !== null && chosen ? entryChosen(key, update) : entryOfClass(key, rating);
}

/** What was last declared. Only Green lapses: to no update, after 65 working days (RULES 4). */
export function declaredOn(milestone: Milestone, calendar: Calendar, today: CivilDate): RatingClass {
  const { update } = milestone;
  return update === null || hasLapsed(milestone, calendar, today) ? 'none' : update.rating;
}

/** The declared rating is less severe than the check. */
export function disagrees(declared: RatingClass, check: RatingClass): boolean {
  if (check !== 'red' && check !== 'amber') return false;
  if (declared !== 'amber' && declared !== 'green') return false;
  return SEVERITY.indexOf(check) < SEVERITY.indexOf(declared);
}

function hasLapsed({ update }: Milestone, calendar: Calendar, today: CivilDate): boolean {
  return update?.rating === 'green' && isLapsed(update, calendar, today);
}
