import { addMs, msOf, type Instant } from '../domain/dates.js';
import { scopeOf } from '../domain/scope.js';
import { raise, settle } from './attention.js';
import { reasonOf } from './fault.js';
import { answerWaits, NOTHING_TO_SAY } from './challenge-posts.js';
import { mayPost, type MayPost } from './may-post.js';
import { planReplies } from './plan-replies.js';
import { messageFor, postSubject } from './plan-rollup.js';
import type {
  AttentionReason,
  Chat,
  Message,
  Ports,
  PostOutcome,
  PreparedPost,
  RollupMessage,
  RollupPost,
  Versioned,
} from './ports.js';
import { contentOf, type Audience } from './post-content.js';
import { reminderId } from './reminder-id.js';
import { isOld, replaceFigures } from './replace-figures.js';
import { decentFrom, mayLeave, mayNotSend, takeLease, waitsFor, type Lease } from './sender.js';
import { toldBy } from './told-post.js';
import { threadOf, type Thread } from './thread.js';

const CLAIM_MS = 15_000;
const RETRY_MS = 30_000;
/** Teams told us that our token is no good: everybody waits. */
const UNAUTHORISED_PAUSE_MS = 60_000;
/** Another process is sending: its lease is short. */
const BUSY_SECONDS = 5;

/**
 * Posts one message of a summary to one channel: claimed, one POST, recorded. In doubt it is held for a person (I9). When
 * a summary stands in its channel, what follows in its thread is planned and posted.
 */
export async function deliverRollup(ports: Ports, message: RollupMessage): Promise<void> {
  const { scope, period, channel, part = '' } = message;
  const found = await ports.rollups.post(scope, period, channel, part);
  if (found === null) return;
  if (found.value.replies === 'due') return followUp(ports, found);
  if (isSettled(found.value, ports.clock.now())) return;
  if (found.value.state === 'sending') {
    await save(ports, found, { ...found.value, state: 'in-doubt', reason: 'the sender stopped' });
    return;
  }
  // The tick finds it when the day opens (RULES 3).
  if (!found.value.atOnce && decentFrom(ports, ports.clock.now()) > ports.clock.now()) return;
  if (mayNotSend((await ports.sender.read()).value, ports.clock.now())) return ringWhenFree(ports, message);
  if (found.value.state === 'replacing') return postAnew(ports, found);
  const may = await mayPost(ports, found.value);
  if (may.kind !== 'yes') {
    await save(ports, found, notPosted(found.value, may));
    return;
  }
  const until = await answerWaits(ports, found.value, may.readership);
  if (until !== null) {
    await save(ports, found, { ...found.value, state: 'planned', reason: null, notBefore: until });
    return;
  }
  if (await isOld(ports, found.value)) return postAnew(ports, found);
  const thread = await threadOf(ports, found.value, may.channel);
  if (thread.kind === 'waits') return;
  if (thread.kind === 'none') {
    await save(ports, found, { ...found.value, state: 'waived', reason: thread.reason });
    return;
  }
  await postWithLease(ports, found, { ...may, thread });
}

/** What is to be known of the place before the lease is taken. */
interface Ready extends Audience {
  readonly thread: Extract<Thread, { kind: 'place' }>;
}

async function postWithLease(ports: Ports, found: Versioned<RollupPost>, ready: Ready): Promise<void> {
  const message = messageFor(found.value);
  const lease = await takeLease(ports);
  if (lease === null) return ringWhenFree(ports, message);
  let next: RollupPost | null;
  try {
    next = await postNow(ports, lease, found, ready);
  } finally {
    await lease.release();
  }
  if (next === null) return ringWhenFree(ports, message);
  const { state, notBefore, replies } = next;
  if (state === 'retry' && notBefore !== null) await ports.bells.rollup(message, secondsUntil(ports, notBefore));
  if (replies === 'due') await deliverRollup(ports, message);
}

async function postAnew(ports: Ports, found: Versioned<RollupPost>): Promise<void> {
  const fresh = await replaceFigures(ports, found, (next, held) => save(ports, held, next));
  if (fresh !== null) await deliverRollup(ports, fresh);
}

/** Plans what follows in the thread of a summary that was posted, and posts it; what a crash leaves the tick finds. */
async function followUp(ports: Ports, found: Versioned<RollupPost>): Promise<void> {
  for (const reply of await planReplies(ports, found)) await deliverRollup(ports, reply);
}

function notPosted(post: RollupPost, may: Exclude<MayPost, { kind: 'yes' }>): RollupPost {
  const rest = { ...post, claimUntil: null, reason: may.reason };
  if (may.kind === 'never') return { ...rest, state: may.state, notBefore: null };
  // Whoever asked for it at once did so then: what ends at midnight does not wake anybody (RULES 3).
  return { ...rest, state: 'retry', notBefore: may.until, atOnce: false };
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
async function postNow(
  ports: Ports,
  lease: Lease,
  found: Versioned<RollupPost>,
  ready: Ready,
): Promise<RollupPost | null> {
  const { chat } = ready.thread;
  const content = await contentOf(ports, found.value, ready);
  if (content === null) return save(ports, found, nothingToSay(found.value));
  const prepared = await prepare(ports, chat, content);
  if (prepared === null) return save(ports, found, retryAt(ports, found.value, 'cannot be prepared', RETRY_MS));
  const place = await lease.place('digest', chat.conversationId);
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
  // Who may read it may have changed while it was made, and sending has no other moment (RULES 6).
  const may = await mayPost(ports, claimed.value);
  if (may.kind !== 'yes') return save(ports, claimed, notPosted(found.value, may));
  if (may.readership.ceiling !== ready.readership.ceiling || !(await mayLeave(lease, place))) {
    await ports.rollups.savePost(found.value, claimed.etag);
    return null;
  }
  const told = toldBy(ports, content, null);
  const next = afterPost(ports, { ...claimed.value, told }, await prepared.send(), chat);
  if (next.state === 'retry' && next.notBefore !== null) await lease.waitUntil(next.notBefore);
  return save(ports, claimed, next);
}

/** Of a reply that is nothing to worry about. */
function nothingToSay(post: RollupPost): RollupPost {
  return post.part === ''
    ? { ...post, state: 'dead', reason: 'the channel or the figures are gone' }
    : { ...post, state: 'waived', reason: NOTHING_TO_SAY };
}

async function prepare(ports: Ports, chat: Chat, message: Message): Promise<PreparedPost | null> {
  try {
    return await ports.messenger.prepare(chat, message, null);
  } catch (error) {
    ports.log.error('rollup-not-prepared', { reason: reasonOf(error) });
    return null;
  }
}

function retryAt(ports: Ports, post: RollupPost, reason: string, waitMs: number): RollupPost {
  return { ...post, state: 'retry', reason, claimUntil: null, notBefore: addMs(ports.clock.now(), waitMs) };
}

function afterPost(ports: Ports, post: RollupPost, outcome: PostOutcome, chat: Chat): RollupPost {
  const rest = { ...post, claimUntil: null, notBefore: null };
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...rest,
        state: 'sent',
        reason: null,
        activityId: outcome.activityId,
        conversation: outcome.conversationId ?? chat.conversationId,
        replies: post.part === '' ? 'due' : null,
        postedAt: ports.clock.now(),
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

async function save(ports: Ports, found: Versioned<RollupPost>, next: RollupPost): Promise<RollupPost | null> {
  const { period, channel, state, reason, attempts } = next;
  const { plan } = scopeOf(next.scope);
  const subject = postSubject(next);
  const attention: AttentionReason | null = state === 'in-doubt' ? 'in-doubt' : state === 'dead' ? 'refused' : null;
  // Listed first: a crash here leaves a row too many, which is found to be wrong when it is read.
  if (attention !== null) await raise(ports, subject, attention, `attempt ${String(attempts)} ${reason ?? ''}`.trim());
  const saved = await ports.rollups.savePost(next, found.etag);
  if (state === 'sent' && attempts > 1) await settle(ports, subject);
  const reminder = reminderId(ports, channel, period);
  ports.log.info('rollup', { reminder, plan, state: saved === 'conflict' ? 'record-lost' : state, reason });
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
