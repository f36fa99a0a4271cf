import { addMs, timeInWords, type Instant } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import { rollupView } from '../domain/rollup-view.js';
import type { Channel, Ports, PostOutcome, RollupMessage, RollupPost, Snapshot, Versioned } from './ports.js';
import { readRollup, rollupOfSnapshot } from './read-rollup.js';
import { takeLease } from './sender.js';
import { todayOf } from './today.js';

const CLAIM_MS = 15_000;
const RETRY_MS = 30_000;
/** Another process is sending: its lease is short. */
const BUSY_SECONDS = 5;

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
  for (const channel of channels) {
    // Planned before: it stands as it is.
    await ports.rollups.savePost(newPost(snapshot, channel), null);
    await ports.bells.rollup({ scope: plan, period: snapshot.period, channel: channel.id });
  }
  return snapshot;
}

async function freeze(ports: Ports, plan: PlanId, slot: Instant | null): Promise<Snapshot | null> {
  const asAt = todayOf(ports);
  let period = slot ?? ports.clock.now();
  for (;;) {
    const before = await ports.rollups.newestPostedBefore(plan, period);
    const rolled = await readRollup(ports, plan, asAt, before);
    if (rolled === null) return null;
    const { rollup, revisions } = rolled;
    const snapshot: Snapshot = { scope: plan, period, asAt, counts: rollup.counts, revisions };
    if ((await ports.rollups.add(snapshot)) === 'written') return snapshot;
    if (slot !== null) return ports.rollups.snapshot(plan, slot);
    // Two people in one millisecond: the second has a summary of their own.
    period = addMs(period, 1);
  }
}

/** The channels that read a plan. */
export async function channelsOf(ports: Pick<Ports, 'channels'>, plan: PlanId): Promise<readonly Channel[]> {
  const all = await ports.channels.list();
  return all.map(({ value }) => value).filter((channel) => channel.plans.includes(plan));
}

/** Posts one snapshot to one channel: claimed, one POST, recorded. In doubt it is held for a person (I9). */
export async function deliverRollup(ports: Ports, message: RollupMessage, ratePerSecond: number): Promise<void> {
  const { scope, period, channel } = message;
  const found = await ports.rollups.post(scope, period, channel);
  if (found === null || isSettled(found.value, ports.clock.now())) return;
  if (found.value.state === 'sending') {
    await save(ports, found, { ...found.value, state: 'in-doubt', reason: 'the sender stopped' });
    return;
  }
  const lease = await takeLease(ports, ratePerSecond);
  if (lease === null || !(await lease.place())) {
    await lease?.release();
    await ports.bells.rollup(message, BUSY_SECONDS);
    return;
  }
  try {
    const next = await postNow(ports, found);
    if (next?.state === 'retry' && next.notBefore !== null) {
      await lease.waitUntil(next.notBefore);
      await ports.bells.rollup(message, RETRY_MS / 1000);
    }
  } finally {
    await lease.release();
  }
}

async function postNow(ports: Ports, found: Versioned<RollupPost>): Promise<RollupPost | null> {
  const { scope, period, channel } = found.value;
  const snapshot = await ports.rollups.snapshot(scope, period);
  const target = await ports.channels.channel(channel);
  const rolled = snapshot === null ? null : await rollupOfSnapshot(ports, snapshot);
  if (snapshot === null || target === null || rolled === null) {
    return save(ports, found, { ...found.value, state: 'dead', reason: 'the channel or the figures are gone' });
  }
  const { plan } = rolled.plan;
  const time = timeInWords(period, ports.zone);
  const heading = { planTitle: plan.title, levels: plan.levels, asAt: snapshot.asAt, time };
  const view = rollupView(rolled.rollup, heading);
  const prepared = await ports.messenger.prepare(target.value.chat, { kind: 'rollup', view });
  const claimUntil = addMs(ports.clock.now(), CLAIM_MS);
  const claimed = await ports.rollups.savePost(
    { ...found.value, state: 'sending', claimUntil, attempts: found.value.attempts + 1 },
    found.etag,
  );
  if (claimed === 'conflict') return null;
  const outcome = await prepared.send();
  return save(ports, claimed, afterPost(ports, claimed.value, outcome, target.value));
}

function afterPost(ports: Ports, post: RollupPost, outcome: PostOutcome, channel: Channel): RollupPost {
  const rest = { ...post, claimUntil: null, notBefore: null };
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...rest,
        state: 'sent',
        reason: null,
        activityId: outcome.activityId,
        conversation: outcome.conversationId ?? channel.chat.conversationId,
      };
    case 'not-accepted':
    case 'unauthorised': {
      const wait = (outcome.kind === 'not-accepted' ? outcome.retryAfterMs : null) ?? RETRY_MS;
      return { ...rest, state: 'retry', reason: outcome.reason, notBefore: addMs(ports.clock.now(), wait) };
    }
    case 'in-doubt':
      return { ...rest, state: 'in-doubt', reason: outcome.reason };
    case 'unreachable':
    case 'refused':
      return { ...rest, state: 'dead', reason: outcome.reason };
  }
}

async function save(ports: Ports, found: Versioned<RollupPost>, next: RollupPost): Promise<RollupPost> {
  const saved = await ports.rollups.savePost(next, found.etag);
  const { scope, channel, state, reason } = next;
  ports.log.info('rollup', { scope, channel, state: saved === 'conflict' ? 'record-lost' : state, reason });
  return next;
}

function isSettled(post: RollupPost, now: Instant): boolean {
  if (post.state === 'sending') return post.claimUntil !== null && post.claimUntil > now;
  return post.state !== 'planned' && post.state !== 'retry';
}

function newPost({ scope, period }: Snapshot, channel: Channel): RollupPost {
  return {
    scope,
    period,
    channel: channel.id,
    state: 'planned',
    claimUntil: null,
    notBefore: null,
    attempts: 0,
    conversation: null,
    activityId: null,
    reason: null,
  };
}
