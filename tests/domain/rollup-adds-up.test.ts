/** Figures that can be trusted: over any plan and any history every number of a summary adds up, on its card as well. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../bot/domain/dates.js';
import { figuresOf, headlineOf } from '../../bot/domain/headline.js';
import { NAMINGS, type Milestone, type Ref } from '../../bot/domain/plan.js';
import { areaReplies } from '../../bot/domain/rollup-areas.js';
import type { Rollup, RollupFacts } from '../../bot/domain/rollup-facts.js';
import { rollupView } from '../../bot/domain/rollup-view.js';
import { rollUp } from '../../bot/domain/rollup.js';
import type { Counts, Heading } from '../../bot/domain/views.js';
import { areaReplyCard, LARGEST, rollupCard, sizeOf, type Card } from '../../cards/index.js';
import { blocksOf } from '../cards/shape.js';
import { anyDay, anyMilestone } from '../support/any-plan.js';
import { aBefore, aMilestone, anArea, answered, aPlan, d, rollupFacts } from '../support/builders.js';

const AREAS = ['A', 'B', 'C'].map((code, order) => anArea({ code, title: `Area ${code}`, order, heads: ['head'] }));
const CLASSES = ['red', 'amber', 'green', 'complete', 'none', 'closed'] as const;
const HEADING: Heading = { planTitle: 'The plan', levels: aPlan().levels, asAt: d('2026-09-01'), time: '9am' };

/** Up to twenty milestones in three areas, each with what it was before: the same, another, or nothing. */
const anyHistory = fc
  .array(
    fc.tuple(
      anyMilestone,
      anyMilestone,
      fc.constantFrom('new', 'same', 'same', 'other'),
      fc.constantFrom('A', 'B', 'C'),
    ),
    { maxLength: 20 },
  )
  .map((all) =>
    all.map(([other, now, past, area], at) => {
      const place = { ref: `M ${String(at)}`, area, text: `Words ${String(at)}.` };
      const was = past === 'new' ? null : { ...(past === 'same' ? now : other), ...place };
      return { was, now: { ...now, ...place } };
    }),
  );

interface Known {
  readonly rollup: Rollup;
  readonly facts: RollupFacts;
}

/** A summary with one before it, of which some may not be named. */
const anySummary: fc.Arbitrary<Known> = fc
  .tuple(anyHistory, anyDay(300), fc.nat(120), fc.constantFrom(...NAMINGS), fc.array(fc.nat(19), { maxLength: 3 }))
  .map(([pairs, before, days, naming, hidden]) => {
    const today = addDays(before, days);
    const were = pairs.flatMap(({ was }) => was ?? []);
    const unnamed = new Set(
      hidden.map((at) => `M ${String(at)}`).filter((ref) => pairs.some(({ now }) => now.ref === ref)),
    );
    const facts = rollupFacts(
      today,
      pairs.map(({ now }) => now),
      { areas: AREAS, plan: aPlan({ naming }), before: aBefore(before, were), unnamed },
    );
    return { facts, rollup: rollUp(facts) };
  });

function sum(counts: Counts): number {
  return CLASSES.reduce((all, which) => all + counts[which], 0);
}

/** The numbers at the start of each part of the headline, between the colon and the semicolon. */
function numbersIn(headline: string): readonly number[] {
  const [, parts = ''] = /: (.*?)(?:;|\.$)/.exec(headline) ?? [];
  return parts.split(', ').map((part) => Number(/^\d+/.exec(part)?.[0]));
}

describe('any plan and any history', () => {
  it('every number in the headline adds up, then and now', () => {
    fc.assert(
      fc.property(anySummary, ({ rollup, facts }) => {
        const { counts, before } = rollup;
        const headline = headlineOf(rollup, HEADING.levels);
        expect(numbersIn(headline).reduce((all, one) => all + one, 0)).toBe(facts.milestones.length);
        expect(headline.startsWith(`${String(counts.total)} `)).toBe(true);
        const figures = figuresOf(rollup);
        expect(figures.reduce((all, { now }) => all + now, 0)).toBe(counts.total);
        expect(figures.reduce((all, { before: was }) => all + (was ?? 0), 0)).toBe(before!.total);
        expect(sum(counts)).toBe(counts.total);
      }),
      { numRuns: 150 },
    );
  });

  it('the total then and now is explained by what was added', () => {
    fc.assert(
      fc.property(anySummary, ({ rollup, facts }) => {
        const { counts, before, changes } = rollup;
        const added = facts.milestones.filter(({ ref }) => facts.before!.milestones.get(ref) === undefined);
        expect(before!.total + added.length).toBe(counts.total);
        expect(changes.added).toEqual(added.map(({ ref }) => ref).filter((ref) => !facts.unnamed.has(ref)));
        const { closed: now, reopened } = changes;
        if (facts.unnamed.size > 0) return;
        const newlyClosed = added.filter(({ ref }) => rollup.refs.closed.includes(ref)).length;
        expect(before!.closed + now.length - reopened.length + newlyClosed).toBe(counts.closed);
      }),
      { numRuns: 150 },
    );
  });

  it('a summary that lost a milestone from its scope says which, and its totals still add up', () => {
    fc.assert(
      fc.property(anyHistory, anyDay(300), (pairs, day) => {
        const were = pairs.map(({ now }) => now);
        const first = rollUp(rollupFacts(day, were, { areas: AREAS }));
        const before = aBefore(day, were, { counts: first.counts });
        const left = were.slice(1);
        const { changes, before: then, counts } = rollUp(rollupFacts(addDays(day, 30), left, { areas: AREAS, before }));
        expect(changes.gone).toEqual(were.slice(0, 1).map(({ ref }) => ref));
        expect(then!.total + changes.added.length - changes.gone.length).toBe(counts.total);
      }),
      { numRuns: 60 },
    );
  });

  it('no Red or Amber disappears through silence: only somebody’s word takes it away', () => {
    const anyRed = fc.tuple(anyMilestone, fc.constantFrom('red', 'amber'), anyDay(200)).map(([one, rating, on]) => ({
      ...answered({ ...one, state: 'in-progress' }, on, { rating, grade: rating }),
      state: 'in-progress' as const,
    }));
    fc.assert(
      fc.property(fc.array(anyRed, { minLength: 1, maxLength: 8 }), fc.nat(1500), (some, days) => {
        const all = some.map((one, at): Milestone => ({ ...one, ref: String(at), area: 'A' }));
        const rollup = rollUp(rollupFacts(addDays(d('2026-07-20'), days), all, { areas: AREAS }));
        expect(rollup.counts.red + rollup.counts.amber).toBe(all.length);
        expect(rollup.exceptions.map(({ ref }) => ref).sort()).toEqual(all.map(({ ref }) => ref).sort());
      }),
      { numRuns: 100 },
    );
  });

  it('what is not to be named is in every count and in no words', () => {
    fc.assert(
      fc.property(anySummary, ({ rollup, facts }) => {
        const open = rollUp({ ...facts, unnamed: new Set() });
        expect(rollup.counts).toEqual(open.counts);
        expect(rollup.sizes).toEqual(open.sizes);
        expect(rollup.kinds).toEqual(open.kinds);
        expect(rollup.withheld).toBe(facts.unnamed.size);
        const { rows, ...told } = rollup;
        expect(rows).toHaveLength(facts.milestones.length);
        for (const ref of facts.unnamed) expect(JSON.stringify(told)).not.toContain(`"${ref}"`);
      }),
      { numRuns: 100 },
    );
  });
});

/** Every ref that a list of the figures names. */
function listedIn(rollup: Rollup): readonly Ref[] {
  const rows = [
    ...[rollup.disagreements, rollup.moved, rollup.passed, rollup.dueNext.rows, rollup.paused, rollup.deferred],
    ...[rollup.proposals, rollup.differing, rollup.groups, rollup.outcomeNotAchieved, rollup.movedEver.rows],
    rollup.changes.improved,
  ].flatMap((all) => all.map(({ ref }) => ref));
  const refs = [
    ...[rollup.overdue, rollup.withoutDate, rollup.withoutLead, rollup.ongoing, rollup.awaitingEvidence],
    ...[rollup.changes.added, rollup.changes.closed, rollup.changes.reopened, rollup.changes.completed],
    ...[...rollup.silent, ...rollup.noUpdate].map((area) => area.refs),
  ].flat();
  return [...rows, ...refs];
}

/** The replies beneath a message, those that are posted. */
function posted(rollup: Rollup): readonly Card[] {
  const replies = areaReplies(rollup, HEADING).filter(({ told }) => told !== true);
  return replies.map((reply) => areaReplyCard(reply).card);
}

/** Many of a few kinds, more of each in an area than stand in one line. */
const anyCrowd: fc.Arbitrary<Known> = anySummary
  .filter(({ facts }) => facts.milestones.length > 0 && facts.milestones.length < 4)
  .map(({ facts }) => {
    const crowd = (all: readonly Milestone[]): readonly Milestone[] =>
      all.flatMap((one) =>
        Array.from({ length: 30 }, (_, at) => ({ ...one, ref: `${one.ref}.${String(at)}`, area: 'A' })),
      );
    const [now, then] = [crowd(facts.milestones), crowd([...facts.before!.milestones.values()])];
    const { areas, plan } = facts;
    const more = rollupFacts(facts.today, now, { areas, plan, before: aBefore(facts.before!.asAt, then) });
    return { facts: more, rollup: rollUp(more) };
  });

describe('the card and its replies', () => {
  it('tell the same numbers as the figures', () => {
    fc.assert(
      fc.property(anySummary, ({ rollup }) => {
        const view = rollupView(rollup, HEADING);
        const words = blocksOf(rollupCard(view).card);
        expect(words.map((text) => text.replaceAll('\\', ''))).toContain(headlineOf(rollup, HEADING.levels));
        const all = rollup.kinds.reduce((total, { count }) => total + count, 0);
        const late = rollup.counts.red + rollup.counts.amber;
        expect(all).toBeGreaterThanOrEqual(late);
        expect(words).toContain(
          all === 0 ? 'Nothing needs attention.' : words.find((text) => text.startsWith(`${String(all)} need`)),
        );
        if (rollup.sizes.overdue > 0 && rollup.withheld === 0)
          expect(words).toContain(`Overdue: ${String(rollup.sizes.overdue)}`);
      }),
      { numRuns: 40 },
    );
  });

  it('tell at most ten exceptions in the message, the worst, and name the others', () => {
    fc.assert(
      fc.property(anySummary, ({ rollup }) => {
        const { sections } = rollupView(rollup, HEADING);
        const told = sections.flatMap(({ rows }) => rows);
        expect(told).toHaveLength(Math.min(10, rollup.exceptions.length));
        const named = sections.flatMap(({ rows, more }) => [...rows.map(({ ref }) => ref), ...more]);
        expect(named.sort()).toEqual(rollup.exceptions.map(({ ref }) => ref).sort());
        const isRed = (ref: Ref): boolean => rollup.refs.red.includes(ref);
        const redLeftOut = sections.flatMap(({ more }) => more).some(isRed);
        expect(redLeftOut && told.some(({ ref }) => !isRed(ref))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('leave nothing out: every exception and every listed fact is in the message or in a reply', () => {
    fc.assert(
      fc.property(anySummary, ({ rollup }) => {
        const replies = posted(rollup);
        const message = rollupCard(rollupView(rollup, { ...HEADING, replies: true })).card;
        for (const card of [message, ...replies]) expect(sizeOf(card)).toBeLessThanOrEqual(LARGEST);
        const told = [message, ...replies].map((card) => blocksOf(card).join('\n')).join('\n');
        const inReplies = replies.map((card) => blocksOf(card).join('\n')).join('\n');
        for (const { ref, cause, remedy } of rollup.exceptions) {
          expect(inReplies).toContain(`. ${ref} Words`);
          for (const words of [cause, remedy]) if (words !== null) expect(inReplies).toContain(words);
        }
        for (const ref of listedIn(rollup)) expect(told).toMatch(new RegExp(`${ref}(?!\\d)`));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['in replies', true],
    ['in the message alone', false],
  ] as const)('name each of many, %s', (_, replies) => {
    let compared = 0;
    fc.assert(
      fc.property(anyCrowd, ({ rollup }) => {
        const message = rollupCard(rollupView(rollup, { ...HEADING, replies })).card;
        const beneath = replies ? posted(rollup) : [];
        for (const card of [message, ...beneath]) expect(sizeOf(card)).toBeLessThanOrEqual(LARGEST);
        const told = [message, ...beneath].map((card) => blocksOf(card).join('\n')).join('\n');
        // A card that is full says so, and what it left out.
        if (/Left out here|because the card is full/.test(told)) return;
        compared += 1;
        const gaps = [
          rollup.withoutDate,
          rollup.withoutLead,
          rollup.ongoing,
          rollup.movedEver.rows.map(({ ref }) => ref),
        ];
        const counted = new Set(replies ? [] : gaps.flat());
        const missing = listedIn(rollup).filter((ref) => !counted.has(ref) && !new RegExp(`${ref}(?!\\d)`).test(told));
        expect(missing).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(compared).toBeGreaterThan(8);
  });

  it('an area has a reply where the message does not tell all of it, and else its counts in the message', () => {
    const quiet = (ref: string, area: string) => aMilestone({ ref, area, state: 'evidenced' });
    const all = [
      answered(aMilestone({ ref: 'A 1', area: 'A' }), d('2026-08-20'), { rating: 'red' }),
      quiet('B 1', 'B'),
    ];
    const rollup = rollUp(rollupFacts(d('2026-09-01'), all, { areas: AREAS.slice(0, 2) }));
    expect(areaReplies(rollup, HEADING).map(({ code, told }) => [code, told])).toEqual([
      ['A', undefined],
      ['B', true],
    ]);
    const view = rollupView(rollup, { ...HEADING, replies: true });
    expect([view.replies, view.areas.map(({ reply }) => reply)]).toEqual([true, [true, false]]);
    const green = rollUp(rollupFacts(d('2026-09-01'), all.slice(1), { areas: AREAS.slice(1, 2) }));
    expect(rollupView(green, { ...HEADING, replies: true }).replies).toBe(false);
  });

  it('add up by area', () => {
    fc.assert(
      fc.property(anySummary, ({ rollup }) => {
        const replies = areaReplies(rollup, HEADING);
        for (const which of [...CLASSES, 'total'] as const) {
          expect(replies.reduce((all, { view }) => all + view.counts[which], 0)).toBe(rollup.counts[which]);
          expect(replies.reduce((all, { view }) => all + view.before![which], 0)).toBe(rollup.before![which]);
        }
        expect(replies.reduce((all, { view }) => all + view.withheld, 0)).toBe(rollup.withheld);
      }),
      { numRuns: 60 },
    );
  });
});
