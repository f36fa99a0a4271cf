import fc from 'fast-check';
import { englandCalendar } from '../../bot/calendar.js';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { CADENCES } from '../../bot/domain/due-kinds.js';
import { STATES, type Due, type Milestone } from '../../bot/domain/plan.js';
import type { ReportingWindow } from '../../bot/domain/windows.js';
import type { PlanRules } from '../../bot/domain/plan-rules.js';
import type { Calendar } from '../../bot/domain/working-days.js';
import { aMilestone, answered, d } from './builders.js';

const START = d('2026-01-01');

/** A day within `days` of the start of 2026. */
export function anyDay(days = 300): fc.Arbitrary<CivilDate> {
  return fc.integer({ min: 0, max: days }).map((n) => addDays(START, n));
}

/** Reporting windows of the plan of `aMilestone`, or of every plan, one after another; often none. */
export const anyWindows: fc.Arbitrary<readonly ReportingWindow[]> = fc
  .array(
    fc.record({
      apart: fc.integer({ min: 1, max: 70 }),
      chases: fc.array(fc.nat(20), { maxLength: 3 }),
      freezes: fc.integer({ min: 1, max: 30 }),
      posts: fc.nat(10),
      plan: fc.constantFrom(null, 'cs', 'another'),
    }),
    { maxLength: 6 },
  )
  .map((given) => {
    let opens: CivilDate = START;
    return given.map(({ apart, chases, freezes, posts, plan }, index): ReportingWindow => {
      opens = addDays(opens, apart);
      const window = {
        id: `w${String(index)}`,
        plan,
        name: `Window ${String(index)}`,
        opens,
        chases: [...new Set(chases)].sort((a, b) => a - b).flatMap((n) => (n < freezes ? [addDays(opens, n)] : [])),
        freezes: addDays(opens, freezes),
        posts: addDays(opens, freezes + posts),
      };
      opens = window.posts;
      return window;
    });
  });

const someStages = (min: number, max: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((days) => days.sort((a, b) => a - b));
/** Numbers of a plan's own that nobody is refused. */
export const anyRules: fc.Arbitrary<PlanRules> = fc
  .record({
    stagesBefore: someStages(-40, -1).map((days) => [...days, 0]),
    stagesAfter: someStages(1, 30),
    escalates: fc.nat(2),
    stagesRepeat: fc.integer({ min: 1, max: 20 }),
    redAfter: fc.nat(40),
    movesForAmber: fc.integer({ min: 1, max: 4 }),
    greenLapsesAfter: fc.integer({ min: 5, max: 100 }),
    quietAfterAnswer: fc.nat(20),
    silentAfter: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ escalates, ...rules }) => ({
    ...rules,
    escalationFrom: rules.stagesAfter[escalates % rules.stagesAfter.length] ?? 0,
  }));

/** England, with closure days and reporting windows of some organisation, and numbers of the plan's own. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc
  .tuple(fc.array(anyDay(500), { maxLength: 25 }), fc.oneof(fc.constant([]), anyWindows), fc.option(anyRules))
  .map(([closed, windows, rules]) => ({
    ...englandCalendar(closed),
    windows,
    ...(rules !== null && { rules: [{ plan: aMilestone().plan, rules }] }),
  }));

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const rarely = <T>(some: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: some });
const anyDue: fc.Arbitrary<Due> = fc.oneof(
  { weight: 5, arbitrary: anyDay().map((date): Due => ({ kind: 'day', date, text: date })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyDay(), fc.nat(40))
      .map(([from, n]): Due => ({ kind: 'period', from, to: addDays(from, n), text: 'a while' })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        cadence: fc.constantFrom(...CADENCES),
        first: fc.option(anyDay(), { nil: null, freq: 3 }),
        until: fc.option(anyDay(500), { nil: null, freq: 3 }),
        yearStarts: fc.constantFrom(4, 4, 1, 9),
      })
      .map((given): Due => ({ kind: 'recurring', text: 'again and again', ...given })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyDay(), fc.nat(30), fc.option(fc.nat(40), { nil: null }), fc.constantFrom('on', 'before', 'next'))
      .map(([from, long, on, how]): Due => {
        const meets = on === null ? null : addDays(from, on);
        const more = how === 'on' ? {} : how === 'next' ? { next: true as const } : { daysBefore: long };
        const to = addDays(from, long);
        return { kind: 'meeting', board: 'the board', from, to, on: meets, text: 'at the board', ...more };
      }),
  },
  { weight: 1, arbitrary: fc.constant<Due>({ kind: 'awaited', text: 'tbc' }) },
  { weight: 1, arbitrary: fc.constant<Due>({ kind: 'ongoing', text: 'Ongoing' }) },
);

const OPERATOR = { kind: 'operator' } as const;

/** Left alone for a while from some day on. */
function deferred(milestone: Milestone, on: CivilDate, days: number): Milestone {
  return { ...milestone, deferral: { until: addDays(on, days), reason: 'later', by: OPERATOR, on } };
}

/** With a new date proposed on some day. */
function proposed(milestone: Milestone, on: CivilDate): Milestone {
  const date = addDays(on, 60);
  return { ...milestone, proposal: { id: 'p1', date, state: null, reason: 'late', by: OPERATOR, on } };
}

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
    deferral: rarely(fc.nat(90)),
    proposal: rarely(fc.nat(20)),
  })
  .map(({ due, importedOn, answers, state, moves, deferral, proposal }) => {
    let milestone = aMilestone({
      due,
      importedOn,
      moves: Array.from({ length: moves }, () => ({
        from: importedOn,
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
    if (deferral !== null) milestone = deferred(milestone, on, deferral);
    if (proposal !== null) milestone = proposed(milestone, addDays(on, proposal));
    return state === null ? milestone : { ...milestone, state };
  });
