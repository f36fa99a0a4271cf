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
  /** Where it is kept: an https address; null when none was given. */
  readonly evidenceLink: string | null;
  /** The day on which evidence will be shown. */
  readonly evidenceDue: CivilDate | null;
  /** Of a delivery: whether it achieved what it was for; null when that was not said. */
  readonly outcome: Outcome | null;
  /** In place of words of its own: what was last said of another milestone, at that revision of it. */
  readonly sameAs: SameAs | null;
  /** What it waits for at present: another milestone of the plan, or a body or system from the plan's list. */
  readonly waitsOn: WaitsOn | null;
  /** Entered by somebody else than `by`; null when they said it themselves. */
  readonly onBehalf: OnBehalf | null;
  /** "Still on track", ticked with others: counted as "confirmed, no detail". */
  readonly confirmedOnly: boolean;
  readonly by: Actor;
  readonly at: Instant;
  /** The civil day of `at` in the plan's zone. */
  readonly on: CivilDate;
}

/** "As above", said so that it can be followed: the milestone, and the revision whose words were meant. */
export interface SameAs {
  readonly ref: Ref;
  readonly rev: number;
}

/** What stands in the way: a milestone of the same plan, or a name from the plan's list of bodies and systems. */
export type WaitsOn =
  { readonly kind: 'milestone'; readonly ref: Ref } | { readonly kind: 'body'; readonly name: string };

/** How an answer came that somebody entered for another (RULES 5: "X for Y, from e-mail of DATE"). */
export const SOURCES = ['e-mail', 'phone', 'meeting', 'letter'] as const;
export type Source = (typeof SOURCES)[number];

/** Who entered an answer for somebody, and where it came from. */
export interface OnBehalf {
  readonly enteredBy: Actor;
  readonly source: Source;
  /** The day of the e-mail, the call, the meeting. */
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

/**
 * Something that waits for an approval (RULES 5): a new date, an end other than delivery, evidence to be confirmed, or
 * another lead. Exactly one of `date`, `state`, `evidence` and `handover` is set.
 */
export interface Proposal {
  /** Different from every other proposal about the milestone. */
  readonly id: string;
  /** The new approved date; null when something else is proposed. */
  readonly date: CivilDate | null;
  /** The state that would close it; null when something else is proposed. */
  readonly state: State | null;
  /** What was delivered has evidence, which somebody else is to confirm. */
  readonly evidence?: true | undefined;
  /** Another lead in place of one. */
  readonly handover?: Handover | undefined;
  /** The `id` of an entry of `MOVE_REASONS`, where one was chosen. */
  readonly because?: string | undefined;
  /** What the decider asked about it, the newest last. */
  readonly questions?: readonly Question[] | undefined;
  /** Of one that would be superseded: what takes its place. */
  readonly replacedBy?: readonly Ref[] | undefined;
  readonly reason: string;
  readonly by: Actor;
  readonly on: CivilDate;
  /** Who entered it for `by`; absent when they did themselves. */
  readonly enteredBy?: Actor | undefined;
}

/** One lead in place of another, from a day on: nobody gets back-dated work. */
export interface Handover {
  readonly from: OfficerId;
  readonly to: OfficerId;
}

/** Who leads by a handover, since which day: that on which it was agreed, or entered where that was later. */
export interface LedSince {
  readonly officer: OfficerId;
  readonly on: CivilDate;
}

/** What who decides wants to know first. While it has no answer, nobody is chased for the decision. */
export interface Question {
  /** Different from every other question about the milestone. */
  readonly id: string;
  readonly by: Actor;
  readonly on: CivilDate;
  readonly text: string;
  readonly answer: { readonly by: Actor; readonly on: CivilDate; readonly text: string } | null;
}

/** The last decision about a milestone, of which its leads and who proposed it are told. */
export interface Decided {
  /** As it was when it was decided. */
  readonly proposal: Proposal;
  readonly accepted: boolean;
  /** What the decider said of it; may be empty where it was accepted. */
  readonly reason: string;
  readonly by: Actor;
  readonly on: CivilDate;
  /** Where it was decided, when that was elsewhere. */
  readonly where: string | null;
  /** The day on which it was entered; absent when that was the day of the decision. */
  readonly enteredOn?: CivilDate | undefined;
  /** Nobody decided: it came to nothing when `by` said that the work is complete. */
  readonly lapsed?: true | undefined;
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
  /** Somebody entered it, who tells them so; `at` is the moment of that update. */
  readonly entered?: (OnBehalf & { readonly at: Instant }) | undefined;
}
