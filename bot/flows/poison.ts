import { recordWith } from './audit.js';
import { raise } from './attention.js';
import { reasonOf } from './fault.js';
import { postSubject } from './plan-rollup.js';
import type { AttentionReason, Ports, RollupMessage, RollupPost, Versioned } from './ports.js';

const WHY = 'failed-five-times';

/**
 * A message that failed five times: a row for a person, and the summary that it was about marked. What a bell was rung for
 * stays in its tables, and the tick sends what is open: it still means that something is wrong. A message that is none of
 * ours is told as such and fails no more; storage that fails throws, so that this is tried again.
 *
 * @param message of the queue `rollup`; null for one that cannot be read, and for every other queue
 */
export async function buryMessage(
  ports: Ports,
  queue: 'deliver' | 'refresh' | 'rollup',
  message: RollupMessage | null,
): Promise<void> {
  ports.log.error('poison', { queue });
  await raise(ports, { kind: 'queue', queue }, 'poison', WHY);
  if (message !== null) await markPost(ports, message);
  await recordWith(ports, { kind: 'operator' }, 'message failed five times', queue, WHY);
}

async function markPost(ports: Ports, message: RollupMessage): Promise<void> {
  for (let tried = 0; tried < 5; tried += 1) {
    const found = await postOf(ports, message);
    const next = found === null ? null : marked(found.value);
    if (found === null || next === null) return;
    // Listed first, as everywhere: read against the post, a row too many is found to be wrong.
    await raise(ports, postSubject(found.value), next.because, WHY);
    if ((await ports.rollups.savePost(next.post, found.etag)) !== 'conflict') return;
  }
  throw new Error('A summary could not be marked: others kept changing it');
}

/** Null as well for keys that no table can have: somebody else wrote that message. */
async function postOf(
  ports: Ports,
  { scope, period, channel, part }: RollupMessage,
): Promise<Versioned<RollupPost> | null> {
  try {
    return await ports.rollups.post(scope, period, channel, part);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    ports.log.warn('poison-unreadable', { queue: 'rollup', reason: reasonOf(error) });
    return null;
  }
}

/** What was being posted may have arrived; what was not will not be. Null for what has ended, or waits for a person. */
function marked(post: RollupPost): { readonly post: RollupPost; readonly because: AttentionReason } | null {
  const reason = WHY;
  const free = { ...post, claimUntil: null, notBefore: null, reason };
  switch (post.state) {
    case 'sending':
      return { post: { ...free, state: 'in-doubt' }, because: 'in-doubt' };
    case 'planned':
    case 'retry':
    case 'replacing':
      return { post: { ...free, state: 'dead' }, because: 'refused' };
    case 'sent':
    case 'in-doubt':
    case 'dead':
    case 'waived':
    case 'replaced':
      return null;
  }
}
