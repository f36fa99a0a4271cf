/** What a summary says beside its counts: moves and who approved them, dates that passed or come, names, markings. */
import { describe, expect, it } from 'vitest';
import type { Milestone, Plan } from '../../bot/domain/plan.js';
import type { RollupFacts } from '../../bot/domain/rollup-facts.js';
import { rollUp } from '../../bot/domain/rollup.js';
import { aBefore, aMilestone, answered, aPlan, d, dueOn, ENGLAND, rollupFacts } from '../support/builders.js';

const open = (ref: string, due = '2026-12-18', given: Partial<Milestone> = {}): Milestone =>
  aMilestone({ ref, due: dueOn(due), ...given });
const rated = (ref: string, rating: 'red' | 'amber' | 'green', on = '2026-10-20'): Milestone =>
  answered(open(ref), on, { rating, grade: rating });
const figures = (milestones: readonly Milestone[], given: Partial<RollupFacts> = {}) =>
  rollUp(rollupFacts('2026-11-18', milestones, given));
const naming = (how: Plan['naming']) => ({ plan: aPlan({ naming: how }) });

describe('dates that moved', () => {
  const move = (from: string, to: string, where?: string) => ({
    from: d(from),
    to: d(to),
    reason: 'staff',
    on: d('2026-11-02'),
    approvedBy: { kind: 'officer', id: 'head' } as const,
    ...(where !== undefined && { where }),
  });
  const twice = open('1', '2026-12-18', {
    moves: [move('2026-11-20', '2026-11-27'), move('2026-11-27', '2026-12-18', 'Improvement Board')],
  });
  const before = aBefore('2026-10-30', [open('1', '2026-11-20')]);

  it('since last time: old, new, reason, who approved it and where, in how many moves', () => {
    expect(figures([twice], { before }).moved).toEqual([
      {
        ref: '1',
        text: twice.text,
        from: '2026-11-20',
        to: '2026-12-18',
        reason: 'staff',
        approvedBy: 'head',
        where: 'Improvement Board',
        times: 2,
      },
    ]);
  });

  it('nobody is named where the plan names nobody', () => {
    expect(figures([twice], { before, ...naming('none') }).moved).toMatchObject([{ approvedBy: null }]);
  });

  it('ever: how many, of how many, how far in working days, the first date of all no move', () => {
    const first = { ...move('2026-12-18', '2026-12-18'), from: null };
    const { movedEver } = figures([twice, open('2', '2026-12-18', { moves: [first] })]);
    expect(movedEver).toMatchObject({ milestones: 1, moves: 2, slip: 20, rows: [{ ref: '1', times: 2, slip: 20 }] });
  });
});

describe('dates given that have passed', () => {
  it('with what was to be done, until somebody answers for it', () => {
    const said = { nextStep: 'Partners sign', nextStepBy: d('2026-11-13') };
    const promised = answered(open('1'), '2026-10-20', said);
    expect(figures([promised]).passed).toMatchObject([
      { ref: '1', date: '2026-11-13', words: 'Partners sign', saidOn: '2026-10-20' },
    ]);
    expect(figures([answered(promised, '2026-11-16')]).passed).toEqual([]);
  });
});

describe('due before the next summary', () => {
  const some = [open('1', '2026-11-17'), open('2', '2026-11-18'), open('3', '2026-12-31'), open('4', '2027-01-01')];

  it('without windows by the end of the quarter; what is overdue is told elsewhere', () => {
    const { dueNext } = figures(some);
    expect(dueNext).toMatchObject({ until: '2026-12-31', window: null, count: 2 });
    expect(dueNext.rows.map(({ ref }) => ref)).toEqual(['2', '3']);
  });

  it('with windows by the day on which the figures of the next are taken', () => {
    const window = {
      id: 'q3',
      plan: null,
      name: 'Quarter 3',
      opens: d('2026-12-14'),
      chases: [],
      freezes: d('2027-01-08'),
      posts: d('2027-01-12'),
    };
    const { dueNext } = figures(some, { calendar: { ...ENGLAND, windows: [window] } });
    expect(dueNext).toMatchObject({ until: '2027-01-08', window: 'Quarter 3', count: 3 });
  });
});

describe('exceptions', () => {
  it('better and still amber is told as improved, with its cause; closed and open again is told', () => {
    const before = aBefore('2026-10-30', [rated('1', 'red'), { ...rated('2', 'green'), state: 'withdrawn' }]);
    const { exceptions, changes, kinds } = figures([rated('1', 'amber', '2026-11-10'), rated('2', 'green')], {
      before,
    });
    expect(exceptions).toMatchObject([{ ref: '1', kind: 'improved', was: 'red' }]);
    expect(kinds).toEqual([{ kind: 'improved', count: 1 }]);
    expect(changes.reopened).toEqual(['2']);
  });

  it('names the accountable head, the leads as well, or nobody: as the plan says', () => {
    const names = (how: Plan['naming']) =>
      figures([rated('1', 'red')], naming(how)).exceptions.map(({ accountable, leads }) => [accountable, leads]);
    expect(names('accountable')).toEqual([['head', []]]);
    expect(names('leads')).toEqual([['head', ['lead']]]);
    expect(names('none')).toEqual([[null, []]]);
  });

  it('never names what is marked above its readers, not even as what another waits for or is the same as', () => {
    const secret = open('S 1', '2026-10-01');
    const waits = { ...rated('1', 'red'), waitsFor: ['S 1'] };
    const same = answered(open('2'), '2026-10-20', { rating: 'red', grade: 'red', sameAs: { ref: 'S 1', rev: 2 } });
    const rollup = figures([secret, waits, same], { unnamed: new Set(['S 1']) });
    const { rows, ...told } = rollup;
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(told)).not.toContain('S 1');
    expect(rollup).toMatchObject({ withheld: 1, sizes: { overdue: 1 }, overdue: [], counts: { total: 3 } });
    expect(rollup.exceptions.find(({ ref }) => ref === '2')?.cause).toBe('The same as one that is not named here');
  });
});
