import type { CivilDate } from './dates.js';
import type { PlanId } from './plan.js';
import { rulesOf } from './plan-rules.js';
import { lastFrozen, nextWindow } from './windows.js';
import { addWorkingDays, type Calendar } from './working-days.js';

/**
 * Said so long ago that Green has lapsed to no update (RULES 4): before the window opened whose figures were frozen last.
 * Of a plan without windows, or for which none was set since, on the day after the 65th working day, or the plan's own.
 */
export function isLapsed(
  { on }: { readonly on: CivilDate },
  plan: PlanId,
  calendar: Calendar,
  today: CivilDate,
): boolean {
  if (on < (lastFrozen(calendar, plan, today)?.opens ?? '')) return true;
  // A window that opened since, or is to open, asks before it freezes.
  if (nextWindow(calendar, plan, on) !== null) return false;
  return today > addWorkingDays(calendar, on, rulesOf(calendar, plan).greenLapsesAfter);
}
