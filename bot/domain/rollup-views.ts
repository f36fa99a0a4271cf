/** What a progress summary shows, as facts; see `views.ts`. */
import type { CivilDate } from './dates.js';
import type { Levels, RatingClass, Ref } from './plan.js';
import type { CheckView } from './views.js';

export interface RollupException {
  readonly ref: Ref;
  readonly text: string;
  readonly area: string;
  readonly rating: RatingClass;
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
  /** The accountable name: the area's head of service; null when none is set. */
  readonly accountable: string | null;
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

export interface RollupView {
  readonly planTitle: string;
  readonly levels: Levels;
  readonly asAt: CivilDate;
  /** "9am". */
  readonly time: string;
  /** The as-at date of the summary before this one; null for the first. */
  readonly since: CivilDate | null;
  readonly counts: Counts;
  /** The counts of the summary before. */
  readonly before: Counts | null;
  readonly overdue: number;
  readonly withoutDate: number;
  readonly withoutLead: number;
  /** Sections in the order of reading; only those with rows. Each exception stands in the first that fits. */
  readonly sections: readonly {
    readonly kind: 'new' | 'worsened' | 'still-red' | 'still-amber' | 'overdue';
    readonly rows: readonly RollupException[];
    /** Those that are named only, so that the message stays short. */
    readonly more: readonly Ref[];
  }[];
  readonly improved: readonly { readonly ref: Ref; readonly from: RatingClass; readonly to: RatingClass }[];
  readonly disagreements: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly declared: RatingClass;
    readonly check: CheckView;
  }[];
  readonly moved: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly from: CivilDate | null;
    readonly to: CivilDate | null;
    readonly reason: string | null;
  }[];
  /** No update, by area under the head of service's name; never a list of late people (RULES 6). */
  readonly silent: readonly { readonly area: string; readonly head: string | null; readonly refs: readonly Ref[] }[];
  readonly noUpdate: readonly { readonly area: string; readonly head: string | null; readonly refs: readonly Ref[] }[];
  readonly completed: readonly { readonly ref: Ref; readonly text: string }[];
  readonly added: readonly Ref[];
  readonly closedSince: readonly Ref[];
  readonly awaitingEvidence: readonly Ref[];
  readonly unchangedGreen: number;
  readonly confirmedOnly: number;
  readonly areas: readonly { readonly title: string; readonly counts: Counts }[];
}
