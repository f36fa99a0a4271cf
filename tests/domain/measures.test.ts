import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate as d } from '../../bot/domain/dates.js';
import { measureViews } from '../../bot/domain/measure-views.js';
import type { Measure, MeasureValue } from '../../bot/domain/measures.js';

const QUARTERS = ['2025-06-30', '2025-09-30', '2025-12-31', '2026-03-31', '2026-06-30', '2026-09-30'];

function aValue(asAt: string, value: number | null, rest: Partial<MeasureValue> = {}): MeasureValue {
  const none = { numerator: null, denominator: null, noData: value === null ? 'not counted' : null, caveat: null };
  return { asAt: d(asAt), called: asAt, value, ...none, by: { kind: 'operator' }, on: d(asAt), ...rest };
}

function aMeasure(values: readonly MeasureValue[], rest: Partial<Measure> = {}): Measure {
  const about = { plan: 'p', code: 'IP 1', name: 'Assessments in time', order: 0, area: 'FD', ref: null } as const;
  const how = { period: 'quarter', unit: '%', polarity: 'higher', target: null, targetBy: null } as const;
  return { ...about, ...how, comparator: null, caveat: null, ended: false, values, ...rest };
}

const view = (measure: Measure, today = '2026-11-18', isPublic = false) =>
  measureViews([measure], d(today), { isPublic, smallNumber: 5, yearStarts: 4 })[0]!;

describe('a value in words', () => {
  it('has its denominator, and its own figure as it was given', () => {
    const measure = aMeasure([aValue('2026-09-30', 59.4, { numerator: 113, denominator: 190 })]);
    expect(view(measure).now?.words).toBe('113 of 190 (59.4 %)');
  });

  it('says why there is none', () => {
    expect(view(aMeasure([aValue('2026-09-30', null, { noData: 'the system changed' })])).now?.words).toBe(
      'no data, because the system changed',
    );
  });

  it('has its unit and thousands', () => {
    expect(view(aMeasure([aValue('2026-09-30', 12345.5)], { unit: 'days' })).now?.words).toBe('12,345.5 days');
  });

  it('of a day to come is not shown yet, nor an ended measure at all', () => {
    const measure = aMeasure([aValue('2026-06-30', 50), aValue('2026-12-31', 60)]);
    expect(view(measure).now?.asAt).toBe('2026-06-30');
    expect(view(measure).before).toBeNull();
    expect(measureViews([{ ...measure, ended: true }], d('2026-11-18'))).toEqual([]);
  });

  it('has target, comparator and polarity beside it', () => {
    const comparator = { name: 'statistical neighbours', value: 61 };
    const measure = aMeasure([], { target: 75, targetBy: d('2027-03-31'), comparator, polarity: 'lower' });
    expect(view(measure)).toMatchObject({
      target: '75 % by 31 March 2027',
      comparator: 'statistical neighbours: 61 %',
      polarity: 'lower is better',
      now: null,
      direction: null,
      runRate: null,
    });
  });
});

describe('like with like', () => {
  it.each([
    ['higher', 50, 60, 'better'],
    ['lower', 50, 60, 'worse'],
    ['higher', 60, 50, 'worse'],
    ['lower', 60, 50, 'better'],
    ['neither', 50, 60, 'higher'],
    ['higher', 50, 50, 'no change'],
  ] as const)('%s is better, %d then %d: %s', (polarity, then, now, words) => {
    const measure = aMeasure([aValue('2026-06-30', then), aValue('2026-09-30', now)], { polarity });
    expect(view(measure)).toMatchObject({ direction: words, before: { value: then }, now: { value: now } });
  });

  it('nothing is said where one of the two is missing', () => {
    expect(view(aMeasure([aValue('2026-06-30', null), aValue('2026-09-30', 5)])).direction).toBeNull();
    expect(view(aMeasure([aValue('2026-06-30', 5), aValue('2026-09-30', null)])).direction).toBeNull();
  });

  it('a year to date is never held against the end of another year', () => {
    const ytd = { period: 'year-to-date', unit: '' } as const;
    const first = aMeasure([aValue('2026-03-31', 26), aValue('2026-06-30', 7)], ytd);
    expect(view(first)).toMatchObject({ before: null, direction: null });
  });

  it('a year to date is held against the same point of the year before, where there is one', () => {
    const ytd = { period: 'year-to-date', unit: '' } as const;
    const measure = aMeasure(
      QUARTERS.map((day, at) => aValue(day, [6, 11, 17, 26, 7, 9][at]!)),
      ytd,
    );
    expect(view(measure)).toMatchObject({ now: { value: 9 }, before: { asAt: '2025-09-30' }, direction: 'worse' });
  });

  it('a running total that grows with its year is no news', () => {
    const ytd = { period: 'year-to-date', unit: '' } as const;
    const measure = aMeasure([aValue('2026-06-30', 7), aValue('2026-09-30', 9)], ytd);
    expect(view(measure)).toMatchObject({ before: { value: 7 }, direction: null });
  });
});

describe('the run-rate', () => {
  const target = { target: 26, targetBy: d('2027-03-31'), unit: '', period: 'year-to-date' } as const;
  it.each([
    ['2026-06-30', '5 of 26 at a quarter of the year'],
    ['2026-09-30', '5 of 26 at half year'],
    ['2026-12-31', '5 of 26 at three quarters of the year'],
    ['2026-11-15', '5 of 26 with 63 % of the time gone'],
    ['2027-03-31', '5 of 26 on the day of the target'],
  ])('as at %s: %s', (day, words) => {
    expect(view(aMeasure([aValue(day, 5)], target), '2027-05-01').runRate).toBe(words);
  });

  it('of what does not add up is set against its target', () => {
    const measure = aMeasure([aValue('2026-09-30', 59.4)], { target: 75, targetBy: d('2027-03-31') });
    expect(view(measure).runRate).toBe('59.4 % against 75 % at half year');
  });

  it('is not said of a target without a day', () => {
    expect(view(aMeasure([aValue('2026-09-30', 59.4)], { target: 75 })).runRate).toBeNull();
  });
});

describe('small numbers', () => {
  const small = aMeasure([aValue('2026-06-30', 20), aValue('2026-09-30', 3)], { unit: '' });

  it('are flagged, and withheld from the public with all that would tell them', () => {
    expect(view(small).now).toMatchObject({ small: true, words: '3', value: 3 });
    const shown = view({ ...small, target: 26, targetBy: d('2027-03-31') }, '2026-11-18', true);
    expect(shown.now).toMatchObject({ small: true, words: 'fewer than 5', value: null });
    expect([shown.direction, shown.runRate]).toEqual([null, null]);
  });

  it('count in a numerator, not in a percentage of many', () => {
    const of = (numerator: number) => aMeasure([aValue('2026-09-30', 2, { numerator, denominator: 190 })]);
    expect(view(of(4)).now?.small).toBe(true);
    expect(view(of(5)).now?.small).toBe(false);
    expect(view(of(0)).now?.small).toBe(false);
    expect(view(aMeasure([aValue('2026-09-30', 2)])).now?.small).toBe(false);
  });

  it('are nowhere in what the public reads, whatever the values', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 });
    const periods = fc.constantFrom('quarter' as const, 'year-to-date' as const, 'snapshot' as const);
    fc.assert(
      fc.property(numbers, periods, (values, period) => {
        const all = values.map((value, at) => aValue(QUARTERS[at]!, value));
        const target = { target: 40, targetBy: d('2027-03-31'), unit: '', period } as const;
        const { now, before, runRate } = view(aMeasure(all, target), '2026-11-18', true);
        const told = [now, before].flatMap((one) => one?.value ?? []);
        const hidden = [now, before].some((one) => one?.small === true);
        return told.every((value) => value === 0 || value >= 5) && (!hidden || runRate === null);
      }),
    );
  });
});
