import type { WarningCode } from './plan-warnings.js';
import type { Ref } from './plan.js';

/**
 * What an admin can decide about a plan file. The last two are about a plan that is there already: whether a row is one of
 * before, and which of two stands where both the file and people changed it.
 */
export const DECISION_KINDS = [
  'suggestion',
  'dates',
  'impossible-date',
  'no-date',
  'outside-year',
  'orphan',
  'ref',
  'lead',
  'group',
  'leads',
  'parent',
  'reference',
  'rating',
  'state',
  'marking',
  'match',
  'since',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** What is typed beside a choice: a date in any words that plans use; a ref; names with semicolons between. */
export type TypedBeside = 'date' | 'ref' | 'names';

/** One way to decide. */
export interface DecisionChoice {
  /** `[a-z0-9-]{1,40}`: what a file of decisions and a form say. */
  readonly id: string;
  /** A few words for people. */
  readonly label: string;
  /** Null when nothing more is needed. */
  readonly typed: TypedBeside | null;
}

/** Something in a plan file that a person may decide otherwise than was assumed. */
export interface OpenDecision {
  /** The same at each reading of the same file, at most 100 characters: what, which ref or row, a hash of the cell. */
  readonly id: string;
  readonly kind: DecisionKind;
  /** Of the warning behind it; null when there is none. */
  readonly code: WarningCode | null;
  /** As in `PlanRow`. */
  readonly row: number;
  /** As in `PlanWarning`: “page 12”, “sheet “Plan””. */
  readonly place?: string | undefined;
  /** Null when it is not about one milestone. */
  readonly ref: Ref | null;
  /** One sentence. */
  readonly question: string;
  /** The words in the cell, as printed, up to 1000 characters. */
  readonly cell: string;
  /** One sentence, without the point: what holds while nobody decides. */
  readonly assumed: string;
  /** The first is what was assumed. */
  readonly choices: readonly DecisionChoice[];
}

/** What somebody decided. */
export interface Decision {
  /** Of an `OpenDecision`. */
  readonly id: string;
  /** Of one of its choices. */
  readonly choice: string;
  /** What was typed beside it, as typed. */
  readonly typed?: string | undefined;
}

/** Whether a decision is about the plan that is there, and not about the file alone: `match` or `since`. */
export function isBetween({ id }: Pick<Decision, 'id'>): boolean {
  return /^(?:match|since):/.test(id);
}

/** A decision that cannot be followed: why, in one sentence that names the row. */
export interface DecisionFault {
  readonly id: string;
  readonly message: string;
}
