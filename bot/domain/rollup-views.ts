/** What a progress summary shows, as facts; see `views.ts`. */
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import type { Naming, Plan, PlanId, RatingClass, Ref, State } from './plan.js';
import type { DueNext, Heading, MovedEver, PassedView, RollupKind, RollupMoveView } from './rollup-part-views.js';
import type { CheckView } from './views.js';

export type * from './rollup-part-views.js';

export interface RollupException {
  readonly ref: Ref;
  readonly text: string;
  readonly area: string;
  readonly rating: RatingClass;
  /** The entry of the plan's key that counts now; left out where it is that of the default key. */
  readonly grade?: KeyEntry;
  readonly was: RatingClass | null;
  readonly since: CivilDate | null;
  readonly overdueDays: number | null;
  readonly dueOn: CivilDate | null;
  readonly dueText: string;
  readonly daysLeft: number | null;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly help: string | null;
  readonly recovery: CivilDate | null;
  readonly forecast: CivilDate | null;
  /** "not updated since" (RULES 4); null when there was never an update. */
  readonly updatedOn: CivilDate | null;
  /** So long ago that a Green would have lapsed: red and amber stand, and are marked (RULES 4). */
  readonly stale: boolean;
  readonly check: CheckView;
  /** Why it is told: what was declared, and what the dates say against it; a clause. */
  readonly because: string;
  /** The accountable name: the area's head of service; null when none is set, or the plan names nobody. */
  readonly accountable: string | null;
  /** Who leads it, where the plan names them (RULES 6). */
  readonly leads: readonly string[];
}

export interface Counts {
  readonly red: number;
  readonly amber: number;
  readonly green: number;
  readonly complete: number;
  readonly none: number;
  readonly closed: number;
  readonly total: number;
}

export interface RollupView extends Heading {
  readonly plan: PlanId;
  readonly naming: Naming;
  readonly preset: Plan['preset'];
  /** The plan's key: how it calls each class. */
  readonly key: readonly KeyEntry[];
  /** The as-at date of the summary before this one; null for the first. */
  readonly since: CivilDate | null;
  readonly counts: Counts;
  /** The counts of the summary before. */
  readonly before: Counts | null;
  /** Grades of a scale that maps to nothing, among `none` in the counts. `before` as for the counts. */
  readonly grades: readonly { readonly entry: KeyEntry; readonly count: number; readonly before: number | null }[];
  readonly overdue: number;
  readonly withoutDate: number;
  readonly ongoing: number;
  readonly withoutLead: number;
  /** Which of them: the message only counts them. */
  readonly gaps: {
    readonly withoutDate: readonly Ref[];
    readonly ongoing: readonly Ref[];
    readonly withoutLead: readonly Ref[];
  };
  /** Sections in the order of reading; only those with rows. Each exception stands in the first that fits. */
  readonly sections: readonly {
    readonly kind: RollupKind;
    /** All of them, also those that are not named because of their marking. */
    readonly count: number;
    readonly rows: readonly RollupException[];
    /** Those that are named only, so that the message stays short. */
    readonly more: readonly Ref[];
  }[];
  /** Overdue, and told above because of what they are rated. */
  readonly overdueAbove: readonly { readonly ref: Ref; readonly days: number }[];
  /** Better than before, and no exception any more. */
  readonly improved: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly from: RatingClass;
    readonly to: RatingClass;
  }[];
  readonly disagreements: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly declared: RatingClass;
    readonly grade?: KeyEntry;
    readonly check: CheckView;
  }[];
  readonly moved: readonly RollupMoveView[];
  readonly movedEver: MovedEver;
  readonly passed: readonly PassedView[];
  readonly dueNext: DueNext;
  /** How many milestones are counted and not named here because of their marking. */
  readonly withheld: number;
  readonly held: number;
  /** No update, by area under the head of service's name; never a list of late people (RULES 6). */
  readonly silent: readonly { readonly area: string; readonly head: string | null; readonly refs: readonly Ref[] }[];
  readonly noUpdate: readonly { readonly area: string; readonly head: string | null; readonly refs: readonly Ref[] }[];
  readonly paused: readonly { readonly ref: Ref; readonly text: string; readonly until?: CivilDate | undefined }[];
  readonly deferred: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly until: CivilDate;
    readonly reason: string;
  }[];
  readonly proposals: readonly {
    readonly ref: Ref;
    readonly text: string;
    /** Null when an end other than delivery is proposed, which is then `state`. */
    readonly date: CivilDate | null;
    readonly state: State | null;
    /** Instead of both: evidence to be confirmed, or another lead. */
    readonly evidence?: true | undefined;
    readonly handover?: true | undefined;
    readonly reason: string;
    readonly on: CivilDate;
  }[];
  /** Leads who last answered differently. */
  readonly differing: readonly { readonly ref: Ref; readonly text: string; readonly grades: readonly KeyEntry[] }[];
  readonly groups: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly answered: number;
    readonly of: number;
  }[];
  /** Of the complete ones. */
  readonly evidenced: number;
  readonly outcomeNotAchieved: readonly { readonly ref: Ref; readonly text: string }[];
  readonly completed: readonly { readonly ref: Ref; readonly text: string }[];
  readonly added: readonly Ref[];
  /** Closed since the summary before, by what they are now. */
  readonly closedSince: readonly { readonly state: State; readonly refs: readonly Ref[] }[];
  /** Closed then, and no more. */
  readonly reopened: readonly Ref[];
  /** Counted then, and not part of this summary any more. */
  readonly gone: readonly Ref[];
  readonly awaitingEvidence: readonly Ref[];
  readonly unchangedGreen: number;
  readonly confirmedOnly: number;
  readonly areas: readonly {
    readonly code: string;
    readonly title: string;
    readonly counts: Counts;
    readonly grades: readonly { readonly entry: KeyEntry; readonly count: number }[];
    /** A reply beneath the message has its counts, too. */
    readonly reply?: boolean;
  }[];
}
