/** What a channel reads. */
import type { MarkingLevel } from './marking.js';
import type { PlanId } from './plan.js';
import { wholePlan, type Scope } from './scope.js';

/** The whole of a plan, up to what is internal, with each reporting window: what a channel reads unless told otherwise. */
export function wholeReading(plan: PlanId): Scope & {
  readonly ceiling: MarkingLevel;
  readonly memberFacing: boolean;
  readonly withWindow: boolean;
} {
  return { ...wholePlan(plan), ceiling: 'internal', memberFacing: false, withWindow: true };
}
