import { addDays, type CivilDate } from './dates.js';
import type { RulesOfPlan } from './plan-rules.js';
import type { ReportingWindow } from './windows.js';

/** Which days the organisation works: England's bank holidays and its own closure days are not among them. */
export interface Calendar {
  isWorkingDay(date: CivilDate): boolean;
  /** The reporting windows of all plans; left out where none is set. */
  readonly windows?: readonly ReportingWindow[];
  /** The own numbers of plans; left out where none has any. */
  readonly rules?: readonly RulesOfPlan[];
  /** The day whose noon had not come when this was known: the figures of a window of that day are not frozen yet. */
  readonly morningOf?: CivilDate | null;
}

/** The date itself when it is a working day, else the nearest working day before it. */
export function workingDayOnOrBefore(calendar: Calendar, date: CivilDate): CivilDate {
  return step(calendar, date, -1);
}

/** The date itself when it is a working day, else the nearest working day after it. */
export function workingDayOnOrAfter(calendar: Calendar, date: CivilDate): CivilDate {
  return step(calendar, date, 1);
}

/** The first working day after the date. */
export function nextWorkingDay(calendar: Calendar, date: CivilDate): CivilDate {
  return addWorkingDays(calendar, date, 1);
}

/** The nth working day after the date (n > 0) or before it (n < 0). With n = 0, the date itself. */
export function addWorkingDays(calendar: Calendar, date: CivilDate, n: number): CivilDate {
  const direction = n < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(n); left > 0; left -= 1) day = step(calendar, addDays(day, direction), direction);
  return day;
}

/** How many working days lie after `from`, up to and including `to`. 0 when `to` is not later. */
export function workingDaysAfter(calendar: Calendar, from: CivilDate, to: CivilDate): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (calendar.isWorkingDay(day)) count += 1;
  return count;
}

function step(calendar: Calendar, date: CivilDate, direction: 1 | -1): CivilDate {
  let day = date;
  // A calendar without a working day in a year and more is a mistake, and must not hang the caller.
  for (let tried = 0; tried < 400; tried += 1) {
    if (calendar.isWorkingDay(day)) return day;
    day = addDays(day, direction);
  }
  throw new RangeError(`The calendar has no working day within 400 days of ${date}`);
}
