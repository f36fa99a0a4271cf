import { waitedFor, type Others } from '../domain/check.js';
import type { Milestone } from '../domain/plan.js';
import type { Ports } from './ports.js';

/** The milestones that one waits for, by ref. Most wait for none, and then nothing is read. */
export async function readWaitedFor({ plans }: Pick<Ports, 'plans'>, milestone: Milestone): Promise<Others> {
  const read = await Promise.all(waitedFor(milestone).map((ref) => plans.milestone(milestone.plan, ref)));
  return new Map(read.flatMap((found) => (found === null ? [] : [[found.milestone.ref, found.milestone] as const])));
}
