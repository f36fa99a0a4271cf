/** How many people, or channels, a schedule would reach now, and whether that is confirmed. */
import { POLICY } from '../domain/policy.js';
import type { Refusal } from '../domain/reasons.js';
import { isRunning } from '../domain/year-over.js';
import { previewSweep } from './preview-sweep.js';
import { isMeant, readingsOfPlan } from './readings.js';
import type { Ports, Schedule } from './ports.js';
import { todayOf } from './today.js';

type Scoped = Pick<Schedule, 'kind' | 'plans' | 'area' | 'tag' | 'channel'>;

/** People whom a sweep would send a card now; channels in which a summary would be posted; 0 for windows. */
export async function reachOf(ports: Ports, schedule: Scoped): Promise<number> {
  if (schedule.kind === 'window') return 0;
  if (schedule.kind === 'sweep') {
    const plans = schedule.plans === null ? null : new Set(schedule.plans);
    const { digests } = await previewSweep(ports, todayOf(ports), plans);
    return digests.filter(({ entraId }) => entraId !== null).length;
  }
  const channels = new Set<string>();
  const over = (await ports.plans.list()).filter((plan) => !isRunning(plan)).map(({ id }) => id);
  for (const plan of schedule.plans ?? (await ports.plans.ids())) {
    if (over.includes(plan)) continue;
    const meant = (await readingsOfPlan(ports, plan)).filter((one) => isMeant(one, schedule));
    for (const { channel } of meant) channels.add(channel.id);
  }
  return channels.size;
}

/** "would ask 214 people", "would post in 12 channels". */
export function reachSaid(kind: Schedule['kind'], reach: number): string {
  const many = String(reach);
  if (kind === 'rollup') return `would post in ${reach === 1 ? 'one channel' : `${many} channels`}`;
  return `would ask ${reach === 1 ? 'one person' : `${many} people`}`;
}

/** Whether a person has to say the very number first. */
export function wantsConfirmation(reach: number): boolean {
  return reach > POLICY.confirmAbove;
}

/** Why it is not done yet; null when it reaches few enough, or the very number was said. */
export function unconfirmed(kind: Schedule['kind'], reach: number, confirmed: number | null): Refusal | null {
  if (!wantsConfirmation(reach) || confirmed === reach) return null;
  const other = confirmed === null ? '' : `, not ${String(confirmed)}`;
  const message = `It ${reachSaid(kind, reach)} now${other}, more than ${String(POLICY.confirmAbove)}. If that is meant, say the number: --confirm ${String(reach)}`;
  return { code: 'unconfirmed', message };
}
