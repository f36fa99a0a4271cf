/** What is said of a milestone, and what follows from it: the parts of its image. */
import type { CivilDate, Instant } from './dates.js';
import type { Actor, OfficerId, RatingClass, Ref, State } from './plan.js';

/** What a lead said, as it was accepted. Empty texts are null. */
export interface Update {
  /** The class that the chosen entry of the key maps to. */
  readonly rating: RatingClass;
  /** The `id` of that entry in the plan's key. */
  readonly grade: string;
  readonly note: string | null;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly help: string | null;
  /** The day it is expected to be green again: a given date. */
  readonly recovery: CivilDate | null;
  /** When it is expected to be finished. Never drives stages. */
  readonly forecast: CivilDate | null;
  readonly nextStep: string | null;
  /** The day of the next step: a given date. */
  readonly nextStepBy: CivilDate | null;
  readonly doneOn: CivilDate | null;
  readonly evidence: string | null;
  /** The day on which evidence will be shown. */
  readonly evidenceDue: CivilDate | null;
  /** Of a delivery: whether it achieved what it was for; null when that was not said. */
  readonly outcome: Outcome | null;
  /** "Still on track", ticked with others: counted as "confirmed, no detail". */
  readonly confirmedOnly: boolean;
  readonly by: Actor;
  readonly at: Instant;
  /** The civil day of `at` in the plan's zone. */
  readonly on: CivilDate;
}

/** Whether what was done achieved what it was for. */
export const OUTCOMES = ['achieved', 'not-achieved'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An approved date that changed. */
export interface DateMove {
  /** Null when there was no date before. */
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  readonly reason: string | null;
  /** The day on which it was decided. */
  readonly on: CivilDate;
  /** Who approved it; null when that was not recorded. */
  readonly approvedBy: Actor | null;
  /** The words of the due date before, as they stood. */
  readonly was?: string | undefined;
  /** Where it was decided, when that was elsewhere: "Improvement Board". */
  readonly where?: string | undefined;
}

/** Not asked about for a while, with the reason: at most to the end of the next reporting window (RULES 2). */
export interface Deferral {
  /** It is asked about again on the first working day after this day. */
  readonly until: CivilDate;
  readonly reason: string;
  readonly by: Actor;
  readonly on: CivilDate;
}

/** Something that waits for an approval: a new date, or an end other than delivery (RULES 5). */
export interface Proposal {
  /** Different from every other proposal about the milestone. */
  readonly id: string;
  /** The new approved date; null when it is an end that is proposed. */
  readonly date: CivilDate | null;
  /** The state that would close it; null when it is a date that is proposed. */
  readonly state: State | null;
  /** Of one that would be superseded: what takes its place. */
  readonly replacedBy?: readonly Ref[] | undefined;
  readonly reason: string;
  readonly by: Actor;
  readonly on: CivilDate;
}

/** An approved end other than delivery: withdrawn, superseded, business as usual, carried over. */
export interface Closure {
  readonly state: State;
  readonly reason: string;
  /** What takes its place. */
  readonly replacedBy: readonly Ref[];
  readonly proposedBy: Actor;
  readonly approvedBy: Actor;
  /** The day on which it was decided. */
  readonly on: CivilDate;
  /** Where it was decided, when that was elsewhere. */
  readonly where: string | null;
}

/** What one person said last: co-leads may differ, and of a group each may have to answer (RULES 2). */
export interface Answer {
  readonly by: OfficerId;
  readonly on: CivilDate;
  readonly rating: RatingClass;
  readonly grade: string;
}
