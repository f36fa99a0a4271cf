/** Texts of measures go the way of all others before anybody reads them (RULES 6). */
import { expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { measureViews } from '../../bot/domain/measure-views.js';
import type { Measure, MeasureValue } from '../../bot/domain/measures.js';
import { textsOfMeasure, toldMeasure } from '../../bot/domain/told-measures.js';
import { HELD_WORDS } from '../../bot/domain/told-words.js';

const PLAN = { smallNumber: 5 };
const HELD = 'Leaves out the mother of JB, born 03/04/2012';
const DAY = civilDate('2026-09-30');
const VALUE: MeasureValue = {
  ...{ asAt: DAY, called: 'Quarter 2', value: null, numerator: null, denominator: null },
  ...{ noData: HELD, caveat: 'New system', by: { kind: 'operator' }, on: DAY },
};
const MEASURE: Measure = {
  ...{ plan: 'cs', code: 'IP 1', name: 'Visits on time', order: 0, area: null, ref: null, period: 'quarter' },
  ...{ unit: '%', polarity: 'higher', target: null, targetBy: null, comparator: { name: HELD, value: 61 } },
  ...{ caveat: HELD, ended: false, values: [VALUE] },
};

it('masks what is held and leaves the rest', () => {
  const told = toldMeasure(MEASURE, PLAN, { ceiling: 'internal' });
  expect(told).toMatchObject({
    name: 'Visits on time',
    caveat: HELD_WORDS,
    comparator: { name: HELD_WORDS, value: 61 },
  });
  expect(told.values[0]).toMatchObject({ noData: HELD_WORDS, caveat: 'New system' });
});

it('tells the public what it is, and no remark on it', () => {
  const told = toldMeasure(MEASURE, PLAN, { ceiling: 'public' });
  expect(textsOfMeasure(told)).toEqual(['Visits on time', '%', HELD_WORDS, 'Quarter 2']);
  expect(measureViews([told], DAY)[0]?.now?.words).toBe('no data');
});

it('knows every text of a measure', () => {
  const marked = JSON.stringify(MEASURE, (key, value: unknown) => {
    const isText =
      typeof value === 'string' && !['plan', 'code', 'period', 'polarity', 'asAt', 'on', 'kind'].includes(key);
    return isText ? `${value} (mother Karen)` : value;
  });
  const every = JSON.parse(marked) as Measure;
  expect(JSON.stringify(toldMeasure(every, PLAN, { ceiling: 'restricted' }))).not.toContain('Karen');
  expect(textsOfMeasure(every)).toHaveLength(7);
});
