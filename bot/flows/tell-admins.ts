import { addMs } from '../domain/dates.js';
import { readAttention, type Waiting } from './attention-list.js';
import { waitingNames } from './attention-words.js';
import { readDirectory, type Directory } from './directory.js';
import { reasonOf } from './fault.js';
import { noticeOf } from './notice-words.js';
import type { AttentionRow, Chat, Message, Officer, Ports, PostOutcome, PreparedPost, Versioned } from './ports.js';
import { decentFrom, takeLease, type Lease } from './sender.js';

/** At most one notice in so long. */
const AT_MOST_EVERY_MS = 3_600_000;
/** Teams told us that our token is no good, or to wait without saying how long. */
const PAUSE_MS = 60_000;

/** An admin who has a chat with us. */
interface Reader {
  readonly officer: Officer;
  readonly chat: Chat;
}

/**
 * Tells each admin who has a chat what waits for a person and was not told yet: one card an hour at most, at decent hours,
 * through the lease and the pace like everything unsolicited. Takes off the list what was settled meanwhile. Never throws.
 *
 * @param admins Entra ids, lower case, beside the officers who have the role
 */
export async function tellAdmins(ports: Ports, admins: readonly string[]): Promise<void> {
  try {
    await tellIfDue(ports, admins);
  } catch (error) {
    ports.log.error('admins-not-told', { reason: reasonOf(error) });
  }
}

async function tellIfDue(ports: Ports, admins: readonly string[]): Promise<void> {
  const { waiting, over } = await readAttention(ports);
  for (const row of over) await ports.attention.remove(row);
  const untold = waiting.flatMap((one) => (isUntold(one) && one.row !== null ? [one.row] : []));
  if (untold.length === 0 || !(await isTime(ports))) return;
  const directory = await readDirectory(ports.people);
  const readers = readersAmong(directory, admins);
  if (readers.length === 0) {
    ports.log.warn('no-admin-to-tell', { rows: untold.length });
    return;
  }
  const lease = await takeLease(ports);
  if (lease === null) return;
  try {
    await tell(ports, lease, { waiting, untold, readers, directory });
  } finally {
    await lease.release();
  }
}

/** What is sent once more by itself need not trouble anybody yet. */
function isUntold({ row, waits }: Waiting): boolean {
  return row?.value.toldAt === null && !(waits?.kind === 'again' && waits.doubt);
}

async function isTime(ports: Ports): Promise<boolean> {
  const now = ports.clock.now();
  if (decentFrom(ports, now) > now) return false;
  const last = await ports.sender.stamped('notice');
  // One that lies ahead was written by a clock that was wrong.
  return last === null || last > now || addMs(last, AT_MOST_EVERY_MS) <= now;
}

function readersAmong({ officers }: Directory, admins: readonly string[]): readonly Reader[] {
  return [...new Set(officers.values())].flatMap((officer): Reader[] => {
    const { roles, entraId, chat, outside, unreachable } = officer;
    const isAdmin = roles.includes('admin') || (entraId !== null && admins.includes(entraId));
    return isAdmin && chat !== null && outside === null && unreachable === null ? [{ officer, chat }] : [];
  });
}

interface Telling {
  readonly waiting: readonly Waiting[];
  readonly untold: readonly Versioned<AttentionRow>[];
  readonly readers: readonly Reader[];
  readonly directory: Directory;
}

/** Claimed first, so that no row is told twice; a crash after the claim leaves it on the list, told by nobody. */
async function tell(ports: Ports, lease: Lease, { waiting, untold, readers, directory }: Telling): Promise<void> {
  if (!(await lease.still())) return;
  const now = ports.clock.now();
  await ports.sender.stamp('notice', now);
  const claimed: Versioned<AttentionRow>[] = [];
  for (const { value, etag } of untold) {
    const saved = await ports.attention.save({ ...value, toldAt: now }, etag);
    if (saved !== 'conflict') claimed.push(saved);
  }
  if (claimed.length === 0) return;
  const view = noticeOf(waiting, await waitingNames(ports, directory));
  let told = 0;
  for (const { officer, chat } of readers) {
    if (await arrives(ports, lease, chat, { kind: 'notice', reader: officer.id, view })) told += 1;
  }
  ports.log.info('admins-told', { rows: claimed.length, settled: told });
  // It reached nobody for certain: told again when the next notice may go.
  if (told === 0) for (const { value, etag } of claimed) await ports.attention.save({ ...value, toldAt: null }, etag);
}

/** One POST; true also where it may have arrived. */
async function arrives(ports: Ports, lease: Lease, chat: Chat, message: Message): Promise<boolean> {
  const prepared = await prepare(ports, chat, message);
  if (prepared === null) return false;
  const place = await lease.place('digest', chat.conversationId);
  if (place === 'stopped' || typeof place === 'string') return false;
  await place.leave();
  if (!lease.holds()) return false;
  const outcome = await prepared.send();
  const wait = waitAfter(outcome);
  if (wait !== null) await lease.waitUntil(addMs(ports.clock.now(), wait));
  return outcome.kind === 'accepted' || outcome.kind === 'in-doubt';
}

function waitAfter(outcome: PostOutcome): number | null {
  if (outcome.kind === 'unauthorised') return PAUSE_MS;
  return outcome.kind === 'not-accepted' ? (outcome.retryAfterMs ?? PAUSE_MS) : null;
}

async function prepare(ports: Ports, chat: Chat, message: Message): Promise<PreparedPost | null> {
  try {
    return await ports.messenger.prepare(chat, message, null);
  } catch (error) {
    ports.log.error('notice-not-prepared', { reason: reasonOf(error) });
    return null;
  }
}
