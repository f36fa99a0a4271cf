import fc from 'fast-check';
import type { CivilDate } from '../../bot/domain/dates.js';
import { CADENCES, type Due } from '../../bot/domain/due-kinds.js';
import { STATES } from '../../bot/domain/plan.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import type { DueView, ProposedView } from '../../bot/domain/views.js';

/** The texts, names, refs and days that a random view is made of. */
export interface Words {
  readonly text: fc.Arbitrary<string>;
  readonly name: fc.Arbitrary<string>;
  readonly ref: fc.Arbitrary<string>;
  readonly date: fc.Arbitrary<CivilDate>;
}

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

/** A new date, an end, evidence or another lead; now and then more than one of them. */
export function anyProposed({ text, name, ref, date }: Words): fc.Arbitrary<ProposedView> {
  return fc.record({
    by: name,
    byReader: fc.boolean(),
    on: date,
    date: maybe(date),
    insteadOf: maybe(date),
    state: maybe(fc.constantFrom(...STATES)),
    evidence: fc.constantFrom(true as const, undefined, undefined),
    handover: fc.option(fc.record({ from: name, to: name, toReader: fc.boolean() }), { nil: undefined }),
    replacedBy: fc.array(ref, { maxLength: 4 }),
    reason: text,
  });
}

/** Every kind of due with everything that may be said of it, likely together or not. */
export function anyDueFields(words: Words): { [K in keyof DueView]: fc.Arbitrary<DueView[K]> } {
  const { text, name, ref, date } = words;
  const period = fc.tuple(date, date).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
  const inferred = { text, yearInferred: fc.boolean() };
  const due: fc.Arbitrary<Due> = fc.oneof(
    fc.record({ kind: fc.constant('day' as const), date, ...inferred }),
    fc.record({ kind: fc.constant('period' as const), from: date, to: date, ...inferred }),
    fc.record({
      kind: fc.constant('recurring' as const),
      cadence: fc.constantFrom(...CADENCES),
      first: maybe(date),
      until: maybe(date),
      yearStarts: fc.integer({ min: 1, max: 12 }),
      text,
    }),
    fc.record({ kind: fc.constant('meeting' as const), board: text, from: date, to: date, on: maybe(date), text }),
    fc.record({ kind: fc.constantFrom('awaited' as const, 'ongoing' as const), text }),
  );
  const said = { by: name, byReader: fc.boolean(), on: date };
  return {
    due,
    dueToday: fc.boolean(),
    period: maybe(
      fc
        .tuple(period, fc.record({ begun: fc.boolean(), settled: fc.boolean(), last: fc.boolean() }))
        .map(([days, flags]) => ({ ...days, ...flags })),
    ),
    expected: maybe(fc.record({ date, passed: fc.boolean() })),
    deferral: maybe(fc.record({ ...said, until: date, reason: text, ended: fc.boolean() })),
    proposal: maybe(
      fc
        .tuple(
          anyProposed(words),
          fc.record({ waitsFor: fc.array(name, { maxLength: 4 }), forReader: fc.boolean() }),
          maybe(fc.record({ ...said, text, answer: maybe(fc.record({ ...said, text })) })),
        )
        .map(([what, who, question]) => ({ ...what, ...who, ...(question !== null && { question }) })),
    ),
    queries: fc.array(text, { maxLength: 8 }),
    otherAnswers: fc.array(
      fc.record({
        by: name,
        on: date,
        grade: fc.constantFrom(...DEFAULT_KEY),
      }),
      { maxLength: 5 },
    ),
    group: maybe(fc.record({ answered: fc.nat(9), of: fc.nat(20) })),
    sameAs: maybe(fc.record({ ref, text: maybe(text) })),
  };
}
