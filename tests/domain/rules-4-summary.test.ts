/** RULES 4 in the summary, and what RULES 1 and 2 ask of it: who is silent, what adds up, what is listed apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whomToAsk } from '../../bot/domain/asked-of.js';
import { momentAt } from '../../bot/domain/dates.js';
import type { Known } from '../../bot/domain/people.js';
import type { Due, Milestone } from '../../bot/domain/plan.js';
import { rollUp } from '../../bot/domain/rollup.js';
import { rollupView } from '../../bot/domain/rollup-view.js';
import type { RollupFacts } from '../../bot/domain/rollup-facts.js';
import { unansweredSince, type Delivery } from '../../bot/domain/silence.js';
import type { Officer } from '../../bot/flows/ports.js';
import { anyCalendar, anyDay, anyMilestone } from '../support/any-plan.js';
import {
  aBefore,
  aDelivered,
  aMilestone,
  anArea,
  anOfficer,
  answered,
  anUpdate,
  aPlan,
  AWAITED,
  d,
  dueOn,
  ENGLAND,
  LONDON,
  rollupFacts,
} from '../support/builders.js';
import { anEntry, OFF_TRACK, OWN_SCALE } from '../support/keys.js';

const LATER = { due: dueOn('2026-12-18') };
const OPERATOR = { kind: 'operator' } as const;
const open = (ref: string, given: Partial<Milestone> = {}) => aMilestone({ ...LATER, ref, ...given });
const rated = (ref: string, rating: 'red' | 'amber' | 'green', on = '2026-03-10') =>
  answered(open(ref), on, { rating, grade: rating });

const deferral = { until: d('2026-06-30'), reason: 'measured once a year', by: OPERATOR, on: d('2026-03-10') };
const proposal = { id: 'p1', date: d('2027-01-29'), state: null, reason: 'staff', by: OPERATOR, on: d('2026-03-10') };

describe('Silent', () => {
  const person = (id: string, given: Partial<Officer> = {}) => anOfficer({ id, name: id, ...given });
  const people = (...officers: readonly Officer[]): Known => new Map(officers.map((one) => [one.id, one]));

  /** The day since when nobody has answered; everybody's card arrived on that day at nine. */
  function since(milestone: Milestone, known: Known, delivered = '2026-03-06', today = '2026-03-20') {
    const whom = whomToAsk({ milestone, area: anArea(), plan: aPlan() }, known, d(today));
    const card: Delivery = { at: momentAt(d(delivered), 9 * 60, LONDON), on: d(delivered) };
    return unansweredSince(milestone, whom, known, () => [card]);
  }

  const ann = people(person('ann'));
  const led = (...leads: string[]) => open('1', { leads });

  it('asked, delivered at least 10 working days ago', () => {
    const silentOn = (today: string) =>
      rollUp(rollupFacts(today, [led('ann')], { unansweredSince: new Map([['1', since(led('ann'), ann)!]]) })).silent;
    expect(silentOn('2026-03-19')).toEqual([]);
    expect(silentOn('2026-03-20')).toMatchObject([{ code: 'PMQA', head: 'head', refs: ['1'] }]);
  });

  it('not who has answered since', () => {
    expect(since(answered(led('ann'), '2026-03-05'), ann)).toBe('2026-03-06');
    expect(since(answered(led('ann'), '2026-03-06'), ann)).toBeNull();
  });

  it('not away: the deputy is asked, and may be silent instead', () => {
    const away = person('ann', { awayUntil: d('2026-03-31') });
    expect(since(led('ann'), people(away))).toBeNull();
    expect(since(led('ann'), people({ ...away, deputy: 'dee' }, person('dee')))).toBe('2026-03-06');
  });

  it('not deferred; what was asked before the deferral is answered by it', () => {
    const deferred = { ...led('ann'), deferral };
    const facts = (today: string) =>
      rollupFacts(today, [deferred], { unansweredSince: new Map([['1', d('2026-03-06')]]) });
    expect(rollUp(facts('2026-06-30')).silent).toEqual([]);
    expect(since(deferred, ann)).toBeNull();
    expect(since(deferred, ann, '2026-07-01', '2026-07-20')).toBe('2026-07-01');
  });

  it('not paused', () => {
    const facts = rollupFacts('2026-03-20', [open('1', { state: 'paused' })], {
      unansweredSince: new Map([['1', d('2026-03-06')]]),
    });
    expect(rollUp(facts).silent).toEqual([]);
  });

  it('not unlinked, and not who cannot be reached', () => {
    expect(since(led('ann'), people(person('ann', { entraId: null })))).toBeNull();
    expect(since(led('ann'), people(person('ann', { unreachable: 'blocked' })))).toBeNull();
  });

  it('not while an approval waits: the lead is not chased', () => {
    expect(since({ ...led('ann'), proposal }, ann)).toBeNull();
  });

  it('no lead is never counted as anyone’s silence, and is listed', () => {
    const known = people(person('head'), person('gone', { outside: 'left' }));
    for (const milestone of [led(), led('gone')]) expect(since(milestone, known)).toBeNull();
    const facts = rollupFacts('2026-03-20', [led()], { withoutLead: new Set(['1']) });
    expect(rollUp(facts).withoutLead).toEqual(['1']);
  });

  it('co-leads: one answer settles it for all', () => {
    const both = people(person('ann'), person('bob'));
    expect(since(led('ann', 'bob'), both)).toBe('2026-03-06');
    expect(since(answered(led('ann', 'bob'), '2026-03-09'), both)).toBeNull();
  });

  it('of a group each, any member who has not answered makes it silent', () => {
    const heads = (rule: 'any' | 'each') =>
      people(person('heads', { group: { rule, members: ['ann', 'bob'] } }), person('ann'), person('bob'));
    const answer = (by: string) => ({ by, on: d('2026-03-09'), rating: 'green', grade: 'green' }) as const;
    const half: Milestone = { ...answered(led('heads'), '2026-03-09'), answers: [answer('ann')] };
    expect(since(half, heads('any'))).toBeNull();
    expect(since(half, heads('each'))).toBe('2026-03-06');
    expect(since({ ...half, answers: [answer('ann'), answer('bob')] }, heads('each'))).toBeNull();
  });
});

describe('red + amber + green + complete + none + closed = total', () => {
  const milestones = [
    rated('1', 'red'),
    rated('2', 'amber'),
    rated('3', 'green'),
    open('4'),
    aDelivered({ ref: '5' }),
    { ...rated('6', 'red'), state: 'carried-over' as const },
  ];

  it('each count is explained by the refs that make it', () => {
    const { counts, refs } = rollUp(rollupFacts('2026-03-20', milestones));
    expect(refs).toEqual({ red: ['1'], amber: ['2'], green: ['3'], complete: ['5'], none: ['4'], closed: ['6'] });
    for (const which of ['red', 'amber', 'green', 'complete', 'none', 'closed'] as const) {
      expect(refs[which]).toHaveLength(counts[which]);
    }
    expect(Object.values(refs).flat()).toHaveLength(counts.total);
  });

  it('any plan: every milestone stands under exactly one count, and own grades among none', () => {
    const plan = aPlan({ key: OWN_SCALE });
    const anyGraded = fc
      .tuple(anyMilestone, fc.constantFrom(...OWN_SCALE, null))
      .map(([one, entry]) =>
        entry === null || one.update === null
          ? one
          : { ...one, update: { ...one.update, rating: entry.rating, grade: entry.id } },
      );
    fc.assert(
      fc.property(fc.array(anyGraded, { maxLength: 20 }), anyCalendar, anyDay(400), (some, calendar, today) => {
        const all = some.map((one, at) => ({ ...one, ref: String(at) }));
        const { refs, grades, counts } = rollUp(rollupFacts(today, all, { plan, calendar }));
        expect(Object.values(refs).flat().sort()).toEqual(all.map(({ ref }) => ref).sort());
        const own = grades.flatMap((grade) => grade.refs);
        expect(new Set(own).size).toBe(own.length);
        for (const ref of own) expect(refs.none).toContain(ref);
        expect(own.length).toBeLessThanOrEqual(counts.none);
      }),
      { numRuns: 60 },
    );
  });
});

describe('A scale that maps to nothing is shown and counted by its own words', () => {
  const [strength, shoots, weak] = OWN_SCALE;
  const graded = (ref: string, entry: typeof strength) =>
    answered(open(ref), '2026-03-10', { rating: 'none', grade: entry!.id });
  const milestones = [graded('1', strength), graded('2', shoots), graded('3', shoots), graded('4', weak), open('5')];
  const summary = (given: Partial<RollupFacts> = {}) =>
    rollUp(rollupFacts('2026-09-01', milestones, { plan: aPlan({ key: OWN_SCALE }), ...given }));

  it('among none in the six counts, and never under no update', () => {
    const { counts, grades, noUpdate } = summary();
    expect(counts).toMatchObject({ none: 5, total: 5 });
    expect(grades.map(({ entry, refs }) => `${String(refs.length)} ${entry.word}`)).toEqual([
      '1 Strength',
      '2 Green shoots',
      '1 Area for development',
    ]);
    expect(noUpdate).toMatchObject([{ refs: ['5'] }]);
  });

  it('rated by dates, the grades do not rate', () => {
    const { grades, counts } = summary({ plan: aPlan({ key: OWN_SCALE, preset: 'dates' }) });
    expect(grades.every(({ refs }) => refs.length === 0)).toBe(true);
    expect(counts).toMatchObject({ green: 4, none: 1 });
  });

  it('a plan whose key maps to classes has none', () => {
    expect(rollUp(rollupFacts('2026-03-20', milestones)).grades).toEqual([]);
  });
});

describe('What is told apart', () => {
  it('a paused milestone is listed, and neither overdue nor without update', () => {
    const rollup = rollUp(rollupFacts('2027-02-01', [open('1', { state: 'paused' })]));
    expect(rollup.paused).toMatchObject([{ ref: '1' }]);
    expect(rollup).toMatchObject({ overdue: [], noUpdate: [], exceptions: [] });
  });

  it('a deferral needs a date and a reason: both are told while it lasts', () => {
    const on = (today: string) => rollUp(rollupFacts(today, [open('1', { deferral })])).deferred;
    expect(on('2026-06-30')).toMatchObject([{ ref: '1', until: '2026-06-30', reason: 'measured once a year' }]);
    expect(on('2026-07-01')).toEqual([]);
  });

  it('what waits for a decision counts as overdue against the old date', () => {
    const rollup = rollUp(rollupFacts('2026-04-08', [aMilestone({ ref: '1', proposal })]));
    expect(rollup.proposals).toMatchObject([{ ref: '1', date: '2027-01-29', reason: 'staff' }]);
    expect(rollup.overdue).toEqual(['1']);
  });

  it('evidence or a handover that waits is told as that, and is nothing out of the ordinary by itself', () => {
    const waits = { ...proposal, date: null, reason: '' };
    const handed = open('1', { proposal: { ...waits, handover: { from: 'lead', to: 'sam' } } });
    const shown = open('2', { state: 'delivered', proposal: { ...waits, evidence: true } });
    const rollup = rollUp(rollupFacts('2026-04-08', [handed, shown]));
    expect(rollup.proposals).toEqual([
      expect.objectContaining({ ref: '1', date: null, state: null, handover: true }),
      expect.objectContaining({ ref: '2', date: null, state: null, evidence: true }),
    ]);
    expect(rollup.exceptions).toEqual([]);
  });

  it('awaited dates are a gap; ongoing is none', () => {
    const ongoing: Due = { kind: 'ongoing', text: 'Ongoing' };
    const rollup = rollUp(rollupFacts('2026-03-20', [open('1', { due: AWAITED }), open('2', { due: ongoing })]));
    expect(rollup).toMatchObject({ withoutDate: ['1'], ongoing: ['2'], overdue: [] });
  });

  it('complete counts with and without evidence, shown apart, and the outcome not achieved has its own number', () => {
    const missed = anUpdate({ rating: 'complete', outcome: 'not-achieved' });
    const rollup = rollUp(
      rollupFacts('2026-04-20', [
        aDelivered({ ref: '1' }),
        aDelivered({ ref: '2', state: 'evidenced' }),
        aDelivered({ ref: '3', update: missed }),
      ]),
    );
    expect(rollup.counts.complete).toBe(3);
    expect(rollup.evidenced).toEqual(['2']);
    expect(rollup.outcomeNotAchieved).toMatchObject([{ ref: '3' }]);
  });

  it('differing answers of co-leads are both kept and shown, without who said them', () => {
    const answers = [
      { by: 'bob', on: d('2026-03-10'), rating: 'green', grade: 'green' },
      { by: 'ann', on: d('2026-03-09'), rating: 'amber', grade: 'amber' },
    ] as const;
    const { differing } = rollUp(rollupFacts('2026-03-20', [{ ...rated('1', 'green'), answers }]));
    expect(differing.map(({ ref, grades }) => `${ref}: ${grades.map(({ word }) => word).join(', ')}`)).toEqual([
      '1: Amber, Green',
    ]);
    expect(JSON.stringify(differing)).not.toContain('ann');
    expect(rollUp(rollupFacts('2026-03-20', [{ ...rated('1', 'green'), answers: [answers[0]] }])).differing).toEqual(
      [],
    );
  });

  it('of a group each, how many have answered is counted until all have', () => {
    const groups = (answeredBy: number) => new Map([['1', { answered: answeredBy, of: 3 }]]);
    const of = (n: number) => rollUp(rollupFacts('2026-03-20', [open('1')], { groups: groups(n) })).groups;
    expect(of(2)).toMatchObject([{ ref: '1', answered: 2, of: 3 }]);
    expect(of(3)).toEqual([]);
  });
});

describe('Red and Amber never lapse; they stand, marked “not updated since DATE”', () => {
  it('when a Green would have lapsed', () => {
    const marked = (on: string) => rollUp(rollupFacts(on, [rated('1', 'red', '2026-02-02')])).exceptions[0];
    expect(marked('2026-05-07')).toMatchObject({ rating: 'red', stale: false, updatedOn: '2026-02-02' });
    expect(marked('2026-05-08')).toMatchObject({ rating: 'red', stale: true, updatedOn: '2026-02-02' });
  });
});

describe('Every exception says why it is told', () => {
  it('what was declared, in the plan’s word, and what the dates say against it', () => {
    const risky = answered(open('1'), '2026-03-10', { rating: 'amber', grade: 'at-risk', forecast: d('2026-12-21') });
    const late = answered(aMilestone({ ref: '2' }), '2026-03-10', { rating: 'green', grade: 'on-track' });
    const { exceptions } = rollUp(rollupFacts('2026-04-08', [risky, late], { plan: aPlan({ key: OFF_TRACK }) }));
    expect(exceptions.map(({ ref, because }) => `${ref}: ${because}`)).toEqual([
      '1: rated At risk on Tuesday 10 March 2026; the forecast, Monday 21 December 2026, is 1 working day after the approved date',
      '2: 4 working days overdue',
    ]);
  });

  it('rated by dates, what the dates say; and who is rated milder stays a disagreement', () => {
    const late = answered(aMilestone({ ref: '1' }), '2026-03-10');
    const rollup = rollUp(rollupFacts('2026-04-08', [late], { plan: aPlan({ preset: 'dates' }) }));
    expect(rollup.counts).toMatchObject({ amber: 1, green: 0 });
    expect(rollup.exceptions).toMatchObject([{ rating: 'amber', because: '4 working days overdue' }]);
    expect(rollup.disagreements).toMatchObject([{ ref: '1', declared: 'green', check: { rating: 'amber' } }]);
  });

  it('a milestone that waits for one in another area is told with its reason', () => {
    const other = aMilestone({ ref: 'WFD 3.1', area: 'WFD' });
    const waits = { ...rated('1', 'green'), waitsFor: ['WFD 3.1'] };
    const history = new Map([other, waits].map((one) => [one.ref, [{ rev: 1, on: d('2026-03-01'), milestone: one }]]));
    const { disagreements } = rollUp(rollupFacts('2026-04-08', [waits], { history }));
    expect(disagreements).toMatchObject([
      { check: { because: 'WFD 3.1, which it waits for, is 4 working days overdue' } },
    ]);
  });
});

describe('Dates moved', () => {
  /** What is told of one milestone since March. */
  function movedOf(was: Milestone, now: Milestone) {
    const history = new Map([
      [
        now.ref,
        [
          { rev: 1, on: d('2026-03-20'), milestone: was },
          { rev: 2, on: d('2026-04-20'), milestone: now },
        ],
      ],
    ]);
    const before = aBefore('2026-03-20', [was]);
    return rollUp(rollupFacts('2026-04-20', [now], { history, before })).moved;
  }
  const meeting = (on: string): Due => ({
    kind: 'meeting',
    board: 'performance board',
    from: d('2026-11-01'),
    to: d('2026-11-30'),
    on: d(on),
    text: 'November board',
  });
  const move = { from: d('2026-12-18'), to: d('2027-01-29'), reason: 'staff', on: d('2026-04-01'), approvedBy: null };

  it('moving the meeting is not a slip', () => {
    expect(movedOf(open('1', { due: meeting('2026-11-12') }), open('1', { due: meeting('2026-11-26') }))).toEqual([]);
  });

  it('moving the day of evidence is not a slip of delivery', () => {
    const shown = (on: string) => aDelivered({ evidenceDue: d(on) });
    expect(movedOf(shown('2026-05-01'), shown('2026-09-01'))).toEqual([]);
  });

  it('the next period of what recurs is not a slip; an end that was moved is one', () => {
    const until = (end: string): Due => ({
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: d(end),
      yearStarts: 4,
      text: 'Every quarter',
    });
    const was = open('1', { due: until('2026-12-31') });
    expect(movedOf(was, { ...was, settledThrough: d('2026-03-31') })).toEqual([]);
    const longer = open('1', {
      due: until('2027-03-31'),
      moves: [{ ...move, from: d('2026-12-31'), to: d('2027-03-31') }],
    });
    expect(movedOf(was, longer)).toMatchObject([{ ref: '1', from: '2026-12-31', to: '2027-03-31', reason: 'staff' }]);
  });

  it('the first date of what had none is not a slip; a date that was taken away is told', () => {
    const awaited = open('1', { due: { kind: 'awaited', text: 'TBC' } });
    const first = { ...move, from: null, to: d('2026-12-18') };
    expect(movedOf(awaited, open('1', { moves: [first] }))).toEqual([]);
    const slipped = open('1', { due: dueOn('2027-01-29'), moves: [first, move] });
    expect(movedOf(awaited, slipped)).toMatchObject([{ ref: '1', from: '2026-12-18', to: '2027-01-29' }]);
    expect(movedOf(open('1'), awaited)).toMatchObject([{ ref: '1', from: '2026-12-18', to: null }]);
  });

  it('a moved date is never hidden', () => {
    const now = open('1', { due: dueOn('2027-01-29'), moves: [move] });
    expect(movedOf(open('1'), now)).toMatchObject([{ from: '2026-12-18', to: '2027-01-29', reason: 'staff' }]);
  });
});

describe('The view of a summary', () => {
  it('says what the dates say in the plan’s words', () => {
    const key = [...OFF_TRACK, anEntry('done', 'complete', 'Done')];
    const late = answered(aMilestone({ ref: '1' }), '2026-03-10', { rating: 'green', grade: 'on-track' });
    const rollup = rollUp(rollupFacts('2026-04-08', [late], { plan: aPlan({ key }) }));
    const { title: planTitle, levels } = aPlan();
    const view = rollupView(rollup, { planTitle, levels, asAt: d('2026-04-08'), time: '9am' });
    expect(view.disagreements).toMatchObject([{ grade: { word: 'On track' }, check: { grade: { word: 'At risk' } } }]);
    expect(view).toMatchObject({ preset: 'confidence', key, evidenced: 0, ongoing: 0, grades: [] });
  });

  it('counts working days by the organisation’s calendar', () => {
    const closed = { isWorkingDay: (day: string) => day !== '2026-04-08' && ENGLAND.isWorkingDay(d(day)) };
    const late = answered(aMilestone({ ref: '1' }), '2026-03-10');
    const { exceptions } = rollUp(rollupFacts('2026-04-08', [late], { calendar: closed }));
    expect(exceptions).toMatchObject([{ because: '3 working days overdue' }]);
  });
});
