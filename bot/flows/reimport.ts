import type { CivilDate } from '../domain/dates.js';
import type { Decision, DecisionFault } from '../domain/plan-decisions.js';
import type { PlanDifference } from '../domain/plan-difference.js';
import type { Actor, PlanId } from '../domain/plan.js';
import type { PlanFile } from '../domain/read-plan.js';
import type { Refusal } from '../domain/reasons.js';

/** A later file of a plan that is there, and what was decided about both. */
export interface NextFile {
  readonly plan: PlanId;
  /** As read; `decisions` of the file itself are applied here, too. */
  readonly file: PlanFile;
  readonly asAt: CivilDate;
  readonly decisions: readonly Decision[];
  readonly acceptSuggestions: boolean;
  readonly enteredBy: Actor;
}

/** `faults`: decisions that cannot be followed; nothing was written. */
export type NextFileAnswer =
  | { readonly kind: 'difference' | 'applied'; readonly difference: PlanDifference }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'faults'; readonly faults: readonly DecisionFault[] };
