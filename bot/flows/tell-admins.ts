import { addMs, type Instant } from '../domain/dates.js';
import { readAttention, type Waiting } from './attention-list.js';
import { waitingNames } from './attention-names.js';
import { readDirectory, type Directory } from './directory.js';
import { reasonOf } from './fault.js';
import { noticeOf } from './notice-words.js';
import type { NoticeView } from '../domain/views.js';
import { postNotice } from './post-notice.js';
import type { Chat, Officer, Ports, Told, Versioned } from './ports.js';
import { decentFrom, takeLease, type Lease } from './sender.js';
import { mapLimited } from './side-by-side.js';

/** At most one notice in so long. */
const AT_MOST_EVERY_MS = 3_600_000;

/** An admin who has a chat with us. */
interface Reader {
  readonly officer: Officer;
  readonly chat: Chat;
}

/**
 * Tells each admin who has a chat what waits for a person and they were not told yet: one card an hour at most, at decent
 * hours, through the lease and the pace like everything unsolicited. While all sending is stopped, this is too. Takes off
 * the list what was settled meanwhile. Never throws.
 *
 * @param admins Entra ids, lower case, beside the officers who have the role
 * @returns who is left to be told: `nobody`; nobody before an instant; or `somebody`, as soon as that can be
 */
export async function tellAdmins(ports: Ports, admins: readonly string[]): Promise<Left> {
  try {
    return await tellIfDue(ports, admins);
  } catch (error) {
    ports.log.error('admins-not-told', { reason: reasonOf(error) });
    return 'somebody';
  }
}

type Left = 'nobody' | 'somebody' | Instant;

async function tellIfDue(ports: Ports, admins: readonly string[]): Promise<Left> {
  const { waiting, over } = await readAttention(ports);
  for (const row of over) await ports.attention.remove(row);
  const directory = await readDirectory(ports.people);
  const readers = readersAmong(directory, admins);
  const ids = waiting.filter(isWorthTelling).map(({ id }) => id);
  if (readers.length === 0 && ids.length > 0) ports.log.warn('no-admin-to-tell', { rows: ids.length });
  const due = await mapLimited(readers, 4, async (reader) => toldBefore(ports, reader, ids));
  const untold = due.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const now = ports.clock.now();
  const later = due.includes('later');
  if (untold.length === 0) return later || over.length > 0 ? 'somebody' : 'nobody';
  const from = decentFrom(ports, now);
  if (from > now) return later ? 'somebody' : from;
  const lease = await takeLease(ports);
  if (lease === null) return 'somebody';
  try {
    const view = noticeOf(waiting, await waitingNames(ports, directory));
    let told = 0;
    for (const one of untold) if (await tell(ports, lease, one, ids, view)) told += 1;
    ports.log.info('admins-told', { rows: ids.length, settled: told });
    // The next tick sees that they were.
    return 'somebody';
  } finally {
    await lease.release();
  }
}

/** What is sent once more by itself need not trouble anybody yet. */
function isWorthTelling({ waits }: Waiting): boolean {
  return !(waits?.kind === 'again' && waits.doubt);
}

/** Somebody to be told now, and what they were told before. */
interface Untold extends Reader {
  readonly before: Versioned<Told> | null;
}

/** `nothing` new for them, or too early: `later`. Forgets what waits no more: it may come again. */
async function toldBefore(ports: Ports, reader: Reader, ids: readonly string[]): Promise<Untold | 'nothing' | 'later'> {
  const found = await ports.attention.told(reader.officer.id);
  const still = (found?.value.ids ?? []).filter((id) => ids.includes(id));
  const before = found && (await forgotten(ports, found, still));
  if (before === 'conflict') return 'later';
  if (ids.every((id) => still.includes(id))) return 'nothing';
  const now = ports.clock.now();
  const last = before?.value.at ?? null;
  // One that lies ahead was written by a clock that was wrong.
  const early = last !== null && last <= now && addMs(last, AT_MOST_EVERY_MS) > now;
  return early ? 'later' : { ...reader, before };
}

async function forgotten(
  { attention }: Ports,
  found: Versioned<Told>,
  still: readonly string[],
): Promise<Versioned<Told> | 'conflict'> {
  if (still.length === found.value.ids.length) return found;
  return attention.saveTold({ ...found.value, ids: still }, found.etag);
}

function readersAmong({ officers }: Directory, admins: readonly string[]): readonly Reader[] {
  return [...new Set(officers.values())].flatMap((officer): Reader[] => {
    const { roles, entraId, chat, outside, unreachable } = officer;
    const isAdmin = roles.includes('admin') || (entraId !== null && admins.includes(entraId));
    return isAdmin && chat !== null && outside === null && unreachable === null ? [{ officer, chat }] : [];
  });
}

/** Claimed first, so that nobody is told twice; a crash after the claim leaves it on the list, and them untold. */
async function tell(
  ports: Ports,
  lease: Lease,
  { officer, chat, before }: Untold,
  ids: readonly string[],
  view: NoticeView,
): Promise<boolean> {
  if (!(await lease.still())) return false;
  const at = ports.clock.now();
  const claimed = await ports.attention.saveTold({ officer: officer.id, at, ids }, before?.etag ?? null);
  if (claimed === 'conflict') return false;
  const posted = await postNotice(ports, lease, chat, { kind: 'notice', reader: officer.id, view });
  if (posted === 'arrived') return true;
  // It certainly did not reach them: told again when their next notice may go.
  await ports.attention.saveTold({ ...claimed.value, ids: before?.value.ids ?? [] }, claimed.etag);
  return false;
}
