import { addMs } from '../domain/dates.js';
import type { AttendRefusal } from './attend.js';
import type { AttentionSubject, Ports, RollupPost, Versioned } from './ports.js';
import { messageFor } from './plan-rollup.js';
import { isLater } from './replace-figures.js';
import { ringFor } from './ring.js';

type PostSubject = Extract<AttentionSubject, { kind: 'rollup' }>;

/** A person knows that a summary was posted, or that nobody needs it. */
export async function settlePost(
  ports: Ports,
  subject: PostSubject,
  act: 'seen' | 'waive',
  reason: string | null,
  judged: string | null,
): Promise<AttendRefusal | null> {
  const found = await postFor(ports, subject, judged);
  if (found === null) return 'changed';
  const state = act === 'seen' ? 'sent' : 'waived';
  return save(ports, found, { ...found.value, state, reason: act === 'seen' ? null : (reason ?? 'waived by hand') });
}

/** Posts a summary once more; figures that are old by now are made anew when it leaves (guarantees.md I8). */
export async function sendPostAgain(
  ports: Ports,
  subject: PostSubject,
  judged: string | null,
): Promise<AttendRefusal | null> {
  const { scope, period, channel, part = '' } = subject;
  const found = await postFor(ports, subject, judged);
  if (found === null) return 'changed';
  if ((await ports.channels.channel(channel)) === null) return 'gone';
  // What follows in a thread belongs to its summary, however many came after that.
  const newest =
    part !== '' ? null : await ports.rollups.newestPostedBefore(scope, addMs(ports.clock.now(), 1), channel);
  const own = await ports.rollups.snapshot(scope, period);
  if (newest !== null && (own === null ? newest.period > period : isLater(newest, own))) return 'overtaken';
  const refused = await save(ports, found, {
    ...found.value,
    state: 'retry',
    reason: 'sent again by hand',
    atOnce: true,
  });
  if (refused === null)
    await ringFor(ports.log, () => ports.bells.rollup(messageFor({ scope, period, channel, part })));
  return refused;
}

/** Null when it has changed since it was judged, has ended, or somebody is posting it at this moment. */
async function postFor(
  ports: Ports,
  { scope, period, channel, part }: PostSubject,
  judged: string | null,
): Promise<Versioned<RollupPost> | null> {
  const found = await ports.rollups.post(scope, period, channel, part);
  if (found?.etag !== judged) return null;
  const { state, claimUntil } = found.value;
  const held = state === 'sending' && claimUntil !== null && claimUntil > ports.clock.now();
  return held || ENDED.includes(state) ? null : found;
}

/** One that is being replaced is the sender's, until the new one stands. */
const ENDED: readonly RollupPost['state'][] = ['sent', 'waived', 'replacing', 'replaced'];

async function save(ports: Ports, found: Versioned<RollupPost>, next: RollupPost): Promise<AttendRefusal | null> {
  const saved = await ports.rollups.savePost({ ...next, claimUntil: null, notBefore: null }, found.etag);
  return saved === 'conflict' ? 'changed' : null;
}
