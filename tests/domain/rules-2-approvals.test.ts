import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { longestDeferral, withDeferral, withoutDeferral } from '../../bot/domain/deferral.js';
import { decidersOf, isTheirOwn } from '../../bot/domain/escalation.js';
import { approvalAsksOn, asksOn, escalationAhead, escalationOn, lookOn } from '../../bot/domain/look-on.js';
import { approvedDate, isOverdue, type Actor, type Milestone, type State } from '../../bot/domain/plan.js';
import { decide } from '../../bot/domain/decide.js';
import { forecastAfter, proposedInWords, withProposal, type Proposed } from '../../bot/domain/proposals.js';
import { LONGEST_REASON, type Refusal } from '../../bot/domain/reasons.js';
import { standingOn } from '../../bot/domain/standing.js';
import { aMilestone, anArea, anOfficer, answered, anUpdate, aPlan, AWAITED, d, ENGLAND } from '../support/builders.js';
import { asked, timetable } from '../support/timetable.js';

const LEAD: Actor = { kind: 'officer', id: 'lead' };
const CO_LEAD: Actor = { kind: 'officer', id: 'co-lead' };
const HEAD: Actor = { kind: 'officer', id: 'head' };

/** Monday 2 March 2026: the milestone of the builders is due on Tuesday 31 March. */
const TODAY = d('2026-03-02');

const to = (date: string): Proposed => ({ date: d(date) });
const end = (state: State, replacedBy: readonly string[] = []): Proposed => ({ state, replacedBy });

function propose(milestone: Milestone, proposed: Proposed, { by = LEAD, on = TODAY, id = 'p1', reason = 'late' } = {}) {
  return withProposal(milestone, proposed, reason, { id, by, on }, on);
}

function proposed(milestone: Milestone, what: Proposed, given: Parameters<typeof propose>[2] = {}): Milestone {
  return done(propose(milestone, what, given));
}

function decided(
  milestone: Milestone,
  accept: boolean,
  { on = TODAY, reason = 'no money', where = null as string | null } = {},
) {
  return decide(milestone, { accept, reason, by: HEAD, on, where }, ENGLAND);
}

function done(outcome: { readonly milestone: Milestone } | Refusal): Milestone {
  if ('code' in outcome) throw new Error(outcome.message);
  return outcome.milestone;
}

const codeOf = (outcome: object): string | null => ('code' in outcome ? String(outcome.code) : null);
const messageOf = (outcome: object): string => ('message' in outcome ? String(outcome.message) : '');

const moved = (milestone: Milestone, date: string, on = TODAY): Milestone =>
  done(decided(proposed(milestone, to(date), { on }), true, { on }));

describe('a proposal (RULES 2 and 5)', () => {
  it('waits, and changes neither the date nor the state until it is decided', () => {
    const waiting = proposed(aMilestone(), to('2026-04-30'));
    expect(waiting.proposal).toEqual({
      id: 'p1',
      date: '2026-04-30',
      state: null,
      reason: 'late',
      by: LEAD,
      on: '2026-03-02',
    });
    expect({ ...waiting, proposal: null }).toEqual(aMilestone());
  });

  it.each([
    [
      'a day that has passed',
      to('2026-03-01'),
      'date-passed',
      'Sunday 1 March 2026 has passed. Give Monday 2 March 2026',
    ],
    ['the approved date itself', to('2026-03-31'), 'same-date', 'Tuesday 31 March 2026 is the approved date'],
    ['a state that is no end', end('delivered'), 'state', 'business as usual'],
    ['a replacement for what is not superseded', end('withdrawn', ['A 1']), 'replaced-by', 'Only what is superseded'],
    ['itself in its own place', end('superseded', ['PMQA 1.1']), 'replaced-by', 'PMQA 1.1 cannot take its own place'],
  ] as const)('of %s is refused in words', (_, what, code, words) => {
    const refused = propose(aMilestone(), what);
    expect([codeOf(refused), messageOf(refused)]).toEqual([code, expect.stringContaining(words)]);
  });

  it('needs a reason, of some length and no more', () => {
    expect(codeOf(propose(aMilestone(), to('2026-04-30'), { reason: ' ' }))).toBe('no-reason');
    expect(codeOf(propose(aMilestone(), end('withdrawn'), { reason: '' }))).toBe('no-reason');
    const long = 'x'.repeat(LONGEST_REASON + 1);
    expect(messageOf(propose(aMilestone(), to('2026-04-30'), { reason: long }))).toContain('Give at most 500');
  });

  it('may name today: what is due now may be approved for now', () => {
    expect(codeOf(propose(aMilestone({ due: AWAITED, baseline: null }), { date: TODAY }))).toBeNull();
  });

  it.each(['delivered', 'evidenced', 'withdrawn', 'superseded', 'business-as-usual', 'carried-over'] as const)(
    'is refused for what is %s',
    (state) => {
      expect(codeOf(propose(aMilestone({ state }), to('2026-04-30')))).toBe('closed');
    },
  );

  it('waits alone: somebody else has to wait, who proposed it may put another in its place', () => {
    const waiting = proposed(aMilestone({ leads: ['lead', 'co-lead'] }), to('2026-04-30'));
    const second = propose(waiting, end('withdrawn'), { by: CO_LEAD, id: 'p2' });
    expect([codeOf(second), messageOf(second)]).toEqual([
      'proposal-waits',
      'Somebody else proposed a new date, Thursday 30 April 2026, for PMQA 1.1 on Monday 2 March 2026. That is to be decided first.',
    ]);
    expect(proposed(waiting, end('withdrawn'), { id: 'p2' }).proposal).toMatchObject({ id: 'p2', date: null });
  });

  it('says so when the last update expects a later day than the one proposed (H21)', () => {
    const milestone = aMilestone({ update: anUpdate({ forecast: d('2026-05-01') }) });
    expect(forecastAfter(milestone, d('2026-04-30'))).toContain('Friday 1 May 2026, which is later');
    expect(forecastAfter(milestone, d('2026-05-01'))).toBeNull();
  });

  it('lapses with an answer that completes or closes it, and no other', () => {
    const waiting = proposed(aMilestone(), to('2026-04-30'));
    expect(answered(waiting, '2026-03-03').proposal).not.toBeNull();
    expect(answered(waiting, '2026-03-03', { rating: 'complete', doneOn: d('2026-03-03') }).proposal).toBeNull();
    expect(answered(waiting, '2026-03-03', {}, 'withdrawn').proposal).toBeNull();
    const quarter = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: d('2026-03-31'),
      yearStarts: 4,
    } as const;
    const last = proposed(aMilestone({ due: { ...quarter, text: 'Every quarter' } }), to('2027-03-31'));
    expect(answered(last, '2026-03-03')).toMatchObject({ state: 'delivered', proposal: null });
  });
});

describe('an accepted date', () => {
  it('is the approved one, with the words that plans print, and the move told in full (F1)', () => {
    const after = done(decided(proposed(aMilestone(), to('2026-04-30')), true, { on: d('2026-03-04') }));
    expect(after.due).toEqual({ kind: 'day', date: '2026-04-30', text: '30 April 2026' });
    expect(after.proposal).toBeNull();
    expect(after.moves).toEqual([
      {
        from: '2026-03-31',
        to: '2026-04-30',
        reason: 'late',
        on: '2026-03-04',
        approvedBy: HEAD,
        was: '2026-03-31',
      },
    ]);
  });

  it('leaves the baseline, what was said, and what was settled as they are', () => {
    const before = answered(aMilestone(), '2026-02-20');
    const after = moved(before, '2026-04-30');
    expect(after.baseline).toBe('2026-03-31');
    expect({ ...after, due: before.due, moves: [], decided: null }).toEqual(before);
  });

  it('keeps where it was decided, when that was elsewhere', () => {
    const after = done(decided(proposed(aMilestone(), to('2026-04-30')), true, { where: 'Improvement Board' }));
    expect(after.moves[0]?.where).toBe('Improvement Board');
  });

  it('of what had none is its first: it becomes the baseline, and is not counted from a date', () => {
    const after = moved(aMilestone({ due: AWAITED, baseline: null }), '2026-04-30');
    expect([after.baseline, approvedDate(after)]).toEqual(['2026-04-30', '2026-04-30']);
    expect(after.moves).toMatchObject([{ from: null, to: '2026-04-30', was: 'tbc' }]);
  });

  it('of a period, and of a board’s meeting, is counted from its last day', () => {
    const period = aMilestone({
      due: { kind: 'period', from: d('2026-03-01'), to: d('2026-03-31'), text: 'March 2026' },
    });
    expect(moved(period, '2026-04-30').moves).toMatchObject([{ from: '2026-03-31', was: 'March 2026' }]);
    const board = {
      kind: 'meeting',
      board: 'the board',
      from: d('2026-03-01'),
      to: d('2026-03-31'),
      text: 'at it',
    } as const;
    const meeting = aMilestone({ due: { ...board, on: d('2026-03-17') } });
    expect(moved(meeting, '2026-04-30').moves).toMatchObject([{ from: '2026-03-17', to: '2026-04-30' }]);
  });

  it('of a recurring one is its new end: the period that is due now stays as it is', () => {
    const due = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: d('2026-06-30'),
      yearStarts: 4,
    } as const;
    const before = aMilestone({ due: { ...due, text: 'Every quarter until 30 June 2026' } });
    const after = moved(before, '2027-03-31');
    expect(after.due).toEqual({ ...due, until: '2027-03-31', text: 'Every quarter until 31 March 2027' });
    expect([approvedDate(before), approvedDate(after)]).toEqual(['2026-03-31', '2026-03-31']);
    expect(after.moves).toMatchObject([{ from: '2026-06-30', to: '2027-03-31' }]);
    const settled = { ...before, settledThrough: d('2026-03-31') };
    expect(codeOf(propose(settled, to('2026-03-15')))).toBe('date-passed');
  });

  it('makes new stages: what answers postponed belonged to the old date', () => {
    const late = answered(aMilestone(), '2026-04-02', { rating: 'amber' });
    expect(late.overdueAnswers).toEqual(['2026-04-02']);
    const after = moved(late, '2026-06-30', d('2026-04-07'));
    expect(after.overdueAnswers).toEqual([]);
    expect(asksOn(after, ENGLAND, d('2026-06-30')).map(({ anchor, step }) => `${anchor} ${step}`)).toEqual([
      '2026-06-30 0',
    ]);
  });

  it('is refused when the day has passed while it waited', () => {
    const waiting = proposed(aMilestone(), to('2026-03-05'));
    expect(codeOf(decided(waiting, true, { on: d('2026-03-06') }))).toBe('date-passed');
    expect(codeOf(decided(waiting, true, { on: d('2026-03-05') }))).toBeNull();
  });

  it('cannot be had without a proposal', () => {
    expect(codeOf(decided(aMilestone(), true))).toBe('nothing-waits');
    expect(codeOf(decided(aMilestone(), false))).toBe('nothing-waits');
  });
});

describe('an accepted end', () => {
  it.each(['withdrawn', 'superseded', 'business-as-usual', 'carried-over'] as const)(
    'closes it as %s: nobody is asked any more',
    (state) => {
      const deferred = { ...aMilestone(), deferral: { until: d('2026-06-30'), reason: 'r', by: LEAD, on: TODAY } };
      const after = done(decided(proposed(deferred, end(state)), true));
      expect([after.state, after.proposal, after.deferral]).toEqual([state, null, null]);
      expect(asksOn(after, ENGLAND, d('2026-07-01'))).toEqual([]);
      expect(isOverdue(after, d('2026-07-01'))).toBe(false);
    },
  );

  it('keeps its reason, what takes its place, who proposed and who approved it (H42)', () => {
    const waiting = proposed(aMilestone(), end('superseded', ['PMQA 2.1']), { reason: 'the role is disbanded' });
    expect(proposedInWords(waiting.proposal!)).toBe('to close it as superseded by PMQA 2.1');
    expect(done(decided(waiting, true)).closure).toEqual({
      state: 'superseded',
      reason: 'the role is disbanded',
      replacedBy: ['PMQA 2.1'],
      proposedBy: LEAD,
      approvedBy: HEAD,
      on: '2026-03-02',
      where: null,
    });
  });

  it('is undone by an answer that sets another state', () => {
    const after = done(decided(proposed(aMilestone(), end('withdrawn')), true));
    expect(answered(after, '2026-03-03', {}, 'in-progress').closure).toBeNull();
  });
});

describe('a refusal', () => {
  it('leaves everything as it was, and says why to the lead until they answer', () => {
    const after = done(decided(proposed(aMilestone(), to('2026-04-30')), false, { on: d('2026-03-04') }));
    expect({ ...after, queries: [], decided: null }).toEqual(aMilestone());
    expect(after.queries).toEqual([
      'Not accepted on Wednesday 4 March 2026: a new date, Thursday 30 April 2026. no money',
    ]);
    expect(answered(after, '2026-03-05').queries).toEqual([]);
  });

  it('needs a reason', () => {
    expect(codeOf(decided(proposed(aMilestone(), to('2026-04-30')), false, { reason: '' }))).toBe('no-reason');
  });

  it('while overdue gives time like an answer: the lead is asked at once, and who is told later is announced', () => {
    // Due on 31 March; +10, 16 April, passed while it waited; the next, +20, is 30 April.
    const waiting = proposed(aMilestone(), to('2026-06-30'), { on: d('2026-03-30') });
    const after = done(decided(waiting, false, { on: d('2026-04-20') }));
    expect(after).toMatchObject({ answeredOn: null, overdueAnswers: ['2026-04-20'] });
    const told = d('2026-05-15');
    expect(asked(after, '2026-04-20')).toEqual(['stage +10']);
    expect(timetable(after, '2026-04-21', '2026-05-15')).toEqual(['2026-05-15 stage +20']);
    const grace = d('2026-01-20');
    expect(escalationAhead(after, ENGLAND, d('2026-04-20'), grace)).toBe(told);
    expect(escalationOn(after, ENGLAND, d('2026-05-14'), grace)).toBeUndefined();
    expect(escalationOn(after, ENGLAND, told, grace)).toMatchObject({ on: told });
  });

  it('decided elsewhere and entered later gives time from the day on which it was entered', () => {
    const waiting = proposed(aMilestone(), to('2026-06-30'), { on: d('2026-03-30') });
    const decision = { accept: false, reason: 'no money', by: HEAD, on: d('2026-04-08'), where: 'Board' };
    expect(done(decide(waiting, { ...decision, enteredOn: d('2026-04-20') }, ENGLAND))).toMatchObject({
      overdueAnswers: ['2026-04-20'],
      queries: [expect.stringContaining('Not accepted on Wednesday 8 April 2026')],
    });
  });

  it('on the day of an answer, or before the date, gives no more time', () => {
    const late = proposed(aMilestone(), to('2026-06-30'), { on: d('2026-04-01') });
    const said = answered(late, '2026-04-20');
    expect(done(decided(said, false, { on: d('2026-04-20') })).overdueAnswers).toEqual(['2026-04-20']);
    expect(done(decided(late, false, { on: d('2026-03-31') })).overdueAnswers).toEqual([]);
  });
});

describe('while an approval waits (RULES 2)', () => {
  const waiting = proposed(aMilestone(), to('2026-06-30'));

  it('the lead is not chased, and nothing escalates', () => {
    for (let day = TODAY; day < '2026-06-01'; day = addDays(day, 1)) {
      expect(asksOn(waiting, ENGLAND, day)).toEqual([]);
      expect(escalationOn(waiting, ENGLAND, day, d('1900-01-01'))).toBeUndefined();
    }
  });

  it('who may decide is asked at once, 5 and 10 working days later, and every 10', () => {
    const days: string[] = [];
    for (let day = TODAY; day <= '2026-04-10'; day = addDays(day, 1)) {
      const [ask] = approvalAsksOn(waiting, ENGLAND, day);
      if (ask?.on === day) days.push(`${day} ${ask.anchor} ${ask.step}`);
    }
    expect(days).toEqual([
      '2026-03-02 approval:p1 ask',
      '2026-03-09 approval:p1 +5',
      '2026-03-16 approval:p1 +10',
      '2026-03-30 approval:p1 +20',
    ]);
  });

  it('of what is paused, who may decide is asked all the same', () => {
    const paused = proposed(aMilestone({ state: 'paused' }), end('withdrawn'));
    expect(lookOn(paused, ENGLAND, d('2026-03-01'))).toBe('2026-03-02');
    expect(approvalAsksOn(paused, ENGLAND, TODAY)).toHaveLength(1);
  });

  it('it counts as overdue against the old date', () => {
    expect(isOverdue(waiting, d('2026-03-31'))).toBe(false);
    expect(isOverdue(waiting, d('2026-04-01'))).toBe(true);
  });
});

describe('who may decide (RULES 5)', () => {
  const area = anArea({ heads: ['head', 'second'] });
  const may = (officer: string, given: Partial<Milestone> = {}, by: Actor = LEAD): boolean => {
    const milestone = proposed(aMilestone(given), to('2026-04-30'), { by });
    const standing = standingOn(officer, { milestone, area, plan: aPlan() }, new Map(), TODAY);
    return ['head', 'owner'].includes(standing) && !isTheirOwn(officer, milestone, new Map(), TODAY);
  };

  it('is a head of service of the area, and the plan owner', () => {
    expect(['head', 'second', 'owner', 'lead', 'other'].filter((one) => may(one))).toEqual(['head', 'second', 'owner']);
  });

  it('is nobody who leads it', () => {
    const leads = ['lead', 'head', 'owner'];
    expect(['head', 'second', 'owner'].filter((one) => may(one, { leads }))).toEqual(['second']);
  });

  it('is nobody who proposed it under another name of theirs', () => {
    const head = anOfficer({ id: 'head', formerIds: ['once'] });
    const people = new Map(
      [head, anOfficer({ id: 'second' })].flatMap((one) => [one.id, ...one.formerIds].map((id) => [id, one] as const)),
    );
    const milestone = proposed(aMilestone(), to('2026-04-30'), { by: { kind: 'officer', id: 'once' } });
    expect(decidersOf({ milestone, area, plan: aPlan() }, people, TODAY)).toEqual(['second']);
  });

  it('is nobody who proposed it', () => {
    expect(['head', 'second', 'owner'].filter((one) => may(one, {}, HEAD))).toEqual(['second', 'owner']);
  });
});

describe('a deferral (RULES 2)', () => {
  const wish = { reason: 'the survey comes in June', by: LEAD, on: TODAY };
  const until = (day: string, milestone = aMilestone({ due: AWAITED })) =>
    withDeferral(milestone, { ...wish, until: d(day) }, TODAY);

  it.each([
    ['2026-01-01', '2026-06-30'],
    ['2026-03-31', '2026-06-30'],
    ['2026-04-01', '2026-09-30'],
    ['2026-12-31', '2027-03-31'],
  ])('said on %s lasts until %s at most: the end of the next quarter', (today, longest) => {
    expect(longestDeferral('p', {}, d(today)).on).toBe(longest);
  });

  it('needs a day ahead, not further than that, and a reason', () => {
    expect(codeOf(until('2026-06-30'))).toBeNull();
    expect(messageOf(until('2026-07-01'))).toContain('It can be left until Tuesday 30 June 2026');
    expect(messageOf(until('2026-03-02'))).toBe('Monday 2 March 2026 has come. Give a day from Tuesday 3 March 2026.');
    expect(codeOf(withDeferral(aMilestone(), { ...wish, until: d('2026-03-20'), reason: '' }, TODAY))).toBe(
      'no-reason',
    );
  });

  it.each(['delivered', 'withdrawn', 'paused'] as const)('is refused for what is %s', (state) => {
    expect(until('2026-03-20', aMilestone({ state }))).toMatchObject({ code: 'closed' });
  });

  it('says so when it lies past the date, which is asked about all the same (H41)', () => {
    expect(until('2026-03-30', aMilestone())).toMatchObject({ warning: null });
    expect(until('2026-03-31', aMilestone())).toMatchObject({
      warning: 'PMQA 1.1 is due by then, on Tuesday 31 March 2026: it is asked about on that day all the same.',
    });
    const overdue = aMilestone({ due: { kind: 'day', date: d('2026-02-27'), text: '27 February' } });
    expect(until('2026-03-31', overdue)).toMatchObject({
      warning: 'PMQA 1.1 is overdue since Friday 27 February 2026: reminders of that do not stop.',
    });
  });

  it('mutes the stages before the date, and never the date itself or what comes after (H40)', () => {
    const early = aMilestone();
    const deferred = done(withDeferral(early, { ...wish, until: d('2026-06-30') }, TODAY));
    const steps = (milestone: Milestone): string[] => {
      const found = new Set<string>();
      for (let day = TODAY; day <= '2026-04-17'; day = addDays(day, 1))
        for (const ask of asksOn(milestone, ENGLAND, day)) found.add(ask.step);
      return [...found];
    };
    expect(steps(early)).toEqual(['-20', '-5', '0', '+1', '+5', '+10']);
    expect(steps(deferred)).toEqual(['0', '+1', '+5', '+10']);
  });

  it('is followed by one ask on the first working day after it', () => {
    const deferred = done(withDeferral(aMilestone({ due: AWAITED }), { ...wish, until: d('2026-05-01') }, TODAY));
    // Friday 1 May; Monday 4 May is a bank holiday.
    expect(asksOn(deferred, ENGLAND, d('2026-05-04'))).toEqual([]);
    expect(asksOn(deferred, ENGLAND, d('2026-05-05')).map(({ anchor, step }) => `${anchor} ${step}`)).toContain(
      'resume:2026-05-01 resume',
    );
  });

  it('ends with an answer, or when somebody ends it, and only while it lasts', () => {
    const deferred = done(withDeferral(aMilestone(), { ...wish, until: d('2026-03-20') }, TODAY));
    expect(answered(deferred, '2026-03-03').deferral).toBeNull();
    expect(done(withoutDeferral(deferred, d('2026-03-20'))).deferral).toBeNull();
    expect(messageOf(withoutDeferral(deferred, d('2026-03-21')))).toBe(
      'PMQA 1.1 is not left for now. It was, until Friday 20 March 2026.',
    );
    expect(codeOf(withoutDeferral(aMilestone(), TODAY))).toBe('not-deferred');
  });

  it('gives way to another one', () => {
    const first = done(withDeferral(aMilestone({ due: AWAITED }), { ...wish, until: d('2026-03-20') }, TODAY));
    expect(until('2026-05-20', first)).toMatchObject({ milestone: { deferral: { until: '2026-05-20' } } });
  });
});

describe('any sequence of proposals, decisions, deferrals and answers', () => {
  const step = fc.oneof(
    fc.record({
      act: fc.constant('propose' as const),
      by: fc.constantFrom(LEAD, CO_LEAD, HEAD),
      days: fc.integer({ min: -3, max: 90 }),
    }),
    fc.record({
      act: fc.constant('close' as const),
      by: fc.constantFrom(LEAD, CO_LEAD),
      state: fc.constantFrom<State>('withdrawn', 'delivered', 'business-as-usual'),
    }),
    fc.record({ act: fc.constant('accept' as const) }),
    fc.record({ act: fc.constant('accept' as const) }),
    fc.record({ act: fc.constant('refuse' as const) }),
    fc.record({ act: fc.constant('defer' as const), days: fc.integer({ min: -2, max: 200 }) }),
    fc.record({
      act: fc.constant('answer' as const),
      rating: fc.constantFrom('green' as const, 'red' as const, 'complete' as const),
    }),
  );
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

  function after(milestone: Milestone, given: Step, on: CivilDate, id: string): Milestone {
    switch (given.act) {
      case 'propose':
        return kept(milestone, propose(milestone, { date: addDays(on, given.days) }, { by: given.by, on, id }));
      case 'close':
        return kept(milestone, propose(milestone, end(given.state), { by: given.by, on, id }));
      case 'accept':
      case 'refuse':
        return kept(milestone, decided(milestone, given.act === 'accept', { on }));
      case 'defer':
        return kept(
          milestone,
          withDeferral(milestone, { until: addDays(on, given.days), reason: 'r', by: LEAD, on }, on),
        );
      case 'answer':
        return answered(milestone, on, { rating: given.rating, doneOn: given.rating === 'complete' ? on : null });
    }
  }

  const kept = (before: Milestone, outcome: { readonly milestone: Milestone } | Refusal): Milestone =>
    'code' in outcome ? before : outcome.milestone;

  it('loses no move; the approved date is the last accepted one; each move starts where the one before it ended', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.nat(20)), { maxLength: 25 }), fc.boolean(), (steps, awaited) => {
        let milestone = awaited ? aMilestone({ due: AWAITED, baseline: null }) : aMilestone();
        const first = approvedDate(milestone);
        const accepted: CivilDate[] = [];
        let on = TODAY;
        for (const [index, [given, days]] of steps.entries()) {
          on = addDays(on, days);
          const before = milestone;
          milestone = after(before, given, on, `p${String(index)}`);
          const date = before.proposal?.date ?? null;
          if (given.act === 'accept' && milestone !== before && date !== null) accepted.push(date);
          expect(milestone.moves.slice(0, before.moves.length)).toEqual(before.moves);
        }
        expect(milestone.moves.map((move) => move.to)).toEqual(accepted);
        expect(milestone.moves.map((move) => move.from)).toEqual([first, ...accepted].slice(0, accepted.length));
        expect(approvedDate(milestone)).toBe(accepted.at(-1) ?? first);
        expect(milestone.baseline).toBe(first ?? accepted[0] ?? null);
        if (milestone.proposal !== null) expect(['not-started', 'in-progress']).toContain(milestone.state);
      }),
    );
  });
});
