import { mayPost } from './may-post.js';
import { newPost } from './plan-rollup.js';
import type { Ports, RollupMessage, RollupPost, Versioned } from './ports.js';
import { areasToTell } from './post-content.js';

/**
 * Plans one reply an area beneath a summary that was posted. Each is added once, and the summary stays open until all of
 * them are there: so a crash in between loses none and doubles none. Answers the keys of those to be posted.
 */
export async function planReplies(ports: Ports, found: Versioned<RollupPost>): Promise<readonly RollupMessage[]> {
  const { scope, period, channel, atOnce } = found.value;
  const may = await mayPost(ports, found.value);
  const codes = may.kind === 'yes' ? await areasToTell(ports, found.value, may) : [];
  // Whoever may not read it any more gets no replies; whoever waits gets them then.
  if (may.kind === 'not-yet') return [];
  const parts = codes.map((code) => `area:${code}`);
  for (const part of parts) {
    await ports.rollups.savePost({ ...newPost({ scope, period }, channel, atOnce), part }, null);
  }
  await ports.rollups.savePost({ ...found.value, replies: null }, found.etag);
  return parts.map((part) => ({ scope, period, channel, part }));
}
