/** Whether something may be said in a channel now, and up to which marking: whatever is in doubt is not said (RULES 6). */
import { addMs, momentAt, type Instant } from '../domain/dates.js';
import { holdOn } from '../domain/holds.js';
import { LEVELS_OF_MARKING, type MarkingLevel } from '../domain/marking.js';
import { POLICY } from '../domain/policy.js';
import { scopeKey } from '../domain/scope.js';
import type { Readership } from '../domain/told-words.js';
import { nextWorkingDay } from '../domain/working-days.js';
import { raiseOnce } from './attention.js';
import type { Channel, Ports, Reading, RollupPost } from './ports.js';
import { MalformedRow } from './ports-spoilt.js';
import { todayOf } from './today.js';

/** What waits for a person, or for a day, is looked at again after so long. */
const LOOK_AGAIN_MS = 30 * 60_000;

export type MayPost =
  | { readonly kind: 'yes'; readonly channel: Channel; readonly readership: Readership }
  /** Nobody there is to read it, or can. */
  | { readonly kind: 'never'; readonly state: 'dead' | 'waived'; readonly reason: string }
  | { readonly kind: 'not-yet'; readonly reason: string; readonly until: Instant };

export async function mayPost(ports: Ports, post: Pick<RollupPost, 'scope' | 'channel'>): Promise<MayPost> {
  const channel = await channelOf(ports, post.channel);
  if (channel === 'unreadable') return notYet(ports, 'channel-unreadable');
  if (channel === null) return { kind: 'never', state: 'dead', reason: 'the channel or the figures are gone' };
  if (channel.goneAt !== null) return { kind: 'never', state: 'dead', reason: 'channel-removed' };
  const readings = channel.reads.filter((reading) => scopeKey(reading) === post.scope);
  const ceiling = lowest(readings);
  if (ceiling === null) return { kind: 'never', state: 'waived', reason: 'not-read-any-more' };
  if (channel.outsiders === 'unconfirmed') {
    await raiseOnce(ports, { kind: 'channel', channel: channel.id }, 'outsiders', 'members-of-others');
    return notYet(ports, 'members-of-others');
  }
  const until = readings.some(({ memberFacing }) => memberFacing) ? await onHoldUntil(ports) : null;
  if (until !== null) return { kind: 'not-yet', reason: 'publication-hold', until };
  return { kind: 'yes', channel, readership: { ceiling } };
}

/** One row that cannot be read has no ceiling that could be trusted. */
async function channelOf({ channels }: Ports, id: string): Promise<Channel | 'unreadable' | null> {
  try {
    return (await channels.channel(id))?.value ?? null;
  } catch (error) {
    if (error instanceof MalformedRow) return 'unreadable';
    throw error;
  }
}

/** Who reads a summary where it stands, whether or not anything may be posted there now; null where nobody may. */
export async function whoReads(
  ports: Ports,
  { scope, channel: id }: Pick<RollupPost, 'scope' | 'channel'>,
): Promise<{ readonly channel: Channel; readonly readership: Readership } | null> {
  const channel = await channelOf(ports, id);
  if (channel === null || channel === 'unreadable' || channel.goneAt !== null) return null;
  const ceiling = lowest(channel.reads.filter((reading) => scopeKey(reading) === scope));
  return ceiling === null ? null : { channel, readership: { ceiling } };
}

/** Of several readings of one summary the strictest holds; null where there is none. */
export function lowest(readings: readonly Reading[]): MarkingLevel | null {
  return LEVELS_OF_MARKING.find((level) => readings.some(({ ceiling }) => ceiling === level)) ?? null;
}

/** When to look again while publication is on hold; null while it is not. Holds are changed, so that is soon. */
async function onHoldUntil(ports: Ports): Promise<Instant | null> {
  const { holds } = await ports.diary.read();
  const hold = holdOn(holds?.holds ?? [], todayOf(ports));
  if (hold === null) return null;
  const after = momentAt(nextWorkingDay(ports.calendar, hold.to), POLICY.opens, ports.zone);
  const soon = addMs(ports.clock.now(), LOOK_AGAIN_MS);
  return after < soon ? after : soon;
}

function notYet({ clock }: Ports, reason: string): MayPost {
  return { kind: 'not-yet', reason, until: addMs(clock.now(), LOOK_AGAIN_MS) };
}
