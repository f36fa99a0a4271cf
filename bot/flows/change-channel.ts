/** What becomes of channels that read summaries: stopped, moved, confirmed, removed, or gone. */
import { scopeKey } from '../domain/scope.js';
import { raise, settle, settleIf } from './attention.js';
import { recordAct } from './audit.js';
import { handOn, postIn, waivePosts } from './channel-posts.js';
import type { AuditEntry, Channel, Ports, Reading, Versioned } from './ports.js';

type By = AuditEntry['by'];

/** As the audit knows a channel: never by its address. */
export function auditedAs({ hash }: Pick<Ports, 'hash'>, { id }: Pick<Channel, 'id'>): string {
  return hash(id).slice(0, 16);
}

/** Writes a channel as it is to be, and says so in the audit. */
export async function saveChannel(
  ports: Ports,
  by: By,
  act: string,
  { value, etag }: { readonly value: Channel; readonly etag: string | null },
): Promise<'written' | 'conflict'> {
  const outcome = await ports.channels.put(value, etag);
  const refused = outcome === 'written' ? null : 'somebody else changed it at this moment';
  await recordAct(ports, by, act, auditedAs(ports, value), refused);
  return outcome;
}

/** Takes readings away: nothing of them is posted there any more, what was on its way included. */
export async function stopReadings(
  ports: Ports,
  by: By,
  { value, etag }: Versioned<Channel>,
  stopped: readonly Reading[],
): Promise<'written' | 'conflict'> {
  const reads = value.reads.filter((reading) => !stopped.includes(reading));
  const outcome = await saveChannel(ports, by, 'channel stopped', { value: { ...value, reads }, etag });
  if (outcome === 'written') await waivePosts(ports, value, stopped, 'the channel reads it no more');
  return outcome;
}

/**
 * Everything that one channel reads, another reads in its place, and what was on its way is posted there. What both read
 * stands as the first had it.
 */
export async function moveReadings(
  ports: Ports,
  by: By,
  from: Versioned<Channel>,
  to: Versioned<Channel>,
): Promise<'written' | 'conflict'> {
  const moved = new Set(from.value.reads.map(scopeKey));
  const reads = [...to.value.reads.filter((reading) => !moved.has(scopeKey(reading))), ...from.value.reads];
  // Written where it goes first: a crash in between leaves both with it, and never neither.
  const written = await saveChannel(ports, by, 'channel moved', { value: { ...to.value, reads }, etag: to.etag });
  if (written === 'conflict') return written;
  await handOn(ports, from.value, to.value);
  return stopReadings(ports, by, from, from.value.reads);
}

/** An admin has looked at who reads it. The summaries that waited for that are posted. */
export async function confirmOutsiders(
  ports: Ports,
  by: By,
  { value, etag }: Versioned<Channel>,
): Promise<'written' | 'conflict'> {
  const confirmed: Channel = { ...value, outsiders: 'confirmed' };
  const outcome = await saveChannel(ports, by, 'channel confirmed', { value: confirmed, etag });
  if (outcome === 'conflict') return outcome;
  await settleIf(ports, { kind: 'channel', channel: value.id }, 'outsiders');
  if (value.goneAt !== null) return outcome;
  await postIn(ports, confirmed);
  return outcome;
}

/** Forgets a channel. */
export async function removeChannel(ports: Ports, by: By, found: Versioned<Channel>): Promise<'written' | 'conflict'> {
  const outcome = await ports.channels.remove(found);
  const refused = outcome === 'written' ? null : 'somebody else changed it at this moment';
  await recordAct(ports, by, 'channel removed', auditedAs(ports, found.value), refused);
  if (outcome === 'conflict') return outcome;
  await waivePosts(ports, found.value, found.value.reads, 'the channel was removed');
  await settle(ports, { kind: 'channel', channel: found.value.id });
  return outcome;
}

/** What Teams told of a place that is no more: a channel or chat, or a team with all of its channels. */
export interface Gone {
  readonly id: string;
  /** Set where Waymark was taken out of the whole team. */
  readonly teamId: string | null;
}

/** Waymark was taken out of a channel, chat or team: nothing is posted there, and admins are told. */
export async function goneFrom(ports: Ports, { id, teamId }: Gone): Promise<void> {
  for (const { value } of await ports.channels.list()) {
    const isMeant = value.id === id || (teamId !== null && (value.teamId === teamId || value.id === teamId));
    if (isMeant && value.goneAt === null) await markGone(ports, value.id);
  }
}

async function markGone(ports: Ports, id: string): Promise<void> {
  // Listed first: a crash in between leaves a row too many on the list, which a person sees and takes off.
  await raise(ports, { kind: 'channel', channel: id }, 'gone', 'channel-removed');
  const gone = await changed(ports, id, (value) => ({ ...value, goneAt: value.goneAt ?? ports.clock.now() }));
  if (gone !== null) await waivePosts(ports, gone, gone.reads, 'Waymark was taken out of the channel');
}

/** Somebody of another organisation was seen in a channel that nobody had confirmed for that. */
export async function outsiderSeen(ports: Ports, id: string): Promise<void> {
  const known = await ports.channels.channel(id);
  if (known?.value.outsiders !== 'none') return;
  // The channel first: nothing more may be posted there, whether or not anybody is told.
  await changed(ports, id, (value) => (value.outsiders === 'none' ? { ...value, outsiders: 'unconfirmed' } : value));
  await raise(ports, { kind: 'channel', channel: id }, 'outsiders', 'members-of-others');
}

async function changed(ports: Ports, id: string, next: (channel: Channel) => Channel): Promise<Channel | null> {
  for (let tried = 0; tried < 5; tried += 1) {
    const found = await ports.channels.channel(id);
    if (found === null) return null;
    const value = next(found.value);
    if ((await ports.channels.put(value, found.etag)) === 'written') return value;
  }
  throw new Error('A channel was changed by others each time it was read');
}
