import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSteps, type Ask, type Asked } from '../../bot/domain/asks.js';
import { addDays, mondayOf } from '../../bot/domain/dates.js';
import {
  compareUrgency,
  isUrgent,
  planDigest,
  type Before,
  type Candidate,
  type Reader,
} from '../../bot/domain/digest-plan.js';
import { asksOn } from '../../bot/domain/look-on.js';
import { isOpen, type Milestone } from '../../bot/domain/plan.js';
import { anyDay, anyMilestone } from '../support/any-plan.js';
import {
  aDelivered,
  aMilestone,
  answered,
  asAsked,
  aStageAsk,
  AWAITED,
  d,
  dueOn,
  ENGLAND,
} from '../support/builders.js';

const READER: Reader = { id: 'lead', entraId: 'entra-lead', unreachable: null };
const NOTHING: Before = { asked: [], week: null, count: 0 };
const ESCALATION: Ask = { because: 'escalation', anchor: 'escalation:2026-03-31', step: '+10', on: d('2026-04-16') };
const CONFIRM: Ask = { because: 'first-load', anchor: 'import:2026-04-14', step: 'confirm', on: d('2026-04-14') };
const PASSED: Ask = { because: 'given-date', anchor: 'given:2026-04-02', step: 'passed', on: d('2026-04-07') };
const EVIDENCE: Ask = { because: 'evidence', anchor: 'evidence:2026-05-03', step: '0', on: d('2026-05-01') };

/** So many milestones, each asked at one stage. */
function many(howMany: number, step = '-5'): readonly Candidate[] {
  return Array.from({ length: howMany }, (_, index) => ({
    milestone: aMilestone({ ref: `PMQA ${String(index)}`, order: index }),
    asks: [aStageAsk(step)],
  }));
}

function reasons(plan: ReturnType<typeof planDigest>): readonly string[] {
  return plan.skipped.map((skip) => skip.reason);
}

describe('one card a person a sweep (RULES 3)', () => {
  it('holds everything of theirs that is new, worst first: the longest overdue, then the nearest date', () => {
    const candidates = ['2026-06-30', '2026-02-27', '2026-04-30', '2026-02-27'].map((date, index) => ({
      milestone: aMilestone({ ref: `${String(index)} ${date}`, due: dueOn(date), order: index }),
      asks: [aStageAsk('0', { anchor: date })],
    }));
    const plan = planDigest(READER, candidates, NOTHING, d('2026-04-16'));
    expect(plan.entries.map((entry) => entry.milestone.ref)).toEqual([
      '1 2026-02-27',
      '3 2026-02-27',
      '2 2026-04-30',
      '0 2026-06-30',
    ]);
    expect(plan).toMatchObject({ count: 1, week: '2026-04-13', more: 0, skipped: [] });
  });

  it('one without a date comes last, and evidence by the day it was to be shown', () => {
    const [evidence, open, undated] = [
      aDelivered({ due: dueOn('2026-02-27'), evidenceDue: d('2026-05-03') }),
      aMilestone({ due: dueOn('2026-04-30') }),
      aMilestone({ due: AWAITED }),
    ].map((milestone) => ({ milestone, asks: [] }));
    expect([undated!, evidence!, open!].sort(compareUrgency)).toEqual([open, evidence, undated]);
  });

  it('is sent only if something in it is new', () => {
    const asked = many(3).map(({ milestone }) => asAsked(milestone, aStageAsk('-5')));
    const plan = planDigest(READER, many(3), { ...NOTHING, asked }, d('2026-03-24'));
    expect(plan).toMatchObject({ entries: [], count: 0 });
    expect(reasons(plan)).toEqual(['already-asked', 'already-asked', 'already-asked']);
  });

  it('asks nothing that was asked at the same or a later step, and what was asked of another milestone does not count', () => {
    const milestone = aMilestone();
    const other = aMilestone({ ref: 'PMQA 9.9' });
    const plan = (asked: readonly Asked[]) =>
      planDigest(READER, [{ milestone, asks: [aStageAsk('+5')] }], { ...NOTHING, asked }, d('2026-04-09')).entries
        .length;
    expect(plan([asAsked(milestone, aStageAsk('+5'))])).toBe(0);
    expect(plan([asAsked(milestone, aStageAsk('+10'))])).toBe(0);
    expect(plan([asAsked(milestone, aStageAsk('+1'))])).toBe(1);
    expect(plan([asAsked(milestone, { anchor: '2026-03-30', step: '+10' })])).toBe(1);
    expect(plan([asAsked(other, aStageAsk('+10'))])).toBe(1);
    expect(plan([{ ...asAsked(milestone, aStageAsk('+10')), plan: 'another' }])).toBe(1);
  });

  it('two reasons to ask about one milestone stand on it together', () => {
    const plan = planDigest(
      READER,
      [{ milestone: aMilestone(), asks: [CONFIRM, aStageAsk('+10')] }],
      NOTHING,
      d('2026-04-17'),
    );
    expect(plan.entries.map((entry) => entry.ask.because)).toEqual(['first-load', 'stage']);
  });

  it('could not deliver: nothing is planned, and each milestone is told as such', () => {
    const plan = planDigest({ ...READER, unreachable: 'blocked' }, many(2), NOTHING, d('2026-03-24'));
    expect(plan.entries).toEqual([]);
    expect(reasons(plan)).toEqual(['cannot-be-reached', 'cannot-be-reached']);
  });
});

describe('at most two a week (RULES 3)', () => {
  const twice: Before = { asked: [], week: d('2026-03-23'), count: 2 };
  const plan = (asks: readonly Ask[], today = '2026-03-26', before = twice) =>
    planDigest(READER, [{ milestone: aMilestone(), asks }], before, d(today));

  it('a second card leaves, a third does not', () => {
    expect(plan([aStageAsk('-5')], '2026-03-26', { ...twice, count: 1 })).toMatchObject({ count: 2 });
    expect(plan([aStageAsk('-5')]).entries).toEqual([]);
    expect(reasons(plan([aStageAsk('-5')]))).toEqual(['weekly-limit']);
    expect(plan([aStageAsk('-5')]).count).toBe(2);
  });

  it('a new week begins on Monday', () => {
    expect(plan([aStageAsk('-5')], '2026-03-29').entries).toEqual([]);
    expect(plan([aStageAsk('-5')], '2026-03-30')).toMatchObject({ count: 1, week: '2026-03-30' });
  });

  it.each([
    ['stage 0', aStageAsk('0')],
    ['an escalation', ESCALATION],
    ['+10, which is the escalation for the lead', aStageAsk('+10')],
    ['+20', aStageAsk('+20')],
  ])('%s may exceed it', (_, ask) => {
    expect(plan([ask])).toMatchObject({ count: 3, skipped: [] });
  });

  it.each([
    ['-20', aStageAsk('-20')],
    ['+1', aStageAsk('+1')],
    ['+5', aStageAsk('+5')],
    ['what was overdue at first load', CONFIRM],
    ['a given date that has passed', PASSED],
    ['read so: stage 0 of evidence', EVIDENCE],
  ])('%s may not', (_, ask) => {
    expect(reasons(plan([ask]))).toEqual(['weekly-limit']);
  });

  it('a card that exceeds it shows everything that is new', () => {
    const both = [...many(2), { milestone: aMilestone({ ref: 'X' }), asks: [aStageAsk('0')] }];
    expect(planDigest(READER, both, twice, d('2026-03-26')).entries).toHaveLength(3);
  });
});

describe('at most 95 entries a digest (DESIGN 4)', () => {
  it('95 fit, and of 96 one waits and is said to', () => {
    expect(planDigest(READER, many(95), NOTHING, d('2026-03-24'))).toMatchObject({ more: 0, skipped: [] });
    const over = planDigest(READER, many(96), NOTHING, d('2026-03-24'));
    expect(over.entries).toHaveLength(95);
    expect(over.more).toBe(1);
    expect(over.skipped).toEqual([{ plan: 'cs', ref: 'PMQA 95', officer: 'lead', reason: 'card-full' }]);
  });

  it('a milestone is not torn: with two asks it waits when there is room for one', () => {
    const last = { milestone: aMilestone({ ref: 'X', order: 99 }), asks: [CONFIRM, aStageAsk('+10')] };
    const plan = planDigest(READER, [...many(94), last], NOTHING, d('2026-04-17'));
    expect(plan.entries).toHaveLength(94);
    expect(plan.more).toBe(1);
  });

  it('the next sweep brings those that waited', () => {
    const first = planDigest(READER, many(120), NOTHING, d('2026-03-24'));
    const asked = first.entries.map(({ milestone, ask }) => asAsked(milestone, ask));
    const next = planDigest(READER, many(120), { asked, week: first.week, count: first.count }, d('2026-03-25'));
    expect(next.entries.map((entry) => entry.milestone.ref)[0]).toBe('PMQA 95');
    expect(next.entries).toHaveLength(25);
  });
});

describe('in doubt whether a card arrived (RULES 3)', () => {
  it.each([
    ['-20', aStageAsk('-20')],
    ['-5', aStageAsk('-5')],
    ['read so: a given date that has passed', PASSED],
  ])('%s is held for a person to decide', (_, ask) => {
    expect(isUrgent(ask)).toBe(false);
  });

  it.each([
    ['0', aStageAsk('0')],
    ['+1', aStageAsk('+1')],
    ['+30', aStageAsk('+30')],
    ['an escalation', ESCALATION],
    ['what was overdue at first load', CONFIRM],
    ['evidence that is due', EVIDENCE],
  ])('%s is sent once more', (_, ask) => {
    expect(isUrgent(ask)).toBe(true);
  });
});

describe('any sequence of sweeps', () => {
  /** What happens to the nth milestone before a sweep: nothing, an answer, its date moved. */
  const event = fc.record({
    which: fc.nat(3),
    what: fc.constantFrom('answer', 'promise', 'move', 'move back'),
    days: fc.nat(60),
  });
  const sweeps = fc.array(
    fc.record({ after: fc.integer({ min: 1, max: 12 }), events: fc.array(event, { maxLength: 2 }) }),
    {
      minLength: 5,
      maxLength: 30,
    },
  );

  it('asks nothing twice, keeps the weekly limit, and never holds more than fits', () => {
    let cards = 0;
    fc.assert(
      fc.property(
        fc.array(anyMilestone, { minLength: 1, maxLength: 4 }),
        anyDay(150),
        sweeps,
        (loaded, start, days) => {
          const milestones = loaded.map((milestone, index) => ({ ...milestone, ref: String(index) }));
          const first = milestones.map((milestone) => milestone.due);
          let before: Before = NOTHING;
          let today = start;
          for (const { after, events } of days) {
            today = addDays(today, after);
            for (const { which, what, days: n } of events) {
              const milestone = milestones[which];
              if (milestone === undefined) continue;
              milestones[which] = happen(milestone, what, today, n, first[which]!);
            }
            const candidates = milestones.map((milestone) => ({ milestone, asks: asksOn(milestone, ENGLAND, today) }));
            const plan = planDigest(READER, candidates, before, today);
            for (const { milestone, ask } of plan.entries) expect(wasAsked(before.asked, milestone, ask)).toBe(false);
            const fresh = plan.entries.map(({ milestone, ask }) => asAsked(milestone, ask));
            expect(new Set(fresh.map((row) => `${row.ref} ${row.anchor} ${row.step}`)).size).toBe(fresh.length);
            expect(fresh.length).toBeLessThanOrEqual(95);
            expect(plan.week).toBe(mondayOf(today));
            const exceeds = plan.entries.some(({ ask }) => ask.step === '0' || Number(ask.step) >= 10);
            if (plan.count > 2 && fresh.length > 0) expect(exceeds).toBe(true);
            if (fresh.length > 0) cards += 1;
            before = { asked: [...before.asked, ...fresh], week: plan.week, count: plan.count };
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(cards).toBeGreaterThan(100);
  });
});

function happen(
  milestone: Milestone,
  what: string,
  today: ReturnType<typeof d>,
  n: number,
  first: Milestone['due'],
): Milestone {
  const later = addDays(today, n);
  switch (what) {
    case 'move':
      return { ...milestone, due: dueOn(later), overdueAnswers: [] };
    case 'move back':
      return { ...milestone, due: first, overdueAnswers: [] };
    case 'promise':
      return isOpen(milestone)
        ? answered(milestone, today, { rating: 'amber', recovery: later, nextStepBy: later })
        : milestone;
    default:
      return isOpen(milestone) ? answered(milestone, today) : milestone;
  }
}

function wasAsked(asked: readonly Asked[], milestone: Milestone, ask: Ask): boolean {
  return asked.some(
    (row) => row.ref === milestone.ref && row.anchor === ask.anchor && compareSteps(row.step, ask.step) >= 0,
  );
}
