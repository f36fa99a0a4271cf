/** Any view of the cards about what leaders ask, and of what a press on a summary shows. */
import fc from 'fast-check';
import type { AreaShownView, AskFormView, ChallengeAnswerView, MilestoneShownView } from '../../bot/domain/views.js';
import { STATES } from '../../bot/domain/plan.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import {
  asked,
  counts,
  date,
  grade,
  levels,
  many,
  maybe,
  milestone,
  name,
  question,
  rating,
  ref,
  text,
} from './views.js';

const link = fc.record({ plan: fc.constant('cs'), ref, rev: fc.nat() });
const head = fc.record({
  plan: fc.constant('cs'),
  planTitle: text,
  levels,
  asAt: maybe(date),
  time: fc.constant('9am'),
  back: fc.boolean(),
});

export const anyAsk: fc.Arbitrary<AskFormView> = fc.record({
  ...{ head, link, text, rating, grade: maybe(grade), answers: many(name, 6), copied: many(name, 6) },
  own: fc.boolean(),
  meeting: fc.boolean(),
  inputs: fc.record({ question: text, which: text, who: text }),
  errors: many(fc.record({ field: maybe(fc.constantFrom('question', 'which', 'on', 'who')), message: text }), 3),
});

export const anyAnswer: fc.Arbitrary<ChallengeAnswerView> = question.chain((one) =>
  fc.record({ milestone: text, planTitle: text }).map((more) => ({ ...one, ...more })),
);

export const anyAreaShown: fc.Arbitrary<AreaShownView> = fc.record({
  ...{ head, code: ref, title: text, heads: many(name, 4), counts: maybe(counts), others: fc.nat(4) },
  grades: many(fc.record({ entry: grade, count: fc.nat(9), before: maybe(fc.nat(9)) }), 5),
  key: fc.constant(DEFAULT_KEY),
  rows: many(
    fc.record({
      ...{ link, text, rating: fc.oneof(rating, fc.constant('closed' as const)), grade: maybe(grade) },
      ...{ state: fc.constantFrom(...STATES), due: maybe(date), dueText: text, overdueDays: maybe(fc.nat(90)) },
      ...{ leads: many(name, 4), said: maybe(text) },
    }),
    30,
  ),
});

export const anyMilestoneShown: fc.Arbitrary<MilestoneShownView> = fc.record({
  ...{ head, milestone, area: fc.record({ code: ref, title: text }), leads: many(name, 6), heads: many(name, 6) },
  said: fc.record({
    ...{ cause: maybe(text), remedy: maybe(text), help: maybe(text), recovery: maybe(date) },
    ...{ nextStep: maybe(text), nextStepBy: maybe(date) },
  }),
  dates: text,
  moves: many(
    fc.record({
      ...{ from: maybe(date), to: maybe(date), reason: maybe(text), approvedBy: maybe(name), on: maybe(date) },
      where: maybe(text),
    }),
    6,
  ),
  asked: many(asked, 3),
  entries: many(
    fc.record({ on: date, time: fc.constant('9am'), who: name, words: fc.array(text, { minLength: 1, maxLength: 3 }) }),
    12,
  ),
  mayAsk: fc.boolean(),
});
