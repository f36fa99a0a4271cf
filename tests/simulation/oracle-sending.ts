/**
 * What must be true of everything that left, by what Teams saw and what stood in the row of the lease then. A request
 * counts from when its process let it go; all on the clock that nobody can set.
 */
import { msOf, type Instant } from '../../bot/domain/dates.js';
import type { Digest } from '../../bot/flows/ports.js';
import type { Left, Posted, World, Written } from '../support/world.js';
import { nameOf } from './people.js';
import type { Life } from './life.js';

interface LeaseRow {
  readonly holder: string | null;
  readonly notBefore: Instant | null;
  readonly stopped: boolean;
}
type Lease = Omit<Written, 'columns'> & LeaseRow;

/** A stop is obeyed within so long (guarantees.md 6). */
const STOP_MS = 5_000;
/** In one conversation (platform.md 2.5). */
const IN_CONVERSATION: readonly (readonly [most: number, within: number])[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
];

export function sendingFaults(life: Life): readonly string[] {
  const { world, nature } = life;
  const leases = leasesOf(world);
  const left = world.posted;
  return [
    ...oneSender(left, leases),
    ...stops(left, leases),
    ...pauses(life, leases),
    ...processesOf(left).flatMap((by) => {
      const mine = world.left.filter((one) => one.by === by);
      const chats = [...new Set(mine.map(({ conversation }) => conversation))].filter((chat) => chat !== null);
      return [
        ...crowded(`process ${String(by)}`, mine, [[inASecond(nature), 1_000]]),
        ...chats.flatMap((chat) => {
          const there = mine.filter(({ conversation }) => conversation === chat);
          return crowded(`${chat} of process ${String(by)}`, there, IN_CONVERSATION);
        }),
      ];
    }),
    ...proven(life),
    ...shortened(world),
  ];
}

function leasesOf({ written }: World): readonly Lease[] {
  return written
    .filter(({ what }) => what === 'lease')
    .map(({ columns, ...rest }) => ({ ...rest, ...(JSON.parse(columns.json ?? '') as LeaseRow) }));
}

const processesOf = (left: readonly Posted[]): readonly number[] => [...new Set(left.map(({ by }) => by))];
const told = ({ act, conversation, slot }: Posted): string => `${act} to ${conversation} (${slot ?? ''})`;

/** Whoever lets something go holds the lease at that moment: so there are never two. */
function oneSender(left: readonly Posted[], leases: readonly Lease[]): string[] {
  const takenBy = new Map<string, number>();
  for (const { holder, by } of leases) if (holder !== null && !takenBy.has(holder)) takenBy.set(holder, by);
  return left.flatMap((one) => {
    const row = leases.findLast(({ order }) => order < one.let.order);
    if (row?.holder != null && takenBy.get(row.holder) === one.by) return [];
    return [`process ${String(one.by)} sent without the lease: ${told(one)}`];
  });
}

/** From five seconds after a stop until the start nothing unsolicited leaves. */
function stops(left: readonly Posted[], leases: readonly Lease[]): string[] {
  return left.flatMap((one) => {
    const before = leases.filter(({ order }) => order < one.let.order);
    if (before.at(-1)?.stopped !== true) return [];
    const running = before.findLastIndex(({ stopped }) => !stopped);
    const stop = before[running + 1];
    const after = stop === undefined ? 0 : one.let.monotonic - stop.monotonic;
    return after > STOP_MS ? [`${told(one)} left ${String(after)} ms after a stop`] : [];
  });
}

/**
 * Nothing leaves before a pause that Teams asked for is over. The process that wrote it down counts on its own clock; the
 * other by the instant, so it is early by as much as its clock is ahead, and where the clock was set meanwhile nothing is
 * known of it.
 */
function pauses({ world, nature, jumps }: Life, leases: readonly Lease[]): string[] {
  return leases.flatMap((row, index) => {
    const known = leases[index - 1]?.notBefore ?? null;
    if (row.notBefore === null || row.notBefore === known || (known !== null && row.notBefore < known)) return [];
    const lasts = msOf(row.notBefore) - msOf(row.at);
    return world.posted.flatMap((one) => {
      if (one.let.order < row.order) return [];
      const jumped = jumps.some(({ order }) => order > row.order && order < one.let.order);
      const passed = one.let.monotonic - row.monotonic;
      const early = lasts - Math.abs(nature.aheadMs) - passed;
      return !jumped && early > 0 ? [`${told(one)} left ${String(early)} ms too early`] : [];
    });
  });
}

/** Late ones may bunch, by a twentieth, and never above what Teams takes of all. */
function inASecond({ rate }: Life['nature']): number {
  return Math.min(rate + Math.floor(rate / 20), 50);
}

/** More than the limit, whenever exactly each of them left. */
function crowded(who: string, left: readonly Left[], limits: readonly (readonly [number, number])[]): string[] {
  return limits.flatMap(([most, within]) => {
    const over = left.filter(({ monotonic }, index) => {
      const first = left[index - most];
      return first !== undefined && monotonic - first.from < within;
    });
    return over.length === 0 ? [] : [`more than ${String(most)} in ${String(within)} ms: ${who}`];
  });
}

/** What a press has shown to have arrived is never sent again. */
function proven({ world, proven: presses }: Life): string[] {
  return presses.flatMap(({ officer, slot, order }) => {
    const later = world.posted.filter(
      ({ act, slot: of, message, let: letGo }) =>
        act === 'post' &&
        of === slot &&
        message?.kind === 'digest' &&
        message.reader === officer &&
        letGo.order > order,
    );
    return later.length === 0 ? [] : [`${nameOf(officer, slot)} was sent again after somebody had pressed it`];
  });
}

/** What Teams found too large is posted short, from when that is written down on. */
function shortened({ posted, written }: World): string[] {
  const cards = written.flatMap(({ what, columns, order }) => {
    if (what !== 'card') return [];
    const { officer, slot, short } = JSON.parse(columns.json ?? '') as Pick<Digest, 'officer' | 'slot' | 'short'>;
    return short ? [{ name: nameOf(officer, slot), order }] : [];
  });
  return posted.flatMap(({ act, message, slot, let: letGo }) => {
    if (act !== 'post' || message?.kind !== 'digest' || message.view.short === true) return [];
    const name = nameOf(message.reader, slot ?? '');
    const known = cards.some((card) => card.name === name && card.order < letGo.order);
    return known ? [`${name} was posted whole, and Teams had found it too large`] : [];
  });
}
