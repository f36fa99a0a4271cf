import type { Ports, RollupMessage } from './ports.js';

/** A message that failed five times. What it was about stays in its tables; an admin finds it in the audit. */
export async function buryMessage(
  ports: Ports,
  queue: 'deliver' | 'refresh' | 'rollup',
  message: RollupMessage | null,
): Promise<void> {
  if (message !== null) {
    const post = await ports.rollups.post(message.scope, message.period, message.channel);
    if (post !== null && post.value.state !== 'sent') {
      await ports.rollups.savePost({ ...post.value, state: 'dead', reason: 'failed five times' }, post.etag);
    }
  }
  const subject = message === null ? queue : `${queue} ${message.scope} ${message.period}`;
  ports.log.error('poison', { queue });
  // A lost bell loses no card: the tick sends what is open. It still means that something is wrong.
  await ports.audit.record({
    at: ports.clock.now(),
    by: { kind: 'operator' },
    act: 'message failed five times',
    subject,
    outcome: 'refused',
    why: 'see the log',
  });
}
