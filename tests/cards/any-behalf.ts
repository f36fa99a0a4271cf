/** Any view of the cards on which somebody enters an update for another. */
import fc from 'fast-check';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import { SOURCES } from '../../bot/domain/plan.js';
import type { BehalfFormView, BehalfView, ChooseView, FormView, SavedView } from '../../bot/domain/views.js';
import { choose, form, milestone, saved, text } from './views.js';

const date = fc.integer({ min: -200, max: 0 }).map((days) => addDays(civilDate('2026-11-23'), days));
const name = fc.oneof(fc.constantFrom('Hannah Osei', 'Marcus Ibe'), text);
const officer = fc.stringMatching(/^[a-z0-9]{12}$/);

const behalf: fc.Arbitrary<BehalfView> = fc.record({
  ...{ officer, name, reachable: fc.boolean() },
  source: fc.constantFrom(...SOURCES),
  on: date,
});
const forSomebody = <View>(some: fc.Arbitrary<View>): fc.Arbitrary<View & { readonly behalf: BehalfView }> =>
  fc.tuple(some, behalf).map(([view, forWhom]) => ({ ...view, behalf: forWhom }));

export const anyChoose: fc.Arbitrary<ChooseView> = forSomebody(choose);
export const anyForm: fc.Arbitrary<FormView> = forSomebody(form);
export const anySaved: fc.Arbitrary<SavedView> = forSomebody(saved);
export const anyBehalf: fc.Arbitrary<BehalfFormView> = fc.record({
  milestone,
  people: fc.array(fc.record({ officer, name }), { minLength: 1, maxLength: 80 }),
  typed: fc.record({
    officer: fc.oneof(officer, text),
    source: fc.oneof(fc.constantFrom(...SOURCES), text),
    on: fc.oneof(date, text),
  }),
  errors: fc.array(fc.record({ field: fc.constantFrom('officer', 'source', 'on'), message: text }), { maxLength: 6 }),
  ticks: fc.array(fc.constant('t'.repeat(160)), { maxLength: 95 }),
});
