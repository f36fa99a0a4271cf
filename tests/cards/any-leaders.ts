/** Any view of the cards that ask for a signature, a release, and the rating of a whole plan. */
import fc from 'fast-check';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import type { LeaderRow, OverallFormView, ReleaseView, SignOffView } from '../../bot/domain/views.js';
import { grade, levels, rollup, text } from './views.js';

const date = fc.integer({ min: -200, max: 400 }).map((days) => addDays(civilDate('2026-11-23'), days));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const many = <T>(some: fc.Arbitrary<T>, most: number) => fc.array(some, { maxLength: most, size: 'max' });
const name = fc.oneof(fc.constantFrom('Hannah Osei', 'Marcus Ibe'), text);
const ref = fc.oneof(fc.constantFrom('CiN/CP 1.4', 'PMQA 2.3'), text);
const refs = many(ref, 60);
const link = fc.record({ plan: fc.constant('cs'), ref, rev: fc.nat() });
const window = { planTitle: text, levels, window: text, asAt: date, posts: date };
const typed = fc.record({ words: text, reason: text, rating: fc.constantFrom('red', '', 'x') });
const errorIn = (...fields: string[]) => maybe(fc.record({ field: fc.constantFrom(...fields), message: text }));

const draft = fc.record({
  since: maybe(date),
  counts: many(fc.record({ entry: maybe(grade), count: fc.nat(300) }), 8),
  total: fc.nat(2000),
  overdue: refs,
  exceptions: many(
    fc.record({ ref, text, grade, overdueDays: maybe(fc.nat(200)), because: text, recovery: maybe(date) }),
    60,
  ),
  worsened: many(fc.record({ ref, grade: maybe(grade) }), 60),
  improved: many(fc.record({ ref, from: grade, to: grade }), 60),
  completed: refs,
  moved: many(fc.record({ ref, from: maybe(date), to: maybe(date), reason: maybe(text) }), 60),
  added: refs,
  closed: refs,
  silent: refs,
  noUpdate: refs,
});

export const anySignOff: fc.Arbitrary<SignOffView> = fc.record({
  ...window,
  link,
  typed,
  error: errorIn('words'),
  changed: maybe(fc.constantFrom('figures' as const, 'meanwhile' as const)),
  area: text,
  draft,
  signed: maybe(fc.record({ by: name, byReader: fc.boolean(), on: date, words: text })),
  lapsed: maybe(fc.record({ by: name, on: date })),
  done: fc.boolean(),
  releasedBy: many(name, 3),
});

const signing = fc.record({
  signed: many(fc.record({ code: ref, area: text, by: name, on: date, words: text }), 20),
  unsigned: many(fc.record({ code: ref, area: text, head: maybe(name) }), 20),
});

export const anyRelease: fc.Arbitrary<ReleaseView> = fc.record({
  ...window,
  link,
  typed,
  error: errorIn('reason'),
  changed: maybe(fc.constantFrom('figures' as const, 'meanwhile' as const)),
  draft: rollup,
  signing,
  channels: many(text, 5),
  correction: maybe(text),
  decided: maybe(
    fc.record({
      what: fc.constantFrom('released' as const, 'refused' as const),
      by: name,
      byReader: fc.boolean(),
      on: date,
      reason: text,
    }),
  ),
});

export const anyOverall: fc.Arbitrary<OverallFormView> = fc.record({
  link,
  typed,
  error: errorIn('rating', 'reason'),
  planTitle: text,
  overall: maybe(
    fc.record({
      grade,
      reason: text,
      by: name,
      on: date,
      since: date,
      before: maybe(fc.record({ grade, on: date })),
      suggested: maybe(grade),
    }),
  ),
  suggested: maybe(grade),
  key: fc.oneof(fc.constant(DEFAULT_KEY), fc.array(grade, { minLength: 1, maxLength: 12 })),
  history: many(fc.record({ grade, reason: text, by: name, on: date }), 20),
  done: fc.boolean(),
});

export const anyLeaderRow: fc.Arbitrary<LeaderRow> = fc.record({
  kind: fc.constantFrom('sign-off' as const, 'release' as const),
  link,
  planTitle: text,
  area: maybe(text),
  window: text,
  asAt: date,
  posts: date,
});
