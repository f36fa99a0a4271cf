import type { CivilDate } from './dates.js';
import { approvedDate, isOverdue, type Milestone } from './plan.js';
import { workingDaysAfter, type Calendar } from './working-days.js';

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
