import { addDays, inWords, type CivilDate } from './dates.js';
import { isDeferred } from './other-asks.js';
import { quarterOf } from './periods.js';
import { approvedDate, isOpen, type Actor, type Milestone, type PlanId } from './plan.js';
import { asTyped } from './plain-text.js';
import { wrongReason, type Refusal } from './reasons.js';
import { stateInWords } from './state-words.js';
import { nextWindow } from './windows.js';
import type { Calendar } from './working-days.js';

export interface DeferralWish {
  /** The last day on which it is left alone. */
  readonly until: CivilDate;
  readonly reason: string;
  readonly by: Actor;
  /** The day on which it is said. */
  readonly on: CivilDate;
}

/** The last day to which something may be left, and what that day is. */
export interface LatestDay {
  readonly on: CivilDate;
  /** A clause that follows the day: "the end of the next quarter". */
  readonly is: string;
}

/** The end of the plan's next reporting window; where none is set, of the next quarter (RULES 2). */
export function longestDeferral(plan: PlanId, calendar: Pick<Calendar, 'windows'>, today: CivilDate): LatestDay {
  const next = nextWindow(calendar, plan, today);
  return next === null
    ? { on: quarterOf(addDays(quarterOf(today).to, 1)).to, is: 'the end of the next quarter' }
    : { on: next.posts, is: `the day on which ${next.name} is reported` };
}

/**
 * The milestone left alone until a day, with a reason (RULES 2). One deferral takes the place of another. What is due
 * on its date, or overdue, is asked about all the same: then `warning` says so.
 */
export function withDeferral(
  milestone: Milestone,
  { until, reason, by, on }: DeferralWish,
  today: CivilDate,
  calendar: Pick<Calendar, 'windows'> = {},
): { readonly milestone: Milestone; readonly warning: string | null } | Refusal {
  const refusal =
    overAlready(milestone) ??
    wrongDay(until, longestDeferral(milestone.plan, calendar, today), today) ??
    wrongReason(reason, 'Leaving it');
  if (refusal !== null) return refusal;
  const deferral = { until, reason: asTyped(reason), by, on };
  return { milestone: { ...milestone, deferral }, warning: dueBefore(milestone, until, today) };
}

/** The deferral ends today instead of later. */
export function withoutDeferral(milestone: Milestone, today: CivilDate): { readonly milestone: Milestone } | Refusal {
  if (isDeferred(milestone, today)) return { milestone: { ...milestone, deferral: null } };
  const { deferral, ref } = milestone;
  const ended = deferral === null ? '' : ` It was, until ${inWords(deferral.until)}.`;
  return { code: 'not-deferred', message: `${ref} is not left for now.${ended}` };
}

function overAlready(milestone: Milestone): Refusal | null {
  if (isOpen(milestone)) return null;
  const message = `${milestone.ref} is ${stateInWords(milestone.state)}: nobody is asked for progress on it.`;
  return { code: 'closed', message };
}

function wrongDay(until: CivilDate, latest: LatestDay, today: CivilDate): Refusal | null {
  if (until <= today) {
    return {
      code: 'date-passed',
      message: `${inWords(until)} has come. Give a day from ${inWords(addDays(today, 1))}.`,
    };
  }
  if (until <= latest.on) return null;
  const message = `${inWords(until)} is too far ahead. It can be left until ${inWords(latest.on)}, ${latest.is}, at most.`;
  return { code: 'too-far-ahead', message };
}

function dueBefore(milestone: Milestone, until: CivilDate, today: CivilDate): string | null {
  const due = approvedDate(milestone);
  if (due === null || due > until) return null;
  const { ref } = milestone;
  if (due < today) return `${ref} is overdue since ${inWords(due)}: reminders of that do not stop.`;
  return `${ref} is due by then, on ${inWords(due)}: it is asked about on that day all the same.`;
}
