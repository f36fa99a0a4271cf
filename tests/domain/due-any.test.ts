import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { readDue, readDues, type DueReading } from '../../bot/domain/due.js';
import type { Due } from '../../bot/domain/due-kinds.js';

/** Words of plans, whole and mangled, that come close to dates. */
const pieces = fc.oneof(
  fc.integer({ min: 0, max: 99 }).map(String),
  fc.integer({ min: 1890, max: 2210 }).map(String),
  fc.constantFrom('January', 'Feb', 'march', 'APR', 'May', 'june', 'Jul.', 'Sept', 'Sep', 'October', 'Nov', 'Decem'),
  fc.constantFrom('st', 'nd', 'rd', 'th', 'of', 'by', 'end of', 'Monday', 'fri,', 'thereafter', 'monthly', 'TBC'),
  fc.constantFrom(
    'Q3',
    'quarter two',
    '2018/19',
    'Easter',
    'winter',
    'every',
    'until',
    'from',
    'Board',
    'w/c',
    'ongoing',
  ),
  fc.constantFrom('/', '-', '.', '–', ',', ' ', '  ', '\n', '\u00a0', ';', ' - ', ' and ', 'T00:00:00', '#', '~', ''),
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

const FORMS = [
  '31st March 2018',
  '31 st December 2018',
  '30 September',
  'Friday 31 March 2017',
  '31/03/2018',
  'September 2017',
  'end of October',
  'September/October 2017',
  '19 October - 31 December 2018',
  '1 November - 31 January 2019',
  '1-5 May 2018',
  'Q3 2018/19',
  '2018/19',
  'by the end of 2018',
  'Spring 2019',
  'Winter 2018/19',
  'Easter 2019',
  'Christmas 2018',
  'w/c 5 November 2018',
  'Every quarter until 31 March 2019',
  'monthly from April 2018 to March 2019',
  'Bi-monthly',
  '31st May 2017, monthly thereafter',
  'Proposal to performance meeting in November 2018',
  'Scrutiny Panel 12 June 2018',
  'Ongoing',
  'TBC',
  '30 June 2018 - 1st Audit; 30 September for briefing',
  '31 December 2018 (extended from 30 June 2018)',
];
const JOINTS = ['; ', ', ', '\n', ' and ', ' - ', ' to ', ' or ', ' for ', ' until ', ' (', '/', ' ', '', ' not ', '—'];

/** Forms put after each other, and then a letter lost, doubled or changed here and there. */
const nearlyForms = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...FORMS), fc.constantFrom(...JOINTS)), { minLength: 1, maxLength: 4 }),
    fc.array(
      fc.tuple(fc.nat(60), fc.constantFrom('', '1', 's', ' ', '-', '\u2011', '\u202f', '\u0663', '\uff11', '8')),
      {
        maxLength: 2,
      },
    ),
  )
  .map(([forms, slips]) =>
    slips.reduce(
      (words, [at, letter]) => words.slice(0, at) + letter + words.slice(letter === '' ? at + 1 : at),
      forms.map(([form, joint], at) => (at < forms.length - 1 ? form + joint : form)).join(''),
    ),
  );

/** Two to four days or months with or without a year and a label, as one cell may list them. */
const listed = fc
  .array(
    fc.tuple(
      fc.constantFrom('30 June', '30 September', '31st December', 'March', 'Autumn 2018', '1-5 May', 'Cabinet 12 June'),
      fc.constantFrom(' 2017', ' 2018', ' 2019', ''),
      fc.constantFrom('', '', ' - 1st Audit', ' for briefing', ' (Phase 2)', ', moved'),
    ),
    { minLength: 2, maxLength: 4 },
  )
  .chain((parts) =>
    fc.constantFrom('; ', ', ', '\n', ' and ').map((joint) => parts.map((words) => words.join('')).join(joint)),
  );

/** The same counted, or with wording on lines of its own. */
const counted = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.constantFrom('30 June', '31st December', '1-5 May', 'Cabinet 12 June', 'Phase 1 - 3 March', 'not 2 May'),
        fc.constantFrom(' 2017', ' 2018', ' 2018', ''),
        fc.constantFrom('', '\nFirst audit', '\nmoved', ' final', ' (Phase 2)', '\n4 July'),
      ),
      { minLength: 2, maxLength: 4 },
    ),
    fc.constantFrom('abcd', '1234', 'bcde', '1345', 'iiii', ''),
    fc.constantFrom(') ', '. ', '.', ' - ', ''),
    fc.constantFrom('\n', ' ', '; ', ', and '),
  )
  .map(([parts, counts, sign, joint]) =>
    parts.map((words, at) => `${counts.charAt(at)}${sign}${words.join('')}`).join(joint),
  );

const anyWords = fc.oneof(
  mangled,
  nearlyDates,
  { arbitrary: nearlyForms, weight: 6 },
  { arbitrary: listed, weight: 2 },
  { arbitrary: counted, weight: 1 },
  fc.string({ unit: 'binary' }),
);

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Whether the parts of a day stand in the words; `inferred` leaves the year to the words around. */
function standsIn(words: string, date: string, around: string, inferred: boolean): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const yearStands = inferred ? nearYear(around, year) : numbersIn(words).includes(year);
  return yearStands && monthStands(words, month) && numbersIn(words).includes(day);
}

function numbersIn(words: string): number[] {
  return (words.match(/\d+/g) ?? []).map(Number);
}

function monthStands(words: string, month: number): boolean {
  return words.toLowerCase().includes(NAMES[month - 1] ?? '?') || numbersIn(words).includes(month);
}

function nearYear(words: string, year: number): boolean {
  return numbersIn(words).some((number) => Math.abs(number - year) <= 1);
}

/** What can end on the first or last day of a month that the words do not name, and on which. */
const STRETCHES: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])q/i, '01-01 03-31 04-01 06-30 07-01 09-30 10-01 12-31'],
  [/spring/i, '03-01 05-31'],
  [/summer/i, '06-01 08-31'],
  [/autumn/i, '09-01 11-30'],
  [/winter/i, '12-01 02-28 02-29'],
  [/\d{4}\s?[/\-\u2010-\u2015\u2212]\s?\d\d/, '04-01 03-31'],
  [/\b(?:end|in|during|within|throughout)\b/i, '01-01 12-31'],
];

/** Whether a day is the first or last of a month, and the words name that month, or a stretch that can end with it. */
function endsIn(words: string, date: string, around: string, inferred: boolean): boolean {
  const day = Temporal.PlainDate.from(date);
  if (/easter|christmas|w\/|week/i.test(words) && nearYear(words, day.year)) return true;
  if (day.day !== 1 && day.day !== day.daysInMonth) return false;
  const numbers = numbersIn(words);
  const yearStands = inferred ? nearYear(around, day.year) : numbers.includes(day.year);
  if (monthStands(words, day.month) && yearStands) return true;
  const ends = STRETCHES.some(([said, days]) => said.test(words) && days.includes(date.slice(5)));
  return ends && (yearStands || numbers.includes(day.year - 1));
}

function isContained(due: Due, around: string): boolean {
  const inferred = 'yearInferred' in due && due.yearInferred === true;
  const stands = (date: string): boolean =>
    standsIn(due.text, date, around, inferred) || endsIn(due.text, date, around, inferred);
  switch (due.kind) {
    case 'day':
      return standsIn(due.text, due.date, around, inferred);
    case 'period':
      return due.from <= due.to && stands(due.from) && stands(due.to);
    case 'meeting':
      return (
        asMatched(due.text).includes(due.board) && [due.from, due.to].every((date) => meets(due.text, date, around))
      );
    case 'recurring':
      return (
        (due.until === null || stands(due.until)) && (due.first === null || stands(due.first) || begins(due, due.first))
      );
    case 'awaited':
    case 'ongoing':
      return true;
  }
}

/** With plain spaces and hyphens. */
function asMatched(words: string): string {
  return words
    .replace(/[\u00ad\u200b-\u200d\u2060]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

/** A meeting does not say that its year was inferred: its cell does. */
function meets(words: string, date: string, around: string): boolean {
  return standsIn(words, date, around, true) || endsIn(words, date, around, true);
}

/** The end of the period that a printed day or month begins. */
function begins({ cadence, text }: Due & { kind: 'recurring' }, first: string): boolean {
  const months = {
    weekly: 0,
    fortnightly: 0,
    monthly: 1,
    'two-monthly': 2,
    quarterly: 3,
    'half-yearly': 6,
    yearly: 12,
  };
  const days = { weekly: 7, fortnightly: 14 };
  const length = cadence in days ? { days: days[cadence as 'weekly'] } : { months: months[cadence] };
  const start = Temporal.PlainDate.from(first).add({ days: 1 }).subtract(length).toString();
  return standsIn(text, start, text, false) || endsIn(text, start, text, false);
}

/** What holds for every reading. */
function expectSound({ due, fault }: DueReading, words: string): void {
  expect(isContained(due, words), `${JSON.stringify(words)} -> ${JSON.stringify(due)}`).toBe(true);
  const dated = due.kind !== 'awaited' && due.kind !== 'ongoing';
  if (due.kind === 'awaited') expect(fault).not.toBeNull();
  if (fault) expect(fault.code === 'date-assumed').toBe(dated);
  if (fault) expect(fault.message.length).toBeLessThan(900);
}

describe('any words at all', () => {
  it('never throw, never give a date they do not hold, and give a fault instead', () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(anyWords, (words) => {
        const reading = readDue(words);
        expect(reading.due.text).toBe(words.trim());
        expectSound(reading, words);
        if ('yearInferred' in reading.due) expect(reading.fault).not.toBeNull();
        kinds.set(reading.due.kind, (kinds.get(reading.due.kind) ?? 0) + 1);
      }),
      { numRuns: 10_000 },
    );
    // The words are near enough to dates for the test to mean something.
    for (const kind of ['day', 'period', 'recurring', 'meeting', 'ongoing'])
      expect(kinds.get(kind)).toBeGreaterThan(10);
  });

  it('give parts that stand in them in order, each with a date of its own', () => {
    let divided = 0;
    fc.assert(
      fc.property(anyWords, (words) => {
        const { readings, fault } = readDues(words);
        expect(fault === null).toBe(readings.length === 1);
        if (readings.length === 1) {
          expect(readings).toEqual([{ ...readDue(words), label: readings[0]?.label ?? null }]);
          return;
        }
        divided += 1;
        let rest = words;
        for (const reading of readings) {
          expectSound(reading, words);
          expect(['day', 'period', 'meeting']).toContain(reading.due.kind);
          expect(rest).toContain(reading.due.text);
          rest = rest.slice(rest.indexOf(reading.due.text) + reading.due.text.length);
        }
        expect(readDue(words).due.kind).toBe('awaited');
      }),
      { numRuns: 10_000 },
    );
    expect(divided).toBeGreaterThan(200);
  });

  it('beside a date never leave it as if they were not there', () => {
    const small = /^(?:the|latest|revised|extended|at|by|on|in|for|due|end|until|till|to|of|st|nd|rd|th|\W*)$/i;
    const word = fc.oneof(
      fc.constantFrom(
        'not',
        'before',
        'after',
        'unless',
        'extended',
        'TBC',
        'provisionally',
        'subject',
        'was',
        'Eclipse',
      ),
      fc.stringMatching(/^[a-z]{2,9}$/),
    );
    fc.assert(
      fc.property(word, fc.constantFrom('31 March 2018', 'September 2017'), fc.boolean(), (said, date, before) => {
        fc.pre(!small.test(said));
        expect(readDue(before ? `${said} ${date}` : `${date} ${said}`).fault).not.toBeNull();
      }),
    );
  });

  it('of any length are read: what is too long is no date, whatever it holds', () => {
    for (const piece of ['1 ', '31 March ', ' ', 'by ', '31-03-', 'jan ', '1st of ', 'monthly ', '; 1 May 2018']) {
      const words = `${piece.repeat(20_000)}31 March 2018`;
      const { due, fault } = readDue(words);
      if (piece.trim() === '') expect(due.kind).toBe('day');
      else expect({ kind: due.kind, message: fault?.message }).toMatchObject({ kind: 'awaited' });
      expect(readDues(words).readings).toHaveLength(1);
    }
    expect(readDue(`31 March 2018 ${'x'.repeat(500)}`).fault?.message).toContain('is too long to be a date');
  });
});
