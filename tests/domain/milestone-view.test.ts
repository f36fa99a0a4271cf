import { describe, expect, it } from 'vitest';
import { asksOn } from '../../bot/domain/look-on.js';
import { digestRow, isOwed, mayTick, milestoneView, type ViewFacts } from '../../bot/domain/milestone-view.js';
import type { Milestone } from '../../bot/domain/plan.js';
import {
  AWAITED,
  aDelivered,
  aMilestone,
  answered,
  anUpdate,
  asAsked,
  aPlan,
  d,
  dueOn,
  ENGLAND,
} from '../support/builders.js';

function facts(today: string, given: Partial<ViewFacts> = {}): ViewFacts {
  return {
    plan: aPlan(),
    calendar: ENGLAND,
    today: d(today),
    nameOf: (officer) => `name of ${officer}`,
    reader: 'lead',
    graceUntil: d('2026-01-20'),
    approvers: [],
    group: null,
    sameAs: null,
    ...given,
  };
}

describe('“still on track” for several at once (RULES 4)', () => {
  const may = (milestone: Milestone, on = '2026-03-20') => mayTick(milestone, ENGLAND, d(on));
  const green = answered(aMilestone(), '2026-03-10');

  it('is offered for milestones last declared Green', () => {
    expect(may(green)).toBe(true);
    expect(may(answered(green, '2026-03-11', { rating: 'amber' }))).toBe(false);
    expect(may(aMilestone())).toBe(false);
    expect(may(aMilestone({ update: anUpdate({ by: { kind: 'import' } }) }))).toBe(true);
  });

  it('due more than 5 working days ahead', () => {
    expect([may(green, '2026-03-23'), may(green, '2026-03-24'), may(green, '2026-04-01')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('with no disagreement', () => {
    expect(may(answered(green, '2026-03-11', { forecast: d('2026-04-30') }))).toBe(false);
  });

  it('with no passed date', () => {
    const promised = answered(green, '2026-03-11', { nextStepBy: d('2026-03-19') });
    expect([may(promised, '2026-03-19'), may(promised, '2026-03-20')]).toEqual([true, false]);
  });

  it('and the second in a row asks for one sentence', () => {
    const ticked = answered(green, '2026-03-11', { confirmedOnly: true });
    expect(may(ticked)).toBe(false);
    expect(may(answered(ticked, '2026-03-12'))).toBe(true);
  });

  it('not for what is paused, delivered or closed', () => {
    expect((['paused', 'delivered', 'withdrawn'] as const).map((state) => may({ ...green, state }))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('a row of a card', () => {
  const row = (milestone: Milestone, today: string, given: Partial<ViewFacts> = {}) =>
    digestRow(milestone, 3, facts(today, given), { to: 'Marcus Ibe' });

  it('announces the escalation from +5, with its date and to whom (RULES 1)', () => {
    expect(row(aMilestone(), '2026-04-08').escalation).toBeNull();
    expect(row(aMilestone(), '2026-04-09').escalation).toMatchObject({
      on: '2026-04-16',
      to: 'Marcus Ibe',
      done: false,
    });
    expect(digestRow(aMilestone(), 3, facts('2026-04-09'), null).escalation).toBeNull();
  });

  it('asks to confirm what was overdue at first load, until somebody answers', () => {
    const late = aMilestone({ importedOn: d('2026-04-14') });
    expect(row(late, '2026-04-14', { graceUntil: null }).confirm).toBe(true);
    expect(row(answered(late, '2026-04-14'), '2026-04-14', { graceUntil: null }).confirm).toBe(false);
    expect(row(aMilestone(), '2026-04-14', { graceUntil: null }).confirm).toBe(false);
  });

  it('tells a date that was given and has passed, in the words of who gave it', () => {
    const promised = answered(aMilestone(), '2026-03-10', {
      nextStep: 'Sign the contract',
      nextStepBy: d('2026-03-19'),
    });
    expect(row(promised, '2026-03-19').passed).toBeNull();
    expect(row(promised, '2026-03-20').passed).toEqual({
      saidOn: '2026-03-10',
      date: '2026-03-19',
      words: 'Sign the contract',
    });
  });

  it('of two dates that have passed, tells the earlier', () => {
    const promised = answered(aMilestone(), '2026-03-10', {
      rating: 'amber',
      recovery: d('2026-03-18'),
      remedy: 'Two more auditors',
      nextStepBy: d('2026-03-12'),
      nextStep: 'Advertise',
    });
    expect(row(promised, '2026-03-20').passed?.words).toBe('Advertise');
  });

  it('shows for evidence only what is delivered and has a day for it', () => {
    expect(row(aDelivered({ evidenceDue: d('2026-05-01') }), '2026-05-01').evidenceDue).toBe('2026-05-01');
    expect(row(aMilestone({ evidenceDue: d('2026-05-01') }), '2026-05-01').evidenceDue).toBeNull();
  });

  it('counts the working days left, or those overdue, never both', () => {
    expect(milestoneView(aMilestone(), 1, facts('2026-03-27'))).toMatchObject({ daysLeft: 2, overdueDays: null });
    expect(milestoneView(aMilestone(), 1, facts('2026-03-31'))).toMatchObject({ daysLeft: 0, overdueDays: null });
    expect(milestoneView(aMilestone(), 1, facts('2026-04-01'))).toMatchObject({ daysLeft: null, overdueDays: 1 });
  });

  it('says who spoke last: the reader, another, the plan, an administrator', () => {
    const by = (update: Parameters<typeof anUpdate>[0]) =>
      milestoneView(aMilestone({ update: anUpdate(update) }), 1, facts('2026-03-01')).lastUpdate;
    expect(by({})).toMatchObject({ by: 'name of lead', byReader: true });
    expect(by({ by: { kind: 'officer', id: 'b' } })).toMatchObject({ by: 'name of b', byReader: false });
    expect(by({ by: { kind: 'import' } })?.by).toBe('the plan');
    expect(by({ by: { kind: 'operator' } })?.by).toBe('an administrator');
  });
});

describe('what is still owed', () => {
  const told = [asAsked(aMilestone(), { anchor: '2026-03-31', step: '-5' })];
  const owed = (milestone: Milestone, on: string) => isOwed(milestone, asksOn(milestone, ENGLAND, d(on)), told);

  it('stays owed from the ask until the answer', () => {
    expect([owed(aMilestone(), '2026-03-24'), owed(aMilestone(), '2026-04-20')]).toEqual([true, true]);
    expect(owed(answered(aMilestone(), '2026-03-25'), '2026-03-25')).toBe(false);
  });

  it('also what was asked once a window, and what was put off until its day', () => {
    const undated = aMilestone({ due: AWAITED });
    const asked = (anchor: string, step: string) => [asAsked(undated, { anchor, step })];
    const inWindow = (milestone: Milestone) =>
      isOwed(milestone, asksOn(milestone, ENGLAND, d('2026-04-20')), asked('window:2026-04-01', 'open'));
    expect([inWindow(undated), inWindow(answered(undated, '2026-04-02'))]).toEqual([true, false]);
    const by = { kind: 'officer', id: 'lead' } as const;
    const deferral = { until: d('2026-03-13'), reason: 'Measured then', by, on: d('2026-03-02') };
    const putOff = aMilestone({ due: dueOn('2026-06-30'), deferral });
    const resumed = (milestone: Milestone) =>
      isOwed(milestone, asksOn(milestone, ENGLAND, d('2026-03-16')), asked('resume:2026-03-13', 'resume'));
    expect([resumed(putOff), resumed(answered(putOff, '2026-03-16'))]).toEqual([true, false]);
  });

  it('not while a proposal waits for somebody else', () => {
    const by = { kind: 'officer', id: 'lead' } as const;
    const proposal = { id: 'p', date: d('2026-06-30'), state: null, reason: 'Late', by, on: d('2026-04-01') };
    expect([owed(aMilestone(), '2026-04-02'), owed(aMilestone({ proposal }), '2026-04-02')]).toEqual([true, false]);
  });

  it('not after delivery, a pause, or a move to a later date', () => {
    expect(owed(aDelivered(), '2026-04-20')).toBe(false);
    expect(owed(aMilestone({ state: 'paused' }), '2026-04-20')).toBe(false);
    expect(owed(aMilestone({ due: dueOn('2026-12-18') }), '2026-04-20')).toBe(false);
  });
});
