/** Any view of the cards about a plan file, whatever stands in the file and whatever anybody types. */
import fc from 'fast-check';
import type {
  DoubtView,
  ImportAsksView,
  ImportDifferenceView,
  ImportDoneView,
  ImportDoubtsView,
  ImportFoundView,
} from '../../bot/domain/import-views.js';
import { PLAN_KINDS } from '../../bot/domain/plan.js';
import { PLAN_FIELDS } from '../../bot/domain/plan-columns.js';
import { text } from './views.js';

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const many = <T>(some: fc.Arbitrary<T>, most: number) => fc.array(some, { maxLength: most });
const key = fc.nat(900_000).map((n) => `0000000${String(n).padStart(5, '0')}`.slice(-12));
const error = (...fields: readonly string[]) => maybe(fc.record({ field: fc.constantFrom(...fields), message: text }));
const draft = { draft: fc.constant('0123456789abcdef0123456789abcdef'), fileName: text };
const kind = maybe(fc.constantFrom(...PLAN_KINDS));
const levels = fc.record({ area: text, objective: text, milestone: text });

const doubt: fc.Arbitrary<DoubtView> = fc.record({
  ...{
    key,
    row: fc.nat(900),
    place: fc.option(text, { nil: undefined }),
    ref: maybe(text),
    question: text,
    cell: text,
  },
  ...{ assumed: text, chosen: fc.constantFrom('keep', 'date', ''), typed: text, fault: maybe(text) },
  choices: fc.tuple(text, text).map(([one, other]) => [
    { id: 'keep', label: one || 'Keep', typed: null },
    { id: 'date', label: other || 'Give', typed: 'date' as const },
  ]),
});
const doubts = fc.uniqueArray(doubt, { maxLength: 5, selector: (one) => one.key });

export const anyFound: fc.Arbitrary<ImportFoundView> = fc.record({
  ...draft,
  ...{ error: error('plan', 'title', 'columns', 'asat', 'levels', 'board'), plan: text, title: text, levels },
  counts: fc.record({ areas: fc.nat(40), objectives: fc.nat(90), milestones: fc.nat(900), leads: fc.nat(90) }),
  said: fc.record({ asat: text, kind, board: maybe(text), meeting: maybe(text), levels: maybe(text) }),
  areas: many(text, 20),
  columns: fc.uniqueArray(
    fc.record({ heading: text, field: maybe(fc.constantFrom(...PLAN_FIELDS)), example: text, key }),
    {
      maxLength: 12,
      selector: (one) => one.key,
    },
  ),
  ...{ doubts: fc.nat(900), open: fc.nat(90), decided: fc.nat(90), keptOut: fc.nat(9), exists: fc.boolean() },
});

export const anyAsks: fc.Arbitrary<ImportAsksView> = fc.record({
  ...draft,
  ...{ error: error('board', 'meeting', 'kind'), wants: fc.constantFrom('board' as const, 'meeting' as const) },
  said: fc.record({ kind, board: maybe(text), meeting: maybe(text) }),
});

export const anyDoubtsOfFile: fc.Arbitrary<ImportDoubtsView> = fc.record({
  ...draft,
  ...{ error: error('choices'), page: fc.nat(3), pages: fc.integer({ min: 4, max: 5 }), open: doubts },
  ...{ told: many(fc.record({ place: text, message: text }), 60), toldBeyond: fc.nat(90) },
});

export const anyDifference: fc.Arbitrary<ImportDifferenceView> = fc.record({
  ...draft,
  ...{ error: fc.constant(null), title: text, unchanged: fc.nat(900), open: doubts, openInAll: fc.nat(20) },
  ...{ page: fc.nat(3), pages: fc.integer({ min: 4, max: 5 }), told: many(text, 2) },
  sections: many(
    fc.record({ heading: text, lines: many(fc.record({ ref: text, words: text }), 60) }).map((one) => ({
      ...one,
      heading: `New ${one.heading}`,
      count: one.lines.length,
    })),
    4,
  ),
});

export const anyDone: fc.Arbitrary<ImportDoneView> = fc.record({
  ...{ title: text, plan: fc.constant('front-door'), milestones: fc.nat(900), changed: fc.boolean() },
});
