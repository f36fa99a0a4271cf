/** What posted messages say in their channels: held against what may be said there now. */
import type { Instant } from '../domain/dates.js';
import type { Message, Ports, RollupPost, ToldPost, Versioned } from './ports.js';
import type { ChannelReading } from './readings.js';
import { scopeKey } from '../domain/scope.js';

/** What a message tells; two that differ by the time of their reading alone tell the same. */
export function toldBy({ hash }: Pick<Ports, 'hash'>, message: Message, until: Instant | null): ToldPost {
  if (message.kind !== 'rollup') return { hash: hash(JSON.stringify(message)), until: null };
  const { sincePosted, ...view } = message.view;
  const since = sincePosted === undefined ? null : { ...sincePosted, on: null, time: null };
  return { hash: hash(JSON.stringify([view, since])), until: since === null ? null : until };
}

/** The summary of a scope that was posted last in a channel. What corrects one stands in its place. */
export async function lastPosted(
  { rollups }: Pick<Ports, 'rollups'>,
  scope: string,
  channel: string,
): Promise<Versioned<RollupPost> | null> {
  const roots = await rootsIn(rollups, scope, channel);
  const corrects = new Map(roots.map(({ value }) => [value.corrected?.period, value]));
  const postedAt = (post: RollupPost): Instant => {
    const original = corrects.get(post.period);
    return original === undefined ? (post.postedAt ?? post.period) : postedAt(original);
  };
  const isAfter = (a: RollupPost, b: RollupPost): boolean =>
    postedAt(a) === postedAt(b) ? a.period > b.period : postedAt(a) > postedAt(b);
  return roots.reduce<Versioned<RollupPost> | null>(
    (last, one) => (last === null || isAfter(one.value, last.value) ? one : last),
    null,
  );
}

/** Who may read what has changed: everything that was posted of it is looked at again, however old it is. */
export async function markTold(
  { rollups, stalePosts, clock }: Pick<Ports, 'rollups' | 'stalePosts' | 'clock'>,
  readings: readonly ChannelReading[],
): Promise<void> {
  for (const { channel, reading } of readings) {
    const scope = scopeKey(reading);
    for (const { value } of await rootsIn(rollups, scope, channel.id)) {
      await stalePosts.add({ scope, channel: channel.id, period: value.period, since: clock.now() });
    }
  }
}

/**
 * Changes what may be read, and marks before and after it (`markTold`): a crash after the change leaves it marked, though
 * the change is no news any more when it is asked for again; and whoever looked just before it looks again.
 */
export async function markingTold<T>(
  ports: Pick<Ports, 'rollups' | 'stalePosts' | 'clock'>,
  readings: readonly ChannelReading[],
  change: () => Promise<T>,
): Promise<T> {
  await markTold(ports, readings);
  const changed = await change();
  await markTold(ports, readings);
  return changed;
}

async function rootsIn(
  rollups: Ports['rollups'],
  scope: string,
  channel: string,
): Promise<readonly Versioned<RollupPost>[]> {
  return (await rollups.postsIn(scope, channel)).filter(({ value }) => value.part === '' && value.state === 'sent');
}
