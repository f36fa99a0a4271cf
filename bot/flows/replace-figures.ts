import { addMs, instant, msOf } from '../domain/dates.js';
import { scopeOf } from '../domain/scope.js';
import { freeze, newPost } from './plan-rollup.js';
import type { Ports, RollupMessage, RollupPost, Snapshot, Versioned } from './ports.js';

/** Figures older than this are read again instead of being posted (guarantees.md I8). */
const OLD_MS = 15 * 60_000;
const END_OF_TIME = instant('9999-12-31T00:00:00Z');

/** The figures of a reporting window and those of a correction are of their day, whenever they are posted. */
export async function isOld(ports: Ports, { scope, period, part }: RollupPost): Promise<boolean> {
  const snapshot = part === '' ? await ports.rollups.snapshot(scope, period) : null;
  if (snapshot?.window !== null || snapshot.corrects !== null) return false;
  return msOf(ports.clock.now()) - msOf(snapshot.readAt ?? snapshot.asOf) > OLD_MS;
}

/**
 * Freezes the figures anew for one channel, instead of posting what is no longer so. The new summary has a key made from
 * the old one's, and the old one is kept open until it is there: so a crash in between makes no second one. Answers the keys of the new
 * one; null when there is none to be posted.
 */
export async function replaceFigures(
  ports: Ports,
  found: Versioned<RollupPost>,
  save: (next: RollupPost, held: Versioned<RollupPost>) => Promise<unknown>,
): Promise<RollupMessage | null> {
  const { scope, period, channel } = found.value;
  const held =
    found.value.state === 'replacing'
      ? found
      : await ports.rollups.savePost({ ...found.value, state: 'replacing', reason: 'old figures' }, found.etag);
  if (held === 'conflict') return null;
  if (await hasNewer(ports, found.value)) {
    await save({ ...held.value, state: 'replaced' }, held);
    return null;
  }
  const target = await ports.channels.channel(channel);
  const fresh = target === null ? null : await freeze(ports, scopeOf(scope), addMs(period, 1), null);
  if (target === null || fresh === null) {
    await save({ ...held.value, state: 'dead', reason: 'the channel or the plan is gone' }, held);
    return null;
  }
  await ports.rollups.savePost(newPost(fresh, channel, held.value.atOnce), null);
  await save({ ...held.value, state: 'replaced' }, held);
  return { scope, period: fresh.period, channel };
}

/** A later summary waits for this channel, or was posted there: nobody wants the same figures twice in one morning. */
async function hasNewer({ rollups }: Ports, { scope, period, channel }: RollupPost): Promise<boolean> {
  const own = await rollups.snapshot(scope, period);
  const open = (await rollups.openPosts(scope)).map(({ value }) => value);
  const later = open.filter((post) => post.part === '' && post.channel === channel && post.period > period);
  const found = await Promise.all(later.map((post) => rollups.snapshot(scope, post.period)));
  const posted = await rollups.newestPostedBefore(scope, END_OF_TIME, channel);
  return [...found, posted].some((one) => one !== null && (own === null || isLater(one, own)));
}

/** Of a later day, or of the same and frozen later: the correction of an old one is not. */
export function isLater(a: Snapshot, b: Snapshot): boolean {
  return a.asAt > b.asAt || (a.asAt === b.asAt && a.period > b.period);
}
