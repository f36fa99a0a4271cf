import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import { addDays, asPrinted, civilDate, inWords, MONTHS, type CivilDate } from '../../bot/domain/dates.js';
import { readTypedDate } from '../../bot/domain/typed-date.js';

/** A Wednesday. */
const TODAY = civilDate('2026-11-18');
const around = { today: TODAY, calendar: englandCalendar() };
const read = (text: string, today = TODAY) => readTypedDate(text, { ...around, today });
const wrongIn = (text: string): string => {
  const found = read(text);
  return found.date === null ? found.message : `read as ${found.date}`;
};

describe('a date as it is typed in England', () => {
  it.each([
    ['7 December', '2026-12-07'],
    ['7 december.', '2026-12-07'],
    ['Mon 7 Dec', '2026-12-07'],
    ['Mon. 7 Dec.', '2026-12-07'],
    ['Monday 7 December 2026', '2026-12-07'],
    ['Monday, 7th December 2026', '2026-12-07'],
    ['Monday the 7th of December', '2026-12-07'],
    ['7th of December', '2026-12-07'],
    ['7th December 26', '2026-12-07'],
    ['7-Dec-2026', '2026-12-07'],
    ['“7 December”', '2026-12-07'],
    ['December 7', '2026-12-07'],
    ['December 7th, 2026', '2026-12-07'],
    ['7/12', '2026-12-07'],
    ['07/12', '2026-12-07'],
    ['7/12/26', '2026-12-07'],
    ['07/12/2026', '2026-12-07'],
    ['7.12.2026', '2026-12-07'],
    ['2026-12-07', '2026-12-07'],
    ['Mon 7/12', '2026-12-07'],
    ['30 Sept', '2027-09-30'],
    ['17 November', '2027-11-17'],
    ['18 November', '2026-11-18'],
    ['29 February', '2028-02-29'],
    ['29/2/2028', '2028-02-29'],
    ['the 7th', '2026-12-07'],
    ['20th', '2026-11-20'],
    ['31st', '2026-12-31'],
    ['today', '2026-11-18'],
    ['Tomorrow', '2026-11-19'],
    ['yesterday', '2026-11-17'],
    ['Friday', '2026-11-20'],
    ['Wednesday', '2026-11-25'],
    ['Tues', '2026-11-24'],
    ['this Friday', '2026-11-20'],
    ['next Friday', '2026-11-27'],
    ['next Tuesday', '2026-11-24'],
    ['Friday next week', '2026-11-27'],
    ['next week Friday', '2026-11-27'],
    ['Friday week', '2026-11-27'],
    ['a week on Friday', '2026-11-27'],
    ['in two weeks', '2026-12-02'],
    ['in 2 weeks’ time', '2026-12-02'],
    ['a week today', '2026-11-25'],
    ['two weeks from today', '2026-12-02'],
    ['in a fortnight', '2026-12-02'],
    ['in 3 days', '2026-11-21'],
    ['in 10 working days', '2026-12-02'],
    ['in a month', '2026-12-18'],
    ['in two months', '2027-01-18'],
    ['end of March', '2027-03-31'],
    ['the end of November', '2026-11-30'],
    ['end of February 2028', '2028-02-29'],
    ['end of the month', '2026-11-30'],
    ['end of next month', '2026-12-31'],
    ['end of the week', '2026-11-20'],
    ['end of next week', '2026-11-27'],
    ['end of the year', '2026-12-31'],
    ['in a fortnight’s time', '2026-12-02'],
    ["in a week's time", '2026-11-25'],
    ['in two weeks time', '2026-12-02'],
    ["in a month's time", '2026-12-18'],
    ['a fortnight today', '2026-12-02'],
    ['fortnight today', '2026-12-02'],
    ['a week tomorrow', '2026-11-26'],
    ['a fortnight tomorrow', '2026-12-03'],
    ['a week on Monday', '2026-11-30'],
    ['week on Monday', '2026-11-30'],
    ['Monday week', '2026-11-30'],
    ['two weeks on Monday', '2026-12-07'],
    ['a fortnight on Friday', '2026-12-04'],
    ['end Nov', '2026-11-30'],
    ['end March 2027', '2027-03-31'],
    ['by Friday', '2026-11-20'],
    ['by the end of November', '2026-11-30'],
    ['till Friday', '2026-11-20'],
    ['til Friday', '2026-11-20'],
    ['7 dec.', '2026-12-07'],
    ['7.12.2026', '2026-12-07'],
    ['7.12.26', '2026-12-07'],
    ['7-12-2026', '2026-12-07'],
    ['7 12 2026', '2026-12-07'],
    ['7 December, 2026', '2026-12-07'],
    ["7 Dec '26", '2026-12-07'],
    ['2026/12/07', '2026-12-07'],
    ['7 . 12 . 2026', '2026-12-07'],
    ['FRIDAY', '2026-11-20'],
    ['Friday 27th', '2026-11-27'],
  ])('%j', (text, date) => {
    expect(read(text)).toMatchObject({ date });
  });

  it.each([
    ['next Friday', '“Next Friday” was read as Friday 27 November 2026, in the week after this one.'],
    ['this Friday', '“This Friday” was read as Friday 20 November 2026.'],
    ['Friday', 'That is Friday 20 November 2026.'],
    ['17 November', 'That is Wednesday 17 November 2027.'],
    ['7 December', null],
  ])('%j: what was understood is said', (text, understood) => {
    expect(read(text)).toMatchObject({ understood });
  });

  it.each([
    [
      'Tuesday 7 December',
      '7 December 2026 is a Monday, not a Tuesday. Type “Monday 7 December” or “Tuesday 8 December”.',
    ],
    ['Sun 7/12/26', '7 December 2026 is a Monday, not a Sunday. Type “Monday 7 December” or “Sunday 6 December”.'],
    ['31 April', 'April has 30 days. Type a date such as “7 December”, “Friday” or “end of March”.'],
    ['29 February 2027', 'February 2027 has 28 days. Type a date such as “7 December”, “Friday” or “end of March”.'],
    [
      '12/25/2026',
      'There is no month 25. The day stands before the month. Type a date such as “7 December”, “Friday” or “end of March”.',
    ],
    ['next week', 'A week is not one day. Type a day, such as “Friday next week”.'],
    ['next month', 'A month is not one day. Type a day, such as “end of the month”.'],
    ['March', 'March is not one day. Type a day, such as “end of March”.'],
    ['w/c 7 December', '“w/c 7 December” is a week, not one day. Type a day, such as “Friday 11 December”.'],
    [
      'week commencing 7 Dec',
      '“week commencing 7 Dec” is a week, not one day. Type a day, such as “Friday 11 December”.',
    ],
    ['week ending soon', '“week ending soon” is a week, not one day. Type a day, such as “Friday next week”.'],
    ['Christmas Eve', '“Christmas Eve” is read here only as a date. Type “24 December”.'],
    ['xmas', '“xmas” is read here only as a date. Type “25 December”.'],
    ['New Year’s Day', '“New Year’s Day” is read here only as a date. Type “1 January”.'],
    ['before Christmas', '“before Christmas” is read here only as a date. Type the day itself, such as “24 December”.'],
    ['Easter Monday', '“Easter Monday” is read here only as a date. Type the day itself, such as “24 December”.'],
    ['for two weeks', '“for two weeks” is not one day. Type the last day, such as “Wednesday 2 December”.'],
    ['a fortnight', '“a fortnight” is not one day. Type the last day, such as “Wednesday 2 December”.'],
    ['0/12', 'There is no such day. Type a date such as “7 December”, “Friday” or “end of March”.'],
    [
      'soon',
      '“soon” is not a date that can be read here. Type a date such as “7 December”, “Friday” or “end of March”.',
    ],
    ['', '“” is not a date that can be read here. Type a date such as “7 December”, “Friday” or “end of March”.'],
    [
      '7 December or later',
      '“7 December or later” is not a date that can be read here. Type a date such as “7 December”, “Friday” or “end of March”.',
    ],
  ])('%j is refused in words', (text, message) => {
    expect(wrongIn(text)).toBe(message);
  });
});

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(civilDate('2000-01-01'), days));

describe('whatever is typed', () => {
  it('gets a day or words, and never fails', () => {
    const parts = [
      '7',
      '31',
      '/',
      '.',
      '-',
      ' ',
      'Monday',
      'next',
      'end of',
      'March',
      '2026',
      '26',
      'in',
      'weeks',
      'th',
    ];
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((words) => words.join(' ')),
      fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(anyText, anyDay, (text, today) => {
        const found = read(text, today);
        if (found.date === null) expect(found.message).toMatch(/\.$/);
        else expect(inWords(found.date)).toMatch(/^[A-Z][a-z]+day \d+ [A-Z][a-z]+ \d{4}$/);
      }),
    );
  });

  it('a day in words comes back as itself', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (date, today) => {
        expect(read(inWords(date), today)).toMatchObject({ date });
        expect(read(asPrinted(date), today)).toMatchObject({ date });
        const [year, month, day] = date.split('-');
        expect(read(`${day ?? ''}/${month ?? ''}/${year ?? ''}`, today)).toMatchObject({ date });
      }),
    );
  });

  it('a day and a month make that day of that month and no other, from today on', () => {
    const numbers = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(numbers, anyDay, ([day, month], today: CivilDate) => {
        for (const text of [`${String(day)}/${String(month)}`, `${String(day)} ${MONTHS[month - 1] ?? 'Smarch'}`]) {
          const { date } = read(text, today);
          if (date === null) continue;
          expect([Number(date.slice(8)), Number(date.slice(5, 7))]).toEqual([day, month]);
          expect(date >= today).toBe(true);
        }
      }),
    );
  });
});
