import { addDays, type CivilDate } from './dates.js';
import { RULE_BOOK, type PlanNumbers } from './plan-rules.js';
import { POLICY } from './policy.js';
import { addWorkingDays, workingDayOnOrBefore, type Calendar } from './working-days.js';

/** One rung of the reminder ladder: its number, and the working day on which it falls. */
export interface Stage {
  readonly stage: number;
  readonly on: CivilDate;
}

/**
 * The stages of one approved date, earliest first, without end: -20, -5, 0, +1, +5, +10, then every 10, or as the plan has
 * them (RULES 1).
 * Answers given while overdue postpone what follows by 10 working days each, twice at most (RULES 2).
 *
 * @param overdueAnswers days after `due`, earliest first
 */
export function* stagesOf(
  calendar: Calendar,
  due: CivilDate,
  overdueAnswers: readonly CivilDate[] = [],
  numbers: PlanNumbers = RULE_BOOK,
): Generator<Stage, never> {
  const stageZero = workingDayOnOrBefore(calendar, due);
  for (const stage of numbers.stagesBefore) yield { stage, on: addWorkingDays(calendar, stageZero, stage) };
  let base = due;
  let reached = 0;
  for (let index = 0; ; index += 1) {
    const stage = stageAfter(index, numbers);
    base = addWorkingDays(calendar, base, stage - reached);
    reached = stage;
    yield { stage, on: postponed(calendar, base, overdueAnswers) };
  }
}

/** The last stage on or before `today` that `counts`; undefined when there is none. */
export function latestStage(
  stages: Iterable<Stage>,
  today: CivilDate,
  counts: (stage: Stage) => boolean,
): Stage | undefined {
  let found: Stage | undefined;
  for (const stage of stages) {
    if (stage.on > today) break;
    if (counts(stage)) found = stage;
  }
  return found;
}

/** The first stage after `after` that `counts`. */
export function nextStage(
  stages: Iterable<Stage>,
  after: CivilDate,
  counts: (stage: Stage) => boolean,
): Stage | undefined {
  // What does not count any more is at most some weeks ahead; some years bound the search, however often a plan asks.
  const horizon = addDays(after, 1000);
  for (const stage of stages) {
    if (stage.on > after && counts(stage)) return stage;
    if (stage.on > horizon && stage.stage > 0) return undefined;
  }
  return undefined;
}

/** +1, +5, +10, +20, +30 ... */
function stageAfter(index: number, { stagesAfter, stagesRepeat }: PlanNumbers): number {
  const given = stagesAfter[index];
  if (given !== undefined) return given;
  const last = stagesAfter[stagesAfter.length - 1] ?? 0;
  return last + stagesRepeat * (index - stagesAfter.length + 1);
}

function postponed(calendar: Calendar, base: CivilDate, answers: readonly CivilDate[]): CivilDate {
  let on = base;
  for (const answer of answers.slice(0, POLICY.postponedAtMost)) {
    // An answer on the day of a stage answers that stage; it does not move it.
    if (answer >= on) break;
    on = addWorkingDays(calendar, on, POLICY.postponedBy);
  }
  return on;
}
