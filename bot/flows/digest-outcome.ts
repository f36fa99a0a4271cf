import { addMs, civilDateAt, momentAt, type Instant } from '../domain/dates.js';
import { isUrgent } from '../domain/digest-plan.js';
import { POLICY } from '../domain/policy.js';
import { nextWorkingDay } from '../domain/working-days.js';
import { listed, raise, settleSeen } from './attention.js';
import { changeOfficer } from './change-officer.js';
import type { Delivery, Step } from './deliver-digest.js';
import { reasonOf } from './fault.js';
import type { AttentionReason, Digest, Officer, Ports, PostOutcome, Versioned } from './ports.js';
import { reminderId } from './reminder-id.js';
import { decentFrom } from './sender.js';

/** In doubt, due and overdue asks are sent once more after this long (RULES 3). */
const REPEAT_AFTER_MS = 15 * 60_000;
/** Nothing is given up before so many attempts, however late it is. */
const ATTEMPTS_AT_LEAST = 6;
/** Teams told us that our token is no good: everybody waits. */
const UNAUTHORISED_PAUSE_MS = 60_000;
/** Where nobody answers, everybody waits for so long, or up to twice that; a card that fails for itself waits longer. */
const MOMENT_MS = 5_000;

/**
 * What an attempt makes of a digest (guarantees.md 1); remembers a pause before anything else.
 *
 * @param what was posted: the card, or the request for a chat to post it to
 */
export async function afterPost(
  delivery: Delivery,
  digest: Digest,
  outcome: PostOutcome,
  what: 'card' | 'chat',
): Promise<Digest> {
  const { ports } = delivery;
  const pause = await everybodyAfter(delivery, outcome);
  switch (outcome.kind) {
    case 'accepted':
      return { ...settled(ports, digest, 'sent', null), activityId: outcome.activityId };
    case 'not-accepted':
      return retry(ports, digest, outcome.reason, outcome.retryAfterMs);
    case 'unauthorised':
      return retry(ports, digest, outcome.reason, pause ?? 0);
    case 'unreachable':
      return settled(ports, digest, 'undeliverable', outcome.reason);
    case 'too-large':
      // Every card is within what Teams allows by its documents; where it allows less, a short one says what is owed.
      return digest.short
        ? settled(ports, digest, 'dead', outcome.reason)
        : { ...retry(ports, digest, outcome.reason, 0), short: true };
    case 'refused':
      return settled(ports, digest, 'dead', outcome.reason);
    case 'in-doubt':
      // Opening a chat twice is harmless, so only a digest that was posted can be in doubt.
      return what === 'chat' ? retry(ports, digest, outcome.reason, null) : inDoubt(ports, digest, outcome.reason);
  }
}

export function settled(ports: Ports, digest: Digest, state: Digest['state'], reason: string | null): Digest {
  return { ...digest, state, reason, claimUntil: null, notBefore: null, settledAt: ports.clock.now() };
}

/** Tried again later: as Teams said, else after a time that doubles, with chance in it. */
export function retry(ports: Ports, digest: Digest, reason: string, retryAfterMs: number | null): Digest {
  const doubled = Math.min(2 ** Math.min(digest.attempts, 9), 300) * 1000;
  const wait = retryAfterMs ?? Math.round(doubled * (0.5 + ports.random.fraction()));
  const notBefore = addMs(ports.clock.now(), wait);
  const next = digest.atOnce ? notBefore : decentFrom(ports, notBefore);
  if (digest.attempts >= ATTEMPTS_AT_LEAST && next >= giveUpAt(ports, digest)) {
    return settled(ports, digest, 'dead', reason);
  }
  return { ...digest, state: 'retry', reason, claimUntil: null, notBefore };
}

/** The close of the working day after the one on which it could first leave: from then on it is for a person. */
function giveUpAt(ports: Ports, { plannedAt, atOnce }: Digest): Instant {
  const { calendar, zone } = ports;
  const first = civilDateAt(atOnce ? plannedAt : decentFrom(ports, plannedAt), zone);
  return momentAt(nextWorkingDay(calendar, first), POLICY.closes, zone);
}

/** Due and overdue asks once more after 15 minutes, worded as a repeat; early ones are held for a person (RULES 3). */
export function inDoubt(ports: Ports, digest: Digest, reason: string): Digest {
  const doubts = digest.doubts + 1;
  const urgent = digest.entries.some((entry) => isUrgent(entry.ask));
  if (!urgent || doubts > 1) return { ...settled(ports, digest, 'in-doubt', reason), doubts };
  const notBefore = addMs(ports.clock.now(), REPEAT_AFTER_MS);
  return { ...digest, state: 'retry', reason, claimUntil: null, notBefore, doubts };
}

/** The 1st, 4th, 16th ... retry has a line: a day of them must not fill the log. */
export function isTold(attempts: number): boolean {
  return Number.isInteger(Math.log2(attempts) / 2);
}

/** Writes down what became of it; lists it for a person before that, where one has to know. */
export async function record(
  { ports, tell }: Delivery,
  found: Versioned<Digest>,
  became: Digest,
  reader: Versioned<Officer> | null = null,
): Promise<Step> {
  const attention = attentionFor(found.value, became);
  const flagged = attention === null ? {} : { flaggedAt: became.flaggedAt ?? ports.clock.now() };
  const next = { ...became, ...flagged };
  const { officer, slot, state, reason, attempts } = next;
  const reminder = reminderId(ports, officer, slot);
  tell?.(next);
  // Listed first: a crash here leaves a row too many, which is found to be wrong when it is read.
  const about = { kind: 'digest', officer, slot } as const;
  if (attention !== null) await raise(ports, about, attention, evidenceOf(next));
  const isOver = attention === null && next.doubts > 0 && next.state !== 'retry';
  const seen = isOver ? await listed(ports, about) : null;
  const saved = (await ports.ledger.save({ ...found, value: next })) !== 'conflict' || (await proven(ports, next));
  if (!saved) {
    // Somebody else holds the lease now and has written since: theirs stands, and stays open until it is settled.
    ports.log.warn('digest-record-lost', { reminder, officer, state });
    return { kind: 'waiting', until: ports.clock.now() };
  }
  await settleSeen(ports, seen);
  await remember(ports, next, reader);
  if (state !== 'retry' || isTold(attempts)) ports.log.info('digest', { reminder, officer, state, reason, attempts });
  return next.state === 'retry' && next.notBefore !== null
    ? { kind: 'waiting', until: next.notBefore }
    : { kind: 'settled' };
}

/**
 * Whoever took the lease while we stood still has found our claim and taken it as in doubt. We know better: Teams took it.
 * True when that is written.
 */
async function proven(ports: Ports, next: Digest): Promise<boolean> {
  if (next.state !== 'sent') return false;
  const { officer, slot, attempt, attempts, activityId } = next;
  const about = { kind: 'digest', officer, slot } as const;
  for (let tried = 0; tried < 3; tried += 1) {
    const seen = await listed(ports, about);
    const found = await ports.ledger.digest(officer, slot);
    if (found?.value.attempt !== attempt) return false;
    if (found.value.state !== 'retry' && found.value.state !== 'in-doubt') return false;
    const value = { ...settled(ports, found.value, 'sent', null), attempts, activityId };
    if ((await ports.ledger.save({ ...found, value })) === 'conflict') continue;
    await settleSeen(ports, seen);
    return true;
  }
  return false;
}

/** Has everybody wait where this outcome asks for it; for how long, or null. A pause that cannot be written holds here. */
export async function everybodyAfter(delivery: Delivery, outcome: PostOutcome): Promise<number | null> {
  const { ports, lease, since } = delivery;
  const pause = pauseAfter(delivery, outcome);
  if (outcome.kind === 'accepted') since.accepted = 'nothing';
  else if (outcome.kind === 'unauthorised' || outcome.kind === 'not-accepted') since.accepted = outcome.kind;
  if (pause === null) return null;
  try {
    await lease.waitUntil(addMs(ports.clock.now(), pause));
  } catch (error) {
    ports.log.error('pause-not-written', { reason: reasonOf(error) });
  }
  return pause;
}

function pauseAfter({ ports, since }: Delivery, outcome: PostOutcome): number | null {
  const again = since.accepted === outcome.kind;
  // Once with a new token, which costs nobody anything; refused again it is not the token, and all wait.
  if (outcome.kind === 'unauthorised') return again ? UNAUTHORISED_PAUSE_MS : null;
  if (outcome.kind !== 'not-accepted') return null;
  if (outcome.retryAfterMs !== null) return outcome.retryAfterMs;
  // Too many, without a time; or nobody answers, and not for one conversation alone: all wait a moment. 412 is its own.
  const forAll = outcome.reason.startsWith('http-429') || (again && !outcome.reason.startsWith('http-412'));
  return forAll ? Math.round(MOMENT_MS * (1 + ports.random.fraction())) : null;
}

/** Why a person has to know of this outcome; null when nobody has. A doubt is told even where it is sent once more. */
function attentionFor(before: Digest, { state, doubts }: Digest): AttentionReason | null {
  if (doubts > before.doubts) return 'in-doubt';
  if (state === 'undeliverable') return 'undeliverable';
  return state === 'dead' ? 'refused' : null;
}

function evidenceOf({ reason, attempt, attempts }: Digest): string {
  return `attempt ${String(attempts)} ${attempt ?? ''} ${reason ?? ''}`.replace(/ +/g, ' ').trim();
}

/** What an outcome says about the officer. After the record: a crash here costs a note, never a second card. */
export async function remember(
  ports: Ports,
  { officer, state, reason, settledAt }: Digest,
  reader: Versioned<Officer> | null = null,
): Promise<void> {
  if (state === 'sent' && settledAt !== null) {
    const day = civilDateAt(settledAt, ports.zone);
    const first = (value: Officer): Officer => ({
      ...value,
      unreachable: null,
      firstDeliveredOn: value.firstDeliveredOn ?? day,
    });
    await changeOfficer(ports, officer, first, reader);
  }
  if (state === 'undeliverable')
    await changeOfficer(ports, officer, (value) => ({ ...value, unreachable: reason }), reader);
}
