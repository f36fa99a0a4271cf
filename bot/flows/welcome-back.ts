/** An absence that ended by itself is told of, once, to who was away. */
import { addDays, civilDateAt, type Instant } from '../domain/dates.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import type { NoticeView } from '../domain/views.js';
import { readDirectory, type Directory } from './directory.js';
import { reasonOf } from './fault.js';
import { ledBy, ownOpen } from './led-by.js';
import { keepingPast } from './officer-past.js';
import { postNotice } from './post-notice.js';
import type { Chat, Officer, Ports, Versioned } from './ports.js';
import { decentFrom, takeLease, type Lease } from './sender.js';
import { todayOf } from './today.js';

/** Longer after its end nobody is told any more: they know. */
const TOLD_WITHIN_DAYS = 14;

/**
 * Tells each who was away, on the first working day after and at decent hours, that reminders come to them again, who
 * answered meanwhile and what is theirs now. Claimed before it is sent: a crash costs them the words, and nobody is told
 * twice. Who came back early said so themselves and is told nothing. Never throws.
 *
 * @returns whether nobody is left who is due today
 */
export async function welcomeBack(ports: Ports): Promise<boolean> {
  try {
    return await welcomeWhoIsDue(ports);
  } catch (error) {
    ports.log.error('not-welcomed-back', { reason: reasonOf(error) });
    return false;
  }
}

async function welcomeWhoIsDue(ports: Ports): Promise<boolean> {
  const now = ports.clock.now();
  if (decentFrom(ports, now) > now) return false;
  const due = (await ports.people.officers()).filter(({ value }) => isDue(value, todayOf(ports)));
  if (due.length === 0) return true;
  const lease = await takeLease(ports);
  if (lease === null) return false;
  try {
    const directory = await readDirectory(ports.people);
    let told = 0;
    for (const one of due) if (await tell(ports, lease, directory, one)) told += 1;
    ports.log.info('welcomed-back', { settled: told });
    return told === due.length;
  } finally {
    await lease.release();
  }
}

function isDue({ awayUntil, chat, outside, unreachable, erased }: Officer, today: ReturnType<typeof todayOf>): boolean {
  if (awayUntil === null || chat === null || outside !== null || unreachable !== null || erased) return false;
  return awayUntil < today && today <= addDays(awayUntil, TOLD_WITHIN_DAYS);
}

/** An absence that is over is taken off the officer: that is the claim. What it was is kept in their past. */
async function tell(ports: Ports, lease: Lease, directory: Directory, found: Versioned<Officer>): Promise<boolean> {
  const { value: officer, etag } = found;
  if (officer.chat === null) return false;
  const view = await welcomeBackView(ports, directory, officer);
  if (!(await lease.still())) return false;
  const claimed = await ports.people.put(
    keepingPast({ ...officer, awayUntil: null }, officer, ports.clock.now()),
    etag,
  );
  if (claimed !== 'written') return false;
  if ((await send(ports, lease, officer.chat, officer.id, view)) !== 'not-sent') return true;
  await giveBack(ports, officer);
  return false;
}

function send(ports: Ports, lease: Lease, chat: Chat, reader: string, view: NoticeView) {
  return postNotice(ports, lease, chat, { kind: 'notice', reader, view });
}

/** It certainly did not leave: the next tick says it, unless they are away again by then. */
async function giveBack({ people }: Ports, { id, awayUntil, past }: Officer): Promise<void> {
  const now = await people.officer(id);
  if (now?.value.awayUntil !== null) return;
  await people.put({ ...now.value, awayUntil, past }, now.etag);
}

async function welcomeBackView(ports: Ports, directory: Directory, officer: Officer): Promise<NoticeView> {
  const since = awaySince(officer, ports.zone);
  const answered = new Map<string, string[]>();
  for (const { milestone } of await ledBy(ports, directory, officer.id)) {
    const by = answeredSince(milestone, since);
    if (by === null || directory.officers.get(by)?.id === officer.id) continue;
    const name = directory.nameOf(by);
    answered.set(name, [...(answered.get(name) ?? []), milestone.ref]);
  }
  const open = (await ownOpen(ports, officer.id)).length;
  const told = [...answered].slice(0, 4).map(([name, refs]) => `While you were away ${name} answered ${someOf(refs)}.`);
  const last = open === 0 ? 'You lead nothing that is open.' : 'Show my list shows what is yours now.';
  return { title: 'Welcome back: reminders come to you again', lines: [...told, last] };
}

/** Who said last how it stands, if they said it since then. */
function answeredSince({ update }: Milestone, since: Instant | null): OfficerId | null {
  if (update === null || since === null || update.at < since) return null;
  return update.by.kind === 'officer' ? update.by.id : null;
}

function someOf(refs: readonly string[]): string {
  const shown = refs.slice(0, 6);
  const more = refs.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${String(more)} more`}`;
}

/** When the absence that has ended began: it may have been made longer meanwhile. Null when that is not known any more. */
function awaySince({ past, awayUntil }: Officer, zone: string): Instant | null {
  let since: Instant | null = null;
  let known = awayUntil;
  for (const then of [...past].reverse()) {
    if (then.awayUntil === known) continue;
    since = then.until;
    if (then.awayUntil === null || civilDateAt(then.until, zone) > then.awayUntil) return since;
    known = then.awayUntil;
  }
  return since;
}
