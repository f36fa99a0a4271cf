import fc from 'fast-check';
import { englandCalendar } from '../../bot/calendar.js';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { STATES, type Due, type Milestone } from '../../bot/domain/plan.js';
import { aMilestone, answered, d } from './builders.js';

const START = d('2026-01-01');

/** A day within `days` of the start of 2026. */
export function anyDay(days = 300): fc.Arbitrary<CivilDate> {
  return fc.integer({ min: 0, max: days }).map((n) => addDays(START, n));
}

/** England, with closure days of some organisation. */
export const anyCalendar = fc.array(anyDay(500), { maxLength: 25 }).map((closed) => englandCalendar(closed));

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const anyDue: fc.Arbitrary<Due> = fc.oneof(
  { weight: 5, arbitrary: anyDay().map((date): Due => ({ kind: 'day', date, text: date })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyDay(), fc.nat(40))
      .map(([from, n]): Due => ({ kind: 'period', from, to: addDays(from, n), text: 'a while' })),
  },
  { weight: 1, arbitrary: fc.constant<Due>({ kind: 'awaited', text: 'tbc' }) },
);

/** What somebody said on a day, `after` days later than what they had said before. */
const anyAnswer = fc.record({
  after: fc.nat(60),
  rating: fc.constantFrom('red', 'amber', 'green', 'green', 'complete'),
  recovery: maybe(fc.nat(50)),
  nextStepBy: maybe(fc.nat(50)),
  evidenceDue: maybe(fc.nat(50)),
  forecast: maybe(fc.nat(90)),
  confirmedOnly: fc.boolean(),
});

/** A milestone that was loaded and then answered for, any number of times. */
export const anyMilestone: fc.Arbitrary<Milestone> = fc
  .record({
    due: anyDue,
    importedOn: anyDay(200),
    answers: fc.array(anyAnswer, { maxLength: 5 }),
    state: fc.option(fc.constantFrom(...STATES), { nil: null, freq: 4 }),
    moves: fc.nat(4),
  })
  .map(({ due, importedOn, answers, state, moves }) => {
    let milestone = aMilestone({
      due,
      importedOn,
      moves: Array.from({ length: moves }, () => ({
        from: null,
        to: null,
        reason: null,
        on: importedOn,
        approvedBy: null,
      })),
    });
    let on = importedOn;
    for (const { after, rating, confirmedOnly, ...dates } of answers) {
      on = addDays(on, after);
      const day = (n: number | null) => (n === null ? null : addDays(on, n));
      milestone = answered(milestone, on, {
        rating,
        confirmedOnly,
        recovery: day(dates.recovery),
        nextStepBy: day(dates.nextStepBy),
        forecast: day(dates.forecast),
        doneOn: rating === 'complete' ? on : null,
        evidenceDue: rating === 'complete' ? day(dates.evidenceDue) : null,
      });
    }
    return state === null ? milestone : { ...milestone, state };
  });
