import { describe, expect, it } from 'vitest';
import { withUpdate } from '../../bot/domain/answer.js';
import type { DueAgain } from '../../bot/domain/due-kinds.js';
import { allAsksOn, approvalAsksOn, escalationOn, lookOn } from '../../bot/domain/look-on.js';
import { approvedDate, isOverdue, presentPeriod, type Due, type Milestone } from '../../bot/domain/plan.js';
import { aDelivered, aMilestone, answered, anUpdate, AWAITED, d, ENGLAND } from '../support/builders.js';
import { asked, timetable } from '../support/timetable.js';

function again(given: Partial<DueAgain> = {}): DueAgain {
  return { kind: 'recurring', cadence: 'quarterly', first: null, until: null, yearStarts: 4, text: '', ...given };
}

function recurring(given: Partial<DueAgain> = {}, milestone: Partial<Milestone> = {}): Milestone {
  return aMilestone({ due: again(given), baseline: null, ...milestone });
}

/** The milestone after one of a group, of which each has to answer, said Green. */
function saidBy(milestone: Milestone, member: string, on: string, each: readonly string[]): Milestone {
  const { by, at, on: day, ...words } = anUpdate({ on: d(on), by: { kind: 'officer', id: member } });
  return withUpdate(milestone, words, { by, at, on: day }, { each });
}

const UNTIL_MARCH: Partial<DueAgain> = { until: d('2027-03-31'), text: 'Every quarter until 31 March 2027' };

describe('recurring (RULES 1)', () => {
  it('starts with the first period that ends after the as-at date', () => {
    expect(approvedDate(recurring({}, { importedOn: d('2026-01-05') }))).toBe('2026-03-31');
    expect(approvedDate(recurring({}, { importedOn: d('2026-03-31') }))).toBe('2026-06-30');
  });

  it('quarters are financial, unless the plan says otherwise', () => {
    expect(presentPeriod(recurring())).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    expect(presentPeriod(recurring({ yearStarts: 9 }))).toEqual({ from: '2025-12-01', to: '2026-02-28' });
    expect(presentPeriod(recurring({ cadence: 'half-yearly' }))).toEqual({ from: '2025-10-01', to: '2026-03-31' });
  });

  it('each period wants its own update: the ladder begins anew with the next', () => {
    const first = recurring(UNTIL_MARCH);
    expect(timetable(first, '2026-01-05', '2026-04-20')).toEqual([
      '2026-03-03 stage -20',
      '2026-03-24 stage -5',
      '2026-03-31 stage 0',
      '2026-04-01 stage +1',
      '2026-04-09 stage +5',
      '2026-04-16 stage +10',
    ]);
    const second = answered(first, '2026-04-02');
    expect(presentPeriod(second)).toEqual({ from: '2026-04-01', to: '2026-06-30' });
    expect(isOverdue(second, d('2026-04-03'))).toBe(false);
    expect(timetable(second, '2026-04-02', '2026-07-01')).toEqual([
      '2026-06-02 stage -20',
      '2026-06-23 stage -5',
      '2026-06-30 stage 0',
      '2026-07-01 stage +1',
    ]);
  });

  it('a period that has its update is not asked about again, and an early answer for the next is none', () => {
    const once = answered(recurring(), '2026-02-10');
    expect(timetable(once, '2026-02-10', '2026-05-31')).toEqual([]);
    const twice = answered(once, '2026-03-20');
    expect(twice.settledThrough).toBe('2026-03-31');
  });

  it('periods that were missed are each still to be answered, the earliest first', () => {
    const silent = recurring(UNTIL_MARCH);
    expect(approvedDate(answered(silent, '2026-10-12'))).toBe('2026-06-30');
    const two = answered(answered(silent, '2026-10-12'), '2026-10-13');
    expect(approvedDate(two)).toBe('2026-09-30');
    expect(isOverdue(two, d('2026-10-14'))).toBe(true);
    // What was just answered is left in peace for 10 working days.
    expect(asked(two, '2026-10-27')).toEqual([]);
    expect(asked(two, '2026-10-28')).toEqual(['stage +20']);
  });

  it('is complete when the last is in, and not before', () => {
    let milestone = recurring(UNTIL_MARCH);
    const days = ['2026-03-30', '2026-06-29', '2026-09-29', '2026-12-30'];
    for (const day of days) {
      milestone = answered(milestone, day);
      expect(milestone.state).toBe('in-progress');
    }
    const last = answered(milestone, '2027-03-30');
    expect(last).toMatchObject({ state: 'delivered', deliveredOn: '2027-03-30', settledThrough: '2027-03-31' });
    expect(timetable(last, '2027-03-30', '2027-12-31')).toEqual([]);
  });

  it.each(['red', 'amber'] as const)('the last is in, but %s: it stays open until it goes well', (rating) => {
    const before = recurring(UNTIL_MARCH, { settledThrough: d('2026-12-31') });
    const worried = answered(before, '2027-03-30', { rating });
    expect(worried).toMatchObject({ state: 'in-progress', settledThrough: '2027-03-31' });
    expect(isOverdue(worried, d('2027-04-01'))).toBe(true);
    expect(answered(worried, '2027-04-12', { rating: 'complete', doneOn: d('2027-04-12') }).state).toBe('delivered');
  });

  it('nobody is asked for the update of a period that has not begun', () => {
    const weekly = answered(recurring({ cadence: 'weekly' }), '2026-01-09');
    expect(presentPeriod(weekly)).toEqual({ from: '2026-01-12', to: '2026-01-18' });
    // +1 and +5 lie within the 10 working days that the answer quiets.
    expect(timetable(weekly, '2026-01-09', '2026-01-30')).toEqual(['2026-01-16 stage 0', '2026-01-30 stage +10']);
  });

  it('counts from the day that the plan prints: 31st May, monthly thereafter', () => {
    const milestone = recurring({ cadence: 'monthly', first: d('2026-05-31') });
    expect(approvedDate(milestone)).toBe('2026-05-31');
    expect(approvedDate(answered(milestone, '2026-05-29'))).toBe('2026-06-30');
  });

  it('what the plan declares at import is not the update of a period', () => {
    const rated = recurring({}, { update: null });
    expect(rated.settledThrough).toBeNull();
    expect(asked(rated, '2026-03-03')).toEqual(['stage -20']);
  });
});

describe.each([
  ['awaited', AWAITED],
  ['ongoing', { kind: 'ongoing', text: 'Ongoing' } satisfies Due],
] as const)('%s (RULES 1)', (_, due) => {
  const milestone = aMilestone({ due, baseline: null });

  it('is asked about once a window, on the first working day of the quarter, and never overdue', () => {
    expect(timetable(milestone, '2026-01-05', '2027-01-31')).toEqual([
      '2026-04-01 window open',
      '2026-07-01 window open',
      '2026-10-01 window open',
      '2027-01-04 window open',
    ]);
    expect(isOverdue(milestone, d('2099-01-01'))).toBe(false);
    expect(escalationOn(milestone, ENGLAND, d('2026-12-01'), d('2026-01-20'))).toBeUndefined();
  });

  it('the window in which the plan was loaded counts as passed', () => {
    expect(asked(milestone, '2026-03-31')).toEqual([]);
    const onTheDay = aMilestone({ due, importedOn: d('2026-04-01') });
    expect(asked(onTheDay, '2026-04-01')).toEqual(['window open']);
  });

  it('stands until it is answered, over the weekend on which the next window opens too', () => {
    expect(asked(milestone, '2027-01-02')).toEqual(['window open']);
  });

  it("an answer answers the window's ask, and quiets one that opens in the next 10 working days", () => {
    expect(asked(answered(milestone, '2026-04-14'), '2026-04-30')).toEqual([]);
    const early = answered(milestone, '2026-06-24');
    expect(timetable(early, '2026-06-24', '2026-10-31')).toEqual(['2026-10-01 window open']);
  });
});

describe('a meeting (RULES 1)', () => {
  const printed = { board: 'Performance Board', from: d('2026-11-01'), to: d('2026-11-30'), text: 'Board in November' };

  it('without a day in the calendar of the board is due on the last day of what is printed', () => {
    expect(approvedDate(aMilestone({ due: { kind: 'meeting', on: null, ...printed } }))).toBe('2026-11-30');
  });

  it('is due on the day of the meeting once that is known, and asked about from there', () => {
    const milestone = aMilestone({ due: { kind: 'meeting', on: d('2026-11-12'), ...printed } });
    expect(timetable(milestone, '2026-10-01', '2026-11-13')).toEqual([
      '2026-10-15 stage -20',
      '2026-11-05 stage -5',
      '2026-11-12 stage 0',
      '2026-11-13 stage +1',
    ]);
  });
});

describe('evidence (RULES 1)', () => {
  it('has its own due date and stages, 0 and +10; moving it is not a slip of delivery', () => {
    const milestone = aDelivered({ evidenceDue: d('2026-05-29') });
    expect(timetable(milestone, '2026-03-28', '2026-09-30')).toEqual([
      '2026-05-29 evidence 0',
      '2026-06-12 evidence +10',
    ]);
    const moved = { ...milestone, evidenceDue: d('2026-07-31') };
    expect(timetable(moved, '2026-06-01', '2026-09-30')).toEqual(['2026-07-31 evidence 0', '2026-08-14 evidence +10']);
    expect(moved.moves).toEqual([]);
    expect(isOverdue(moved, d('2026-09-30'))).toBe(false);
  });
});

describe('deferral (RULES 2)', () => {
  const OPERATOR = { kind: 'operator' } as const;
  const deferred = (until: string, on = '2026-02-02', given: Partial<Milestone> = {}): Milestone =>
    aMilestone({ deferral: { until: d(until), reason: 'figures come then', by: OPERATOR, on: d(on) }, ...given });

  it('mutes what comes before the date until it ends; then it is asked about again', () => {
    expect(timetable(deferred('2026-03-06'), '2026-02-02', '2026-03-31')).toEqual([
      '2026-03-09 resume resume',
      '2026-03-24 stage -5',
      '2026-03-31 stage 0',
    ]);
  });

  it('never mutes stage 0 or later', () => {
    expect(timetable(deferred('2026-06-30'), '2026-02-02', '2026-04-01')).toEqual([
      '2026-03-31 stage 0',
      '2026-04-01 stage +1',
    ]);
  });

  it('puts off what was asked already, too', () => {
    expect(asked(aMilestone(), '2026-03-05')).toEqual(['stage -20']);
    expect(asked(deferred('2026-03-20', '2026-03-05'), '2026-03-05')).toEqual([]);
  });

  it('mutes the ask of a window', () => {
    const lines = timetable(deferred('2026-04-15', '2026-02-02', { due: AWAITED }), '2026-02-02', '2026-07-01');
    expect(lines).toEqual(['2026-04-16 resume resume', '2026-07-01 window open']);
  });

  it('ends with an answer', () => {
    const after = answered(deferred('2026-03-06'), '2026-02-10');
    expect(after.deferral).toBeNull();
    expect(timetable(after, '2026-02-10', '2026-03-31')[0]).toBe('2026-03-03 stage -20');
  });
});

describe('while an approval waits (RULES 2)', () => {
  const proposal = {
    id: 'p1',
    date: d('2026-06-30'),
    state: null,
    reason: 'recruiting',
    by: { kind: 'officer', id: 'lead' },
  } as const;
  const waiting = aMilestone({ proposal: { ...proposal, on: d('2026-03-20') } });

  it('the lead is not chased, and nothing escalates', () => {
    expect(asked(waiting, '2026-04-16')).toEqual([]);
    expect(escalationOn(waiting, ENGLAND, d('2026-04-16'), d('2026-01-20'))).toBeUndefined();
  });

  it('it counts as overdue against the old date until it is decided', () => {
    expect(isOverdue(waiting, d('2026-04-01'))).toBe(true);
  });

  it('the approver is asked, and asked again after 5 working days, then after 10 and every 10', () => {
    const steps: string[] = [];
    for (
      let day = lookOn(waiting, ENGLAND, d('2026-03-19'));
      day !== null && day < '2026-05-20';
      day = lookOn(waiting, ENGLAND, day)
    ) {
      steps.push(...approvalAsksOn(waiting, ENGLAND, day).map((ask) => `${ask.on} ${ask.anchor} ${ask.step}`));
    }
    expect(steps).toEqual([
      '2026-03-20 approval:p1 ask',
      '2026-03-27 approval:p1 +5',
      '2026-04-07 approval:p1 +10',
      '2026-04-21 approval:p1 +20',
      '2026-05-06 approval:p1 +30',
    ]);
    expect(allAsksOn(waiting, ENGLAND, d('2026-03-30')).map((ask) => ask.step)).toEqual(['+5']);
  });

  it('delivery needs no decision any more', () => {
    expect(answered(waiting, '2026-03-24', { rating: 'complete', doneOn: d('2026-03-24') }).proposal).toBeNull();
    expect(answered(waiting, '2026-03-24').proposal).not.toBeNull();
  });
});

describe('several who answer (RULES 2)', () => {
  it('co-leads: one answer settles it for all, and of each the last is kept', () => {
    const first = answered(aMilestone({ leads: ['lead', 'other'] }), '2026-02-10', { rating: 'red', grade: 'red' });
    expect(first.answeredOn).toBe('2026-02-10');
    expect(answered(first, '2026-02-12').answers).toEqual([
      { by: 'lead', on: '2026-02-12', rating: 'green', grade: 'green' },
    ]);
  });

  it('each of a group: it is answered when the last member has, and counts from the first of their answers', () => {
    const each = ['a', 'b', 'c'];
    let milestone = aMilestone({ due: again(), baseline: null });
    for (const [member, on] of [
      ['a', '2026-03-03'],
      ['b', '2026-03-05'],
    ] as const) {
      milestone = saidBy(milestone, member, on, each);
      expect(milestone).toMatchObject({ answeredOn: null, settledThrough: null });
    }
    expect(saidBy(milestone, 'a', '2026-03-06', each).answeredOn).toBeNull();
    expect(saidBy(milestone, 'c', '2026-03-09', each)).toMatchObject({
      answeredOn: '2026-03-03',
      settledThrough: '2026-03-31',
    });
  });

  it('the questions that the plan left open are closed by the first answer', () => {
    expect(answered(aMilestone({ queries: ['Which of the two dates is right?'] }), '2026-02-10').queries).toEqual([]);
  });
});
