import { inWords, type CivilDate } from './dates.js';
import { passedPromise } from './other-asks.js';
import { approvedDate, isClosed, isComplete, isOverdue, type Milestone, type Plan, type RatingClass } from './plan.js';
import { POLICY, SEVERITY } from './policy.js';
import type { CheckView } from './views.js';
import { addWorkingDays, workingDaysAfter, type Calendar } from './working-days.js';

/** What counts: the declared rating, or the check where the plan says that dates rate (RULES 4). */
export function ratingOn(
  milestone: Milestone,
  preset: Plan['preset'],
  calendar: Calendar,
  today: CivilDate,
): RatingClass {
  if (isComplete(milestone)) return 'complete';
  if (isClosed(milestone)) return 'none';
  if (preset === 'dates') return checkOn(milestone, calendar, today).rating;
  return declaredOn(milestone, calendar, today);
}

/** What was last declared. Only Green lapses: to no update, after 65 working days (RULES 4). */
export function declaredOn(milestone: Milestone, calendar: Calendar, today: CivilDate): RatingClass {
  const update = milestone.update;
  if (update === null) return 'none';
  const lapsed = update.rating === 'green' && today > addWorkingDays(calendar, update.on, POLICY.greenLapsesAfter);
  return lapsed ? 'none' : update.rating;
}

/** What the facts say, with the reason in words (RULES 4): red and amber first, then none, else green. */
export function checkOn(milestone: Milestone, calendar: Calendar, today: CivilDate): CheckView {
  if (isComplete(milestone)) return { rating: 'complete', because: delivered(milestone) };
  if (isClosed(milestone)) return { rating: 'none', because: 'closed' };
  if (milestone.state === 'paused') return { rating: 'none', because: 'paused' };
  const doubts = [...lateness(milestone, calendar, today), ...promises(milestone, today), ...moves(milestone)];
  const worst = doubts.find((doubt) => doubt.rating === 'red') ?? doubts[0];
  if (worst !== undefined) return worst;
  if (approvedDate(milestone) === null) return { rating: 'none', because: 'it has no date' };
  if (milestone.update === null) return { rating: 'none', because: 'no update yet' };
  return { rating: 'green', because: 'nothing is late' };
}

/** The declared rating is less severe than the check. */
export function disagrees(declared: RatingClass, check: RatingClass): boolean {
  if (check !== 'red' && check !== 'amber') return false;
  if (declared !== 'amber' && declared !== 'green') return false;
  return SEVERITY.indexOf(check) < SEVERITY.indexOf(declared);
}

/** Working days after the date up to today; null when not overdue; 0 on a weekend straight after the date. */
export function overdueDays(milestone: Milestone, calendar: Calendar, today: CivilDate): number | null {
  const due = approvedDate(milestone);
  if (due === null || !isOverdue(milestone, today)) return null;
  return workingDaysAfter(calendar, due, today);
}

/** "1 working day", "5 working days". */
export function workingDaysInWords(days: number): string {
  return `${String(days)} working day${days === 1 ? '' : 's'}`;
}

function lateness(milestone: Milestone, calendar: Calendar, today: CivilDate): CheckView[] {
  const due = approvedDate(milestone);
  if (due === null) return [];
  const found: CheckView[] = [];
  const late = overdueDays(milestone, calendar, today);
  if (late !== null) {
    const because = late === 0 ? `overdue since ${inWords(due)}` : `${workingDaysInWords(late)} overdue`;
    found.push({ rating: late > POLICY.redAfter ? 'red' : 'amber', because });
  }
  const forecast = milestone.update?.forecast ?? null;
  if (forecast !== null && forecast > due) {
    const after = workingDaysAfter(calendar, due, forecast);
    const distance = after === 0 ? 'after' : `${workingDaysInWords(after)} after`;
    const because = `the forecast, ${inWords(forecast)}, is ${distance} the approved date`;
    found.push({ rating: after > POLICY.redAfter ? 'red' : 'amber', because });
  }
  return found;
}

function promises(milestone: Milestone, today: CivilDate): CheckView[] {
  const passed = passedPromise(milestone, today);
  if (passed === null) return [];
  return [{ rating: 'amber', because: `a date given, ${inWords(passed.date)}, has passed without an answer` }];
}

function moves(milestone: Milestone): CheckView[] {
  const count = milestone.moves.length;
  return count < POLICY.movesForAmber
    ? []
    : [{ rating: 'amber', because: `its date was moved ${String(count)} times` }];
}

function delivered(milestone: Milestone): string {
  const on = milestone.deliveredOn === null ? 'delivered' : `delivered on ${inWords(milestone.deliveredOn)}`;
  return milestone.state === 'evidenced' ? `${on}, evidence confirmed` : on;
}
