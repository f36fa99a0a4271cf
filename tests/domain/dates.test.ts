import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  civilDate,
  civilDateAt,
  dayOfWeek,
  endOfDay,
  instant,
  instantFromMs,
  inWords,
  minutesOfDayAt,
  momentAt,
  mondayOf,
  msOf,
  parseCivilDate,
  parseInstant,
  timeInWords,
} from '../../bot/domain/dates.js';
import { d, LONDON } from '../support/builders.js';

const MS_A_DAY = 86_400_000;
/** Any day of two centuries. */
const days = fc.integer({ min: 0, max: 73_000 }).map((n) => addDays(civilDate('1990-01-01'), n));
/** Days on and around which the clocks of England change, from 2018 to 2030, and any others. */
const CHANGES = ['2018-03-25', '2018-10-28', '2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31', '2030-03-31'];
const nearChanges = fc.oneof(
  fc.tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -2, max: 2 })).map(([day, n]) => addDays(d(day), n)),
  days,
);

describe('a civil date', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '1899-12-31', '2200-01-01', '26-01-01', '', '2026-01-01T00:00'])(
    '%j is none',
    (text) => {
      expect(parseCivilDate(text)).toBeUndefined();
      expect(() => civilDate(text)).toThrow(RangeError);
    },
  );

  it('of a leap day is one only in a leap year', () => {
    expect(parseCivilDate('2028-02-29')).toBe('2028-02-29');
    expect(parseCivilDate('2027-02-29')).toBeUndefined();
  });

  it('adds days and counts them back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
        const moved = addDays(day, n);
        expect((Date.parse(moved) - Date.parse(day)) / MS_A_DAY).toBe(n);
        expect(addDays(moved, -n)).toBe(day);
        expect(moved > day).toBe(n > 0);
        expect(dayOfWeek(moved)).toBe(((((dayOfWeek(day) - 1 + n) % 7) + 7) % 7) + 1);
      }),
    );
  });

  it('belongs to the week of its Monday', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(dayOfWeek(mondayOf(day))).toBe(1);
        expect(addDays(mondayOf(day), dayOfWeek(day) - 1)).toBe(day);
      }),
    );
    expect(mondayOf(d('2026-12-20'))).toBe('2026-12-14');
  });

  it('is written out for people', () => {
    expect(inWords(d('2026-12-18'))).toBe('Friday 18 December 2026');
    expect(inWords(d('2027-01-03'))).toBe('Sunday 3 January 2027');
  });
});

describe('a moment', () => {
  it.each(['2026-01-01', '2026-01-01T10:00', 'now', ''])('%j is none', (text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(() => instant(text)).toThrow(RangeError);
  });

  it('is kept in UTC with milliseconds, so that text compares as time does', () => {
    expect(instant('2026-07-01T10:00:00+01:00')).toBe('2026-07-01T09:00:00.000Z');
    const moments = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        expect(instantFromMs(a) < instantFromMs(b)).toBe(a < b);
        expect(msOf(instantFromMs(a))).toBe(a);
      }),
    );
  });

  it.each([
    ['2026-01-05T09:00:00Z', '9am'],
    ['2026-01-05T00:00:00Z', '12am'],
    ['2026-01-05T12:05:00Z', '12:05pm'],
    ['2026-07-06T07:41:00Z', '8:41am'],
    ['2026-07-06T22:59:00Z', '11:59pm'],
  ])('%s is written %s', (moment, words) => {
    expect(timeInWords(instant(moment), LONDON)).toBe(words);
  });
});

describe('days and moments in London', () => {
  it('it is tomorrow at 11pm UTC in summer, and still today in winter', () => {
    expect(civilDateAt(instant('2026-07-01T23:00:00Z'), LONDON)).toBe('2026-07-02');
    expect(civilDateAt(instant('2026-12-01T23:00:00Z'), LONDON)).toBe('2026-12-01');
  });

  it('the days on which the clocks change have 23 and 25 hours', () => {
    const hours = (day: string) =>
      (msOf(momentAt(addDays(d(day), 1), 0, LONDON)) - msOf(momentAt(d(day), 0, LONDON))) / 3_600_000;
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25]);
  });

  it('a time that the clocks skip becomes the next one that exists; of a time shown twice, the first is meant', () => {
    expect(momentAt(d('2026-03-29'), 90, LONDON)).toBe('2026-03-29T01:00:00.000Z');
    expect(momentAt(d('2026-10-25'), 90, LONDON)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('the end of 31 March belongs to 31 March, and the moment after it does not (RULES 7)', () => {
    expect(endOfDay(d('2026-03-31'), LONDON)).toBe('2026-03-31T22:59:59.999Z');
    expect(endOfDay(d('2026-12-31'), LONDON)).toBe('2026-12-31T23:59:59.999Z');
  });

  it('a day and a time of it lead to a moment, and back', () => {
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(nearChanges, minutes, (day, past) => {
        const moment = momentAt(day, past, LONDON);
        expect(civilDateAt(moment, LONDON)).toBe(day);
        const shown = minutesOfDayAt(moment, LONDON);
        // Only times within the hour that is skipped in March are shown otherwise: at its end.
        if (shown !== past) expect([shown, past >= 60 && past < 120]).toEqual([120, true]);
      }),
    );
  });

  it('days follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(nearChanges, (day) => {
        const end = endOfDay(day, LONDON);
        expect(civilDateAt(end, LONDON)).toBe(day);
        expect(civilDateAt(instantFromMs(msOf(end) + 1), LONDON)).toBe(addDays(day, 1));
        expect(momentAt(day, 0, LONDON) < end).toBe(true);
      }),
    );
  });
});
