/** Any view of the cards about schedules and the calendar, whatever anybody writes into them. */
import fc from 'fast-check';
import type { BoardFormView, CalendarView } from '../../bot/domain/calendar-views.js';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import type { ScheduleFormView, ScheduleShownView, SchedulesView } from '../../bot/domain/schedule-views.js';
import { text } from './views.js';

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const many = <T>(some: fc.Arbitrary<T>, most: number) => fc.array(some, { maxLength: most });
const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays(civilDate('2026-11-23'), days));
const error = (...fields: readonly string[]) => maybe(fc.record({ field: fc.constantFrom(...fields), message: text }));
const reach = fc.record({ words: fc.constant('would ask 12 people'), count: fc.nat(900) });

const schedule = {
  ...{ id: fc.constantFrom('mornings', 'board-papers'), what: text, when: text, next: many(text, 3) },
  ...{ paused: maybe(text), trouble: maybe(text), stopped: fc.boolean() },
};

export const anySchedules: fc.Arbitrary<SchedulesView> = fc.record({
  schedules: many(fc.record(schedule), 60),
  ...{ spoilt: many(fc.constantFrom('old', 'older'), 2), done: maybe(text) },
});

export const anySchedule: fc.Arbitrary<ScheduleShownView> = fc.record({
  ...schedule,
  ...{ history: many(text, 8), done: maybe(text), until: text },
  ask: maybe(
    fc.oneof(
      fc.record({ kind: fc.constant('remove' as const) }),
      fc.record({ kind: fc.constant('run' as const), reach, again: fc.boolean() }),
    ),
  ),
  error: maybe(fc.record({ field: fc.constantFrom('until' as const, '' as const), message: text })),
});

export const anyScheduleForm: fc.Arbitrary<ScheduleFormView> = fc.record({
  changes: maybe(fc.constant('mornings')),
  typed: fc.record({
    ...{ id: text, when: text, kind: fc.constantFrom('', 'sweep', 'window'), plans: fc.constantFrom('', 'a', 'a,b') },
  }),
  plans: many(fc.record({ title: text, value: fc.constantFrom('a', 'b', 'c') }), 12),
  error: error('id', 'kind', 'plans', 'when', ''),
  ahead: maybe(
    fc.record({ what: text, when: text, next: many(text, 3), reach, confirm: fc.boolean(), mark: fc.nat() }),
  ),
});

const board = fc.record({
  ...{ mark: fc.constant('3fa9c01b22aa'), name: text, aliases: many(text, 3), publishes: maybe(fc.nat(60)) },
  meetings: many(fc.record({ on: day, movedFrom: maybe(day), papersOn: maybe(day) }), 30),
});

export const anyCalendar: fc.Arbitrary<CalendarView> = fc.record({
  ...{ boards: many(board, 40), closures: many(day, 40), windows: many(text, 20), holds: many(text, 20) },
  done: many(text, 2),
});

export const anyBoard: fc.Arbitrary<BoardFormView> = fc.record({
  board: maybe(board),
  typed: fc.record({ name: text, publishes: text, aliases: text, add: text, from: text, to: text }),
  ...{ error: error('name', 'publishes', 'add', 'from', 'to', ''), done: many(text, 2) },
});
