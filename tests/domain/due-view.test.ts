import { describe, expect, it } from 'vitest';
import type { DueAgain } from '../../bot/domain/due-kinds.js';
import { dueView, type DueFacts } from '../../bot/domain/due-view.js';
import { digestRow } from '../../bot/domain/milestone-view.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { AWAITED, aDelivered, aMilestone, answered, aPlan, d, dueOn, ENGLAND } from '../support/builders.js';

function facts(today: string, given: Partial<DueFacts> = {}): DueFacts {
  return {
    plan: aPlan(),
    calendar: ENGLAND,
    today: d(today),
    nameOf: (officer) => `name of ${officer}`,
    reader: 'lead',
    approvers: [],
    group: null,
    sameAs: null,
    ...given,
  };
}

const view = (milestone: Milestone, today: string, given: Partial<DueFacts> = {}) =>
  dueView(milestone, facts(today, given));
const BIMONTHLY: DueAgain = {
  kind: 'recurring',
  cadence: 'two-monthly',
  first: null,
  until: d('2026-07-31'),
  yearStarts: 4,
  text: 'Bi-monthly',
};

describe('the period of a recurring milestone', () => {
  const period = (given: Partial<Milestone>, today: string) =>
    view(aMilestone({ due: BIMONTHLY, importedOn: d('2026-02-01'), ...given }), today).period;

  it('is the earliest without its update, begun or not', () => {
    expect(period({}, '2026-02-10')).toEqual({
      from: '2026-02-01',
      to: '2026-03-31',
      begun: true,
      settled: false,
      last: false,
    });
    expect(period({ settledThrough: d('2026-03-31') }, '2026-03-31')).toMatchObject({ to: '2026-05-31', begun: false });
    expect(period({ settledThrough: d('2026-03-31') }, '2026-04-01')).toMatchObject({ begun: true });
  });

  it('says of the last that none comes after it, and whether it has its update', () => {
    const last = { from: '2026-06-01', to: '2026-07-31', last: true };
    expect(period({ settledThrough: d('2026-05-31') }, '2026-06-10')).toMatchObject({ ...last, settled: false });
    expect(period({ settledThrough: d('2026-07-31') }, '2026-08-10')).toMatchObject({ ...last, settled: true });
  });

  it('is none of what does not recur', () => {
    expect(view(aMilestone(), '2026-02-10').period).toBeNull();
  });
});

describe('what bears on being asked', () => {
  const by = { kind: 'officer', id: 'lead' } as const;

  it('a deferral has ended on the day after its last', () => {
    const deferral = { until: d('2026-02-27'), reason: 'Measured later', by, on: d('2026-02-02') };
    const ended = (today: string) => view(aMilestone({ deferral }), today).deferral?.ended;
    expect([ended('2026-02-27'), ended('2026-02-28')]).toEqual([false, true]);
  });

  it('a proposal names who may decide, and tells them', () => {
    const proposal = { id: 'p', date: d('2026-06-30'), state: null, reason: 'Late', by, on: d('2026-02-02') };
    const seen = (reader: string) =>
      view(aMilestone({ proposal }), '2026-02-03', { reader, approvers: ['head'] }).proposal;
    expect(seen('lead')).toMatchObject({
      by: 'name of lead',
      byReader: true,
      insteadOf: '2026-03-31',
      waitsFor: ['name of head'],
      forReader: false,
    });
    expect(seen('head')).toMatchObject({ byReader: false, forReader: true });
  });

  it('the date expected is that of the last update, passed from the day after', () => {
    const milestone = answered(aMilestone({ due: AWAITED }), '2026-02-02', { forecast: d('2026-03-13') });
    const passed = (today: string) => view(milestone, today).expected?.passed;
    expect([passed('2026-03-13'), passed('2026-03-14')]).toEqual([false, true]);
    expect(view(aMilestone(), '2026-03-13').expected).toBeNull();
  });

  it('is due today on its date only, not on the working day before a weekend', () => {
    const sunday = aMilestone({ due: dueOn('2026-05-31') });
    expect(view(sunday, '2026-05-29').dueToday).toBe(false);
    expect(view(sunday, '2026-05-31').dueToday).toBe(true);
  });
});

describe('what is wanted', () => {
  const wanted = (milestone: Milestone) =>
    digestRow(milestone, 1, { ...facts('2026-03-02'), graceUntil: null }, null).wanted;

  it('an update, a date where there is none, evidence of what is delivered', () => {
    expect(wanted(aMilestone())).toBe('update');
    expect(wanted(aMilestone({ due: AWAITED }))).toBe('date');
    expect(wanted(aMilestone({ due: { kind: 'ongoing', text: 'Ongoing' } }))).toBe('update');
    expect(wanted(aDelivered({ evidenceDue: d('2026-05-01') }))).toBe('evidence');
  });
});
