import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../bot/domain/dates.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { RollupFacts } from '../../bot/domain/rollup-facts.js';
import { rollupView } from '../../bot/domain/rollup-view.js';
import { KEY } from '../../bot/domain/policy.js';
import { rollUp } from '../../bot/domain/rollup.js';
import type { Counts } from '../../bot/domain/views.js';
import { anyCalendar, anyDay, anyMilestone } from '../support/any-plan.js';
import {
  aBefore,
  aDelivered,
  aMilestone,
  anArea,
  answered,
  anUpdate,
  aPlan,
  AWAITED,
  d,
  dueOn,
  rollupFacts,
} from '../support/builders.js';

const LATER = { due: dueOn('2026-12-18') };
const green = (ref: string, on = '2026-03-10') => answered(aMilestone({ ...LATER, ref }), on);
const amber = (ref: string, on = '2026-03-10') => answered(aMilestone({ ...LATER, ref }), on, { rating: 'amber' });
const red = (ref: string, on = '2026-03-10') => answered(aMilestone({ ...LATER, ref }), on, { rating: 'red' });
const silent = (ref: string) => aMilestone({ ...LATER, ref });
const delivered = (ref: string) => aDelivered({ ...LATER, ref });

/** Facts of two summaries: what each milestone was in March (null: not in the plan yet), and what it is in April. */
function sinceMarch(pairs: readonly (readonly [Milestone | null, Milestone])[], given: Partial<RollupFacts> = {}) {
  const history = new Map(
    pairs.map(([was, now]) => [
      now.ref,
      [
        ...(was === null ? [] : [{ rev: 1, on: d('2026-03-20'), milestone: was }]),
        { rev: 2, on: d('2026-04-20'), milestone: now },
      ],
    ]),
  );
  return rollUp(
    rollupFacts(
      '2026-04-20',
      pairs.map(([, now]) => now),
      {
        history,
        before: aBefore(
          '2026-03-20',
          pairs.flatMap(([was]) => was ?? []),
          given.plan && { plan: given.plan },
        ),
        ...given,
      },
    ),
  );
}

function sum({ red, amber, green, complete, none, closed }: Counts): number {
  return red + amber + green + complete + none + closed;
}

describe('the counts of a summary (RULES 4)', () => {
  it('red + amber + green + complete + none + closed = total', () => {
    const milestones = [
      red('1'),
      amber('2'),
      amber('3'),
      green('4'),
      silent('5'),
      delivered('6'),
      { ...delivered('7'), state: 'evidenced' as const },
      { ...green('8'), state: 'withdrawn' as const },
      { ...red('9'), state: 'carried-over' as const },
    ];
    const { counts } = rollUp(rollupFacts('2026-03-20', milestones));
    expect(counts).toEqual({ red: 1, amber: 2, green: 1, complete: 2, none: 1, closed: 2, total: 9 });
    expect(sum(counts)).toBe(counts.total);
  });

  it('silence is never green: a lapsed Green counts as no update', () => {
    const { counts, noUpdate } = rollUp(rollupFacts('2026-09-01', [green('1')]));
    expect(counts).toMatchObject({ green: 0, none: 1 });
    expect(noUpdate).toMatchObject([{ area: 'Performance and quality', head: 'head', refs: ['1'] }]);
  });

  it('a paused milestone keeps its rating and is neither overdue nor without update', () => {
    const paused: Milestone = {
      ...answered(aMilestone({ ref: '1' }), '2026-03-10', { rating: 'red' }),
      state: 'paused',
    };
    const rollup = rollUp(rollupFacts('2026-06-01', [paused, { ...silent('2'), state: 'paused' }]));
    expect(rollup.counts).toMatchObject({ red: 1, none: 1, total: 2 });
    expect(rollup).toMatchObject({ overdue: [], noUpdate: [] });
  });

  it('what is overdue, without a date and without a lead is listed, only while open', () => {
    const rollup = rollUp(
      rollupFacts('2026-04-20', [
        aMilestone({ ref: '1', leads: [] }),
        aMilestone({ ref: '2', due: AWAITED }),
        aMilestone({ ref: '3', due: AWAITED, leads: [], state: 'withdrawn' }),
        delivered('4'),
      ]),
    );
    expect(rollup).toMatchObject({ overdue: ['1'], withoutDate: ['2'], withoutLead: ['1'] });
  });

  it('complete counts both kinds, and evidence that is still to come is shown apart', () => {
    const rollup = rollUp(
      rollupFacts('2026-04-20', [
        { ...delivered('1'), evidenceDue: d('2026-05-01') },
        { ...delivered('2'), state: 'evidenced' },
      ]),
    );
    expect(rollup.counts.complete).toBe(2);
    expect(rollup.awaitingEvidence).toEqual(['1']);
  });

  it('“still on track” is counted as “confirmed, no detail” while it stands', () => {
    const ticked = answered(green('1'), '2026-03-11', { confirmedOnly: true });
    expect(rollUp(rollupFacts('2026-03-20', [ticked, green('2')])).confirmedOnly).toEqual(['1']);
    expect(rollUp(rollupFacts('2026-09-01', [ticked])).confirmedOnly).toEqual([]);
  });
});

describe('silence (RULES 4)', () => {
  const silentOn = (today: string, milestone = silent('1'), since = '2026-03-06') =>
    rollUp(rollupFacts(today, [milestone], { unansweredSince: new Map([['1', d(since)]]) })).silent;

  it('asked, and delivered at least 10 working days ago', () => {
    expect(silentOn('2026-03-19')).toEqual([]);
    expect(silentOn('2026-03-20')).toEqual([
      { code: 'PMQA', area: 'Performance and quality', head: 'head', refs: ['1'] },
    ]);
  });

  it('is listed by area and ref under the head of service’s name, never as a list of late people (RULES 6)', () => {
    expect(JSON.stringify(silentOn('2026-03-20'))).not.toContain('lead');
  });

  it('not when nobody was asked, and not of what is paused, delivered or closed', () => {
    expect(rollUp(rollupFacts('2026-03-20', [silent('1')])).silent).toEqual([]);
    expect(silentOn('2026-03-20', { ...silent('1'), state: 'paused' })).toEqual([]);
    expect(silentOn('2026-03-20', delivered('1'))).toEqual([]);
    expect(silentOn('2026-03-20', { ...silent('1'), state: 'withdrawn' })).toEqual([]);
  });
});

describe('disagreements (RULES 4)', () => {
  it('are listed with both opinions, of open milestones only', () => {
    const moved = answered(aMilestone({ ref: '1' }), '2026-03-10');
    const rollup = rollUp(rollupFacts('2026-04-08', [moved, { ...moved, ref: '2', state: 'paused' }, green('3')]));
    expect(rollup.disagreements).toEqual([
      {
        ref: '1',
        text: moved.text,
        declared: 'green',
        grade: KEY.green,
        check: { rating: 'amber', because: '4 working days overdue' },
      },
    ]);
    expect(rollup.counts).toMatchObject({ green: 3 });
  });
});

describe('changes since the last summary', () => {
  it('nothing is a change in the first summary', () => {
    const rollup = rollUp(rollupFacts('2026-03-20', [red('1'), green('2'), delivered('3')]));
    expect(rollup).toMatchObject({ since: null, before: null, moved: [], unchangedGreen: [] });
    expect(rollup.changes).toEqual({
      added: [],
      closed: [],
      reopened: [],
      gone: [],
      worsened: [],
      improved: [],
      completed: [],
      moved: [],
    });
  });

  it('worsened, improved, completed, closed, added', () => {
    const rollup = sinceMarch([
      [green('1'), amber('1')],
      [amber('2'), red('2')],
      [red('3'), amber('3')],
      [amber('4'), green('4')],
      [green('5'), delivered('5')],
      [red('6'), { ...red('6'), state: 'withdrawn' }],
      [null, green('7')],
      [green('8'), green('8')],
      [silent('9'), red('9')],
    ]);
    expect(rollup.changes).toEqual({
      added: ['7'],
      closed: ['6'],
      worsened: ['1', '2', '9'],
      improved: [
        { ref: '3', text: red('3').text, from: 'red', to: 'amber' },
        { ref: '4', text: red('4').text, from: 'amber', to: 'green' },
      ],
      completed: ['5'],
      reopened: [],
      gone: [],
      moved: [],
    });
    expect(rollup.unchangedGreen).toEqual(['8']);
    expect(rollup.since).toBe('2026-03-20');
  });

  it('the counts before are those of that day, by what was known then', () => {
    const rollup = sinceMarch([
      [red('1'), delivered('1')],
      [null, green('2')],
    ]);
    expect(rollup.before).toMatchObject({ red: 1, total: 1 });
    expect(rollup.counts).toMatchObject({ complete: 1, green: 1, total: 2 });
  });

  it('silence is neither better nor worse than Green', () => {
    const rollup = sinceMarch([
      [silent('1'), green('1')],
      [green('2', '2026-01-12'), green('2', '2026-01-12')],
    ]);
    expect(rollup.changes).toMatchObject({ worsened: [], improved: [] });
    expect(rollup.unchangedGreen).toEqual([]);
    expect(rollup.counts).toMatchObject({ green: 1, none: 1 });
  });

  it('no update is never an improvement: rated by dates, what was late and is paused did not get better', () => {
    const late = aMilestone({ due: dueOn('2026-02-27'), update: anUpdate() });
    const rollup = sinceMarch([[late, { ...late, state: 'paused' }]], { plan: aPlan({ preset: 'dates' }) });
    expect(rollup.before).toMatchObject({ amber: 1 });
    expect(rollup.counts).toMatchObject({ none: 1 });
    expect(rollup.changes.improved).toEqual([]);
  });

  it('read so: a delivery taken back is told as worse when it is Red or Amber, not when it is Green', () => {
    const rollup = sinceMarch([
      [delivered('1'), amber('1')],
      [delivered('2'), green('2')],
    ]);
    expect(rollup.changes).toMatchObject({ worsened: ['1'], improved: [], completed: [] });
  });

  it('a moved date is never hidden: from, to and the reason', () => {
    const move = {
      from: d('2026-03-31'),
      to: d('2026-06-30'),
      reason: 'The supplier is late',
      on: d('2026-04-01'),
      approvedBy: null,
    };
    const moved = aMilestone({ ref: '1', due: dueOn('2026-06-30'), moves: [move] });
    const rollup = sinceMarch([[aMilestone({ ref: '1' }), moved]]);
    expect(rollup.moved).toMatchObject([
      { ref: '1', text: moved.text, from: '2026-03-31', to: '2026-06-30', reason: 'The supplier is late' },
    ]);
    expect(rollup.changes.moved).toEqual(['1']);
  });

  it('a date moved away and back is no change', () => {
    const moves = [
      { from: d('2026-03-31'), to: d('2026-06-30'), reason: 'late', on: d('2026-04-01'), approvedBy: null },
      { from: d('2026-06-30'), to: d('2026-03-31'), reason: 'not late', on: d('2026-04-02'), approvedBy: null },
    ];
    expect(sinceMarch([[aMilestone(), aMilestone({ moves })]]).moved).toEqual([]);
  });
});

describe('exceptions', () => {
  it('are red, amber, or overdue whatever the rating; each in the first kind that fits, in reading order', () => {
    const late = answered(aMilestone({ ref: '1' }), '2026-04-02');
    const rollup = sinceMarch([
      [late, late],
      [amber('2'), amber('2')],
      [red('3'), red('3')],
      [amber('4'), red('4')],
      [green('5'), amber('5')],
      [green('6'), green('6')],
      [null, red('7')],
    ]);
    expect(rollup.exceptions.map(({ kind, ref }) => `${kind} ${ref}`)).toEqual([
      'new 7',
      'new 5',
      'worsened 4',
      'still-red 3',
      'still-amber 2',
      'overdue 1',
    ]);
  });

  it('say since when the rating has stood, and when it was last spoken of', () => {
    const first = amber('1', '2026-03-10');
    const again = answered(first, '2026-04-15', { rating: 'amber', cause: 'Nobody applied' });
    const [exception] = sinceMarch([[first, again]]).exceptions;
    expect(exception).toMatchObject({ since: '2026-03-10', updatedOn: '2026-04-15', cause: 'Nobody applied' });
    const [fresh] = sinceMarch([[green('1'), amber('1', '2026-04-15')]]).exceptions;
    expect(fresh).toMatchObject({ since: '2026-04-15', was: 'green' });
  });

  it('the cause of what was said to be the same as another is the words there, as they stood then', () => {
    const first = answered(aMilestone({ ...LATER, ref: 'B' }), '2026-03-10', { note: 'Nobody applied' });
    const later = answered(first, '2026-04-16', { note: 'Two people applied' });
    const same = (ref: string, rev: number) =>
      answered(aMilestone({ ...LATER, ref: 'A' }), '2026-04-15', {
        ...{ rating: 'amber', grade: 'amber', note: null, sameAs: { ref, rev } },
      });
    const cause = (milestone: Milestone) =>
      sinceMarch([
        [null, milestone],
        [first, later],
      ]).exceptions.find(({ ref }) => ref === 'A')?.cause;
    expect(cause(same('B', 1))).toBe('Nobody applied (the same as B)');
    expect(cause(same('B', 2))).toBe('Two people applied (the same as B)');
    expect(cause(same('B', 7))).toBe('The same as B');
  });

  it('name the head of service, or nobody when none is set', () => {
    expect(sinceMarch([[red('1'), red('1')]]).exceptions[0]?.accountable).toBe('head');
    const unset = sinceMarch([[red('1'), red('1')]], { areas: [anArea({ heads: [] })] });
    expect(unset.exceptions[0]?.accountable).toBeNull();
  });

  it('closed ones are none, however late', () => {
    const closed: Milestone = { ...red('1'), due: dueOn('2026-02-02'), state: 'superseded' };
    expect(rollUp(rollupFacts('2026-04-20', [closed])).exceptions).toEqual([]);
  });
});

describe('any plan', () => {
  const anyPlan = fc.array(anyMilestone, { maxLength: 30 }).map((milestones) =>
    milestones.map((milestone, index) => ({
      ...milestone,
      ref: String(index),
      area: index % 3 === 0 ? 'A' : 'B',
      leads: index % 7 === 0 ? [] : ['lead'],
    })),
  );
  const areas = ['A', 'B', 'C'].map((code, order) => anArea({ code, title: `Area ${code}`, order }));
  const preset = fc.constantFrom('confidence' as const, 'dates' as const);

  it('adds up: in all, by area, and in the summary before', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, anyCalendar, anyDay(300), preset, (then, now, calendar, day, rates) => {
        const pasts = new Map(then.map((milestone) => [milestone.ref, { rev: 1, on: day, milestone }]));
        const images = new Map(
          now.map((milestone) => {
            const past = pasts.get(milestone.ref);
            const image = { rev: 2, on: addDays(day, 30), milestone };
            return [milestone.ref, past === undefined ? [image] : [past, image]];
          }),
        );
        const before = [...images.values()].flatMap(([first]) => (first?.rev === 1 ? [first.milestone] : []));
        const rollup = rollUp({
          ...rollupFacts(addDays(day, 30), now, { calendar, areas, plan: aPlan({ preset: rates }), history: images }),
          before: aBefore(day, before, { plan: aPlan({ preset: rates }), calendar }),
          unansweredSince: new Map(now.map((milestone) => [milestone.ref, day])),
        });
        expect(rollup.counts.total).toBe(now.length);
        expect(sum(rollup.counts)).toBe(rollup.counts.total);
        expect(sum(rollup.before!)).toBe(rollup.before?.total);
        expect(rollup.before?.total).toBe(before.length);
        for (const field of ['red', 'amber', 'green', 'complete', 'none', 'closed', 'total'] as const) {
          const byArea = rollup.areas.reduce((all, area) => all + area.counts[field], 0);
          expect(byArea).toBe(rollup.counts[field]);
        }
        const late = rollup.exceptions.filter((each) => each.rating === 'red' || each.rating === 'amber');
        expect(late).toHaveLength(rollup.counts.red + rollup.counts.amber);
        expect(rollup.changes.added).toHaveLength(now.length - before.length);
        const told = rollup.exceptions.map((each) => each.ref);
        expect(new Set(told).size).toBe(told.length);
        for (const ref of rollup.overdue) expect(told).toContain(ref);
        const worse = new Set(rollup.changes.worsened);
        for (const { ref } of rollup.changes.improved) expect(worse.has(ref)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('the message leaves no exception out: each is told or named, in reading order', () => {
    fc.assert(
      fc.property(anyPlan, anyDay(400), (milestones, day) => {
        const rollup = rollUp(rollupFacts(day, milestones, { areas }));
        const { levels, title } = aPlan();
        const view = rollupView(rollup, { planTitle: title, levels, asAt: day, time: '9am' });
        const told = view.sections.flatMap((section) => [...section.rows.map((row) => row.ref), ...section.more]);
        expect(told).toEqual(rollup.exceptions.map((each) => each.ref));
        expect(view.sections.every((section) => section.rows.length + section.more.length > 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
