import type { Instant } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import { isRunning } from '../domain/year-over.js';
import { scopeKey, scopeOf } from '../domain/scope.js';
import { planRollup } from './plan-rollup.js';
import type { Ports, Schedule } from './ports.js';
import { isMeant, readingsOfPlan } from './readings.js';

/**
 * Plans the summaries of everything that channels read of a plan, or of what a schedule narrows that to: one snapshot for
 * each scope, whoever reads it. Answers how many posts there are: none of a plan whose year is over.
 *
 * @param slot as in `planRollup`
 */
export async function planReadings(
  ports: Ports,
  plan: PlanId,
  narrowed: Pick<Schedule, 'area' | 'tag' | 'channel'>,
  slot: Instant | null,
): Promise<number> {
  const outline = await ports.plans.outline(plan);
  if (outline !== null && !isRunning(outline.plan)) return 0;
  const meant = (await readingsOfPlan(ports, plan)).filter((one) => isMeant(one, narrowed));
  let posts = 0;
  for (const key of new Set(meant.map(({ reading }) => scopeKey(reading)))) {
    const channels = meant.filter(({ reading }) => scopeKey(reading) === key).map(({ channel }) => channel);
    if ((await planRollup(ports, scopeOf(key), channels, slot)) !== null) posts += channels.length;
  }
  return posts;
}
