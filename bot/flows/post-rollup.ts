import { addMs, instant, msOf, timeInWords, type Instant } from '../domain/dates.js';
import { rollupView } from '../domain/rollup-view.js';
import type { RollupView } from '../domain/views.js';
import { raise, settle } from './attention.js';
import { freeze, newPost } from './plan-rollup.js';
import type {
  AttentionReason,
  Channel,
  Chat,
  Ports,
  PostOutcome,
  PreparedPost,
  RollupMessage,
  RollupPost,
  Versioned,
} from './ports.js';
import { rollupOfSnapshot } from './read-rollup.js';
import { decentFrom, mayLeave, mayNotSend, takeLease, waitsFor, type Lease } from './sender.js';
import { reasonOf } from './fault.js';
import { reminderId } from './reminder-id.js';

const CLAIM_MS = 15_000;
const RETRY_MS = 30_000;
/** Teams told us that our token is no good: everybody waits. */
const UNAUTHORISED_PAUSE_MS = 60_000;
/** Figures older than this are read again instead of being posted (guarantees.md I8). */
const OLD_MS = 15 * 60_000;
const END_OF_TIME = instant('9999-12-31T00:00:00Z');
/** Another process is sending: its lease is short. */
const BUSY_SECONDS = 5;

/** Posts one snapshot to one channel: claimed, one POST, recorded. In doubt it is held for a person (I9). */
export async function deliverRollup(ports: Ports, message: RollupMessage): Promise<void> {
  const { scope, period, channel } = message;
  const found = await ports.rollups.post(scope, period, channel);
  if (found === null || isSettled(found.value, ports.clock.now())) return;
  if (found.value.state === 'sending') {
    await save(ports, found, { ...found.value, state: 'in-doubt', reason: 'the sender stopped' });
    return;
  }
  // The tick finds it when the day opens (RULES 3).
  if (!found.value.atOnce && decentFrom(ports, ports.clock.now()) > ports.clock.now()) return;
  if (mayNotSend((await ports.sender.read()).value, ports.clock.now())) return ringWhenFree(ports, message);
  if (found.value.state === 'replacing' || (await isOld(ports, found.value))) return replace(ports, found);
  const lease = await takeLease(ports);
  if (lease === null) return ringWhenFree(ports, message);
  try {
    const next = await postNow(ports, lease, found);
    if (next === null) await ringWhenFree(ports, message);
    if (next?.state === 'retry' && next.notBefore !== null) {
      await ports.bells.rollup(message, secondsUntil(ports, next.notBefore));
    }
  } finally {
    await lease.release();
  }
}

async function isOld(ports: Ports, { scope, period }: RollupPost): Promise<boolean> {
  const snapshot = await ports.rollups.snapshot(scope, period);
  return snapshot !== null && msOf(ports.clock.now()) - msOf(snapshot.readAt ?? snapshot.asOf) > OLD_MS;
}

/**
 * Freezes the figures anew for one channel, instead of posting what is no longer so. The new summary has a key made from
 * the old one's, and the old one is kept open until it is there: so a crash in between makes no second one.
 */
async function replace(ports: Ports, found: Versioned<RollupPost>): Promise<void> {
  const { scope, period, channel } = found.value;
  const held =
    found.value.state === 'replacing'
      ? found
      : await ports.rollups.savePost({ ...found.value, state: 'replacing', reason: 'old figures' }, found.etag);
  if (held === 'conflict') return;
  if (await hasNewer(ports, found.value)) {
    await save(ports, held, { ...held.value, state: 'replaced' });
    return;
  }
  const target = await ports.channels.channel(channel);
  const fresh = target === null ? null : await freeze(ports, scope, addMs(period, 1));
  if (target === null || fresh === null) {
    await save(ports, held, { ...held.value, state: 'dead', reason: 'the channel or the plan is gone' });
    return;
  }
  await ports.rollups.savePost(newPost(fresh, target.value, held.value.atOnce), null);
  await save(ports, held, { ...held.value, state: 'replaced' });
  await deliverRollup(ports, { scope, period: fresh.period, channel });
}

/** A later summary waits for this channel, or was posted there: nobody wants the same figures twice in one morning. */
async function hasNewer({ rollups }: Ports, { scope, period, channel }: RollupPost): Promise<boolean> {
  const open = await rollups.openPosts(scope);
  if (open.some(({ value }) => value.channel === channel && value.period > period)) return true;
  const posted = await rollups.newestPostedBefore(scope, END_OF_TIME, channel);
  return posted !== null && posted.period > period;
}

/** Comes back when others have sent. While a person has stopped all sending, only the tick remembers: nothing piles up. */
async function ringWhenFree(ports: Ports, message: RollupMessage): Promise<void> {
  const { value } = await ports.sender.read();
  if (value.stopped) return;
  const until = waitsFor(value, ports.clock.now());
  await ports.bells.rollup(message, until === null ? BUSY_SECONDS : secondsUntil(ports, until));
}

function secondsUntil({ clock }: Ports, moment: Instant): number {
  return Math.max(1, Math.ceil((msOf(moment) - msOf(clock.now())) / 1000));
}

/** Null when the lease or the claim was lost. */
async function postNow(ports: Ports, lease: Lease, found: Versioned<RollupPost>): Promise<RollupPost | null> {
  const { scope, period, channel } = found.value;
  const snapshot = await ports.rollups.snapshot(scope, period);
  const target = await ports.channels.channel(channel);
  const rolled = snapshot === null ? null : await rollupOfSnapshot(ports, snapshot, channel);
  if (snapshot === null || target === null || rolled === null) {
    return save(ports, found, { ...found.value, state: 'dead', reason: 'the channel or the figures are gone' });
  }
  const { plan } = rolled.plan;
  const time = timeInWords(snapshot.asOf, ports.zone);
  const heading = { planTitle: plan.title, levels: plan.levels, asAt: snapshot.asAt, time };
  const view = rollupView(rolled.rollup, heading);
  const prepared = await prepare(ports, target.value.chat, view);
  if (prepared === null) return save(ports, found, retryAt(ports, found.value, 'cannot be prepared', RETRY_MS));
  const place = await lease.place('digest', target.value.chat.conversationId);
  if (place === 'stopped') return null;
  if (typeof place === 'string') {
    return save(ports, found, { ...found.value, state: 'retry', reason: 'the channel is full', notBefore: place });
  }
  const claimUntil = addMs(ports.clock.now(), CLAIM_MS);
  const claimed = await ports.rollups.savePost(
    { ...found.value, state: 'sending', claimUntil, attempts: found.value.attempts + 1 },
    found.etag,
  );
  if (claimed === 'conflict') return null;
  if (!(await mayLeave(lease, place))) {
    await ports.rollups.savePost(found.value, claimed.etag);
    return null;
  }
  const next = afterPost(ports, claimed.value, await prepared.send(), target.value);
  if (next.state === 'retry' && next.notBefore !== null) await lease.waitUntil(next.notBefore);
  return save(ports, claimed, next);
}

async function prepare(ports: Ports, chat: Chat, view: RollupView): Promise<PreparedPost | null> {
  try {
    return await ports.messenger.prepare(chat, { kind: 'rollup', view }, null);
  } catch (error) {
    ports.log.error('rollup-not-prepared', { reason: reasonOf(error) });
    return null;
  }
}

function retryAt(ports: Ports, post: RollupPost, reason: string, waitMs: number): RollupPost {
  return { ...post, state: 'retry', reason, claimUntil: null, notBefore: addMs(ports.clock.now(), waitMs) };
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
      return retryAt(ports, rest, outcome.reason, outcome.retryAfterMs ?? RETRY_MS);
    case 'unauthorised':
      // Once with a new token; then it is not the token, and all wait.
      return retryAt(ports, rest, outcome.reason, post.reason === outcome.reason ? UNAUTHORISED_PAUSE_MS : 0);
    case 'in-doubt':
      return { ...rest, state: 'in-doubt', reason: outcome.reason };
    case 'unreachable':
    case 'refused':
    case 'too-large':
      return { ...rest, state: 'dead', reason: outcome.reason };
  }
}

async function save(ports: Ports, found: Versioned<RollupPost>, next: RollupPost): Promise<RollupPost> {
  const { scope, period, channel, state, reason, attempts } = next;
  const subject = { kind: 'rollup', scope, period, channel } as const;
  const attention: AttentionReason | null = state === 'in-doubt' ? 'in-doubt' : state === 'dead' ? 'refused' : null;
  // Listed first: a crash here leaves a row too many, which is found to be wrong when it is read.
  if (attention !== null) await raise(ports, subject, attention, `attempt ${String(attempts)} ${reason ?? ''}`.trim());
  const saved = await ports.rollups.savePost(next, found.etag);
  if (state === 'sent' && attempts > 1) await settle(ports, subject);
  const reminder = reminderId(ports, channel, period);
  ports.log.info('rollup', { reminder, scope, state: saved === 'conflict' ? 'record-lost' : state, reason });
  return next;
}

/** Nothing to do about it now. */
function isSettled(post: RollupPost, now: Instant): boolean {
  if (post.state === 'sending') {
    // No claim is that long: a clock has jumped, and who made it has lost the lease.
    const { claimUntil } = post;
    return claimUntil !== null && claimUntil > now && claimUntil <= addMs(now, CLAIM_MS);
  }
  if (post.state === 'replacing') return false;
  if (post.state !== 'planned' && post.state !== 'retry') return true;
  return post.notBefore !== null && post.notBefore > now;
}
