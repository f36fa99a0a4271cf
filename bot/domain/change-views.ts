/** What the cards show that say something else of one milestone than an update. */
import type { AskedByLeader } from './challenge-rows.js';
import type { CivilDate } from './dates.js';
import type { DecidesLater } from './milestone-views.js';
import type { DigestRow, MilestoneView } from './views.js';

/** The fields of these forms, by the name of what they hold. */
export const CHANGE_FIELDS = ['until', 'to', 'from', 'state', 'refs', 'plan', 'answer', 'reason'] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];
export type ChangeInputs = Partial<Record<ChangeField, string>>;

export interface ChangeError {
  /** Null for what is wrong with all of it. */
  readonly field: ChangeField | null;
  /** What is wrong and what to give, a sentence or two. */
  readonly message: string;
}

/** What each of the forms has. */
export interface ChangeFormView {
  readonly milestone: MilestoneView;
  /** What was typed, else what stands at present; dates as `YYYY-MM-DD`. */
  readonly inputs: ChangeInputs;
  readonly errors: readonly ChangeError[];
  /** Names of who decides about it, or is shown it; empty where nobody is set. */
  readonly deciders: readonly string[];
  readonly decidesLater?: DecidesLater | null | undefined;
  /** Ticks made on the digest before, to be there on return. */
  readonly ticks: readonly string[];
}

/** "Leave it for now". */
export interface DeferView extends ChangeFormView {
  /** The last day until which it can be left. */
  readonly latest: CivilDate;
  /** What that day is, as a clause that follows it; left out for the end of the next quarter. */
  readonly latestIs?: string;
  /** It is left alone now, which may be ended. */
  readonly deferred: boolean;
}

/** "Close it another way". */
export type EndView = ChangeFormView;

/** "Hand it over". */
export interface HandoverView extends ChangeFormView {
  /** Whose part it may be, where the reader has to say; empty where that is clear. */
  readonly parts: readonly { readonly id: string; readonly name: string }[];
}

/** A question about what waits, which its reader may answer. */
export interface QuestionView {
  readonly by: string;
  readonly on: CivilDate;
  readonly text: string;
}

export interface AnswerFormView extends ChangeFormView {
  /** What it is about: "a new date, Friday 18 December 2026". */
  readonly what: string;
  readonly question: QuestionView;
}

/** A question of a leader, with a box for the answer. */
export interface ChallengeFormView extends ChangeFormView {
  readonly question: AskedByLeader;
  /** So many others about the milestone have no answer either. */
  readonly more: number;
  /** Names of who lets the answer be told; empty where nobody is set. */
  readonly heads: readonly string[];
}

/** What else there is to say of one milestone. */
export interface MoreView {
  readonly milestone: MilestoneView;
  /** What waits for a decision, in words, and whether the reader proposed it and may take it back. */
  readonly waits: { readonly what: string; readonly own: boolean } | null;
  readonly question: QuestionView | null;
  /** What the reader may say of it as it is now. */
  readonly may: {
    readonly update: boolean;
    readonly defer: boolean;
    readonly end: boolean;
    readonly handover: boolean;
    readonly behalf: boolean;
  };
  /** The last day until which it can be left. */
  readonly latest: CivilDate;
  readonly deciders: readonly string[];
  readonly decidesLater?: DecidesLater | null | undefined;
  readonly ticks: readonly string[];
  /** What was typed on the card before, by the id of its input: hidden, to be there on return. */
  readonly typed?: Readonly<Record<string, string>>;
}

/** What was done. */
export type ChangeDone =
  | { readonly kind: 'deferred'; readonly until: CivilDate; readonly reason: string }
  | { readonly kind: 'deferral-ended' }
  /** `what`: "to close it as withdrawn"; `leads`: of a handover, who leads it until it is confirmed. */
  | { readonly kind: 'proposed'; readonly what: string; readonly leads: string | null }
  | { readonly kind: 'taken-back'; readonly what: string }
  | { readonly kind: 'answered'; readonly asker: string }
  /** To a leader: told from that day on, or when it is released; null when it is told at once. */
  | { readonly kind: 'answered-leader'; readonly waitsUntil: CivilDate | null }
  /** Answers to leaders, which are told now. */
  | { readonly kind: 'released' };

/** Confirmation of it, and what is left. */
export interface ChangedView {
  readonly milestone: MilestoneView;
  readonly done: ChangeDone;
  /** It arrived again, and something else has become of it since the first time. */
  readonly overtaken: boolean;
  /** Something worth saying at once, a sentence. */
  readonly warning: string | null;
  readonly deciders: readonly string[];
  readonly decidesLater?: DecidesLater | null | undefined;
  /** When its reader is asked about it again; null when no day is known, or it waits. */
  readonly askedAgainOn: CivilDate | null;
  /** The reader leads it, and is asked themselves. */
  readonly lead: boolean;
  readonly on: CivilDate;
  /** What the reader still owes, worst first. */
  readonly left: readonly DigestRow[];
  readonly ticks: readonly string[];
}
