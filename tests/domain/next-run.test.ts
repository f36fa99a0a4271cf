import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, civilDateAt, instant, minutesOfDayAt, type Instant } from '../../bot/domain/dates.js';
import { faultInCron, nextSlots, slotsBetween } from '../../bot/domain/next-run.js';
import { LONDON } from '../support/builders.js';

function between(cron: string, after: string, upTo: string): readonly string[] {
  return slotsBetween(cron, LONDON, instant(after), instant(upTo)).map((slot) => slot.replace(':00.000Z', 'Z'));
}

describe('the moments of a schedule', () => {
  it('9 in the morning stays 9 in the morning when the clocks go forward', () => {
    expect(between('0 9 * * *', '2026-03-28T00:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-28T09:00Z',
      '2026-03-29T08:00Z',
      '2026-03-30T08:00Z',
    ]);
  });

  it('9 in the morning stays 9 in the morning when the clocks go back', () => {
    expect(between('0 9 * * *', '2026-10-24T00:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-24T08:00Z',
      '2026-10-25T09:00Z',
      '2026-10-26T09:00Z',
    ]);
  });

  it('a time that the clocks skip comes once that day, at the next time that exists', () => {
    expect(between('30 1 * * *', '2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z')).toEqual(['2026-03-29T01:00Z']);
  });

  it('a time that is shown twice counts once', () => {
    expect(between('30 1 * * *', '2026-10-24T12:00:00Z', '2026-10-25T23:00:00Z')).toEqual(['2026-10-25T00:30Z']);
  });

  it('a time that is shown twice counts once, even to who looks between the two', () => {
    expect(between('30 1 * * *', '2026-10-25T00:35:00Z', '2026-10-25T23:00:00Z')).toEqual([]);
    expect(between('*/30 1 * * *', '2026-10-24T12:00:00Z', '2026-10-25T23:00:00Z')).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T00:30Z',
    ]);
  });

  it('lie after the first moment, and up to the last one included', () => {
    const [first, last] = ['2026-01-05T09:00:00Z', '2026-01-06T09:00:00Z'];
    expect(between('0 9 * * 1-5', first, last)).toEqual(['2026-01-06T09:00Z']);
  });

  it('are no more than asked for', () => {
    expect(nextSlots('0 9 * * 1', LONDON, instant('2026-03-24T00:00:00Z'), 2)).toEqual([
      '2026-03-30T08:00:00.000Z',
      '2026-04-06T08:00:00.000Z',
    ]);
  });
});

/** Around both changes of the clocks of 2026. */
const aroundChanges = fc
  .tuple(
    fc.constantFrom('2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z', '2026-06-10T00:00:00Z'),
    fc.integer({ min: 0, max: 288 }),
  )
  .map(([from, fives]) => addMs(instant(from), fives * 300_000));
const patterns = fc
  .tuple(
    fc.constantFrom('0', '30', '5,35', '*/15', '*/5'),
    fc.constantFrom('*', '0', '1', '2', '1,2', '0-3', '9'),
    fc.constantFrom('*', '0', '1-5'),
  )
  .map(([minute, hour, weekday]) => `${minute} ${hour} * * ${weekday}`);

describe('the moments of any schedule across both changes of the clocks', () => {
  const local = (slot: Instant) => `${civilDateAt(slot, LONDON)} ${String(minutesOfDayAt(slot, LONDON))}`;

  it('rise strictly, lie on five minutes, and show no time twice', () => {
    fc.assert(
      fc.property(patterns, aroundChanges, (cron, from) => {
        const slots = slotsBetween(cron, LONDON, from, addMs(from, 26 * 3_600_000));
        expect([...new Set(slots)].sort()).toEqual(slots);
        expect(new Set(slots.map(local)).size).toBe(slots.length);
        for (const slot of slots) expect(Date.parse(slot) % 300_000).toBe(0);
      }),
    );
  });

  it('are the same however often somebody looks: none is missed, none comes twice', () => {
    fc.assert(
      fc.property(patterns, aroundChanges, fc.array(fc.nat(26 * 60), { maxLength: 8 }), (cron, from, minutes) => {
        const end = addMs(from, 26 * 3_600_000);
        const looks = [...minutes.sort((a, b) => a - b).map((minute) => addMs(from, minute * 60_000)), end];
        const seen: Instant[] = [];
        let after = from;
        for (const look of looks) {
          seen.push(...slotsBetween(cron, LONDON, after, look));
          after = look;
        }
        expect(seen).toEqual(slotsBetween(cron, LONDON, from, end));
      }),
    );
  });
});

describe('a pattern of a schedule', () => {
  it.each(['0 9 * * 1-5', '*/5 * * * *', '5,10 8 1 * *', '0 9 29 2 *', '0 9 L * *', '0 9 * * MON'])(
    '%j is good',
    (cron) => {
      expect(faultInCron(cron)).toBeNull();
    },
  );

  it.each([
    ['0 9 * *', 'has 4 fields'],
    ['0 0 9 * * 1', 'has 6 fields'],
    ['@daily', 'Give five'],
    ['*/7 * * * *', 'not multiples of five'],
    ['0,5,10,15,20,25,30,35,40,45,50,55,58 * * * *', 'not multiples of five'],
    ['0 0 31 2 *', 'no moment that ever comes'],
    ['daily', 'has 1 field. Give five'],
    [
      '99 8 * * *',
      '“99” cannot be the minute, 0 to 59 in steps of five. For 8.30 on Monday to Friday: "30 8 * * 1-5".',
    ],
    ['0 25 * * *', 'is not a schedule: “25” cannot be the hour, 0 to 23.'],
    ['x 9 * * *', 'is not a schedule: “x” cannot be the minute'],
    ['0 9 * * 9', '“9” cannot be the day of the week, 0 to 6 from Sunday.'],
  ])('%j is told what is wrong', (cron, fault) => {
    expect(faultInCron(cron)).toContain(fault);
  });
});
