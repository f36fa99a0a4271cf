import type { Others } from '../domain/check.js';
import type { Milestone } from '../domain/plan.js';
import type { Ports } from './ports.js';

/** The milestones that one waits for, by ref. Most wait for none, and then nothing is read. */
export async function readWaitedFor({ plans }: Pick<Ports, 'plans'>, { plan, waitsFor }: Milestone): Promise<Others> {
  const read = await Promise.all(waitsFor.map((ref) => plans.milestone(plan, ref)));
  return new Map(read.flatMap((found) => (found === null ? [] : [[found.milestone.ref, found.milestone] as const])));
}
