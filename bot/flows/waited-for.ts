import { waitedFor, type Others } from '../domain/check.js';
import type { Milestone, Ref } from '../domain/plan.js';
import type { Ports } from './ports.js';
import { ringFor } from './ring.js';

/** The milestones that one waits for, by ref. Most wait for none, and then nothing is read. */
export async function readWaitedFor({ plans }: Pick<Ports, 'plans'>, milestone: Milestone): Promise<Others> {
  const read = await Promise.all(waitedFor(milestone).map((ref) => plans.milestone(milestone.plan, ref)));
  return new Map(read.flatMap((found) => (found === null ? [] : [[found.milestone.ref, found.milestone] as const])));
}

/** Has the cards rebuilt that show what waits for a milestone, whose date has changed. */
export async function ringWhereWaitedFor(
  { plans, bells, log }: Pick<Ports, 'plans' | 'bells' | 'log'>,
  plan: string,
  ref: Ref,
): Promise<void> {
  const contents = await plans.contents(plan);
  for (const { milestone } of contents?.milestones ?? []) {
    if (waitedFor(milestone).includes(ref)) await ringFor(log, () => bells.refresh({ plan, ref: milestone.ref }));
  }
}
