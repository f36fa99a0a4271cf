import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../bot/domain/dates.js';
import { CADENCES, type DueAgain } from '../../bot/domain/due-kinds.js';
import { lastPeriod, periodEndingAfter, quarterOf } from '../../bot/domain/periods.js';
import { anyDay } from '../support/any-plan.js';
import { d } from '../support/builders.js';

function again(given: Partial<DueAgain> = {}): DueAgain {
  return { kind: 'recurring', cadence: 'quarterly', first: null, until: null, yearStarts: 4, text: '', ...given };
}

describe('the periods of a recurring milestone', () => {
  it.each([
    [again(), '2018-05-10', '2018-04-01', '2018-06-30'],
    [again(), '2018-06-30', '2018-07-01', '2018-09-30'],
    [again({ until: d('2019-03-31') }), '2018-12-31', '2019-01-01', '2019-03-31'],
    [again({ until: d('2019-02-15') }), '2018-12-31', '2019-01-01', '2019-02-15'],
    [again({ yearStarts: 9 }), '2018-05-10', '2018-03-01', '2018-05-31'],
    [again({ cadence: 'half-yearly' }), '2018-10-01', '2018-10-01', '2019-03-31'],
    [again({ cadence: 'yearly' }), '2018-03-31', '2018-04-01', '2019-03-31'],
    [again({ cadence: 'two-monthly' }), '2018-05-31', '2018-06-01', '2018-07-31'],
    [again({ cadence: 'monthly' }), '2020-02-01', '2020-02-01', '2020-02-29'],
    [again({ cadence: 'monthly', first: d('2017-05-31') }), '2017-04-01', '2017-05-01', '2017-05-31'],
    [again({ cadence: 'monthly', first: d('2017-05-31') }), '2017-05-31', '2017-06-01', '2017-06-30'],
    [again({ cadence: 'monthly', first: d('2017-05-31') }), '2017-06-30', '2017-07-01', '2017-07-31'],
    [again({ first: d('2018-06-30') }), '2018-09-30', '2018-10-01', '2018-12-31'],
    [again({ cadence: 'monthly', first: d('2018-01-30') }), '2018-02-28', '2018-03-01', '2018-03-30'],
    [again({ cadence: 'weekly' }), '2018-05-13', '2018-05-14', '2018-05-20'],
    [again({ cadence: 'fortnightly', first: d('2018-05-11') }), '2018-05-11', '2018-05-12', '2018-05-25'],
  ])('%j after %s', (due, after, from, to) => {
    expect(periodEndingAfter(due, d(after))).toEqual({ from, to });
  });

  it('end: nothing comes after the last', () => {
    const due = again({ until: d('2019-03-31') });
    expect(periodEndingAfter(due, d('2019-03-31'))).toBeNull();
    expect(lastPeriod(due)).toEqual({ from: '2019-01-01', to: '2019-03-31' });
    expect(lastPeriod(again())).toBeNull();
  });

  it('follow each other without a gap or an overlap, whatever the cadence', () => {
    const any = fc.record({
      cadence: fc.constantFrom(...CADENCES),
      first: fc.option(anyDay(), { nil: null }),
      yearStarts: fc.integer({ min: 1, max: 12 }),
      after: anyDay(800),
    });
    fc.assert(
      fc.property(any, ({ after, ...given }) => {
        const due = again(given);
        let [before, last] = [periodEndingAfter(due, after), after];
        for (let n = 0; n < 8; n += 1) {
          if (before === null) throw new Error('it has no end');
          expect(before.from <= before.to && before.to > last).toBe(true);
          last = before.to;
          const next = periodEndingAfter(due, last);
          expect(next?.from).toBe(addDays(last, 1));
          before = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the quarter of a day', () => {
  it.each([
    ['2018-01-01', '2018-01-01', '2018-03-31'],
    ['2018-06-30', '2018-04-01', '2018-06-30'],
    ['2020-02-29', '2020-01-01', '2020-03-31'],
    ['2018-12-25', '2018-10-01', '2018-12-31'],
  ])('%s lies in %s to %s', (day, from, to) => {
    expect(quarterOf(d(day))).toEqual({ from, to });
  });
});
