import { addDays, inWords, type CivilDate } from './dates.js';
import type { Due, DueAtMeeting } from './due-kinds.js';

/** The day of the meeting as far as it is known: by the calendar, else by what is printed; null where neither says. */
export function meetingDay({ on, to, next }: DueAtMeeting): CivilDate | null {
  return on ?? (next === true ? null : to);
}

/** The day on which it is due: that of the meeting, or so many calendar days before it, weekend or not. */
export function dueByMeeting(due: DueAtMeeting): CivilDate | null {
  const day = meetingDay(due);
  return day === null ? null : addDays(day, -(due.daysBefore ?? 0));
}

/** Whether a board raised it and discharges it: it goes from meeting to meeting until then, and nobody moves its date. */
export function isMatter({ due }: { readonly due: Due }): boolean {
  return due.kind === 'meeting' && due.next === true;
}

/** Without a date that anybody knows: to be named, or that of a meeting which the calendar does not have yet. */
export function lacksDate(due: Due): boolean {
  return due.kind === 'awaited' || (due.kind === 'meeting' && dueByMeeting(due) === null);
}

/** "84 calendar days before ", and nothing for what is due on the day of the meeting itself. */
export function daysBeforeInWords({ daysBefore = 0 }: Pick<DueAtMeeting, 'daysBefore'>): string {
  if (daysBefore === 0) return '';
  return daysBefore === 1 ? 'the day before ' : `${String(daysBefore)} calendar days before `;
}

/** " on Tuesday 9 March 2027"; empty while the day of the meeting is not known. */
export function onDayOf(due: DueAtMeeting): string {
  return due.on === null ? '' : ` on ${inWords(due.on)}`;
}
