import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../bot/calendar.js';
import { addDays, civilDate, dayOfWeek } from '../bot/domain/dates.js';

/** Bank holidays in England that fall on a weekday, as gov.uk prints them (2017 to 2027), then by the same rules. */
const PRINTED: Readonly<Record<string, string>> = {
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2029: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2030: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
};

describe('the working days of England', () => {
  const calendar = englandCalendar();

  it.each(Object.entries(PRINTED))('%s has exactly the printed bank holidays', (year, printed) => {
    const found: string[] = [];
    for (let day = civilDate(`${year}-01-01`); day.startsWith(year); day = addDays(day, 1)) {
      if (dayOfWeek(day) <= 5 && !calendar.isWorkingDay(day)) found.push(day.slice(5));
    }
    expect(found.join(' ')).toBe(printed);
  });

  it('never counts a Saturday or a Sunday', () => {
    for (let day = civilDate('2026-01-01'); day < '2027-01-01'; day = addDays(day, 1)) {
      if (dayOfWeek(day) > 5) expect(calendar.isWorkingDay(day), day).toBe(false);
    }
  });

  it.each(['2026-12-28', '2027-12-27', '2027-12-28', '2028-01-03'])('%s is a substitute day', (day) => {
    expect(calendar.isWorkingDay(civilDate(day))).toBe(false);
  });

  it.each(['2022-06-03', '2022-09-19', '2023-05-08'])('%s was a holiday that year alone', (day) => {
    expect(calendar.isWorkingDay(civilDate(day))).toBe(false);
  });

  it('leaves out the closure days of the organisation, and only for it', () => {
    const closed = civilDate('2026-12-29');
    expect(englandCalendar([closed]).isWorkingDay(closed)).toBe(false);
    expect(calendar.isWorkingDay(closed)).toBe(true);
  });
});
