import type { CivilDate } from './dates.js';
import type { OpenDecision } from './plan-decisions.js';
import type { Ref } from './plan.js';

/** What can have changed of a milestone. */
export type ChangedField =
  | 'date'
  | 'text'
  | 'leads'
  | 'parent'
  | 'progress'
  | 'evidence'
  | 'rating'
  | 'state'
  | 'tags'
  | 'marking'
  | 'waits'
  | 'queries';

/** One change: from what holds now to what the file says, in words. `taken` is false where what holds now stays. */
export interface FieldChange {
  readonly field: ChangedField;
  readonly from: string;
  readonly to: string;
  readonly taken: boolean;
}

/** A milestone that is in the plan and in the file, and says something else there. */
export interface ChangedMilestone {
  readonly ref: Ref;
  readonly row: number;
  readonly changes: readonly FieldChange[];
}

/** A milestone that the file has and the plan had not. */
export interface AddedMilestone {
  readonly ref: Ref;
  readonly row: number;
  readonly text: string;
}

/** A milestone that the file has no more: moved or removed, never deleted. `open`: it is still asked about. */
export interface GoneMilestone {
  readonly ref: Ref;
  readonly text: string;
  readonly open: boolean;
}

/** A milestone whose row was found again under another ref, or in other words. */
export interface FoundAgain {
  readonly ref: Ref;
  /** The ref that the file has for it. */
  readonly fileRef: Ref;
  readonly row: number;
  /** Why it is taken for the same, in a few words. */
  readonly because: string;
}

/** An area or objective that is new, or has another title; `from` is null when it is new. */
export interface ChangedHeading {
  readonly kind: 'area' | 'objective';
  readonly code: string;
  readonly from: string | null;
  readonly to: string;
}

/** What a file would change of a plan that is there. */
export interface PlanDifference {
  /** The as-at date of the file before; null when none was noted. */
  readonly since: CivilDate | null;
  /** How many milestones stand in both and say the same. */
  readonly unchanged: number;
  readonly added: readonly AddedMilestone[];
  readonly gone: readonly GoneMilestone[];
  /** Gone before, and in the file again. */
  readonly back: readonly Ref[];
  readonly foundAgain: readonly FoundAgain[];
  readonly changed: readonly ChangedMilestone[];
  readonly headings: readonly ChangedHeading[];
  /** Matches to be confirmed and conflicts to be decided, of the kinds `match` and `since`. */
  readonly decisions: readonly OpenDecision[];
}
