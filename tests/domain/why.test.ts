import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { allAsksOn, asksOn, lookOn } from '../../bot/domain/look-on.js';
import { approvedDate, isOpen, type Milestone } from '../../bot/domain/plan.js';
import type { AskedAndSent, GivenAnswer, WhyFacts } from '../../bot/domain/why-facts.js';
import { askInWords, rungInWords } from '../../bot/domain/rung-words.js';
import { dueSentence, nextSentence, todaySentence } from '../../bot/domain/why-words.js';
import { rungsNear } from '../../bot/domain/why.js';
import { anyDay, anyMilestone } from '../support/any-plan.js';
import { aDelivered, aMilestone, answered, AWAITED, d, dueOn, ENGLAND } from '../support/builders.js';
import { instant } from '../../bot/domain/dates.js';

/** Due on Tuesday 31 March 2026: -20 on 3 March, -5 on 24 March, then 1, 9 and 16 April (Good Friday is 3 April). */
const OPEN = aMilestone();

function facts(milestone: Milestone, today: string, given: Partial<WhyFacts> = {}): WhyFacts {
  const said = given.answers ?? (milestone.answeredOn === null ? [] : [by(milestone.answeredOn)]);
  const asks = asksOn(milestone, ENGLAND, d(today));
  return { milestone, asks, asked: [], calendar: ENGLAND, today: d(today), ...given, answers: said };
}

const by = (on: string): GivenAnswer => ({ on: d(on), by: 'Hannah Osei' });

const CERTAIN = { doubted: false, held: false, waived: null } as const;

function asked(step: string, on: string, given: Partial<AskedAndSent> = {}): AskedAndSent {
  const at = instant(`${on}T09:00:00Z`);
  return { anchor: '2026-03-31', step, slot: `${on}T09`, at, on: d(on), delivery: 'sent', ...CERTAIN, ...given };
}

/** Each rung as `step: what became of it`. */
const rungs = (of: WhyFacts): readonly string[] => rungsNear(of).map(({ step, became }) => `${step}: ${became}`);
const words = (of: WhyFacts, step: string): string => rungInWords(rungsNear(of).find((rung) => rung.step === step)!);
const today = (of: WhyFacts): string => todaySentence(of, (officer) => officer);

describe('what became of what there is to ask', () => {
  it('lies ahead of a date that nobody has come near', () => {
    expect(rungs(facts(OPEN, '2026-02-02'))).toEqual(['-20: ahead', '-5: ahead', '0: ahead']);
  });

  it('is owed on its day, and the one before it is passed over when it was missed', () => {
    expect(rungs(facts(OPEN, '2026-03-24'))).toEqual(['-20: passed-over', '-5: owed', '0: ahead', '+1: ahead']);
  });

  it('counts as passed before the plan was loaded', () => {
    const late = aMilestone({ importedOn: d('2026-03-25') });
    expect(rungs(facts(late, '2026-03-25'))).toEqual(['-20: before-load', '-5: before-load', '0: ahead', '+1: ahead']);
    expect(words(facts(late, '2026-03-25'), '-5')).toBe('counts as passed: before it was loaded');
  });

  it('was asked, and how it went, and whether somebody answered', () => {
    const sent = facts(OPEN, '2026-03-05', { asked: [asked('-20', '2026-03-03')] });
    expect(rungs(sent)).toEqual(['-20: asked', '-5: ahead', '0: ahead']);
    expect(words(sent, '-20')).toBe('asked on Tuesday 3 March 2026 (delivered), not answered');
    const doubtful = facts(OPEN, '2026-03-05', { asked: [asked('-20', '2026-03-03', { delivery: 'in-doubt' })] });
    expect(words(doubtful, '-20')).toContain('(may not have arrived)');
    const said = answered(OPEN, '2026-03-04');
    expect(words(facts(said, '2026-03-05', { asked: [asked('-20', '2026-03-03')] }), '-20')).toBe(
      'asked on Tuesday 3 March 2026 (delivered), answered by Hannah Osei on Wednesday 4 March 2026',
    );
  });

  it('was answered before anybody asked', () => {
    expect(words(facts(answered(OPEN, '2026-03-04'), '2026-03-05'), '-20')).toBe(
      'answered by Hannah Osei on Wednesday 4 March 2026, before it was asked',
    );
  });

  it('is quieted by an answer of the 10 working days before, but for the date itself', () => {
    const early = facts(answered(OPEN, '2026-03-17'), '2026-03-18');
    expect(rungs(early)).toEqual(['-20: answered', '-5: quieted', '0: ahead']);
    expect(words(early, '-5')).toBe('quieted by the answer of Hannah Osei on Tuesday 17 March 2026');
    // It stays so when a later answer quiets the next.
    const twice = answered(answered(OPEN, '2026-03-17'), '2026-03-31');
    const both = facts(twice, '2026-04-20', { answers: [by('2026-03-17'), by('2026-03-31')] });
    expect(rungs(both).slice(0, 6)).toEqual([
      '-20: answered',
      '-5: quieted',
      '0: answered',
      '+1: quieted',
      '+5: quieted',
      '+10: quieted',
    ]);
  });

  it('is postponed by an answer given after the date', () => {
    const late = facts(answered(OPEN, '2026-04-02', { rating: 'amber' }), '2026-04-03');
    expect(rungs(late).slice(-2)).toEqual(['+5: postponed', '+10: postponed']);
    expect(words(late, '+5')).toBe('to come, moved from Thursday 9 April 2026 by answers given after the date');
  });

  it('is postponed by a refusal after the date as by an answer, and said to be', () => {
    const refused = { ...OPEN, overdueAnswers: [d('2026-04-02')] };
    expect(words(facts(refused, '2026-04-03'), '+5')).toBe(
      'to come, moved from Thursday 9 April 2026 by a refusal after the date of what was proposed',
    );
    const late = answered(OPEN, '2026-04-02', { rating: 'amber' });
    const both = { ...late, overdueAnswers: [d('2026-04-01'), d('2026-04-02')] };
    expect(words(facts(both, '2026-04-03'), '+5')).toContain(
      ' by answers given, and a refusal of what was proposed, after the date',
    );
  });

  it('is put off by a deferral before the date, and never on it', () => {
    const deferral = {
      until: d('2026-06-30'),
      reason: 'measured in June',
      by: { kind: 'officer', id: 'Hannah' },
      on: d('2026-02-02'),
    } as const;
    const muted = facts(aMilestone({ deferral }), '2026-03-25');
    expect(rungs(muted)).toEqual(['-20: deferred', '-5: deferred', '0: ahead', '+1: ahead', 'resume: ahead']);
    expect(words(muted, '-5')).toBe('not asked: put off');
    expect(today(muted)).toBe('Not asked today: Hannah put it off until Tuesday 30 June 2026: measured in June.');
  });

  it('waits while a proposal does', () => {
    const proposal = {
      id: 'p1',
      date: d('2026-06-30'),
      state: null,
      reason: 'late',
      by: { kind: 'officer', id: 'lead' },
      on: d('2026-03-20'),
    } as const;
    const waiting = facts(aMilestone({ proposal }), '2026-03-25');
    expect(rungs(waiting)).toEqual(['-20: passed-over', '-5: waits', '0: waits', '+1: waits']);
    expect(today(waiting)).toBe(
      'Not asked today: a new date, Tuesday 30 June 2026, waits for a decision since Friday 20 March 2026.',
    );
  });

  it('has not begun before the first day of a period', () => {
    const due = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: d('2027-03-31'),
      yearStarts: 4,
      text: 'Quarterly',
    } as const;
    const settled = aMilestone({ due, settledThrough: d('2026-03-31'), answeredOn: d('2026-03-02') });
    const early = facts(settled, '2026-03-20');
    expect(rungs(early)).toEqual(['-20: ahead', '-5: ahead', '0: ahead']);
    const monthly = { ...settled, due: { ...due, cadence: 'monthly' } as const };
    expect(rungs(facts(monthly, '2026-03-20'))[0]).toBe('-20: not-begun');
    expect(words(facts(monthly, '2026-03-20'), '-20')).toBe('not asked: its period had not begun');
  });

  it('is the question of the quarter where there is no date', () => {
    const awaited = aMilestone({ due: AWAITED, importedOn: d('2026-01-05') });
    expect(rungs(facts(awaited, '2026-04-01'))).toEqual(['open: before-load', 'open: owed', 'open: ahead']);
    expect(askInWords({ anchor: 'window:2026-04-01', step: 'open' })).toBe('the question of the quarter');
  });

  it('is evidence once it is delivered, and nothing once it is closed', () => {
    const delivered = aDelivered({ evidenceDue: d('2026-04-30') });
    expect(rungs(facts(delivered, '2026-04-30'))).toEqual(['0: owed', '+10: ahead']);
    expect(rungs(facts(aMilestone({ state: 'withdrawn' }), '2026-04-30'))).toEqual([]);
    expect(today(facts(aMilestone({ state: 'withdrawn' }), '2026-04-30'))).toBe('Not asked today: it is withdrawn.');
    expect(today(facts(aDelivered(), '2026-04-30'))).toBe('Not asked today: it was delivered on Friday 27 March 2026.');
  });

  it('of something late at first load is the confirmation, then what comes after it', () => {
    const old = aMilestone({ due: dueOn('2025-12-19'), importedOn: d('2026-01-05') });
    expect(rungs(facts(old, '2026-01-05')).slice(-3)).toEqual(['confirm: owed', '+10: ahead', '+20: ahead']);
  });
});

describe('the sentence of the day', () => {
  it('says what is to be asked', () => {
    expect(today(facts(OPEN, '2026-03-31'))).toBe('To be asked today: the date itself.');
    expect(today(facts(OPEN, '2026-04-01'))).toBe('To be asked today: 1 working day after the date.');
  });

  it('says that it was asked already, and what became of the card', () => {
    const of = facts(OPEN, '2026-03-27', { asked: [asked('-20', '2026-03-03'), asked('-5', '2026-03-24')] });
    expect(today(of)).toBe(
      'Not asked again today: 5 working days before the date was asked on Tuesday 24 March 2026 (delivered), and nobody has answered since.',
    );
  });

  it('says how long an answer quiets, and afterwards that nothing came since', () => {
    const said = answered(OPEN, '2026-03-03');
    expect(today(facts(said, '2026-03-03'))).toBe(
      'Not asked today: Hannah Osei answered on Tuesday 3 March 2026, which quiets what falls in the next 10 working days (until Tuesday 17 March 2026).',
    );
    expect(today(facts(said, '2026-03-20'))).toBe(
      'Not asked today: Hannah Osei answered on Tuesday 3 March 2026, and nothing has come since.',
    );
    const late = answered(OPEN, '2026-04-01', { rating: 'amber' });
    expect(today(facts(late, '2026-04-02'))).toBe(
      'Not asked today: Hannah Osei answered on Wednesday 1 April 2026, after its date, which moves what follows by 10 working days.',
    );
  });

  it('says that nothing has come yet', () => {
    expect(today(facts(OPEN, '2026-02-02'))).toBe('Not asked today: nothing has come yet since it was loaded.');
  });

  it('goes on to what comes next', () => {
    expect(nextSentence(rungsNear(facts(OPEN, '2026-02-02')), d('2026-03-03'))).toBe(
      'Next: Tuesday 3 March 2026, 20 working days before the date.',
    );
    expect(nextSentence([], null)).toBe('Nothing more is known to come.');
  });
});

describe('when it is due, in words', () => {
  it.each([
    [dueOn('2026-03-31'), 'is due on Tuesday 31 March 2026, printed as “2026-03-31”'],
    [
      { kind: 'period', from: d('2026-03-01'), to: d('2026-03-31'), text: 'March 2026' },
      'is due by Tuesday 31 March 2026, the last day of what is printed as “March 2026”',
    ],
    [
      {
        kind: 'meeting',
        board: 'Scrutiny',
        from: d('2026-03-01'),
        to: d('2026-03-31'),
        on: d('2026-03-12'),
        text: 'x',
      },
      'is due at the meeting of Scrutiny on Thursday 12 March 2026, printed as “x”',
    ],
    [
      { kind: 'meeting', board: 'Scrutiny', from: d('2026-03-01'), to: d('2026-03-31'), on: null, text: 'x' },
      'is due at the meeting of Scrutiny, which the calendar does not have yet: until then by Tuesday 31 March 2026, printed as “x”',
    ],
    [
      { kind: 'recurring', cadence: 'quarterly', first: null, until: null, yearStarts: 4, text: 'Quarterly' },
      'wants an update again and again, now for January to March 2026, printed as “Quarterly”',
    ],
    [AWAITED, 'has no date yet, printed as “tbc”'],
    [{ kind: 'ongoing', text: 'Ongoing' }, 'has no end, printed as “Ongoing”'],
  ] as const)('%j', (due, said) => {
    expect(dueSentence(aMilestone({ due }))).toBe(`PMQA 1.1 ${said}; it is not started.`);
  });
});

describe('over any milestone and day', () => {
  const world = fc.record({ milestone: anyMilestone, day: anyDay(400) });
  const whole = (milestone: Milestone, day: CivilDate): WhyFacts => facts(milestone, day);

  it('exactly what the rules ask is owed', () => {
    fc.assert(
      fc.property(world, ({ milestone, day }) => {
        const shown = rungsNear({ ...whole(milestone, day), asks: allAsksOn(milestone, ENGLAND, day) });
        const owed = shown.filter(({ became }) => became === 'owed').map(({ anchor, step }) => `${anchor} ${step}`);
        const asks = allAsksOn(milestone, ENGLAND, day).map(({ anchor, step }) => `${anchor} ${step}`);
        expect([...owed].sort()).toEqual([...new Set(asks)].sort());
      }),
    );
  });

  it('what is passed over has a later one that is owed in its place', () => {
    fc.assert(
      fc.property(world, ({ milestone, day }) => {
        // While a proposal waits, nothing is owed by the lead.
        if (milestone.proposal !== null) return;
        const due = approvedDate(milestone);
        const ladder = rungsNear(whole(milestone, day)).filter(({ anchor }) => anchor === due);
        const passed = ladder.findLastIndex(({ became }) => became === 'passed-over');
        const owed = ladder.findIndex(({ became }) => became === 'owed');
        if (passed >= 0) expect(owed, JSON.stringify(ladder)).toBeGreaterThan(passed);
      }),
    );
  });

  it('the next day on which the rules look is one of those that lie ahead', () => {
    fc.assert(
      fc.property(world, ({ milestone, day }) => {
        if (!isOpen(milestone) || milestone.proposal !== null || approvedDate(milestone) === null) return;
        const next = lookOn(milestone, ENGLAND, day);
        const shown = rungsNear(whole(milestone, day));
        const ahead = shown.filter(({ became }) => became === 'ahead' || became === 'postponed').map(({ on }) => on);
        if (next !== null && next < addDays(day, 14)) expect(ahead, JSON.stringify(shown)).toContain(next);
        for (const { on, became } of shown) if (became === 'owed') expect(on <= day).toBe(true);
      }),
    );
  });

  it('every sentence can be said', () => {
    fc.assert(
      fc.property(world, ({ milestone, day }) => {
        const of = whole(milestone, day);
        const said = [
          dueSentence(milestone),
          today(of),
          ...rungsNear(of).flatMap((rung) => [askInWords(rung), rungInWords(rung)]),
        ];
        for (const sentence of said) expect(sentence).not.toMatch(/undefined|null|NaN|Invalid/);
      }),
    );
  });
});
