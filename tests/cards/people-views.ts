/** Any view of the cards about people, commands and histories. */
import fc from 'fast-check';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import type {
  AwayView,
  DeputyView,
  HelpView,
  HistoryView,
  ListView,
  WhereaboutsView,
  WhichView,
} from '../../bot/domain/views.js';
import { list, text } from './views.js';

const date = fc.integer({ min: 0, max: 400 }).map((days) => addDays(civilDate('2026-11-23'), days));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const name = fc.oneof(fc.constantFrom('Hannah Osei', 'Marcus Ibe'), text);
const link = fc.record({
  plan: fc.constant('ilacs-2026'),
  ref: fc.oneof(fc.constant('FD 2.1'), text),
  rev: fc.nat(99),
});
const errors = fc.array(fc.record({ field: fc.constantFrom('until' as const, 'deputy' as const), message: text }), {
  maxLength: 3,
});
const meanwhile = fc.record({
  asked: fc.array(fc.record({ name, count: fc.nat(9) }), { maxLength: 9 }),
  nobody: fc.nat(9),
  count: fc.nat(30),
});
const levels = fc.record({ area: text, objective: text, milestone: text });

export const which: fc.Arbitrary<WhichView> = fc.record({
  title: text,
  lines: fc.array(text, { maxLength: 4 }),
  choices: fc.uniqueArray(
    fc.record({
      name,
      words: text,
      small: text,
      link,
      button: fc.constant('Update'),
      verb: fc.constant('open-update'),
    }),
    { maxLength: 40, selector: ({ name: one }) => one.trim().toLowerCase() },
  ),
  carried: fc.oneof(fc.constant({}), fc.record({ until: text })),
});

export const history: fc.Arbitrary<HistoryView> = fc.record({
  link,
  text,
  planTitle: text,
  dates: text,
  entries: fc.array(
    fc.record({ on: date, time: maybe(fc.constant('8:41am')), who: name, words: fc.array(text, { maxLength: 9 }) }),
    { maxLength: 120 },
  ),
  mayUpdate: fc.boolean(),
});

export const help: fc.Arbitrary<HelpView> = fc.record({
  place: fc.constantFrom('own-chat', 'channel'),
  today: date,
  example: maybe(fc.record({ link, text })),
  levels: maybe(levels),
  key: maybe(fc.record({ entries: fc.constant(DEFAULT_KEY), preset: fc.constantFrom('confidence', 'dates') })),
  owners: fc.array(name, { maxLength: 4 }),
  awayUntil: maybe(date),
  deputy: maybe(name),
  colleague: maybe(name),
  decides: fc.boolean(),
  forOthers: fc.boolean(),
  entersFor: maybe(fc.oneof(fc.constant('FD 2.1'), text)),
  admin: fc.boolean(),
  forAdmins: fc.boolean(),
});

export const away: fc.Arbitrary<AwayView> = fc.record({
  link,
  name: maybe(name),
  until: fc.oneof(date, text),
  deputy: name,
  errors,
  today: date,
  latest: date,
  awayUntil: maybe(date),
  meanwhile,
});

export const deputy: fc.Arbitrary<DeputyView> = fc.record({ now: maybe(name), deputy: name, errors });

export const whereabouts: fc.Arbitrary<WhereaboutsView> = fc.record({
  saved: fc.constantFrom('away', 'back', 'deputy', 'no-deputy'),
  link,
  name: maybe(name),
  awayUntil: maybe(date),
  againOn: maybe(date),
  deputy: maybe(name),
  meanwhile,
  notes: fc.array(text, { maxLength: 5 }),
});

/** A list that was narrowed, with buttons for others. */
export const narrowed: fc.Arbitrary<ListView> = fc
  .tuple(
    list,
    fc.record({
      overdue: fc.boolean(),
      plans: maybe(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 })),
      areas: maybe(fc.array(fc.constantFrom('a|A'), { maxLength: 1 })),
      words: text,
    }),
    fc.record({
      plans: fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), title: text }), { maxLength: 9 }),
      overdue: fc.nat(9),
    }),
  )
  .map(([view, only, choices]) => ({ ...view, only, choices }));
