/** What cards show of a milestone beside its rating: when it is due, in every kind, and what bears on being asked. */
import type { CivilDate } from './dates.js';
import type { Due } from './due-kinds.js';
import type { KeyEntry } from './key.js';
import type { Period } from './periods.js';
import type { Ref, State } from './plan.js';

/** Who said something: their name, and whether it is the reader. */
export interface SaidBy {
  readonly by: string;
  readonly byReader: boolean;
  readonly on: CivilDate;
}

/** The period of a recurring milestone that wants an update. */
export interface PeriodView extends Period {
  /** Its first day has come: an answer settles it. */
  readonly begun: boolean;
  /** It has its update already: all have theirs, and the last one was not good enough to end it. */
  readonly settled: boolean;
  /** No period comes after it. */
  readonly last: boolean;
}

export interface DeferralView extends SaidBy {
  readonly until: CivilDate;
  readonly reason: string;
  /** Its day has passed and nobody has answered since: it is asked about again. */
  readonly ended: boolean;
}

/** A new date, an end without delivery, evidence to confirm, or another lead. */
export interface ProposedView extends SaidBy {
  /** Null when something else is proposed. */
  readonly date: CivilDate | null;
  /** The approved date that it would replace, of a recurring one the end; null when there is none. */
  readonly insteadOf: CivilDate | null;
  /** The state that would end it; null when something else is proposed. */
  readonly state: State | null;
  /** Its evidence is to be confirmed. */
  readonly evidence?: true | undefined;
  /** The names of who led it and of who is to. */
  readonly handover?: { readonly from: string; readonly to: string; readonly toReader: boolean } | undefined;
  /** Of one that would be superseded: what takes its place. */
  readonly replacedBy: readonly Ref[];
  /** Of a new date, the words of the reason that was chosen from the list. */
  readonly because?: string | undefined;
  readonly reason: string;
}

/** A question about what waits for a decision. */
export interface AskedView extends SaidBy {
  readonly text: string;
  readonly answer: (SaidBy & { readonly text: string }) | null;
}

/** Who decides while everybody who may is away: the first to be back, by name, and the last day of that absence. */
export interface DecidesLater {
  readonly name: string;
  readonly until: CivilDate;
}

/** Something that waits for somebody's decision. */
export interface ProposalView extends ProposedView {
  /** The last question about it; left out where there is none. */
  readonly question?: AskedView | undefined;
  /** Names of those who may decide; any of them is enough. Empty when nobody is set. */
  readonly waitsFor: readonly string[];
  /** Set where all of them are away. */
  readonly decidesLater?: DecidesLater | null | undefined;
  /** The reader may decide it. */
  readonly forReader: boolean;
}

/** What another lead said, where it differs from the last update. */
export interface AnswerView extends Omit<SaidBy, 'byReader'> {
  /** The entry of the plan's key that was chosen. */
  readonly grade: KeyEntry;
}

/** Of a group in which each has to answer: how many have. */
export interface GroupView {
  readonly answered: number;
  readonly of: number;
}

/** "As above": the milestone it points at, and the words said there, or its printed progress. */
export interface SameAsView {
  readonly ref: Ref;
  readonly text: string | null;
}

export interface DueView {
  readonly due: Due;
  /** The date is today. */
  readonly dueToday: boolean;
  /** Null when it does not recur. */
  readonly period: PeriodView | null;
  /** When its lead expects it to be finished, from the last update. */
  readonly expected: { readonly date: CivilDate; readonly passed: boolean } | null;
  readonly deferral: DeferralView | null;
  readonly proposal: ProposalView | null;
  /** What the plan's text leaves open, in sentences for its lead. */
  readonly queries: readonly string[];
  /** Newest first. */
  readonly otherAnswers: readonly AnswerView[];
  readonly group: GroupView | null;
  readonly sameAs: SameAsView | null;
}
