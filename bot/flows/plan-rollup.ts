import { addMs, msOf, type Instant } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import type { Channel, Ports, RollupPost, Snapshot } from './ports.js';
import { readRollup } from './read-rollup.js';
import { ringFor } from './ring.js';
import { decentFrom } from './sender.js';
import { todayOf } from './today.js';

const LATE_MS = 15 * 60_000;

/**
 * Freezes the figures of a plan now and rings for their posting, once for each channel. Null when there is no such
 * plan, or no channel to post to.
 *
 * @param slot of a schedule: the same slot planned again posts nothing twice; null when a person asks for it
 */
export async function planRollup(
  ports: Ports,
  plan: PlanId,
  channels: readonly Channel[],
  slot: Instant | null,
): Promise<Snapshot | null> {
  const snapshot = channels.length === 0 ? null : await freeze(ports, plan, slot);
  if (snapshot === null) return null;
  const now = ports.clock.now();
  // Nothing unsolicited outside decent hours; what a person asks for leaves at once (RULES 3).
  const from = slot === null ? now : decentFrom(ports, now);
  const notBefore = from > now ? from : null;
  for (const channel of channels) {
    // Planned before: it stands as it is.
    await ports.rollups.savePost({ ...newPost(snapshot, channel, slot === null), notBefore }, null);
    const message = { scope: plan, period: snapshot.period, channel: channel.id };
    // The tick finds it, if the bell fails or its time is far off.
    if (notBefore === null) await ringFor(ports.log, () => ports.bells.rollup(message));
  }
  return snapshot;
}

/** The snapshot of a slot, made now or before; null when there is no such plan. */
export async function freeze(ports: Ports, plan: PlanId, slot: Instant | null): Promise<Snapshot | null> {
  const asAt = todayOf(ports);
  let period = slot ?? ports.clock.now();
  for (;;) {
    const before = await ports.rollups.newestPostedBefore(plan, period);
    const readAt = ports.clock.now();
    const rolled = await readRollup(ports, plan, asAt, before);
    if (rolled === null) return null;
    const { rollup, revisions } = rolled;
    const snapshot: Snapshot = {
      scope: plan,
      period,
      asOf: asOf(ports, period),
      readAt,
      asAt,
      counts: rollup.counts,
      revisions,
      window: null,
      corrects: null,
    };
    if ((await ports.rollups.add(snapshot)) === 'written') return snapshot;
    if (slot !== null) return ports.rollups.snapshot(plan, slot);
    // Two people in one millisecond: the second has a summary of their own.
    period = addMs(period, 1);
  }
}

/** A slot made up for much later is not called by its own time: that would be a claim about other figures. */
function asOf({ clock }: Ports, period: Instant): Instant {
  const now = clock.now();
  return Math.abs(msOf(now) - msOf(period)) <= LATE_MS ? period : now;
}

/** The channels that read a plan. */
export async function channelsOf(ports: Pick<Ports, 'channels'>, plan: PlanId): Promise<readonly Channel[]> {
  const all = await ports.channels.list();
  return all.map(({ value }) => value).filter(({ reads }) => reads.some((one) => one.plan === plan));
}

/** A summary that nobody has tried to post yet. */
export function newPost({ scope, period }: Snapshot, channel: Channel, atOnce: boolean): RollupPost {
  return {
    scope,
    period,
    channel: channel.id,
    part: '',
    state: 'planned',
    claimUntil: null,
    notBefore: null,
    attempts: 0,
    conversation: null,
    activityId: null,
    reason: null,
    atOnce,
  };
}
