import { compareSteps, stepOf, type Ask, type Asked } from './asks.js';
import type { CivilDate } from './dates.js';
import { latestStage, nextStage, stagesOf, type Stage } from './ladder.js';
import { approvedDate, isOpen, type Milestone } from './plan.js';
import { POLICY } from './policy.js';
import {
  addWorkingDays,
  nextWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type Calendar,
} from './working-days.js';

/**
 * What the leads of a milestone are to be asked on a day, most urgent first, before looking at what they were asked
 * already. Of the ladder only the latest stage: a sweep that was missed asks once (RULES 1).
 */
export function asksOn(milestone: Milestone, calendar: Calendar, today: CivilDate): readonly Ask[] {
  if (isOpen(milestone)) {
    const asks = [
      // First, so that a card which comes late enough to hold a stage too shows that it asks to confirm (RULES 1).
      confirmAsk(milestone, calendar),
      stageAsk(milestone, calendar, today),
      ...givenAsks(milestone, calendar),
    ];
    return asks.filter((ask) => ask !== undefined).filter((ask) => ask.on <= today);
  }
  const evidence = latestStage(evidenceStages(milestone, calendar), today, () => true);
  return evidence === undefined ? [] : [evidenceAsk(milestone, evidence)];
}

/**
 * The first day after `after` on which the rules must look at a milestone; null when no such day is known. Between two
 * such days nothing new becomes owed.
 */
export function lookOn(milestone: Milestone, calendar: Calendar, after: CivilDate): CivilDate | null {
  const days: (CivilDate | undefined)[] = isOpen(milestone)
    ? [
        nextLadderStage(milestone, calendar, after)?.on,
        ...givenAsks(milestone, calendar).map((ask) => ask.on),
        confirmAsk(milestone, calendar)?.on,
      ]
    : [...evidenceStages(milestone, calendar)].map((stage) => stage.on);
  const ahead = days.filter((day) => day !== undefined).filter((day) => day > after);
  return ahead.sort()[0] ?? null;
}

/** The asks that are not yet in the ledger: no row with the same anchor at the same or a later step. */
export function notYetAsked(asks: readonly Ask[], asked: readonly Pick<Asked, 'anchor' | 'step'>[]): readonly Ask[] {
  return asks.filter((ask) => !asked.some((row) => row.anchor === ask.anchor && compareSteps(row.step, ask.step) >= 0));
}

/**
 * The stage at which the head of service is told, if that day has come: the first from +10 that no answer has stopped
 * (RULES 1). `graceUntil` is the last day on which what was overdue at first load does not escalate yet.
 */
export function escalationOn(
  milestone: Milestone,
  calendar: Calendar,
  today: CivilDate,
  graceUntil: CivilDate | null,
): Ask | undefined {
  const due = approvedDate(milestone);
  if (due === null || !isOpen(milestone)) return undefined;
  const stage = latestStage(ladder(milestone, calendar, due), today, (each) => counts(milestone, calendar, each));
  if (stage === undefined || stage.stage < POLICY.escalationFrom) return undefined;
  if (overdueAtFirstLoad(milestone) && (graceUntil === null || stage.on <= graceUntil)) return undefined;
  return { because: 'escalation', anchor: `escalation:${due}`, step: stepOf(POLICY.escalationFrom), on: stage.on };
}

/**
 * The day on which the head of service will be told if nobody answers; null when none is ahead, or none can be named
 * yet. `graceUntil` as for `escalationOn`.
 */
export function escalationAhead(
  milestone: Milestone,
  calendar: Calendar,
  today: CivilDate,
  graceUntil: CivilDate | null,
): CivilDate | null {
  const due = approvedDate(milestone);
  if (due === null || !isOpen(milestone)) return null;
  const escalates = (each: Stage): boolean =>
    each.stage >= POLICY.escalationFrom && isReached(milestone, calendar, each);
  const after = overdueAtFirstLoad(milestone) ? graceUntil : due;
  if (after === null) return null;
  // The first of all, answered since or not: it is told once for each approved date.
  const from = after > milestone.importedOn ? after : milestone.importedOn;
  const first = nextStage(ladder(milestone, calendar, due), from, escalates);
  return first !== undefined && first.on > today ? first.on : null;
}

/** Already past its approved date when the plan was first loaded: asked about once, together (RULES 1). */
export function overdueAtFirstLoad(milestone: Milestone): boolean {
  const due = approvedDate(milestone);
  return due !== null && due < milestone.importedOn;
}

/** A date somebody gave that has passed since, and that nobody has answered for: the date and what was promised. */
export function passedPromise(
  milestone: Milestone,
  today: CivilDate,
): { date: CivilDate; words: string | null } | null {
  if (!isOpen(milestone)) return null;
  const passed = givenDates(milestone).filter((given) => given.date < today);
  return passed.sort((a, b) => (a.date < b.date ? -1 : 1))[0] ?? null;
}

function stageAsk(milestone: Milestone, calendar: Calendar, today: CivilDate): Ask | undefined {
  const due = approvedDate(milestone);
  if (due === null) return undefined;
  const stage = latestStage(ladder(milestone, calendar, due), today, (each) => counts(milestone, calendar, each));
  return stage && { because: 'stage', anchor: due, step: stepOf(stage.stage), on: stage.on };
}

function nextLadderStage(milestone: Milestone, calendar: Calendar, after: CivilDate): Stage | undefined {
  const due = approvedDate(milestone);
  if (due === null) return undefined;
  return nextStage(ladder(milestone, calendar, due), after, (each) => counts(milestone, calendar, each));
}

function ladder(milestone: Milestone, calendar: Calendar, due: CivilDate): Iterable<Stage> {
  return stagesOf(calendar, due, milestone.overdueAnswers);
}

/** Neither passed before the first load, nor answered, nor quieted by an answer (RULES 1, 2). */
function counts(milestone: Milestone, calendar: Calendar, stage: Stage): boolean {
  const answered = milestone.answeredOn;
  return (answered === null || stage.on > answered) && isReached(milestone, calendar, stage);
}

/** Neither passed before the first load, nor ahead of the last answer and quieted by it. */
function isReached(milestone: Milestone, calendar: Calendar, stage: Stage): boolean {
  if (stage.on < milestone.importedOn) return false;
  if (overdueAtFirstLoad(milestone) && stage.on <= workingDayOnOrAfter(calendar, milestone.importedOn)) return false;
  const answered = milestone.answeredOn;
  if (answered === null || stage.on <= answered || stage.stage === 0) return true;
  // On an overdue milestone an answer postpones the ladder instead (see `stagesOf`).
  if (milestone.overdueAnswers.includes(answered)) return true;
  return stage.on > addWorkingDays(calendar, answered, POLICY.quietAfterAnswer);
}

function confirmAsk(milestone: Milestone, calendar: Calendar): Ask | undefined {
  if (!overdueAtFirstLoad(milestone)) return undefined;
  if (milestone.answeredOn !== null && milestone.answeredOn >= milestone.importedOn) return undefined;
  const on = workingDayOnOrAfter(calendar, milestone.importedOn);
  return { because: 'first-load', anchor: `import:${milestone.importedOn}`, step: 'confirm', on };
}

/** Asked on the first working day after each date that the last update gave; a later answer replaces the date. */
function givenAsks(milestone: Milestone, calendar: Calendar): readonly Ask[] {
  const dates = new Set(givenDates(milestone).map((given) => given.date));
  return [...dates].map((date) => ({
    because: 'given-date',
    anchor: `given:${date}`,
    step: 'passed',
    on: nextWorkingDay(calendar, date),
  }));
}

function givenDates(milestone: Milestone): { date: CivilDate; words: string | null }[] {
  const update = milestone.update;
  if (update === null) return [];
  const recovery = update.recovery === null ? [] : [{ date: update.recovery, words: update.remedy }];
  const step = update.nextStepBy === null ? [] : [{ date: update.nextStepBy, words: update.nextStep }];
  return [...recovery, ...step];
}

/** Stage 0 and +10 of the day on which evidence was to be shown. */
function* evidenceStages(milestone: Milestone, calendar: Calendar): Generator<Stage> {
  const due = milestone.evidenceDue;
  if (milestone.state !== 'delivered' || due === null) return;
  for (const stage of POLICY.evidenceStages) {
    const on = stage === 0 ? workingDayOnOrBefore(calendar, due) : addWorkingDays(calendar, due, stage);
    // Given and passed on one day: what was said that day answers it.
    if (milestone.answeredOn === null || on > milestone.answeredOn) yield { stage, on };
  }
}

function evidenceAsk(milestone: Milestone, stage: Stage): Ask {
  return {
    because: 'evidence',
    anchor: `evidence:${milestone.evidenceDue ?? ''}`,
    step: stepOf(stage.stage),
    on: stage.on,
  };
}
