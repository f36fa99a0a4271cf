/** What went by a plan goes by the next one. */
import type { PlanId } from '../domain/plan.js';
import { scopeKey } from '../domain/scope.js';
import { saveChannel } from './change-channel.js';
import type { Ports } from './ports.js';
import type { CloseOrder } from './close-plan.js';

/** The channels that read summaries of a plan, and how many each. */
export async function readingsThat(ports: Ports, plan: PlanId) {
  const all = await ports.channels.list();
  return all
    .map((found) => ({ found, count: found.value.reads.filter((one) => one.plan === plan).length }))
    .filter(({ count }) => count > 0);
}

/** What channels read of it they read of the next plan, or no more; schedules follow. How many summaries it is. */
export async function followPlan(
  ports: Ports,
  { plan, into, by }: Pick<CloseOrder, 'plan' | 'into' | 'by'>,
): Promise<number> {
  let readings = 0;
  for (const { found, count } of await readingsThat(ports, plan)) {
    const { value, etag } = found;
    const moved = value.reads.flatMap((one) =>
      one.plan !== plan ? [one] : into === null ? [] : [{ ...one, plan: into }],
    );
    const reads = [...new Map(moved.map((one) => [scopeKey(one), one])).values()];
    if ((await saveChannel(ports, by, 'channel follows the plan', { value: { ...value, reads }, etag })) === 'written')
      readings += count;
  }
  for (const { value, etag } of await ports.schedules.list()) {
    if (value.plans?.includes(plan) !== true) continue;
    const plans = [...new Set(value.plans.flatMap((one) => (one !== plan ? [one] : into === null ? [] : [into])))];
    const next = plans.length > 0 ? { ...value, plans } : { ...value, paused: true };
    await ports.schedules.put(next, etag);
  }
  return readings;
}
