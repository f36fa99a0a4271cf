import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_KEY, KEY } from '../../bot/domain/policy.js';
import { areaDraft } from '../../bot/domain/area-draft.js';
import { figuresThatDiffer } from '../../bot/domain/figures-differ.js';
import type { Area, OverallRating } from '../../bot/domain/plan.js';
import type { RollupRow } from '../../bot/domain/rollup-facts.js';
import { rollUp } from '../../bot/domain/rollup.js';
import { areaFigures, overallsIn, overallView, signingOf, worstOf } from '../../bot/domain/sign-off.js';
import { aBefore, aMilestone, anArea, answered, d, dueOn, rollupFacts } from '../support/builders.js';

const anyRow = (refs: readonly string[]): fc.Arbitrary<RollupRow[]> =>
  fc
    .tuple(
      ...refs.map((ref) =>
        fc.record({
          ref: fc.constant(ref),
          area: fc.constantFrom('A', 'B'),
          grade: fc.constantFrom(KEY.red, KEY.amber, KEY.green, null),
          due: fc.constantFrom(d('2026-11-18'), d('2026-12-18'), null),
          forecast: fc.constantFrom(d('2026-12-24'), null),
          state: fc.constantFrom('in-progress' as const, 'withdrawn' as const),
          deliveredOn: fc.constant(null),
        }),
      ),
    )
    .map((rows) => rows.map((row) => ({ ...row, rating: row.grade?.rating ?? 'closed' })));

const REFS = ['1.1', '1.2', '1.3', '1.4'];

describe('the figures of an area', () => {
  it('are the same text in whatever order they are read', () => {
    fc.assert(
      fc.property(anyRow(REFS), (rows) => {
        for (const area of ['A', 'B'])
          expect(areaFigures({ rows: [...rows].reverse() }, area)).toBe(areaFigures({ rows }, area));
      }),
    );
  });

  it('are another text exactly where a row of that area is another', () => {
    fc.assert(
      fc.property(anyRow(REFS), anyRow(REFS), (rows, others) => {
        const own = (all: readonly RollupRow[]) => JSON.stringify(all.filter(({ area }) => area === 'A'));
        expect(areaFigures({ rows: others }, 'A') === areaFigures({ rows }, 'A')).toBe(own(others) === own(rows));
      }),
      { numRuns: 300 },
    );
  });
});

const by = { kind: 'officer', id: 'head' } as const;
const signedAs = (window: string, figures: string): Area['signed'] => {
  return { window, by, on: d('2026-11-27'), at: '2026-11-27T13:00:00.000Z' as never, words: 'We stand by it', figures };
};

describe('a signature', () => {
  const nameOf = (id: string): string => (id === 'head' ? 'Hannah Osei' : id);
  const signing = (area: Area) => signingOf([area], '2026-q2', () => 'now', nameOf);

  it('stands under the figures and the window that it was given for', () => {
    const { signed, unsigned } = signing(anArea({ signed: signedAs('2026-q2', 'now') }));
    expect(signed).toMatchObject([{ area: 'Performance and quality', by: 'Hannah Osei', words: 'We stand by it' }]);
    expect(unsigned).toEqual([]);
  });

  it.each([
    ['other figures', signedAs('2026-q2', 'before')],
    ['another window', signedAs('2026-q1', 'now')],
    ['none', null],
  ])('under %s leaves the area unsigned, under the name of its head', (_, signed) => {
    expect(signing(anArea({ signed })).unsigned).toEqual([
      { code: 'PMQA', area: 'Performance and quality', head: 'Hannah Osei' },
    ]);
    expect(signing(anArea({ signed, heads: [] })).unsigned[0]?.head).toBeNull();
  });
});

describe('the rating of a whole plan', () => {
  const said = (grade: string, on: string, reason = grade): OverallRating => ({ grade, reason, by, on: d(on) });
  const then = (overall: OverallRating | null) => ({ on: d('2026-01-01'), plan: { overall } });
  const counts = { red: 0, amber: 2, green: 5, complete: 1, none: 3, closed: 1, total: 12 };
  const view = (...all: (OverallRating | null)[]) => overallView(all.map(then), DEFAULT_KEY, { counts }, (id) => id);

  it('says since when it has been so, and what it was before', () => {
    const now = view(
      null,
      said('green', '2026-01-05'),
      said('amber', '2026-04-06'),
      said('amber', '2026-07-06', 'still'),
    );
    expect(now).toMatchObject({ on: '2026-07-06', since: '2026-04-06', reason: 'still', by: 'head' });
    expect(now?.grade.word).toBe('Amber');
    expect(now?.before).toMatchObject({ on: '2026-01-05', grade: { word: 'Green' } });
    expect(now?.suggested?.word).toBe('Amber');
  });

  it('began when it was first said, where it was never otherwise; and is none before', () => {
    expect(view(null, null)).toBeNull();
    expect(view(null, said('red', '2026-01-05'), said('red', '2026-01-05'))).toMatchObject({
      since: '2026-01-05',
      before: null,
    });
  });

  it('is said once, however often the plan changed in other ways', () => {
    const one = said('red', '2026-01-05');
    expect(overallsIn([null, one, one, one].map(then))).toEqual([one]);
  });

  it('has the worst of what counts beside it; no update is neither', () => {
    expect(worstOf(DEFAULT_KEY, { counts: { ...counts, red: 1 } })?.word).toBe('Red');
    expect(worstOf(DEFAULT_KEY, { counts: { ...counts, amber: 0 } })?.word).toBe('Green');
    expect(worstOf(DEFAULT_KEY, { counts: { ...counts, amber: 0, green: 0, complete: 0 } })).toBeNull();
  });
});

describe('what the head of service of an area reads', () => {
  const red = answered(aMilestone({ ref: 'A1', due: dueOn('2026-11-10') }), '2026-11-12', {
    rating: 'red',
    grade: 'red',
  });
  const green = answered(aMilestone({ ref: 'A2', due: dueOn('2027-03-31') }), '2026-11-12');
  const other = answered(aMilestone({ ref: 'B1', area: 'B', due: dueOn('2027-03-31') }), '2026-11-12', {
    rating: 'red',
    grade: 'red',
  });
  const quiet = aMilestone({ ref: 'A3', due: dueOn('2027-03-31') });
  const facts = rollupFacts('2026-11-18', [red, green, quiet, other], {
    areas: [anArea({ code: 'PMQA' }), anArea({ code: 'B' })],
    before: aBefore('2026-08-18', [answered(red, '2026-08-12'), green, quiet, other]),
  });

  it('is of their own area alone, and adds up', () => {
    const view = areaDraft(rollUp(facts), 'PMQA');
    expect(view.total).toBe(3);
    expect(view.counts.reduce((sum, { count }) => sum + count, 0)).toBe(view.total);
    expect(view.exceptions.map(({ ref }) => ref)).toEqual(['A1']);
    expect(view.worsened.map(({ ref }) => ref)).toEqual(['A1']);
    expect(view.noUpdate).toEqual(['A3']);
    expect(view.overdue).toEqual(['A1']);
    expect(areaDraft(rollUp(facts), 'B').exceptions.map(({ ref }) => ref)).toEqual(['B1']);
  });

  it('of two readings only what differs is listed, counts first', () => {
    const first = rollUp(facts);
    expect(figuresThatDiffer(first, first)).toEqual([]);
    const second = rollUp({ ...facts, milestones: [red, { ...green, update: null }, other] });
    expect(figuresThatDiffer(first, second)).toEqual([
      { what: 'green', ref: null, first: '1', second: '0' },
      { what: 'total', ref: null, first: '4', second: '3' },
      { what: 'A2', ref: 'A2', first: 'Green, due 2027-03-31', second: 'No update, due 2027-03-31' },
      { what: 'A3', ref: 'A3', first: 'No update, due 2027-03-31', second: 'not in it' },
    ]);
  });
});
