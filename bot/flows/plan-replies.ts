import { mayPost } from './may-post.js';
import { newPost } from './plan-rollup.js';
import type { Ports, RollupMessage, RollupPost, Versioned } from './ports.js';
import { areasToTell, type Audience } from './post-content.js';

/**
 * Plans one reply an area beneath a summary that was posted. Each is added once, and the summary stays open until all of
 * them are there: so a crash in between loses none and doubles none. Answers the keys of those to be posted.
 */
export async function planReplies(ports: Ports, found: Versioned<RollupPost>): Promise<readonly RollupMessage[]> {
  const { scope, period, channel, atOnce } = found.value;
  const may = await mayPost(ports, found.value);
  // Whoever waits gets them then; whoever may not read it any more gets none.
  if (may.kind === 'not-yet') return [];
  const parts = may.kind === 'yes' ? await partsFor(ports, found.value, may) : [];
  for (const part of parts) {
    await ports.rollups.savePost({ ...newPost({ scope, period }, channel, atOnce), part }, null);
  }
  // Something may have been said since the figures were frozen: of a reporting window that is days ago.
  await ports.stalePosts.add({ scope, channel, period, since: ports.clock.now() });
  await ports.rollups.savePost({ ...found.value, replies: null }, found.etag);
  return parts.map((part) => ({ scope, period, channel, part }));
}

/** Of areas of which the message does not tell all. In a group chat there are no threads; nor can anybody reply to a message whose id is not known. */
async function partsFor(ports: Ports, post: RollupPost, audience: Audience): Promise<readonly string[]> {
  if (audience.channel.kind === 'group' || post.activityId === null) return [];
  return (await areasToTell(ports, post, audience))
    .filter(({ told }) => told !== true)
    .map(({ code }) => `area:${code}`);
}
