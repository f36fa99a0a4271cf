import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import { withMore, withMove, type Board } from '../../bot/domain/boards.js';
import {
  addDays,
  addMs,
  civilDate,
  civilDateAt,
  instant,
  minutesOfDayAt,
  type Instant,
} from '../../bot/domain/dates.js';
import { meetingWindows } from '../../bot/domain/meeting-windows.js';
import { newestSlotOf, nextSlotsOf, occasionsBetween, slotsOf, type Around } from '../../bot/domain/schedule-slots.js';
import type { When } from '../../bot/domain/schedule-when.js';
import { slotSaid } from '../../bot/domain/schedule-words.js';

const ZONE = 'Europe/London';
const CLOSED = ['2026-12-29', '2026-12-30', '2026-12-31'].map(civilDate);
const board = (days: readonly string[], publishes: number | null = 5): Board => ({
  name: 'Performance Board',
  aliases: [],
  meetings: days.map((day) => ({ on: civilDate(day), called: civilDate(day) })),
  publishes,
  removed: false,
});
const around = (boards: readonly Board[] = [], ran: readonly string[] = []): Around => ({
  calendar: englandCalendar(CLOSED),
  boards,
  zone: ZONE,
  ran: new Set(ran),
});
const PAPERS: Extract<When, { kind: 'before-papers' }> = {
  kind: 'before-papers',
  board: 'Performance Board',
  days: [20, 15, 10],
  at: 540,
};
const at = (moment: string): Instant => instant(moment);
const next = (when: When, from: string, count: number, where = around()): readonly string[] =>
  nextSlotsOf(when, where, at(from), count).map((slot) => slot.slice(0, 16));

describe('a schedule runs', () => {
  it('on working days, over weekends, bank holidays and closure days', () => {
    expect(next({ kind: 'weekdays', at: 510 }, '2026-12-23T09:00:00Z', 4)).toEqual([
      '2026-12-24T08:30',
      '2027-01-04T08:30',
      '2027-01-05T08:30',
      '2027-01-06T08:30',
    ]);
  });

  it('at the same time on the clocks through their changes', () => {
    expect(next({ kind: 'weekdays', at: 510 }, '2026-10-22T12:00:00Z', 2)).toEqual([
      '2026-10-23T07:30',
      '2026-10-26T08:30',
    ]);
    expect(next({ kind: 'weekdays', at: 510 }, '2027-03-25T08:30:00Z', 2)).toEqual([
      '2027-03-30T07:30',
      '2027-03-31T07:30',
    ]);
    // Every day is a working day here: Sunday's skipped hour comes at two, the repeated one comes once.
    const always = { ...around(), calendar: { isWorkingDay: () => true } };
    expect(next({ kind: 'weekdays', at: 90 }, '2027-03-28T00:00:00Z', 2, always)).toEqual([
      '2027-03-28T01:00',
      '2027-03-29T00:30',
    ]);
    expect(next({ kind: 'weekdays', at: 90 }, '2026-10-24T12:00:00Z', 2, always)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('on the first, the nth and the last working day of a month', () => {
    expect(next({ kind: 'month-day', nth: 1, at: 540 }, '2026-12-15T00:00:00Z', 2)).toEqual([
      '2027-01-04T09:00',
      '2027-02-01T09:00',
    ]);
    expect(next({ kind: 'month-day', nth: 3, at: 540 }, '2027-03-01T00:00:00Z', 2)).toEqual([
      '2027-03-03T09:00',
      '2027-04-05T08:00',
    ]);
    expect(next({ kind: 'month-day', nth: -1, at: 540 }, '2026-12-01T00:00:00Z', 2)).toEqual([
      '2026-12-24T09:00',
      '2027-01-29T09:00',
    ]);
  });

  it('never where no day is a working day', () => {
    const shut = { ...around(), calendar: { isWorkingDay: (day: string) => day < '2020' } };
    const upTo = at('2027-01-31T00:00:00Z');
    expect(slotsOf({ kind: 'weekdays', at: 540 }, shut, at('2026-12-01T00:00:00Z'), upTo)).toEqual([]);
  });

  it('so many working days before papers are published', () => {
    const where = around([board(['2026-12-08', '2027-01-19'])]);
    expect(next(PAPERS, '2026-10-01T00:00:00Z', 9, where)).toEqual([
      '2026-11-03T09:00',
      '2026-11-10T09:00',
      '2026-11-17T09:00',
      '2026-12-07T09:00',
      '2026-12-14T09:00',
      '2026-12-21T09:00',
    ]);
    expect(next(PAPERS, '2026-10-01T00:00:00Z', 9, around([board(['2026-12-08'], null)]))).toEqual([]);
    expect(next(PAPERS, '2026-10-01T00:00:00Z', 9, around([{ ...board(['2026-12-08']), removed: true }]))).toEqual([]);
  });

  it('for a meeting that moves at the new times, but not again for a time that it ran for', () => {
    const first = board(['2026-12-08']);
    const ran = occasionsBetween(PAPERS, around([first]), at('2026-11-03T00:00:00Z'), at('2026-11-04T00:00:00Z'));
    expect(ran).toHaveLength(1);
    const moved = withMove(first, civilDate('2026-12-08'), civilDate('2027-01-19')) ?? first;
    const slots = next(PAPERS, '2026-11-04T00:00:00Z', 9, around([moved], ran));
    expect(slots).toEqual(['2026-12-14T09:00', '2026-12-21T09:00']);
    // A meeting set anew for the day that was left is another meeting.
    const both = withMore(moved, [civilDate('2026-12-08')]);
    const late = next(PAPERS, '2026-11-04T00:00:00Z', 9, around([both], ran));
    expect(late).toEqual(['2026-11-10T09:00', '2026-11-17T09:00', '2026-12-14T09:00', '2026-12-21T09:00']);
  });

  it('outside decent hours with the word that cards wait', () => {
    const slot = at('2026-11-24T06:00:00Z');
    expect(slotSaid(slot, around(), true)).toBe(
      '6am on Tuesday 24 November 2026 (outside decent hours: cards wait until 08:00 on a working day)',
    );
    expect(slotSaid(slot, around(), false)).toBe('6am on Tuesday 24 November 2026');
  });
});

describe('slots', () => {
  const days = fc.integer({ min: 0, max: 800 }).map((n) => addDays(civilDate('2026-01-01'), n));
  const minutes = fc.integer({ min: 0, max: 287 }).map((n) => n * 5);
  const whens: fc.Arbitrary<When> = fc.oneof(
    fc.record({ kind: fc.constant('weekdays' as const), at: minutes }),
    fc.record({ kind: fc.constant('month-day' as const), nth: fc.constantFrom(-1, 1, 2, 5, 15), at: minutes }),
    fc.record({
      kind: fc.constant('before-papers' as const),
      board: fc.constant('Performance Board'),
      days: fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 }),
      at: minutes,
    }),
  );
  const meetings = fc.uniqueArray(days, { maxLength: 6 });
  const moments = fc.integer({ min: 0, max: 800 * 24 }).map((n) => addMs(at('2026-01-01T00:00:00Z'), n * 3_600_000));

  it('strictly increase, lie on working days at their time, and a range is the sum of its parts', () => {
    fc.assert(
      fc.property(
        whens,
        meetings,
        fc.integer({ min: 0, max: 10 }),
        moments,
        moments,
        moments,
        (when, on, publishes, ...three) => {
          const where = around([board(on, publishes)]);
          const [a, b, c] = three.sort();
          const whole = slotsOf(when, where, a, c);
          expect([...slotsOf(when, where, a, b), ...slotsOf(when, where, b, c)]).toEqual(whole);
          expect([...new Set(whole)].sort()).toEqual(whole);
          expect(newestSlotOf(when, where, a, c)).toBe(whole.at(-1) ?? null);
          expect(slotsOf(when, where, a, c, 2)).toEqual(whole.slice(0, 2));
          for (const slot of whole) {
            expect(where.calendar.isWorkingDay(civilDateAt(slot, ZONE))).toBe(true);
            if (when.kind !== 'cron') expect(minutesOfDayAt(slot, ZONE)).toBe(when.at);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the windows of meetings', () => {
  const make = (boards: readonly Board[], plans: readonly string[] | null, from = '2026-11-01') =>
    meetingWindows({ id: 'q', plans, when: PAPERS }, around(boards), civilDate(from), (plan) => plan.slice(0, 4));

  it('open, ask again, freeze and are posted by the days before papers', () => {
    expect(make([board(['2026-12-08'])], null)).toEqual([
      {
        id: 'q-20261208',
        plan: null,
        name: 'Performance Board, 8 December 2026',
        opens: '2026-11-03',
        chases: ['2026-11-10'],
        freezes: '2026-11-17',
        posts: '2026-12-01',
      },
    ]);
    expect(make([board(['2026-12-08'])], null, '2026-11-18')).toEqual([]);
    expect(make([board(['2026-12-08'])], ['alpha', 'beta']).map(({ id }) => id)).toEqual([
      'q-20261208-alph',
      'q-20261208-beta',
    ]);
  });
});
