import type { CivilDate, Instant } from '../domain/dates.js';
import type { Measure } from '../domain/measures.js';
import type { Actor, Area, Milestone, Objective, OfficerId, Plan, PlanId, Ref } from '../domain/plan.js';
import type { Outcome, Versioned } from './ports-basis.js';

/* ---- Plans: current state, history and change feed, in one transaction ---- */

export type Image =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'area'; readonly area: Area }
  | { readonly kind: 'objective'; readonly objective: Objective }
  | { readonly kind: 'milestone'; readonly milestone: Milestone }
  | { readonly kind: 'measure'; readonly measure: Measure };

/** The newest revision of a subject: what a change of it must build on. */
export interface Revision {
  readonly rev: number;
  readonly at: Instant;
  /** Hash of the newest history row, to chain the next one to. */
  readonly hash: string;
  readonly etag: string;
}

export interface Change<I = Image> {
  readonly image: I;
  /** Null for a subject that is new. */
  readonly previous: Revision | null;
  /** When it counts from. Storage moves it up to the subject's last `at` if it is earlier. */
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly by: Actor;
  /** "update", "import", "heads set" ...: a few words for the history. */
  readonly why: string;
  /** Hash of what was submitted, to recognise the same submission again. */
  readonly inputHash: string;
}

/** One row of the history: the full after-image at one revision. */
export interface HistoryRow<I = Image> {
  readonly rev: number;
  readonly image: I;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly by: Actor;
  readonly why: string;
  readonly inputHash: string;
  /** Hash of this row, the predecessor's hash included. */
  readonly hash: string;
  readonly previousHash: string;
}

export interface StoredMilestone extends Revision {
  readonly milestone: Milestone;
}

export interface PlanOutline {
  readonly plan: Plan & Revision;
  /** In printed order. */
  readonly areas: readonly (Area & Revision)[];
  readonly objectives: readonly (Objective & Revision)[];
  /** In their order, also those that have ended. */
  readonly measures: readonly (Measure & Revision)[];
}

export interface PlanContents extends PlanOutline {
  /** In printed order. */
  readonly milestones: readonly StoredMilestone[];
}

export interface Plans {
  /** Every plan that can be read, by id. Whoever must not miss one asks for the `ids`. */
  list(): Promise<readonly Plan[]>;
  /** The ids alone, also of plans that cannot be read, or that an import has only begun. */
  ids(): Promise<readonly PlanId[]>;
  /** Everything of a plan but its milestones; null when there is no such plan. */
  outline(plan: PlanId): Promise<PlanOutline | null>;
  /** Null when there is no such plan. */
  contents(plan: PlanId): Promise<PlanContents | null>;
  milestone(plan: PlanId, ref: Ref): Promise<StoredMilestone | null>;
  /** All history of a plan, oldest revision first within a subject. */
  history(plan: PlanId): Promise<readonly HistoryRow[]>;
  milestoneHistory(plan: PlanId, ref: Ref): Promise<readonly HistoryRow[]>;
  milestoneRevision(plan: PlanId, ref: Ref, rev: number): Promise<HistoryRow | null>;
  /**
   * At most 30 changes of one plan, with images of at most 600,000 characters of JSON together: state, history row
   * `rev + 1` and change feed in one transaction, all or none.
   * `conflict` when any subject has moved on, or a new one exists already.
   */
  commit(plan: PlanId, changes: readonly Change[]): Promise<Outcome>;
}

/* ---- The due index and the index of leads ---- */

/** The next date on which the rules must look at a milestone, and the revision that justifies it. */
export interface DueRow {
  readonly date: CivilDate;
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly rev: number;
  readonly writtenAt: Instant;
}

export interface DueIndex {
  /** Rows with a date up to and including this one, earliest first. */
  upTo(date: CivilDate): Promise<readonly Versioned<DueRow>[]>;
  /** Inserts or replaces the row of that date and milestone, so that its etag changes. */
  put(row: DueRow): Promise<void>;
  /** As `put`, for rows of different milestones: a hundred of one date in a request. */
  putAll(rows: readonly DueRow[]): Promise<void>;
  /** `conflict` when the row changed since it was read. */
  remove(row: Versioned<DueRow>): Promise<Outcome>;
}

export interface LeadRow {
  readonly officer: OfficerId;
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly rev: number;
  readonly writtenAt: Instant;
}

export interface LeadIndex {
  of(officer: OfficerId): Promise<readonly Versioned<LeadRow>[]>;
  put(row: LeadRow): Promise<void>;
  remove(row: Versioned<LeadRow>): Promise<Outcome>;
}
