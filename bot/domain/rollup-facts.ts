import type { CivilDate } from './dates.js';
import type { Area, Milestone, OfficerId, Plan, RatingClass, Ref } from './plan.js';
import type { CheckView, Counts, RollupException } from './views.js';
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
  /** The summary before this one: its day, and the revisions it was made of. */
  readonly before: { readonly asAt: CivilDate; readonly revisions: ReadonlyMap<Ref, number> } | null;
  /** The day on which an ask that nobody has answered yet was delivered. */
  readonly unansweredSince: ReadonlyMap<Ref, CivilDate>;
  readonly calendar: Calendar;
  readonly today: CivilDate;
  readonly nameOf: (officer: OfficerId) => string;
}

export type ExceptionKind = 'new' | 'worsened' | 'still-red' | 'still-amber' | 'overdue';

export interface RollupMove {
  readonly ref: Ref;
  readonly text: string;
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  readonly reason: string | null;
}

export interface ByArea {
  readonly code: string;
  readonly area: string;
  readonly head: string | null;
  readonly refs: readonly Ref[];
}

/** All figures of one summary. Every count adds up to `counts.total` (RULES 4). */
export interface Rollup {
  readonly counts: Counts;
  readonly before: Counts | null;
  readonly since: CivilDate | null;
  readonly areas: readonly { readonly code: string; readonly title: string; readonly counts: Counts }[];
  /** Every milestone counted, in printed order. */
  readonly texts: readonly { readonly ref: Ref; readonly text: string }[];
  readonly overdue: readonly Ref[];
  readonly withoutDate: readonly Ref[];
  readonly withoutLead: readonly Ref[];
  /** In reading order: by kind, then worst first. */
  readonly exceptions: readonly (RollupException & { readonly kind: ExceptionKind })[];
  readonly disagreements: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly declared: RatingClass;
    readonly check: CheckView;
  }[];
  readonly moved: readonly RollupMove[];
  readonly silent: readonly ByArea[];
  readonly noUpdate: readonly ByArea[];
  readonly awaitingEvidence: readonly Ref[];
  readonly unchangedGreen: readonly Ref[];
  readonly confirmedOnly: readonly Ref[];
  readonly changes: {
    readonly added: readonly Ref[];
    readonly closed: readonly Ref[];
    readonly worsened: readonly Ref[];
    readonly improved: readonly { readonly ref: Ref; readonly from: RatingClass; readonly to: RatingClass }[];
    readonly completed: readonly Ref[];
    readonly moved: readonly Ref[];
  };
}
