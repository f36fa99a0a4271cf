import { describe, expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { daysBefore, isOver, yearsBefore } from '../../bot/domain/retention.js';
import { aDelivered, aMilestone, d, ENGLAND } from '../support/builders.js';

describe('how long things are kept', () => {
  it.each([
    ['2026-11-18T10:00:00.001Z', 6, '2020-11-18T10:00:00.001Z'],
    ['2024-02-29T10:00:00.000Z', 6, '2018-02-28T10:00:00.000Z'],
    ['2026-02-28T10:00:00.000Z', 6, '2020-02-28T10:00:00.000Z'],
  ])('%s less %s years is %s', (from, years, expected) => {
    expect(yearsBefore(instant(from), years)).toBe(expected);
  });

  it('days are of 24 hours, whatever the clocks do', () => {
    expect(daysBefore(instant('2026-11-18T10:00:00Z'), 90)).toBe('2026-08-20T10:00:00.000Z');
  });

  it.each([
    ['open', aMilestone(), false],
    ['paused', aMilestone({ state: 'paused' }), false],
    ['delivered, with evidence to come', aDelivered({ evidenceDue: d('2026-06-01') }), false],
    ['delivered, with evidence that never came', aDelivered({ evidenceDue: d('2026-04-01') }), false],
    ['delivered, with nothing to come', aDelivered(), true],
    ['evidenced', aDelivered({ state: 'evidenced' }), true],
    ['withdrawn', aMilestone({ state: 'withdrawn' }), true],
  ])('a milestone that is %s', (_, milestone, expected) => {
    expect(isOver(milestone, ENGLAND, d('2026-05-01'))).toBe(expected);
  });
});
