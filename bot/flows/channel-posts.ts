/** Summaries on their way to a channel, when what it reads is moved, stopped or confirmed. */
import { scopeKey, type Scope } from '../domain/scope.js';
import { messageFor, newPost, planPosts, planRollup } from './plan-rollup.js';
import type { Channel, Ports, Reading, RollupPost, Versioned } from './ports.js';
import { ringFor } from './ring.js';
import { lastPosted } from './window-posting.js';

/** One that is being sent is the sender's. */
const WAITS: readonly RollupPost['state'][] = ['planned', 'retry'];

/** What waited for a channel leaves as soon as it may; of whatever nothing waited, a summary is posted now. */
export async function postIn(ports: Ports, channel: Channel): Promise<void> {
  for (const reading of channel.reads) {
    const waits = await waitingIn(ports, channel, reading);
    for (const { value, etag } of waits) {
      if ((await ports.rollups.savePost({ ...value, notBefore: null }, etag)) !== 'conflict') await ring(ports, value);
    }
    if (waits.length === 0) await postNow(ports, channel, reading);
  }
}

/**
 * What was on its way to one channel is on its way to another, too; of whatever nothing was, a summary is posted there
 * now, which shows that we may write there. What followed in a thread stays with its thread.
 */
export async function handOn(ports: Ports, from: Channel, to: Channel): Promise<void> {
  for (const reading of from.reads) {
    const waits = (await waitingIn(ports, from, reading)).filter(({ value }) => value.part === '');
    for (const { value } of waits) {
      const post = { ...newPost(value, to.id, value.atOnce), notBefore: value.notBefore };
      // Planned there before, because both read it: it stands as it is.
      await ports.rollups.savePost(post, null);
      if (post.notBefore === null || post.notBefore <= ports.clock.now()) await ring(ports, post);
    }
    if (waits.length === 0) await postNow(ports, to, reading);
  }
}

/** What waits for a channel is not posted there any more. */
export async function waivePosts(
  ports: Ports,
  channel: Channel,
  scopes: readonly Scope[],
  reason: string,
): Promise<void> {
  for (const scope of scopes) {
    for (const { value, etag } of await waitingIn(ports, channel, scope)) {
      await ports.rollups.savePost({ ...value, state: 'waived', reason, notBefore: null }, etag);
    }
  }
}

/** Of a plan that is posted only when its owner has released it, what was posted last: never the figures of now. */
async function postNow(ports: Ports, channel: Channel, { plan, area, tag }: Reading): Promise<void> {
  const scope = { plan, area, tag };
  const outline = await ports.plans.outline(plan);
  if (outline?.plan.release !== true) {
    await planRollup(ports, scope, [channel], null);
    return;
  }
  const last = await lastPosted(ports, scope);
  if (last !== null) await planPosts(ports, last, [channel], null);
}

async function waitingIn({ rollups }: Ports, { id }: Channel, scope: Scope): Promise<readonly Versioned<RollupPost>[]> {
  const open = await rollups.openPosts(scopeKey(scope));
  return open.filter(({ value }) => value.channel === id && WAITS.includes(value.state));
}

async function ring({ log, bells }: Ports, post: RollupPost): Promise<void> {
  await ringFor(log, () => bells.rollup(messageFor(post)));
}
