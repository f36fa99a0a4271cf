/** Which channels read what. */
import type { PlanId } from '../domain/plan.js';
import { scopeKey, type Scope } from '../domain/scope.js';
import type { Channel, Ports, Reading, Schedule } from './ports.js';

/** One summary of one channel. */
export interface ChannelReading {
  readonly channel: Channel;
  readonly reading: Reading;
}

/** Those that read exactly this, wherever Waymark still is. */
export async function readingsOf(ports: Pick<Ports, 'channels'>, scope: Scope): Promise<readonly ChannelReading[]> {
  const key = scopeKey(scope);
  return (await readingsOfPlan(ports, scope.plan)).filter(({ reading }) => scopeKey(reading) === key);
}

/** Everything that is read of a plan, wherever Waymark still is: the whole, its areas and its tags. */
export async function readingsOfPlan(ports: Pick<Ports, 'channels'>, plan: PlanId): Promise<readonly ChannelReading[]> {
  const channels = (await ports.channels.list()).map(({ value }) => value).filter(({ goneAt }) => goneAt === null);
  return channels.flatMap((channel) =>
    channel.reads.filter((reading) => reading.plan === plan).map((reading) => ({ channel, reading })),
  );
}

/** Whether a schedule posts there: it may be narrowed to an area, a tag or a channel. */
export function isMeant(
  { channel, reading }: ChannelReading,
  schedule: Pick<Schedule, 'area' | 'tag' | 'channel'>,
): boolean {
  return (
    (schedule.area === null || schedule.area === reading.area) &&
    (schedule.tag === null || schedule.tag === reading.tag) &&
    (schedule.channel === null || schedule.channel === channel.id)
  );
}
