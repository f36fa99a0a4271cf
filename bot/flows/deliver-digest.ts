import { addMs, civilDateAt, momentAt, type Instant } from '../domain/dates.js';
import { isUrgent } from '../domain/digest-plan.js';
import type { OfficerId } from '../domain/plan.js';
import { POLICY } from '../domain/policy.js';
import { nextWorkingDay } from '../domain/working-days.js';
import { raise, settle } from './attention.js';
import { changeOfficer } from './change-officer.js';
import type { Directory } from './directory.js';
import { digestContent } from './digest-content.js';
import type {
  AttentionReason,
  Chat,
  Digest,
  Officer,
  PlanOutline,
  Ports,
  PostOutcome,
  PreparedPost,
  Versioned,
} from './ports.js';
import { reminderId } from './reminder-id.js';
import { decentFrom, type Lease } from './sender.js';
import { reasonOf } from './fault.js';

/** Longer than one POST may take, shorter than the lease: a claim that outlives it is in doubt. */
const CLAIM_MS = 15_000;
/** In doubt, due and overdue asks are sent once more after this long (RULES 3). */
const REPEAT_AFTER_MS = 15 * 60_000;
/** Nothing is given up before so many attempts, however late it is. */
const ATTEMPTS_AT_LEAST = 6;
/** Teams told us that our token is no good: everybody waits. */
const UNAUTHORISED_PAUSE_MS = 60_000;

export interface Delivery {
  readonly ports: Ports;
  readonly lease: Lease;
  readonly directory: Directory;
  readonly outlines: Map<string, PlanOutline | null>;
}

/** `settled`: nothing more to do. `waiting`: not before the instant. `stopped`: the lease allows no more. */
export type Step =
  { readonly kind: 'settled' } | { readonly kind: 'waiting'; readonly until: Instant } | { readonly kind: 'stopped' };

const STOPPED: Step = { kind: 'stopped' };

/** Takes one digest as far as it goes now: everything slow first, then the claim, one POST, the record. */
export async function deliverDigest(delivery: Delivery, found: Versioned<Digest>): Promise<Step> {
  const { ports, lease } = delivery;
  const early = waitFor(ports, found.value);
  // Again, in case the process that sent it died before it could.
  if (found.value.state === 'sent') await remember(ports, found.value);
  if (early !== null) return early;
  if (found.value.state === 'sending')
    return record(delivery, found, inDoubt(ports, found.value, 'the sender stopped'));
  if (!(await lease.still())) return STOPPED;
  const content = await digestContent(ports, delivery.directory, found.value, delivery.outlines);
  if (content.standing.length === 0) return record(delivery, found, settled(ports, found.value, 'waived', 'answered'));
  const tried = { ...found.value, attempts: found.value.attempts + 1 };
  const chat = await chatOf(delivery, found.value.officer);
  if (chat.kind === 'stopped') return STOPPED;
  if (chat.kind === 'waiting') return chat;
  if (chat.kind === 'not-yet') return record(delivery, found, await afterPost(delivery, tried, chat.outcome, 'chat'));
  const prepared = await prepare(ports, chat.chat, found.value, content.view);
  if (prepared === null) return record(delivery, found, retry(ports, tried, 'cannot be prepared', null));
  return post(delivery, found, prepared, chat.chat);
}

/** Claims it, and posts unless the lease was lost meanwhile: then the claim is taken back. */
async function post(delivery: Delivery, found: Versioned<Digest>, prepared: PreparedPost, chat: Chat): Promise<Step> {
  const { ports, lease } = delivery;
  const place = await lease.place('digest', chat.conversationId);
  if (place === 'stopped') return STOPPED;
  if (typeof place === 'string') return { kind: 'waiting', until: place };
  const claimed = await ports.ledger.save({ ...found, value: claim(ports, found.value) });
  // Somebody else has it: it stays open until they have settled it.
  if (claimed === 'conflict') return { kind: 'waiting', until: ports.clock.now() };
  await place.leave();
  if (!lease.holds()) {
    await ports.ledger.save({ ...claimed, value: found.value });
    return STOPPED;
  }
  const outcome = await prepared.send();
  return record(delivery, claimed, await afterPost(delivery, claimed.value, outcome, 'card'));
}

/** Why it is not this digest's time; null when it is. */
function waitFor(ports: Ports, digest: Digest): Step | null {
  const now = ports.clock.now();
  if (digest.state === 'sending') {
    const until = digest.claimUntil;
    // No claim is that long: a clock has jumped, and who made it has lost the lease.
    if (until === null || until > addMs(now, CLAIM_MS)) return null;
    return until > now ? { kind: 'waiting', until } : null;
  }
  if (digest.state !== 'planned' && digest.state !== 'retry') return { kind: 'settled' };
  if (digest.notBefore !== null && digest.notBefore > now) return { kind: 'waiting', until: digest.notBefore };
  const decent = digest.atOnce ? now : decentFrom(ports, now);
  return decent > now ? { kind: 'waiting', until: decent } : null;
}

function claim({ clock, random }: Ports, digest: Digest): Digest {
  const now = clock.now();
  return {
    ...digest,
    state: 'sending',
    claimUntil: addMs(now, CLAIM_MS),
    attempt: random.id(),
    attempts: digest.attempts + 1,
  };
}

/** The chat of an officer, opened if they never wrote to us: which is a POST of its own, and takes a place. */
async function chatOf(
  { ports, lease, directory }: Delivery,
  id: OfficerId,
): Promise<
  { kind: 'chat'; chat: Chat } | { kind: 'not-yet'; outcome: PostOutcome } | Exclude<Step, { kind: 'settled' }>
> {
  const found = await ports.people.officer(id);
  const officer = found?.value ?? directory.officers.get(id);
  if (officer?.chat != null) return { kind: 'chat', chat: officer.chat };
  const entraId = officer?.entraId ?? null;
  if (entraId === null) return { kind: 'not-yet', outcome: { kind: 'unreachable', reason: 'not linked' } };
  const place = await lease.place('digest', null);
  if (place === 'stopped') return { kind: 'stopped' };
  if (typeof place === 'string') return { kind: 'waiting', until: place };
  await place.leave();
  const { outcome, chat } = await openChat(ports, entraId);
  if (chat === null) return { kind: 'not-yet', outcome };
  const row = { isTheirs: false };
  await changeOfficer(ports, id, (value) => {
    // Opening it took its time: linked to somebody else or erased meanwhile, it is the address of another person.
    row.isTheirs = !value.erased && value.entraId === entraId;
    return row.isTheirs ? { ...value, chat: value.chat ?? chat } : value;
  });
  return row.isTheirs ? { kind: 'chat', chat } : { kind: 'waiting', until: ports.clock.now() };
}

/** An outcome that brought no chat is never `accepted`. */
async function openChat(ports: Ports, entraId: string): ReturnType<Ports['messenger']['openChat']> {
  try {
    const opened = await ports.messenger.openChat(entraId);
    if (opened.chat !== null || opened.outcome.kind !== 'accepted') return opened;
    return { outcome: { kind: 'in-doubt', reason: 'no address in the answer' }, chat: null };
  } catch (error) {
    ports.log.error('chat-not-opened', { reason: reasonOf(error) });
    return { outcome: { kind: 'in-doubt', reason: 'the chat cannot be opened' }, chat: null };
  }
}

async function prepare(
  ports: Ports,
  chat: Chat,
  digest: Digest,
  view: Awaited<ReturnType<typeof digestContent>>['view'],
): Promise<PreparedPost | null> {
  const reminder = reminderId(ports, digest.officer, digest.slot);
  try {
    return await ports.messenger.prepare(chat, { kind: 'digest', reader: digest.officer, reminder, view }, null);
  } catch (error) {
    const attempts = digest.attempts + 1;
    if (isTold(attempts))
      ports.log.error('digest-not-prepared', { reminder, officer: digest.officer, attempts, reason: reasonOf(error) });
    return null;
  }
}

/**
 * What an attempt makes of a digest (guarantees.md 1); remembers a pause before anything else.
 *
 * @param what was posted: the card, or the request for a chat to post it to
 */
async function afterPost(
  { ports, lease }: Delivery,
  digest: Digest,
  outcome: PostOutcome,
  what: 'card' | 'chat',
): Promise<Digest> {
  switch (outcome.kind) {
    case 'accepted':
      return { ...settled(ports, digest, 'sent', null), activityId: outcome.activityId };
    case 'not-accepted': {
      const next = retry(ports, digest, outcome.reason, outcome.retryAfterMs);
      if (next.notBefore !== null) await lease.waitUntil(next.notBefore);
      return next;
    }
    case 'unauthorised': {
      // Once with a new token, which costs nobody anything; then it is not the token, and all wait.
      if (digest.reason !== outcome.reason) return retry(ports, digest, outcome.reason, 0);
      await lease.waitUntil(addMs(ports.clock.now(), UNAUTHORISED_PAUSE_MS));
      return retry(ports, digest, outcome.reason, UNAUTHORISED_PAUSE_MS);
    }
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

function settled(ports: Ports, digest: Digest, state: Digest['state'], reason: string | null): Digest {
  return { ...digest, state, reason, claimUntil: null, notBefore: null, settledAt: ports.clock.now() };
}

/** Tried again later: as Teams said, else after a time that doubles, with chance in it. */
function retry(ports: Ports, digest: Digest, reason: string, retryAfterMs: number | null): Digest {
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
function inDoubt(ports: Ports, digest: Digest, reason: string): Digest {
  const doubts = digest.doubts + 1;
  const urgent = digest.entries.some((entry) => isUrgent(entry.ask));
  if (!urgent || doubts > 1) return { ...settled(ports, digest, 'in-doubt', reason), doubts };
  const notBefore = addMs(ports.clock.now(), REPEAT_AFTER_MS);
  return { ...digest, state: 'retry', reason, claimUntil: null, notBefore, doubts };
}

/** The 1st, 4th, 16th ... retry has a line: a day of them must not fill the log. */
function isTold(attempts: number): boolean {
  return Number.isInteger(Math.log2(attempts) / 2);
}

async function record({ ports }: Delivery, found: Versioned<Digest>, next: Digest): Promise<Step> {
  const { officer, slot, state, reason } = next;
  const reminder = reminderId(ports, officer, slot);
  const attention = attentionFor(found.value, next);
  // Listed first: a crash here leaves a row too many, which is found to be wrong when it is read.
  if (attention !== null) await raise(ports, { kind: 'digest', officer, slot }, attention, evidenceOf(next));
  const saved = await ports.ledger.save({ ...found, value: next });
  if (saved === 'conflict') {
    // Somebody else holds the lease now and has written since: theirs stands, and stays open until it is settled.
    ports.log.warn('digest-record-lost', { reminder, officer, state });
    return { kind: 'waiting', until: ports.clock.now() };
  }
  if (attention === null && next.doubts > 0 && next.state !== 'retry')
    await settle(ports, { kind: 'digest', officer, slot });
  await remember(ports, next);
  const { attempts } = next;
  if (state !== 'retry' || isTold(attempts)) ports.log.info('digest', { reminder, officer, state, reason, attempts });
  return next.state === 'retry' && next.notBefore !== null
    ? { kind: 'waiting', until: next.notBefore }
    : { kind: 'settled' };
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
async function remember(ports: Ports, { officer, state, reason, settledAt }: Digest): Promise<void> {
  if (state === 'sent' && settledAt !== null) {
    const day = civilDateAt(settledAt, ports.zone);
    const first = (value: Officer): Officer => ({
      ...value,
      unreachable: null,
      firstDeliveredOn: value.firstDeliveredOn ?? day,
    });
    await changeOfficer(ports, officer, first);
  }
  if (state === 'undeliverable') await changeOfficer(ports, officer, (value) => ({ ...value, unreachable: reason }));
}
