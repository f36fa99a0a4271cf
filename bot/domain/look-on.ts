import { challengeAsks, challengeNews } from './challenge-asks.js';
import { compareSteps, stepOf, type Ask, type Asked } from './asks.js';
import type { CivilDate } from './dates.js';
import { heldAsks } from './held-asks.js';
import { latestStage, nextStage, stagesOf, type Stage } from './ladder.js';
import {
  approvalAsks,
  confirmAsks,
  evidenceAsks,
  givenAsks,
  isDeferred,
  overdueAtFirstLoad,
  resumeAsks,
} from './other-asks.js';
import { approvedDate, isOpen, presentPeriod, type Milestone } from './plan.js';
import { pauseEnds } from './pause.js';
import { rulesOf } from './plan-rules.js';
import { POLICY } from './policy.js';
import { questionAsks, toldAsks } from './told-asks.js';
import { windowAsks } from './window-asks.js';
import { addWorkingDays, workingDayOnOrAfter, type Calendar } from './working-days.js';

/**
 * What the leads of a milestone are to be asked on a day, most urgent first, before looking at what they were asked
 * already. Of the ladder only the latest stage: a sweep that was missed asks once (RULES 1).
 */
export function asksOn(milestone: Milestone, calendar: Calendar, today: CivilDate): readonly Ask[] {
  // While an approval waits the lead is not chased; the approver is (RULES 2, `approvalAsksOn`).
  if (milestone.proposal !== null) return [];
  if (!isOpen(milestone)) return latest(evidenceAsks(milestone, calendar), today);
  const asks = [
    // First, so that a card which comes late enough to hold a stage too shows that it asks to confirm (RULES 1).
    ...confirmAsks(milestone, calendar),
    ...stageAsks(milestone, calendar, today),
    ...resumeAsks(milestone, calendar),
    ...givenAsks(milestone, calendar),
    ...latest(windowAsks(milestone, calendar, today), today),
  ];
  return asks.filter((ask) => ask.on <= today);
}

/** Everything to be asked about a milestone on a day, of its leads and of those who may decide. */
export function allAsksOn(milestone: Milestone, calendar: Calendar, today: CivilDate): readonly Ask[] {
  return [
    ...asksOn(milestone, calendar, today),
    ...approvalAsksOn(milestone, calendar, today),
    ...addressedAsksOn(milestone, calendar, today),
  ];
}

/** What is addressed to one or two people in particular: the latest of a question, and what they are told. */
export function addressedAsksOn(milestone: Milestone, calendar: Calendar, today: CivilDate): readonly Ask[] {
  return [
    ...latest(questionAsks(milestone, calendar, today), today),
    ...challengeAsks(milestone, calendar, today).flatMap((asks) => latest(asks, today)),
    ...heldAsks(milestone, calendar, today).flatMap((asks) => latest(asks, today)),
    ...[...toldAsks(milestone, calendar, today), ...challengeNews(milestone, calendar, today)].filter(
      (ask) => ask.on <= today,
    ),
  ];
}

/**
 * What those who may decide are to be asked about a proposal that waits (RULES 2): the latest only.
 *
 * @param held as for `approvalAsks`
 */
export function approvalAsksOn(
  milestone: Milestone,
  calendar: Calendar,
  today: CivilDate,
  held = true,
): readonly Ask[] {
  return latest(approvalAsks(milestone, calendar, today, held), today);
}

/**
 * The first day after `after` on which the rules must look at a milestone; null when no such day is known. Between two
 * such days nothing new becomes owed.
 */
export function lookOn(milestone: Milestone, calendar: Calendar, after: CivilDate): CivilDate | null {
  return firstAfter(asksAhead(milestone, calendar, after), after);
}

/**
 * The first day after `after` on which its leads are asked about it or, while something waits, who decides; null when no
 * such day is known. On other days that the rules look at somebody may be told something: that is no ask.
 */
export function askedNextOn(milestone: Milestone, calendar: Calendar, after: CivilDate): CivilDate | null {
  const asks =
    milestone.proposal === null ? leadAsks(milestone, calendar, after) : approvalAsks(milestone, calendar, after);
  return firstAfter(asks, after);
}

function firstAfter(asks: readonly Pick<Ask, 'on'>[], after: CivilDate): CivilDate | null {
  const days = asks.map((ask) => ask.on);
  return days.filter((day) => day > after).sort()[0] ?? null;
}

function asksAhead(milestone: Milestone, calendar: Calendar, after: CivilDate): readonly Pick<Ask, 'on'>[] {
  const resumes = pauseEnds(milestone);
  return [
    ...(resumes === null ? [] : [{ on: resumes }]),
    ...approvalAsks(milestone, calendar, after),
    ...questionAsks(milestone, calendar, after),
    ...toldAsks(milestone, calendar, after),
    ...challengeAsks(milestone, calendar, after).flat(),
    ...challengeNews(milestone, calendar, after),
    ...heldAsks(milestone, calendar, after).flat(),
    ...(milestone.proposal === null ? leadAsks(milestone, calendar, after) : []),
  ];
}

function leadAsks(milestone: Milestone, calendar: Calendar, after: CivilDate): readonly Pick<Ask, 'on'>[] {
  if (!isOpen(milestone)) return evidenceAsks(milestone, calendar);
  return [
    ...confirmAsks(milestone, calendar),
    ...nextLadderStage(milestone, calendar, after),
    ...resumeAsks(milestone, calendar),
    ...givenAsks(milestone, calendar),
    ...windowAsks(milestone, calendar, after),
  ];
}

/** Of asks in the order of their days the last that has come: what was missed is asked once. */
function latest(asks: readonly Ask[], today: CivilDate): readonly Ask[] {
  return asks.filter((ask) => ask.on <= today).slice(-1);
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
  if (due === null || !isOpen(milestone) || milestone.proposal !== null) return undefined;
  const stage = latestStage(ladder(milestone, calendar, due), today, (each) => counts(milestone, calendar, each));
  const { escalationFrom } = rulesOf(calendar, milestone.plan);
  if (stage === undefined || stage.stage < escalationFrom) return undefined;
  if (stage.on <= (refusedOn(milestone) ?? '')) return undefined;
  if (stage.on <= (graceAfterHandover(milestone, calendar)?.until ?? '')) return undefined;
  if (overdueAtFirstLoad(milestone) && (graceUntil === null || stage.on <= graceUntil)) return undefined;
  return { because: 'escalation', anchor: `escalation:${due}`, step: stepOf(escalationFrom), on: stage.on };
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
  if (due === null || !isOpen(milestone) || milestone.proposal !== null) return null;
  const { escalationFrom } = rulesOf(calendar, milestone.plan);
  const escalates = (each: Stage): boolean =>
    each.stage >= escalationFrom && each.on > (refusedOn(milestone) ?? '') && isReached(milestone, calendar, each);
  const after = overdueAtFirstLoad(milestone) ? graceUntil : due;
  if (after === null) return null;
  // The first of all, answered since or not: it is told once for each approved date.
  const from = after > milestone.importedOn ? after : milestone.importedOn;
  const first = nextStage(ladder(milestone, calendar, due), from, escalates);
  const grace = graceAfterHandover(milestone, calendar);
  // Told before it was handed over, it is not told again.
  const later = first !== undefined && grace !== null && first.on > grace.since && first.on <= grace.until;
  const on = later ? nextStage(ladder(milestone, calendar, due), grace.until, escalates)?.on : first?.on;
  return on !== undefined && on > today ? on : null;
}

/**
 * Of what was overdue when all who lead it had taken it over: the day of that, and the last on which it does not escalate
 * yet (the grace of a first load, RULES 1); null for everything else.
 */
export function graceAfterHandover(
  milestone: Milestone,
  calendar: Calendar,
): { readonly since: CivilDate; readonly until: CivilDate } | null {
  const { leads, ledSince } = milestone;
  const days = leads.map((lead) => ledSince.find(({ officer }) => officer === lead)?.on ?? null);
  const since = days.includes(null) ? undefined : days.filter((day) => day !== null).sort()[0];
  const due = approvedDate(milestone);
  if (since === undefined || due === null || due >= since) return null;
  return { since, until: addWorkingDays(calendar, since, POLICY.firstLoadGrace) };
}

function stageAsks(milestone: Milestone, calendar: Calendar, today: CivilDate): readonly Ask[] {
  const due = approvedDate(milestone);
  if (due === null) return [];
  const stage = latestStage(ladder(milestone, calendar, due), today, (each) => counts(milestone, calendar, each));
  return stage === undefined ? [] : [{ because: 'stage', anchor: due, step: stepOf(stage.stage), on: stage.on }];
}

function nextLadderStage(milestone: Milestone, calendar: Calendar, after: CivilDate): readonly Stage[] {
  const due = approvedDate(milestone);
  if (due === null) return [];
  const stage = nextStage(ladder(milestone, calendar, due), after, (each) => counts(milestone, calendar, each));
  return stage === undefined ? [] : [stage];
}

function ladder(milestone: Milestone, calendar: Calendar, due: CivilDate): Iterable<Stage> {
  return stagesOf(calendar, due, milestone.overdueAnswers, rulesOf(calendar, milestone.plan));
}

/** Neither passed before the first load, nor answered, nor quieted by an answer (RULES 1, 2). */
function counts(milestone: Milestone, calendar: Calendar, stage: Stage): boolean {
  const answered = milestone.answeredOn;
  return (answered === null || stage.on > answered) && isReached(milestone, calendar, stage);
}

/** The day since the last answer on which what was proposed was refused: what fell until then escalates nothing. */
function refusedOn({ answeredOn, overdueAnswers }: Milestone): CivilDate | null {
  const last = overdueAnswers.at(-1) ?? null;
  return last !== null && last > (answeredOn ?? '') ? last : null;
}

/** Neither passed before the first load, nor ahead of the last answer and quieted by it. */
function isReached(milestone: Milestone, calendar: Calendar, stage: Stage): boolean {
  if (stage.on < milestone.importedOn) return false;
  // Nobody is asked for the update of a period that has not begun; and a deferral mutes what comes before the date.
  if (stage.on < (presentPeriod(milestone)?.from ?? '')) return false;
  if (stage.stage < 0 && isDeferred(milestone, stage.on)) return false;
  if (overdueAtFirstLoad(milestone) && stage.on <= workingDayOnOrAfter(calendar, milestone.importedOn)) return false;
  const answered = milestone.answeredOn;
  if (answered === null || stage.on <= answered || stage.stage === 0) return true;
  // On an overdue milestone an answer postpones the ladder instead (see `stagesOf`).
  if (milestone.overdueAnswers.includes(answered)) return true;
  return stage.on > addWorkingDays(calendar, answered, rulesOf(calendar, milestone.plan).quietAfterAnswer);
}
