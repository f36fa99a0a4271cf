import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDue } from '../../bot/domain/due.js';

/** The words, and the day that England reads in them. */
const DAYS: readonly (readonly [string, string])[] = [
  ['31st March 2018', '2018-03-31'],
  ['31 st December 2018', '2018-12-31'],
  ['15th  May 2017', '2017-05-15'],
  ['28th  February 2017 ', '2017-02-28'],
  ['31 March 2018', '2018-03-31'],
  ['31\u00a0March\n2018', '2018-03-31'],
  ['1st of April 2018', '2018-04-01'],
  ['29 February 2020', '2020-02-29'],
  ['3rd Sept 2018', '2018-09-03'],
  ['3 Sep. 2018', '2018-09-03'],
  ['31-Mar-2018', '2018-03-31'],
  ['March 31st, 2018', '2018-03-31'],
  ['31/03/2018', '2018-03-31'],
  ['4/3/2018', '2018-03-04'],
  ['04.03.2018', '2018-03-04'],
  ['31–03–2018', '2018-03-31'],
  ['31/03/2018 00:00', '2018-03-31'],
  ['2018-03-31', '2018-03-31'],
  ['2018-03-31T00:00:00', '2018-03-31'],
  ['Friday 31 March 2017', '2017-03-31'],
  ['Fri, 31st March 2017', '2017-03-31'],
  ['By 31 March 2018', '2018-03-31'],
  ['Due by 31 March 2018.', '2018-03-31'],
];

const PERIODS: readonly (readonly [string, string, string])[] = [
  ['September 2017', '2017-09-01', '2017-09-30'],
  ['Sept 2017', '2017-09-01', '2017-09-30'],
  ['February 2020', '2020-02-01', '2020-02-29'],
  ['february, 2019', '2019-02-01', '2019-02-28'],
  ['December 2017', '2017-12-01', '2017-12-31'],
  ['End of October 2018', '2018-10-01', '2018-10-31'],
  ['by the end of October 2018', '2018-10-01', '2018-10-31'],
];

const AWAITED: readonly (readonly [string, string])[] = [
  ['', 'no-date'],
  ['TBC', 'no-date'],
  ['-', 'no-date'],
  ['Bi-monthly', 'no-date'],
  ['Quarterly', 'no-date'],
  ['Termly audits', 'no-date'],
  ['Dates as per the plan', 'no-date'],
  ['31 March', 'no-date'],
  ['31-03-18', 'no-date'],
  ['31 March 18', 'no-date'],
  ['31/03', 'no-date'],
  ['March 18', 'no-date'],
  ['2017-18', 'no-date'],
  ['March', 'no-date'],
  ['2018', 'no-date'],
  ['by September 2017', 'no-date'],
  ['before 31 March 2018', 'no-date'],
  ['31 March 2018 subject to approval', 'no-date'],
  ['Still awaiting date for the implementation of Eclipse', 'no-date'],
  ['31st September 2017', 'impossible-date'],
  ['31st  September 2017', 'impossible-date'],
  ['29 February 2019', 'impossible-date'],
  ['29/02/2019', 'impossible-date'],
  ['03/31/2018', 'impossible-date'],
  ['0 March 2018', 'impossible-date'],
  ['31 March 3018', 'impossible-date'],
  ['September 3018', 'impossible-date'],
  ['31st September 2017, monthly thereafter', 'impossible-date'],
  ['31st May 2017, monthly thereafter', 'several-dates'],
  ['Every quarter until 31 March 2019', 'several-dates'],
  ['30 June 2018—1st Audit 30 September 2018', 'several-dates'],
  ['19 October - 31 December', 'several-dates'],
  ['March 2018 / April 2018', 'several-dates'],
  ['Saturday 31 March 2017', 'conflicting-dates'],
];

describe('when a milestone is due', () => {
  it.each(DAYS)('%j is the day %s', (words, date) => {
    expect(readDue(words)).toEqual({ due: { kind: 'day', date, text: words.trim() }, fault: null });
  });

  it.each(PERIODS)('%j runs from %s to %s', (words, from, to) => {
    expect(readDue(words)).toEqual({ due: { kind: 'period', from, to, text: words.trim() }, fault: null });
  });

  it.each(AWAITED)('%j is awaited: %s', (words, code) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'awaited', text: words.trim() });
    expect(fault?.code).toBe(code);
  });

  it('says what was found, what was assumed and what to do', () => {
    expect(readDue('31st September 2017').fault?.message).toBe(
      '"31st September 2017" is on no calendar between 1900 and 2199. The milestone has no date for now; ' +
        'correct the date.',
    );
    expect(readDue('Saturday 31 March 2017').fault?.message).toContain('that day is Friday 31 March 2017');
    expect(readDue('x'.repeat(5000)).fault?.message.length).toBeLessThan(250);
  });
});

/** Words of plans, whole and mangled, that come close to dates. */
const pieces = fc.oneof(
  fc.integer({ min: 0, max: 99 }).map(String),
  fc.integer({ min: 1890, max: 2210 }).map(String),
  fc.constantFrom('January', 'Feb', 'march', 'APR', 'May', 'june', 'Jul.', 'Sept', 'Sep', 'October', 'Nov', 'Decem'),
  fc.constantFrom('st', 'nd', 'rd', 'th', 'of', 'by', 'end of', 'Monday', 'fri,', 'thereafter', 'monthly', 'TBC'),
  fc.constantFrom('/', '-', '.', '–', ',', ' ', '  ', '\n', '\u00a0', ';', ' - ', 'T00:00:00', ''),
  fc.string({ maxLength: 3, unit: 'grapheme' }),
);
const mangled = fc
  .tuple(fc.array(pieces, { maxLength: 9 }), fc.constantFrom('', ' '))
  .map(([parts, by]) => parts.join(by));
const nearlyDates = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 1890, max: 2210 }))
  .chain(([day, month, year]) => {
    const [d, m, y] = [String(day), String(month), String(year)];
    const two = (text: string) => text.padStart(2, '0');
    return fc.constantFrom(`${d}/${m}/${y}`, `${y}-${two(m)}-${two(d)}`, `${two(d)}.${two(m)}.${y}`, `${d} ${m} ${y}`);
  });

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Whether the year, the month (name or number) and the day stand in the words. */
function standsIn(words: string, date: string, withDay: boolean): boolean {
  const [year = '', month = '', day = ''] = date.split('-');
  const numbers = (words.match(/\d+/g) ?? []).map(Number);
  const named = words.toLowerCase().includes(NAMES[Number(month) - 1] ?? '?');
  const monthStands = named || numbers.includes(Number(month));
  return numbers.includes(Number(year)) && monthStands && (!withDay || numbers.includes(Number(day)));
}

describe('any words at all', () => {
  it('never throw, never give a date they do not hold, and give a fault instead', () => {
    let dates = 0;
    fc.assert(
      fc.property(fc.oneof(mangled, nearlyDates, fc.string({ unit: 'binary' })), (words) => {
        const { due, fault } = readDue(words);
        expect(due.text).toBe(words.trim());
        expect(fault === null).toBe(due.kind !== 'awaited');
        if (due.kind === 'awaited') return;
        dates += 1;
        if (due.kind === 'day') expect(standsIn(words, due.date, true)).toBe(true);
        else if (due.kind === 'period')
          expect(standsIn(words, due.from, false) && standsIn(words, due.to, false)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    expect(dates).toBeGreaterThan(500);
  });

  it('of any length are read in no time', () => {
    const began = performance.now();
    for (const piece of ['1 ', '31 March ', ' ', 'by ', '31-03-', 'jan ', '1st of ']) readDue(piece.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
