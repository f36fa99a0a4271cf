import type { PlanId, Ref } from '../domain/plan.js';

/** Names a milestone among those of all plans: a plan id has no space. */
export function keyOf({ plan, ref }: { readonly plan: PlanId; readonly ref: Ref }): string {
  return `${plan} ${ref}`;
}
