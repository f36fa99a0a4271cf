import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import { addDays } from '../../bot/domain/dates.js';
import {
  addWorkingDays,
  nextWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysAfter,
} from '../../bot/domain/working-days.js';
import { d, ENGLAND } from '../support/builders.js';

describe('working days', () => {
  it('step over the Easter weekend', () => {
    expect(addWorkingDays(ENGLAND, d('2026-04-02'), 1)).toBe('2026-04-07');
    expect(addWorkingDays(ENGLAND, d('2026-04-07'), -1)).toBe('2026-04-02');
    expect(workingDayOnOrBefore(ENGLAND, d('2026-04-06'))).toBe('2026-04-02');
    expect(workingDayOnOrAfter(ENGLAND, d('2026-04-03'))).toBe('2026-04-07');
  });

  it('step over Christmas with its substitute day, and New Year', () => {
    expect(addWorkingDays(ENGLAND, d('2026-12-24'), 1)).toBe('2026-12-29');
    expect(addWorkingDays(ENGLAND, d('2026-12-24'), 4)).toBe('2027-01-04');
    expect(workingDaysAfter(ENGLAND, d('2026-12-24'), d('2027-01-04'))).toBe(4);
  });

  it('leave out the closure days of the organisation', () => {
    const closed = englandCalendar([d('2026-12-29'), d('2026-12-30'), d('2026-12-31')]);
    expect(nextWorkingDay(closed, d('2026-12-24'))).toBe('2027-01-04');
  });

  it('are counted after the first day, the last one included', () => {
    expect(workingDaysAfter(ENGLAND, d('2026-03-06'), d('2026-03-06'))).toBe(0);
    expect(workingDaysAfter(ENGLAND, d('2026-03-06'), d('2026-03-08'))).toBe(0);
    expect(workingDaysAfter(ENGLAND, d('2026-03-06'), d('2026-03-09'))).toBe(1);
    expect(workingDaysAfter(ENGLAND, d('2026-03-09'), d('2026-03-06'))).toBe(0);
  });

  it('a calendar that never works is a mistake and hangs nobody', () => {
    expect(() => nextWorkingDay({ isWorkingDay: () => false }, d('2026-01-05'))).toThrow(RangeError);
  });
});

describe('working days, whatever the organisation is closed on', () => {
  const start = d('2025-01-01');
  const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays(start, n));
  const calendar = fc.array(day, { maxLength: 40 }).map((closed) => englandCalendar(closed));
  const some = fc.integer({ min: 1, max: 90 });

  it('going there and back arrives where one began', () => {
    fc.assert(
      fc.property(calendar, day, some, (works, from, n) => {
        const working = workingDayOnOrAfter(works, from);
        expect(addWorkingDays(works, addWorkingDays(works, working, n), -n)).toBe(working);
        expect(addWorkingDays(works, addWorkingDays(works, working, -n), n)).toBe(working);
        expect(addWorkingDays(works, working, 0)).toBe(working);
      }),
    );
  });

  it('counting finds as many as were added, from any day', () => {
    fc.assert(
      fc.property(calendar, day, some, (works, from, n) => {
        expect(workingDaysAfter(works, from, addWorkingDays(works, from, n))).toBe(n);
        expect(workingDaysAfter(works, from, addDays(addWorkingDays(works, from, n), -1))).toBe(n - 1);
      }),
    );
  });

  it('every day arrived at is worked, so never a weekend or a holiday', () => {
    fc.assert(
      fc.property(calendar, day, fc.integer({ min: -90, max: 90 }), (works, from, n) => {
        fc.pre(n !== 0);
        for (const arrived of [
          addWorkingDays(works, from, n),
          workingDayOnOrBefore(works, from),
          workingDayOnOrAfter(works, from),
          nextWorkingDay(works, from),
        ]) {
          expect(works.isWorkingDay(arrived)).toBe(true);
          expect(ENGLAND.isWorkingDay(arrived)).toBe(true);
        }
      }),
    );
  });

  it('later days and more days never arrive earlier, and counts add up', () => {
    fc.assert(
      fc.property(calendar, day, day, some, (works, a, b, n) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(addWorkingDays(works, first, n) <= addWorkingDays(works, second, n)).toBe(true);
        expect(addWorkingDays(works, first, n) < addWorkingDays(works, first, n + 1)).toBe(true);
        const last = addDays(second, n);
        expect(workingDaysAfter(works, first, second) + workingDaysAfter(works, second, last)).toBe(
          workingDaysAfter(works, first, last),
        );
      }),
    );
  });
});
