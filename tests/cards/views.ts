import fc from 'fast-check';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import type { ChallengeView } from '../../bot/domain/challenge-views.js';
import type { MeasureView } from '../../bot/domain/measure-views.js';
import { NAMINGS, SOURCES, STATES } from '../../bot/domain/plan.js';
import { KINDS } from '../../bot/domain/rollup-exceptions.js';
import type { KeyEntry } from '../../bot/domain/key.js';
import type { Meanwhile } from '../../bot/domain/meanwhile.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import { anyDueFields, anyProposed } from './any-due.js';
import {
  UPDATE_FIELDS,
  type ChooseView,
  type DigestRow,
  type DigestView,
  type FormView,
  type ListView,
  type NoticeView,
  type OnTrackView,
  type AreaReplyView,
  type RollupException,
  type RollupView,
  type SavedView,
  type WelcomeView,
} from '../../bot/domain/views.js';

/** Texts as people and hostile people write them, short and very long. */
const NASTY = [
  '<at>Everyone</at> look',
  '[click](https://example.org) **now** _here_ `x`',
  '${token} ${$root} @{1+1} {{DATE(2020-01-01T00:00:00Z, SHORT)}}',
  '"}],"version":"9.9"',
  '1. first\n2. second\n- third\n# fourth',
  '\u202Eabc\u0000\u0007\uD800x\u200B',
  'Zoë’s “plan” – 50% & <b>more</b> &lt;i&gt;',
  'word '.repeat(400),
  'x'.repeat(3000),
  '"\\'.repeat(1500),
];

export const text = fc.oneof(
  { weight: 3, arbitrary: fc.lorem({ maxCount: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
);
export const name = fc.oneof(fc.constantFrom('Hannah Osei', 'Marcus Ibe', 'Priya Raman'), text);
export const ref = fc.oneof(fc.constantFrom('CiN/CP 1.4', 'PMQA 2.3', 'SP 1.3'), text);
export const date = fc.integer({ min: -200, max: 400 }).map((days) => addDays(civilDate('2026-11-23'), days));
export const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const days = maybe(fc.nat(300));
export const rating = fc.constantFrom('red', 'amber', 'green', 'complete', 'none');
/** An entry of a key as a plan may print it, short and monstrous. */
export const grade: fc.Arbitrary<KeyEntry> = fc.record({
  id: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
  rating,
  word: text,
  letter: text,
  shape: fc.oneof(fc.constantFrom('◆', '■', ''), text),
  colour: fc.constantFrom('attention', 'warning', 'good', 'accent', 'default'),
  definition: text,
});
/** Left out for half of them, as for a plan with the default key. */
const graded = <T extends object>(some: fc.Arbitrary<T>): fc.Arbitrary<T & { readonly grade?: KeyEntry }> =>
  fc.tuple(some, maybe(grade)).map(([value, own]) => (own === null ? value : { ...value, grade: own }));
const check = graded(fc.record({ rating, because: text }));
export const levels = fc.record({ area: text, objective: text, milestone: fc.oneof(fc.constant('Action'), text) });
export const many = <T>(some: fc.Arbitrary<T>, most: number) =>
  fc.oneof(fc.array(some, { maxLength: 5 }), fc.array(some, { minLength: most, maxLength: most, size: 'max' }));

const milestoneFields = {
  link: fc.record({ plan: fc.constantFrom('cs', 'sp'), ref, rev: fc.nat(99) }),
  planTitle: fc.oneof(fc.constantFrom('One plan', 'Another plan'), text),
  text,
  rating,
  check,
  disagrees: fc.boolean(),
  dueOn: maybe(date),
  dueText: text,
  overdueDays: days,
  daysLeft: days,
  state: fc.constantFrom(...STATES),
  lastUpdate: maybe(
    graded(
      fc.record(
        {
          ...{ on: date, by: name, byReader: fc.boolean(), rating, note: maybe(text) },
          sameAs: fc.record({ ref, text: maybe(text) }),
          onBehalf: fc.record({ by: name, byReader: fc.boolean(), source: fc.constantFrom(...SOURCES), on: date }),
          waitsOn: fc.oneof(
            fc.record({ kind: fc.constant('milestone' as const), ref }),
            fc.record({ kind: fc.constant('body' as const), name: text }),
          ),
        },
        { requiredKeys: ['on', 'by', 'byReader', 'rating', 'note'] },
      ),
    ),
  ),
  ...anyDueFields({ text, name, ref, date }),
};
export const milestone = graded(fc.record(milestoneFields));

const saidBy = { by: name, byReader: fc.boolean(), on: date, text };
/** A question of a leader. */
export const asked = fc.record({ ...saidBy, answer: maybe(fc.record({ ...saidBy, waitsUntil: date })) });

const rowFields = {
  ...milestoneFields,
  wanted: fc.constantFrom('update', 'date', 'evidence', 'decision', 'answer', 'challenge', 'release', 'held'),
  asked: fc.option(many(asked, 4), { nil: undefined }),
  confirm: fc.boolean(),
  escalation: maybe(
    fc.record({
      on: date,
      to: name,
      as: fc.constantFrom('head of service', 'plan owner', undefined),
      done: fc.boolean(),
      ahead: fc.record({ from: maybe(date), updates: fc.nat(2), afterUpdate: maybe(date) }),
    }),
  ),
  passed: maybe(fc.record({ saidOn: date, date, words: text })),
  tickable: fc.boolean(),
  evidenceDue: maybe(date),
  insteadOf: fc.option(many(name, 20), { nil: undefined }),
};
const row: fc.Arbitrary<DigestRow> = graded(fc.record(rowFields));
const decided = fc.record({
  proposal: anyProposed({ text, name, ref, date }),
  accepted: fc.boolean(),
  reason: text,
  by: name,
  byReader: fc.boolean(),
  on: date,
  where: maybe(text),
  next: maybe(date),
  evidenceDue: maybe(date),
});
const told: fc.Arbitrary<DigestRow> = fc.record({
  ...rowFields,
  wanted: fc.constant('nothing'),
  decided: fc.option(decided, { nil: undefined }),
  entered: fc.boolean(),
});
const blocker = fc.record({
  blocker: fc.oneof(
    fc.record({ kind: fc.constant('milestone' as const), ref, due: date, overdueDays: days }),
    fc.record({ kind: fc.constant('body' as const), name }),
  ),
  holds: fc.array(ref, { minLength: 1, maxLength: 20 }),
});

export const digest: fc.Arbitrary<DigestView> = fc
  .record({
    asAt: date,
    yours: many(row, 95),
    waiting: many(fc.record({ ...rowFields, leads: many(name, 20) }), 30),
    told: many(told, 20),
    blockers: many(blocker, 12),
    answered: many(milestone, 30),
    more: fc.nat(50),
    repeat: fc.boolean(),
    reporting: many(fc.record({ name, freezes: date }), 3),
    levels: maybe(levels),
    first: maybe(fc.record({ askedBy: many(name, 12) })),
  })
  .map(({ first, ...view }) => (first === null ? view : { ...view, first }));

const MEANWHILE: readonly Meanwhile[] = ['answered', 'due', 'text', 'state', 'deferral', 'proposal', 'other'];
const ticks = many(fc.constant('t'.repeat(160)), 95);

export const choose: fc.Arbitrary<ChooseView> = fc
  .record({
    milestone,
    choices: fc.oneof(fc.constant(DEFAULT_KEY), fc.array(grade, { minLength: 1, maxLength: 12 })),
    ticks,
    inputs: fc.dictionary(fc.constantFrom(...UPDATE_FIELDS), text),
    refused: maybe(text),
  })
  .map(({ refused, ...view }) => (refused === null ? view : { ...view, refused }));
export const form: fc.Arbitrary<FormView> = graded(
  fc.record({
    milestone,
    rating,
    inputs: fc.dictionary(fc.constantFrom(...UPDATE_FIELDS), fc.oneof(text, date)),
    errors: fc.array(fc.record({ field: fc.constantFrom(...UPDATE_FIELDS), message: text }), { maxLength: 12 }),
    conflict: maybe(
      fc.oneof(
        graded(fc.record({ by: name, on: date, rating, note: maybe(text) })),
        fc.record({ meanwhile: fc.uniqueArray(fc.constantFrom(...MEANWHILE), { minLength: 1 }) }),
      ),
    ),
    today: date,
    deciders: many(name, 20),
    bodies: many(fc.oneof(fc.constantFrom('Eclipse', 'Health trust'), text), 40),
    pointsAt: maybe(fc.record({ ref, text: maybe(text) })),
    ticks,
  }),
);
export const saved: fc.Arbitrary<SavedView> = fc.record({
  milestone,
  time: fc.constant('8:41am'),
  on: date,
  given: fc.dictionary(fc.constantFrom(...UPDATE_FIELDS), fc.oneof(text, date)),
  settled: maybe(fc.tuple(date, date).map(([from, to]) => ({ from, to }))),
  escalation: maybe(fc.record({ was: date, now: maybe(date), last: fc.boolean() })),
  askedAgainOn: maybe(date),
  evidenceDue: maybe(date),
  notPutForward: maybe(fc.record({ date, why: text, because: fc.constantFrom('partner', undefined), reason: text })),
  inPlaceOf: maybe(text),
  coLeads: many(name, 20),
  left: many(row, 95),
  replayed: fc.boolean(),
});
export const onTrack: fc.Arbitrary<OnTrackView> = graded(
  fc.record({
    saved: many(fc.record({ ref, text, settled: maybe(fc.tuple(date, date).map(([from, to]) => ({ from, to }))) }), 95),
    refused: many(fc.record({ ref, text, because: text }), 95),
    left: many(row, 95),
    asAt: date,
  }),
);
export const list: fc.Arbitrary<ListView> = fc.record({
  asAt: date,
  rows: many(row, 95),
  more: fc.nat(50),
  levels: fc.constantFrom(null, { area: 'Theme', objective: 'Action', milestone: 'Milestone' }),
});
export const welcome: fc.Arbitrary<WelcomeView> = fc.record({
  plans: many(fc.record({ title: text, levels, open: fc.nat(99) }), 200),
  owners: many(name, 20),
  decides: fc.boolean(),
  supports: fc.boolean(),
});
export const notice: fc.Arbitrary<NoticeView> = fc
  .record({ title: text, lines: many(text, 50), typed: maybe(fc.dictionary(fc.constantFrom(...UPDATE_FIELDS), text)) })
  .map(({ typed, ...view }) => (typed === null ? view : { ...view, typed }));

const exception: fc.Arbitrary<RollupException> = graded(
  fc.record({
    ref,
    text,
    area: text,
    rating,
    was: maybe(rating),
    since: maybe(date),
    overdueDays: days,
    dueOn: maybe(date),
    dueText: text,
    daysLeft: days,
    cause: maybe(text),
    help: maybe(text),
    remedy: maybe(text),
    recovery: maybe(date),
    forecast: maybe(date),
    updatedOn: maybe(date),
    stale: fc.boolean(),
    check,
    because: text,
    accountable: maybe(name),
    leads: many(name, 4),
  }),
);
export const counts = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(9)).map((all) => {
  const [red, amber, green, complete, none, closed] = all;
  return { red, amber, green, complete, none, closed, total: all.reduce((sum, number) => sum + number, 0) };
});
const refs = many(ref, 60);
const quiet = many(fc.record({ area: text, head: maybe(name), refs }), 20);
const rated = fc.record({ ref, text, from: rating, to: rating });
const named = fc.record({ ref, text });

const number = fc.nat(99);
const due = fc.record({ ref, text, on: date, grade });
const ever = fc.record({ ref, text, times: fc.nat(9), slip: fc.integer({ min: -50, max: 400 }) });
const measured = fc.record({
  called: text,
  words: text,
  asAt: date,
  value: maybe(fc.nat(99)),
  caveat: maybe(text),
  small: fc.boolean(),
});
const measure: fc.Arbitrary<MeasureView> = fc.record({
  code: ref,
  name: text,
  area: maybe(ref),
  ref: maybe(ref),
  period: text,
  unit: text,
  polarity: text,
  target: maybe(text),
  comparator: maybe(text),
  caveat: maybe(text),
  now: maybe(measured),
  before: maybe(measured),
  direction: maybe(fc.constantFrom('better', 'worse', 'no change')),
  runRate: maybe(text),
});
export const question: fc.Arbitrary<ChallengeView> = fc.record({
  ref,
  text,
  asker: text,
  on: date,
  state: fc.constantFrom('unanswered', 'waiting', 'answered'),
  answer: maybe(text),
  by: maybe(name),
  answeredOn: maybe(date),
});
const change = fc.record({ ref, text, what: fc.array(text, { minLength: 1, maxLength: 3 }) });

/** What may stand around the figures, each part or none. */
const around = fc.record(
  {
    scope: fc.record({ area: maybe(text), tag: maybe(text) }),
    correction: fc.record({ of: date, reason: text }),
    corrected: fc.record({ on: date, reason: text }),
    signing: fc.record({
      signed: many(fc.record({ code: ref, area: text, by: name, on: date, words: text }), 9),
      unsigned: many(fc.record({ code: ref, area: text, head: maybe(name) }), 9),
    }),
    overall: fc.record({
      grade,
      reason: text,
      by: name,
      on: date,
      since: date,
      before: maybe(fc.record({ grade, on: date })),
      suggested: maybe(grade),
    }),
    measures: many(measure, 12),
    questions: many(question, 12),
    replies: fc.boolean(),
    sincePosted: fc.record({
      on: date,
      time: fc.constant('4pm'),
      rows: many(change, 10),
      more: many(ref, 20),
      unnamed: fc.nat(4),
    }),
  },
  { requiredKeys: [] },
);

const figures = fc.record({
  plan: fc.constant('cs'),
  naming: fc.constantFrom(...NAMINGS),
  overdueAbove: many(fc.record({ ref, days: fc.nat(90) }), 30),
  movedEver: fc.record({
    often: fc.integer({ min: 1, max: 20 }),
    milestones: number,
    moves: number,
    slip: fc.integer({ min: -99, max: 999 }),
    rows: many(ever, 20),
  }),
  passed: many(fc.record({ ref, text, date, words: maybe(text), saidOn: date }), 20),
  dueNext: fc.record({ until: date, window: maybe(text), count: number, rows: many(due, 40) }),
  gaps: fc.record({ withoutDate: refs, ongoing: refs, withoutLead: refs }),
  withheld: fc.nat(4),
  held: fc.nat(4),
  reopened: many(ref, 9),
  gone: many(ref, 9),
  planTitle: text,
  levels,
  asAt: date,
  time: fc.constant('9am'),
  preset: fc.constantFrom('confidence', 'dates'),
  key: fc.oneof(fc.constant(DEFAULT_KEY), fc.array(grade, { minLength: 1, maxLength: 12 })),
  since: maybe(date),
  counts,
  before: maybe(counts),
  grades: fc.array(fc.record({ entry: grade, count: fc.nat(9), before: maybe(fc.nat(9)) }), { maxLength: 12 }),
  overdue: fc.nat(30),
  withoutDate: fc.nat(30),
  ongoing: fc.nat(30),
  withoutLead: fc.nat(30),
  sections: fc
    .array(fc.constantFrom(...KINDS), {
      maxLength: 6,
    })
    .chain((kinds) =>
      fc.tuple(
        ...[...new Set(kinds)].map((kind) =>
          fc
            .record({ kind: fc.constant(kind), rows: many(exception, 30), more: many(ref, 40) })
            .map((one) => ({ ...one, count: one.rows.length + one.more.length })),
        ),
      ),
    ),
  improved: many(rated, 40),
  disagreements: many(graded(fc.record({ ref, text, declared: rating, check })), 40),
  moved: many(
    fc.record({
      ref,
      text,
      from: maybe(date),
      to: maybe(date),
      reason: maybe(text),
      approvedBy: maybe(name),
      where: maybe(text),
      times: fc.integer({ min: 1, max: 4 }),
    }),
    40,
  ),
  silent: quiet,
  noUpdate: quiet,
  paused: many(named, 40),
  deferred: many(fc.record({ ref, text, until: date, reason: text }), 40),
  proposals: many(
    fc.record({
      ref,
      text,
      date: maybe(date),
      state: maybe(fc.constantFrom(...STATES)),
      evidence: fc.constantFrom(true as const, undefined),
      handover: fc.constantFrom(true as const, undefined),
      reason: text,
      on: date,
    }),
    40,
  ),
  differing: many(fc.record({ ref, text, grades: fc.array(grade, { minLength: 2, maxLength: 5 }) }), 40),
  groups: many(fc.record({ ref, text, answered: fc.nat(5), of: fc.nat(9) }), 40),
  evidenced: fc.nat(99),
  outcomeNotAchieved: many(named, 40),
  completed: many(named, 40),
  added: refs,
  closedSince: many(fc.record({ state: fc.constantFrom(...STATES), refs }), 4),
  awaitingEvidence: refs,
  unchangedGreen: fc.nat(99),
  confirmedOnly: fc.nat(99),
  areas: many(
    fc.record({
      code: ref,
      title: text,
      counts,
      grades: fc.array(fc.record({ entry: grade, count: fc.nat(9) }), { maxLength: 12 }),
    }),
    30,
  ),
});

/** Grades of a scale of the plan's own are among those that no class counts. */
function addingUp(view: RollupView): RollupView {
  const { counts, grades } = view;
  const more = Math.max(0, grades.reduce((sum, { count }) => sum + count, 0) - counts.none);
  return { ...view, counts: { ...counts, none: counts.none + more, total: counts.total + more } };
}

export const rollup: fc.Arbitrary<RollupView> = fc
  .tuple(figures, around)
  .map(([view, parts]) => addingUp({ ...view, ...parts }));

export const areaReply: fc.Arbitrary<AreaReplyView> = fc.record({
  code: ref,
  title: text,
  head: maybe(name),
  view: rollup,
});
