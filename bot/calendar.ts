import Holidays from 'date-holidays';
import { dayOfWeek, type CivilDate } from './domain/dates.js';
import type { Calendar } from './domain/working-days.js';

const SATURDAY = 6;

/**
 * England's working days: Monday to Friday without bank holidays, substitute days and one-off days included
 * (tests/calendar.test.ts checks them from 2017 to 2030), and without the organisation's own closure days.
 */
export function englandCalendar(closureDays: readonly CivilDate[] = []): Calendar {
  const closed: ReadonlySet<string> = new Set(closureDays);
  return {
    isWorkingDay: (date) =>
      dayOfWeek(date) < SATURDAY && !closed.has(date) && !bankHolidays(date.slice(0, 4)).has(date),
  };
}

const byYear = new Map<string, ReadonlySet<string>>();
let england: Holidays | undefined;

/** The bank holidays of a year as ISO dates, worked out once. */
function bankHolidays(year: string): ReadonlySet<string> {
  const known = byYear.get(year);
  if (known) return known;
  england ??= new Holidays('GB', 'ENG', { types: ['public', 'bank'] });
  const days: ReadonlySet<string> = new Set(england.getHolidays(Number(year)).map((day) => day.date.slice(0, 10)));
  byYear.set(year, days);
  return days;
}
