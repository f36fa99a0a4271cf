import type { CivilDate } from './dates.js';
import type { Due } from './due-kinds.js';
import type { FileSaid } from './file-said.js';
import { dueByMeeting, isMatter } from './meeting-days.js';
import type { Challenge, Cleared, ClearedWording } from './said-to-leaders.js';
import type { Answer, Closure, DateMove, Decided, Deferral, LedSince, Proposal, Update } from './said.js';
import type { Marking } from './marking.js';
import { lastPeriod, periodEndingAfter, type Period } from './periods.js';
import type { Actor, OfficerId, PlanId, Ref, State } from './plan.js';

/** The unit that is due. One value is the full after-image of the milestone at one revision. */
export interface Milestone {
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly area: string;
  readonly objective: string;
  readonly order: number;
  readonly text: string;
  readonly tags: readonly string[];
  readonly leads: readonly OfficerId[];
  /** The lead officers' cell as printed. */
  readonly leadsText: string;
  /** The approved date. Only this drives stages. */
  readonly due: Due;
  /** The approved date of the first load; of one that had none, the first date that was approved. */
  readonly baseline: CivilDate | null;
  readonly moves: readonly DateMove[];
  readonly state: State;
  /**
   * The last rating said: by a lead, an operator, or the plan's owner in a status column at import.
   * Null when nobody has said anything yet.
   */
  readonly update: Update | null;
  /** The day of the last answer by a person; null when there was none. Ratings declared at import are no answers. */
  readonly answeredOn: CivilDate | null;
  /** Days on which someone answered, or a proposal was refused, while overdue for the present approved date (RULES 2). */
  readonly overdueAnswers: readonly CivilDate[];
  readonly deliveredOn: CivilDate | null;
  readonly evidenceDue: CivilDate | null;
  /** What the file said of progress and evidence, as printed at import: shown as such, never read as a rating. */
  readonly printed: {
    readonly progress: string | null;
    readonly evidence: string | null;
    /** The milestone whose text "As above" or "See WFD 3.1" points at; null when it points at none. */
    readonly sameAs: Ref | null;
    /** The words behind its text that say it is complete, "- COMPLETED"; null when there are none. */
    readonly mark: string | null;
    /** The words of its State column; null where they say nothing that its rating does not. */
    readonly state: string | null;
    /** The as-at date of the file whose progress it is; left out where that brought the milestone. */
    readonly on?: CivilDate | undefined;
  };
  /** What the newest file said of it, by which the next one is compared; left out where none did. */
  readonly fileSaid?: FileSaid | undefined;
  /** Of a recurring one: the last day of the newest period that has its update; null before the first. */
  readonly settledThrough: CivilDate | null;
  readonly deferral: Deferral | null;
  readonly proposal: Proposal | null;
  /** Leads who took it over from another, each with the day: what came before is not asked of them (RULES 1). */
  readonly ledSince: readonly LedSince[];
  /** The last decision about a proposal; null when there was none. */
  readonly decided: Decided | null;
  /** The decisions before that one that somebody may still have to be told of, the newest last. */
  readonly decidedBefore?: readonly Decided[] | undefined;
  /** Why it is closed; null while it is not. */
  readonly closure: Closure | null;
  /** Milestones of the same plan that it waits for. */
  readonly waitsFor: readonly Ref[];
  /** What each person said last, a person once. */
  readonly answers: readonly Answer[];
  /** What the plan leaves open, in sentences for its lead; empty from the first answer on. */
  readonly queries: readonly string[];
  /** Who may read it; null where it is not marked: then it is internal (RULES 6). */
  readonly marking: Marking | null;
  /** Texts of it that somebody has looked at and found harmless, whatever the guard says. */
  readonly cleared: readonly Cleared[];
  /** Held texts of it that somebody wants in other words, while their query stands; absent in rows of before. */
  readonly reword?: readonly string[] | undefined;
  /** What a public report prints in place of its own words; null while no editor has cleared any. */
  readonly wording: ClearedWording | null;
  /** What leaders asked about it, the oldest first. */
  readonly challenges: readonly Challenge[];
  /** The as-at date of the import that brought it: stages before that day count as passed. */
  readonly importedOn: CivilDate;
  /** Why it is paused; absent or null while it is not, and of what was paused before this was kept. */
  readonly pause?: Pause | null | undefined;
  /** The day of the file in which it stood no more: moved or removed, until somebody says which. */
  readonly goneSince?: CivilDate | null | undefined;
  /** Where it was carried from; its history goes on from there. */
  readonly carriedFrom?: CarriedFrom | undefined;
  /** Of a matter that a board has raised: when. */
  readonly raisedOn?: CivilDate | null | undefined;
}

/** A milestone of a plan whose year is over, at the revision that was carried. */
export interface CarriedFrom {
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly rev: number;
}

/** Neither asked for nor overdue for a while, and always listed: by whom, until when, why. */
export interface Pause {
  readonly by: Actor;
  readonly on: CivilDate;
  /** The day from which it counts again; it comes by itself. */
  readonly until: CivilDate;
  readonly reason: string;
}

/** The day after which it is overdue; null when it has no date. Of a recurring one, the end of its present period. */
export function approvedDate(milestone: Milestone): CivilDate | null {
  const { due } = milestone;
  switch (due.kind) {
    case 'day':
      return due.date;
    case 'period':
      return due.to;
    case 'meeting':
      return dueByMeeting(due);
    case 'recurring':
      return presentPeriod(milestone)?.to ?? null;
    case 'awaited':
    case 'ongoing':
      return null;
  }
}

/**
 * Of a recurring milestone the earliest period without its update, from the first that ends after the as-at date of the
 * load (RULES 1); the last one when all have theirs. Null when it does not recur.
 */
export function presentPeriod({ due, settledThrough, importedOn }: Milestone): Period | null {
  if (due.kind !== 'recurring') return null;
  return periodEndingAfter(due, settledThrough ?? importedOn) ?? lastPeriod(due);
}

/** Still to be delivered: asked about, and overdue when its date has passed. */
export function isOpen(milestone: Milestone): boolean {
  return milestone.state === 'not-started' || milestone.state === 'in-progress';
}

/** Delivered, whether or not the evidence is confirmed. */
export function isComplete(milestone: Milestone): boolean {
  return milestone.state === 'delivered' || milestone.state === 'evidenced';
}

/** Ended without delivery; left out of percentages (RULES 4). */
export const CLOSED_STATES: readonly State[] = ['withdrawn', 'superseded', 'business-as-usual', 'carried-over'];

export function isClosed(milestone: Milestone): boolean {
  return CLOSED_STATES.includes(milestone.state);
}

/** Later than the approved date and open. Weekends do not extend it (RULES 1). What a board discharges waits for its next meeting. */
export function isOverdue(milestone: Milestone, today: CivilDate): boolean {
  const due = approvedDate(milestone);
  return due !== null && today > due && isOpen(milestone) && !isMatter(milestone);
}
