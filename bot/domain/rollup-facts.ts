import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import type { Area, Milestone, OfficerId, Plan, PlanId, RatingClass, Ref, State } from './plan.js';
import type {
  CheckView,
  Counts,
  DueNext,
  MovedEver,
  PassedView,
  RollupException,
  RollupKind,
  RollupMoveView,
} from './views.js';
import type { Calendar } from './working-days.js';

/** A past image of a milestone, and the day from which it counted. */
export interface Past {
  readonly rev: number;
  readonly on: CivilDate;
  readonly milestone: Milestone;
}

export interface RollupFacts {
  readonly plan: Plan;
  /** In printed order. */
  readonly areas: readonly Area[];
  /** As at `today`, in printed order. */
  readonly milestones: readonly Milestone[];
  /** Every image up to `today`, oldest first. */
  readonly history: ReadonlyMap<Ref, readonly Past[]>;
  readonly before: Before | null;
  /** The day on which an ask that nobody has answered yet was delivered. */
  readonly unansweredSince: ReadonlyMap<Ref, CivilDate>;
  /** Those whose leads cannot be asked: nobody is named, or whoever is has left or is of another organisation. */
  readonly withoutLead: ReadonlySet<Ref>;
  /** Of groups in which each has to answer, how many have. */
  readonly groups: ReadonlyMap<Ref, { readonly answered: number; readonly of: number }>;
  /** Marked above what its readers may see: counted, and never named. */
  readonly unnamed: ReadonlySet<Ref>;
  readonly calendar: Calendar;
  readonly today: CivilDate;
  readonly nameOf: (officer: OfficerId) => string;
}

/** The summary before this one. What it was made with counts for it, whatever changed since: its figures stand (RULES 7). */
export interface Before {
  readonly asAt: CivilDate;
  /** Every milestone that it counted, as it was then. */
  readonly milestones: ReadonlyMap<Ref, Milestone>;
  /** The rest of the plan then, where only a part of it was counted: what was counted may have waited for it. */
  readonly beside?: ReadonlyMap<Ref, Milestone>;
  /** As posted; null where only a part of what it counted is counted now. */
  readonly counts: Counts | null;
  readonly plan: Pick<Plan, 'preset' | 'key'>;
  /** The working days as they were known then. */
  readonly calendar: Calendar;
}

export interface ByArea {
  readonly code: string;
  readonly area: string;
  readonly head: string | null;
  readonly refs: readonly Ref[];
}

/** `closed` stands beside the ratings: withdrawn, superseded, business as usual, carried over. */
export type Class = RatingClass | 'closed';

/** A grade of a scale that maps to nothing: among `none` in the counts, shown and counted by its own word. */
export interface OwnGrade {
  readonly entry: KeyEntry;
  readonly refs: readonly Ref[];
  /** All of them, whether or not they are named. */
  readonly count: number;
  /** How many there were in the summary before; null when there was none. */
  readonly before: number | null;
}

/** One milestone as it is counted. */
export interface RollupRow {
  readonly ref: Ref;
  /** The code of its area. */
  readonly area: string;
  readonly rating: Class;
  /** Its entry in the plan's key; null when it is closed. */
  readonly grade: KeyEntry | null;
  readonly state: State;
  readonly due: CivilDate | null;
  readonly forecast: CivilDate | null;
  readonly deliveredOn: CivilDate | null;
}

interface Named {
  readonly ref: Ref;
  readonly text: string;
}

/** Until when and why is left out where it was never said. */
interface PausedRow extends Named {
  readonly until?: CivilDate | undefined;
  readonly reason?: string | undefined;
}

/** What is told as a number: of these all count, whether or not they are named. */
export type Sizes = Readonly<
  Record<
    'overdue' | 'withoutDate' | 'ongoing' | 'withoutLead' | 'evidenced' | 'unchangedGreen' | 'confirmedOnly',
    number
  >
>;

/**
 * All figures of one summary. Every count adds up to `counts.total` (RULES 4). What is marked above what its readers may
 * see is in every count and in no list but `rows`.
 */
export interface Rollup {
  readonly plan: PlanId;
  readonly naming: Plan['naming'];
  readonly preset: Plan['preset'];
  readonly key: readonly KeyEntry[];
  readonly counts: Counts;
  /** What makes up each count. */
  readonly refs: Readonly<Record<Class, readonly Ref[]>>;
  /** In the order of the key; empty where every entry of it maps to a class. */
  readonly grades: readonly OwnGrade[];
  readonly before: Counts | null;
  readonly since: CivilDate | null;
  readonly areas: readonly {
    readonly code: string;
    readonly title: string;
    /** The head of service; null when none is set. */
    readonly head: string | null;
    readonly counts: Counts;
    /** In the summary before; null when there was none. */
    readonly before: Counts | null;
    /** As `grades`, in this area. */
    readonly grades: readonly { readonly entry: KeyEntry; readonly count: number; readonly before: number | null }[];
  }[];
  /** Every milestone counted, in printed order. */
  readonly texts: readonly Named[];
  /** Every milestone with what it counts as, also those that are not to be named: to count with, never to show. */
  readonly rows: readonly RollupRow[];
  /** How many of them are not named because of their marking. */
  readonly withheld: number;
  readonly sizes: Sizes;
  /** In the order of reading; only those that have any. */
  readonly kinds: readonly { readonly kind: RollupKind; readonly count: number }[];
  readonly overdue: readonly Ref[];
  /** Open, and its date is awaited. */
  readonly withoutDate: readonly Ref[];
  /** Open, and without an end: that is no gap. */
  readonly ongoing: readonly Ref[];
  readonly withoutLead: readonly Ref[];
  readonly paused: readonly PausedRow[];
  readonly deferred: readonly (Named & { readonly until: CivilDate; readonly reason: string })[];
  /** Waits for a decision: a new date, an end, evidence or a handover. Until then it counts against the old date. */
  readonly proposals: readonly (Named & {
    readonly date: CivilDate | null;
    readonly state: State | null;
    readonly evidence?: true | undefined;
    /** Nobody is named. */
    readonly handover?: true | undefined;
    readonly reason: string;
    readonly on: CivilDate;
  })[];
  /** Of `refs.complete`: those whose evidence is confirmed, and those that did not achieve what they were for. */
  readonly evidenced: readonly Ref[];
  readonly outcomeNotAchieved: readonly Named[];
  /** Leads who last answered differently: each answer is kept, and shown in the plan's words. */
  readonly differing: readonly (Named & { readonly grades: readonly KeyEntry[] })[];
  readonly groups: readonly (Named & { readonly answered: number; readonly of: number })[];
  /** In reading order: by kind, then worst first. */
  readonly exceptions: readonly (RollupException & { readonly kind: RollupKind })[];
  readonly disagreements: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly declared: RatingClass;
    readonly grade: KeyEntry;
    readonly check: CheckView;
  }[];
  readonly moved: readonly RollupMoveView[];
  readonly movedEver: MovedEver;
  readonly passed: readonly PassedView[];
  readonly dueNext: DueNext;
  readonly silent: readonly ByArea[];
  readonly noUpdate: readonly ByArea[];
  readonly awaitingEvidence: readonly Ref[];
  readonly unchangedGreen: readonly Ref[];
  readonly confirmedOnly: readonly Ref[];
  readonly changes: {
    readonly added: readonly Ref[];
    readonly closed: readonly Ref[];
    readonly worsened: readonly Ref[];
    /** Closed in the summary before, and no more. */
    readonly reopened: readonly Ref[];
    /** Counted in the summary before, and not part of this one any more. */
    readonly gone: readonly Ref[];
    readonly improved: readonly (Named & { readonly from: RatingClass; readonly to: RatingClass })[];
    readonly completed: readonly Ref[];
    readonly moved: readonly Ref[];
  };
}
