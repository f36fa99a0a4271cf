/** Which channels read what. */
import type { Milestone, PlanId } from '../domain/plan.js';
import { isInScope, scopeKey, type Scope } from '../domain/scope.js';
import type { Channel, Ports, Reading, Schedule } from './ports.js';

/** One summary of one channel. */
export interface ChannelReading {
  readonly channel: Channel;
  readonly reading: Reading;
}

/** Those that read exactly this, wherever something may be posted. */
export async function readingsOf(ports: Pick<Ports, 'channels'>, scope: Scope): Promise<readonly ChannelReading[]> {
  const key = scopeKey(scope);
  return (await readingsOfPlan(ports, scope.plan)).filter(({ reading }) => scopeKey(reading) === key);
}

/** Whether Waymark is still in it: what waits to be confirmed may be planned for it. */
export function isThere({ goneAt }: Pick<Channel, 'goneAt'>): boolean {
  return goneAt === null;
}

/** Whether anything may be posted there: Waymark is still in it, and who reads it is known (RULES 6). */
export function mayPostIn({ goneAt, outsiders }: Pick<Channel, 'goneAt' | 'outsiders'>): boolean {
  return isThere({ goneAt }) && outsiders !== 'unconfirmed';
}

/** Everything that is read of a plan, wherever something may be posted: the whole, its areas and its tags. */
export async function readingsOfPlan(
  ports: Pick<Ports, 'channels'>,
  plan: PlanId,
  where: (channel: Channel) => boolean = mayPostIn,
): Promise<readonly ChannelReading[]> {
  const channels = (await ports.channels.list()).map(({ value }) => value).filter(where);
  return channels.flatMap((channel) =>
    channel.reads.filter((reading) => reading.plan === plan).map((reading) => ({ channel, reading })),
  );
}

/** What is read of a plan with a milestone in it. */
export async function readingsAbout(
  ports: Pick<Ports, 'channels'>,
  milestone: Milestone,
): Promise<readonly ChannelReading[]> {
  return (await readingsOfPlan(ports, milestone.plan)).filter(({ reading }) => isInScope(milestone, reading));
}

/** Whether a schedule is about a plan. */
export function isOfPlan({ plans }: Pick<Schedule, 'plans'>, plan: PlanId): boolean {
  return plans === null || plans.includes(plan);
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
