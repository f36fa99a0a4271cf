import { addMs, type Instant } from '../domain/dates.js';
import { raise, settle } from './attention.js';
import type { Ports, Stamp } from './ports.js';

const DAY_MS = 86_400_000;
/** Nothing came for longer: the time of year may be wrong. */
const LONGEST_GAP_MS = 7 * DAY_MS;
/** Clocks of two machines differ by less. */
const CLOCK_MS = 10 * 60_000;
/** Two more nights have to agree; a little less, because nights do not come to the minute. */
const AGREED_MS = 2 * DAY_MS - 6 * 3_600_000;

type Needs = Pick<Ports, 'attention' | 'clock' | 'hash' | 'log' | 'sender'>;

const SUBJECT = { kind: 'night', piece: 'clock' } as const;

/**
 * Whether the clock can be trusted with what cannot be taken back: what is old by a wrong clock would be removed for good.
 * It cannot when it lies more than seven days after the last tick or night, or before one of them; that is put before a
 * person, and is over when two more nights agree with it. The first night ever has nothing to compare, and nothing old.
 *
 * May be asked several times in one night.
 */
export async function mayRemove(ports: Needs): Promise<boolean> {
  const now = ports.clock.now();
  const stamps: readonly Stamp[] = ['tick', 'night'];
  const known = await Promise.all(stamps.map((stamp) => ports.sender.stamped(stamp)));
  const strange = known.find((at) => at !== null && isStrange(at, now)) ?? null;
  if (strange !== null) {
    ports.log.error('clock-doubted', { since: strange });
    await ports.sender.stamp('doubt', now);
    await raise(ports, SUBJECT, 'long-gap', `${strange > now ? 'stamped-ahead' : 'nothing-since'}-${strange}`);
  }
  await ports.sender.stamp('night', now);
  const doubted = strange === null ? await ports.sender.stamped('doubt') : now;
  if (doubted !== null && (now < doubted || now < addMs(doubted, AGREED_MS))) return false;
  await settle(ports, SUBJECT);
  return true;
}

function isStrange(at: Instant, now: Instant): boolean {
  return addMs(at, LONGEST_GAP_MS) < now || addMs(now, CLOCK_MS) < at;
}
