import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, civilDateAt, instant, instantFromMs, msOf } from '../../bot/domain/dates.js';
import { nextSlots, slotsBetween } from '../../bot/domain/next-run.js';
import { LONDON } from '../support/builders.js';
import { watchedSlots } from '../support/wall-clock.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The slots of a day of the zone, as `2027-03-28T00:30Z`. */
function on(day: string, cron: string, zone = LONDON): readonly string[] {
  const after = addMs(instant(`${day}T00:00:00Z`), -12 * HOUR);
  return slotsBetween(cron, zone, after, addMs(after, 48 * HOUR))
    .filter((slot) => civilDateAt(slot, zone) === day)
    .map((slot) => slot.replace(':00.000Z', 'Z'));
}

/** Last Sundays of March and October. */
const FORWARD = ['2024-03-31', '2025-03-30', '2026-03-29', '2027-03-28', '2028-03-26'];
const BACK = ['2024-10-27', '2025-10-26', '2026-10-25', '2027-10-31', '2028-10-29'];

describe('in the night in which the clocks go forward, one o’clock becoming two', () => {
  it.each(FORWARD)('%s: 00:30, 01:30 and 02:30 come once each', (day) => {
    for (const rest of ['* * *', '* * 0', '* 3 7', `${String(Number(day.slice(8)))} 3 *`]) {
      expect(on(day, `30 0 ${rest}`)).toEqual([`${day}T00:30Z`]);
      expect(on(day, `30 1 ${rest}`)).toEqual([`${day}T01:00Z`]);
      expect(on(day, `30 2 ${rest}`)).toEqual([`${day}T01:30Z`]);
      expect(on(day, `30 0,1,2 ${rest}`)).toEqual(['00:30', '01:00', '01:30'].map((time) => `${day}T${time}Z`));
    }
  });

  it.each(FORWARD)('%s: what falls on the same moment comes as one', (day) => {
    expect(on(day, '0,30 1,2 * * *')).toEqual([`${day}T01:00Z`, `${day}T01:30Z`]);
    expect(on(day, '*/15 1 * * *')).toEqual([`${day}T01:00Z`]);
  });
});

describe('in the night in which the clocks go back, two o’clock becoming one', () => {
  it.each(BACK)('%s: 00:30, 01:30 and 02:30 come once each, at the first showing', (day) => {
    const before = instantFromMs(Date.parse(`${day}T00:00:00Z`) - HOUR / 2);
    for (const rest of ['* * *', '* * 0', '* 10 7', `${String(Number(day.slice(8)))} 10 *`]) {
      const slots = slotsBetween(`30 0 ${rest}`, LONDON, addMs(before, -1), addMs(before, 20 * HOUR));
      expect(slots).toEqual([before]);
      expect(on(day, `30 1 ${rest}`)).toEqual([`${day}T00:30Z`]);
      expect(on(day, `30 2 ${rest}`)).toEqual([`${day}T02:30Z`]);
      const all = slotsBetween(`30 0,1,2 ${rest}`, LONDON, addMs(before, -1), addMs(before, 20 * HOUR));
      expect(all).toEqual([before, addMs(before, HOUR), addMs(before, 3 * HOUR)]);
    }
  });
});

describe('at the edges of months and years', () => {
  const next = (cron: string, from: string, count: number): readonly string[] =>
    nextSlots(cron, LONDON, instant(from), count).map((slot) => slot.slice(0, 16));

  it('29 February comes in leap years alone', () => {
    expect(next('0 9 29 2 *', '2026-11-18T10:00:00Z', 1)).toEqual(['2028-02-29T09:00']);
    expect(next('0 9 29 2 *', '2028-02-29T09:00:00Z', 1)).toEqual(['2032-02-29T09:00']);
    expect(next('0 9 29 * *', '2027-01-29T10:00:00Z', 2)).toEqual(['2027-03-29T08:00', '2027-04-29T08:00']);
    expect(next('0 9 29 * *', '2028-01-29T10:00:00Z', 2)).toEqual(['2028-02-29T09:00', '2028-03-29T08:00']);
  });

  it('the 30th and 31st come in the months that have them', () => {
    expect(next('0 9 30 * *', '2027-01-30T10:00:00Z', 2)).toEqual(['2027-03-30T08:00', '2027-04-30T08:00']);
    expect(next('0 9 31 * *', '2027-01-01T00:00:00Z', 7).map((slot) => slot.slice(5, 10))).toEqual([
      '01-31',
      '03-31',
      '05-31',
      '07-31',
      '08-31',
      '10-31',
      '12-31',
    ]);
  });

  it('the last of the month is the last of every month', () => {
    expect(next('0 9 L * *', '2028-01-01T00:00:00Z', 4).map((slot) => slot.slice(5, 10))).toEqual([
      '01-31',
      '02-29',
      '03-31',
      '04-30',
    ]);
  });

  it('the year ends and begins like any other day', () => {
    expect(next('0 9 * * *', '2026-12-30T10:00:00Z', 3)).toEqual([
      '2026-12-31T09:00',
      '2027-01-01T09:00',
      '2027-01-02T09:00',
    ]);
    expect(next('0 0 1 1 *', '2026-12-31T12:00:00Z', 2)).toEqual(['2027-01-01T00:00', '2028-01-01T00:00']);
  });
});

/** Zones that change by an hour after midnight, by half an hour, at midnight itself, and never. */
const zones = fc.constantFrom(
  LONDON,
  LONDON,
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'UTC',
);
/** Minutes of schedules are multiples of five. */
const minutes = fc.oneof(
  fc.constantFrom('0', '30', '*/15', '*/5', '55'),
  fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 3 }).map((fives) => fives.map((n) => String(n * 5)).join(',')),
);
const hours = fc.oneof(
  fc.constantFrom('*', '0', '1', '2', '0,1,2', '0-3', '9', '*/6', '23'),
  fc.uniqueArray(fc.nat(23), { minLength: 1, maxLength: 4 }).map((all) => all.join(',')),
);
const monthDays = fc.constantFrom('*', '*', '*', '29', '31', '1,15', '28-31', '1');
const months = fc.constantFrom('*', '*', '2', '3,10', '3', '10,11');
const weekdays = fc.constantFrom('*', '*', '0', '7', '1-5', '6,0');
const crons = fc.tuple(minutes, hours, monthDays, months, weekdays).map((fields) => fields.join(' '));
/** Moments of three or so days: anywhere in thirty years, often around a change of some clock. */
const starts = fc
  .tuple(
    fc.integer({ min: 2008, max: 2037 }),
    fc.constantFrom('03-07', '03-13', '03-24', '03-30', '10-18', '10-24', '10-30', '11-01', '02-27', '12-30', '06-15'),
    fc.nat(3 * 24 * 60),
  )
  .map(([year, day, minute]) => Date.parse(`${String(year)}-${day}T00:00:00Z`) + minute * 60_000);

describe('any schedule in any zone and year', () => {
  it('comes when somebody before the clock on the wall would say so', () => {
    fc.assert(
      fc.property(crons, zones, starts, fc.nat(4 * 24), (cron, zone, from, length) => {
        const upTo = from + length * HOUR;
        const slots = slotsBetween(cron, zone, instantFromMs(from), instantFromMs(upTo), Infinity).map(msOf);
        expect(slots).toEqual(watchedSlots(cron, zone, from, upTo));
      }),
      { numRuns: 300 },
    );
  });

  it('is taken whole by ticks at any moments, a minute early, late or missed: no slot twice and none lost', () => {
    fc.assert(
      fc.property(crons, zones, starts, fc.array(fc.nat(30 * HOUR), { maxLength: 12 }), (cron, zone, from, later) => {
        const end = from + 3 * DAY;
        const ticks = [...[...later].sort((a, b) => a - b).map((ms) => from + ms), end];
        const taken: number[] = [];
        let after = from;
        for (const tick of ticks) {
          const slots = slotsBetween(cron, zone, instantFromMs(after), instantFromMs(tick + 60_000), Infinity);
          taken.push(...slots.map(msOf));
          // The watermark is the newest slot that was taken, and not the moment of the tick.
          after = taken.at(-1) ?? from;
        }
        expect(taken).toEqual(watchedSlots(cron, zone, from, end + 60_000));
      }),
      { numRuns: 200 },
    );
  });
});
