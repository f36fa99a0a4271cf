/** The end of what recurs until a day (RULES 1): complete when its last update is in, and goes well. */
import { describe, expect, it } from 'vitest';
import { withUpdate } from '../../bot/domain/answer.js';
import { mayComplete } from '../../bot/domain/choices.js';
import type { Due, Milestone } from '../../bot/domain/plan.js';
import { isOverdue } from '../../bot/domain/plan.js';
import { aMilestone, answered, anUpdate, d } from '../support/builders.js';
import { timetable } from '../support/timetable.js';

const MONTHLY: Due = {
  kind: 'recurring',
  cadence: 'monthly',
  first: null,
  until: d('2026-08-31'),
  yearStarts: 4,
  text: 'Every month until 31 August 2026',
};

/** August is the only period left. */
const august = (given: Partial<Milestone> = {}): Milestone =>
  aMilestone({ due: MONTHLY, baseline: null, settledThrough: d('2026-07-31'), ...given });

/** The milestone after one of a group, of which each has to answer, said how it goes. */
function saidBy(
  milestone: Milestone,
  member: string,
  on: string,
  rating: 'red' | 'amber' | 'green' | 'complete' = 'green',
): Milestone {
  const given = { on: d(on), rating, grade: rating, by: { kind: 'officer', id: member } } as const;
  const { by, at, on: day, ...words } = anUpdate(given);
  return withUpdate(milestone, words, { by, at, on: day }, { each: ['a', 'b'] });
}

describe('the last period has its update', () => {
  const done = answered(august(), '2026-08-20');

  it('said once more, it stays delivered since the first day, and nobody is asked', () => {
    const corrected = answered(done, '2026-08-24', { note: 'As I said, with the figures' });
    expect(corrected).toMatchObject({ state: 'delivered', deliveredOn: '2026-08-20', settledThrough: '2026-08-31' });
    expect(corrected.update?.note).toBe('As I said, with the figures');
    expect(timetable(corrected, '2026-08-24', '2026-12-31')).toEqual([]);
  });

  it('said once more after its day, too', () => {
    expect(answered(done, '2026-09-14')).toMatchObject({ state: 'delivered', overdueAnswers: [] });
  });

  it('the day on which evidence will be shown stays, unless another answer says it anew', () => {
    const before = august({ settledThrough: d('2026-08-31') });
    const words = { rating: 'complete', doneOn: d('2026-08-19'), evidenceDue: d('2026-09-30') } as const;
    const promised = answered(before, '2026-08-20', words);
    expect(answered(promised, '2026-08-24')).toMatchObject({ deliveredOn: '2026-08-19', evidenceDue: '2026-09-30' });
    const shown = { ...words, evidence: 'Minutes', evidenceDue: null };
    expect(answered(promised, '2026-08-24', shown).evidenceDue).toBeNull();
  });

  it.each(['red', 'amber'] as const)('%s opens it again, and Green closes it, overdue or not', (rating) => {
    const worried = answered(done, '2026-08-24', { rating });
    expect(worried).toMatchObject({ state: 'in-progress', deliveredOn: null });
    expect(isOverdue(worried, d('2026-09-01'))).toBe(true);
    for (const on of ['2026-08-26', '2026-09-14']) {
      expect(answered(worried, on)).toMatchObject({ state: 'delivered', deliveredOn: on, overdueAnswers: [] });
    }
  });

  it('a state that an operator sets apart stays as it was set', () => {
    expect(answered(done, '2026-08-24', {}, 'in-progress').state).toBe('in-progress');
  });
});

describe('each of a group has to answer for the last period', () => {
  it.each(['red', 'amber'] as const)(
    'one said %s: it stays open, whoever spoke last, until that one goes well',
    (bad) => {
      const both = saidBy(saidBy(august(), 'a', '2026-08-18', bad), 'b', '2026-08-20');
      expect(both).toMatchObject({ state: 'in-progress', settledThrough: '2026-08-31' });
      expect(saidBy(both, 'b', '2026-08-21').state).toBe('in-progress');
      expect(saidBy(both, 'a', '2026-08-24')).toMatchObject({ state: 'delivered', deliveredOn: '2026-08-24' });
    },
  );

  it('all of them go well: delivered, also where one of them puts the words right on the same day', () => {
    const both = saidBy(saidBy(august(), 'a', '2026-08-20'), 'b', '2026-08-20');
    expect(both.state).toBe('delivered');
    expect(saidBy(both, 'b', '2026-08-24')).toMatchObject({ state: 'delivered', deliveredOn: '2026-08-20' });
    expect(saidBy(both, 'b', '2026-08-24', 'amber').state).toBe('in-progress');
  });

  it('one of them is done, the other is well: the last updates are in', () => {
    expect(saidBy(saidBy(august(), 'a', '2026-08-18', 'complete'), 'b', '2026-08-20').state).toBe('delivered');
  });
});

describe('Complete', () => {
  it('may be said once the last period has begun, and not before', () => {
    const july = answered(aMilestone({ due: MONTHLY, settledThrough: d('2026-06-30') }), '2026-07-01');
    expect(july.settledThrough).toBe('2026-07-31');
    const may = (on: string): boolean => mayComplete(july, d(on));
    expect([may('2026-07-01'), may('2026-07-31'), may('2026-08-01')]).toEqual([false, false, true]);
  });
});
