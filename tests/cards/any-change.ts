/** Any view of the cards on which something else is said of a milestone than an update. */
import fc from 'fast-check';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import {
  CHANGE_FIELDS,
  type AnswerFormView,
  type ChangeDone,
  type ChangedView,
  type ChangeError,
  type ChangeFormView,
  type DeferView,
  type EndView,
  type HandoverView,
  type MoreView,
} from '../../bot/domain/change-views.js';
import { milestone, saved, text } from './views.js';

const date = fc.integer({ min: -200, max: 400 }).map((days) => addDays(civilDate('2026-11-23'), days));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const name = fc.oneof(fc.constantFrom('Hannah Osei', 'Marcus Ibe'), text);
const names = fc.array(name, { maxLength: 20 });
const ticks = fc.array(fc.constant('t'.repeat(160)), { maxLength: 95 });
const state = fc.constantFrom('withdrawn', 'superseded', 'business-as-usual', 'carried-over');
const question = fc.record({ by: name, on: date, text });

const error: fc.Arbitrary<ChangeError> = fc.record({ field: maybe(fc.constantFrom(...CHANGE_FIELDS)), message: text });
const form = {
  milestone,
  inputs: fc.dictionary(fc.constantFrom(...CHANGE_FIELDS), fc.oneof(text, date, state)),
  errors: fc.array(error, { maxLength: 9 }),
  deciders: names,
  ticks,
} as const satisfies { [Key in keyof ChangeFormView]: fc.Arbitrary<ChangeFormView[Key]> };

export const anyDefer: fc.Arbitrary<DeferView> = fc.record({ ...form, latest: date, deferred: fc.boolean() });
export const anyEnd: fc.Arbitrary<EndView> = fc.record(form);
export const anyHandover: fc.Arbitrary<HandoverView> = fc.record({
  ...form,
  parts: fc.array(fc.record({ id: fc.stringMatching(/^[a-z0-9]{1,16}$/), name }), { maxLength: 30 }),
});
export const anyAnswer: fc.Arbitrary<AnswerFormView> = fc.record({ ...form, what: text, question });
export const anyMore: fc.Arbitrary<MoreView> = fc.record({
  milestone,
  waits: maybe(fc.record({ what: text, own: fc.boolean() })),
  question: maybe(question),
  may: fc.record({
    update: fc.boolean(),
    defer: fc.boolean(),
    end: fc.boolean(),
    handover: fc.boolean(),
    behalf: fc.boolean(),
  }),
  latest: date,
  deciders: names,
  ticks,
});

const done: fc.Arbitrary<ChangeDone> = fc.oneof(
  fc.record({ kind: fc.constant('deferred' as const), until: date, reason: text }),
  fc.record({ kind: fc.constant('deferral-ended' as const) }),
  fc.record({ kind: fc.constant('proposed' as const), what: text, leads: maybe(name) }),
  fc.record({ kind: fc.constant('taken-back' as const), what: text }),
  fc.record({ kind: fc.constant('answered' as const), asker: name }),
);
export const anyChanged: fc.Arbitrary<ChangedView> = fc.record({
  milestone,
  done,
  overtaken: fc.boolean(),
  warning: maybe(text),
  deciders: names,
  askedAgainOn: maybe(date),
  lead: fc.boolean(),
  on: date,
  left: saved.map(({ left }) => left),
  ticks,
});
