import { addMs, type Instant } from '../domain/dates.js';
import type { OfficerId } from '../domain/plan.js';
import { changeOfficer } from './change-officer.js';
import { digestContent, type ReadOutline } from './digest-content.js';
import { afterPost, inDoubt, isTold, record, remember, retry, settled } from './digest-outcome.js';
import type { Directory } from './directory.js';
import { reasonOf } from './fault.js';
import type { Place } from './pace.js';
import type { Chat, Digest, Officer, Ports, PostOutcome, PreparedPost, Versioned } from './ports.js';
import { reminderId } from './reminder-id.js';
import { decentFrom, mayLeave, type Lease } from './sender.js';
import { tracedAttempt, tracedOpening, tracedPost } from './traced-attempt.js';

/** Longer than one POST may take, shorter than the lease: a claim that outlives it is in doubt. */
const CLAIM_MS = 15_000;

export interface Delivery {
  readonly ports: Ports;
  readonly lease: Lease;
  /** Who is who, and how plans are laid out: read again now and then in a long drain. */
  readonly known: () => Promise<Known>;
  /** What went wrong since Teams last took a card: the same again is not about one card, or one token. */
  readonly since: { accepted: 'nothing' | 'unauthorised' | 'not-accepted' };
  /** Hears what an attempt makes of a digest. */
  readonly tell?: (next: Digest) => void;
}

interface Known {
  readonly directory: Directory;
  readonly outline: ReadOutline;
}

/** `settled`: nothing more to do. `waiting`: not before the instant. `stopped`: the lease allows no more. */
export type Step =
  { readonly kind: 'settled' } | { readonly kind: 'waiting'; readonly until: Instant } | { readonly kind: 'stopped' };

const STOPPED: Step = { kind: 'stopped' };

/** Takes one digest as far as it goes now: everything slow first, then a place, what it says now, the claim, one POST. */
export async function deliverDigest(delivery: Delivery, found: Versioned<Digest>): Promise<Step> {
  const { ports } = delivery;
  const early = waitFor(ports, found.value);
  // Again, in case the process that sent it died before it could.
  if (found.value.state === 'sent') await remember(ports, found.value);
  if (early !== null) return early;
  return tracedAttempt(delivery, found, (traced) => attempt(traced, found));
}

async function attempt(delivery: Delivery, found: Versioned<Digest>): Promise<Step> {
  const { ports, lease } = delivery;
  if (found.value.state === 'sending')
    return record(delivery, found, inDoubt(ports, found.value, 'the sender stopped'));
  if (!(await lease.still())) return STOPPED;
  const tried = { ...found.value, attempts: found.value.attempts + 1, attemptedAt: ports.clock.now() };
  const chat = await chatOf(delivery, found.value.officer);
  if (chat.kind === 'stopped') return STOPPED;
  if (chat.kind === 'waiting') return chat;
  if (chat.kind === 'not-yet') return record(delivery, found, await afterPost(delivery, tried, chat.outcome, 'chat'));
  const place = await lease.place('digest', chat.chat.conversationId);
  if (place === 'stopped') return STOPPED;
  if (typeof place === 'string') return { kind: 'waiting', until: place };
  // After the place, which may have been long in coming: an answer given meanwhile is seen (guarantees.md I4).
  const { directory, outline } = await delivery.known();
  const content = await digestContent(ports, directory, found.value, outline);
  if (content.standing.length === 0) return record(delivery, found, settled(ports, found.value, 'waived', 'answered'));
  const prepared = await prepare(ports, chat.chat, found.value, content.view);
  if (prepared === null) return record(delivery, found, retry(ports, tried, 'cannot be prepared', null));
  return post(delivery, found, { prepared, place, officer: chat.officer });
}

/** A card that is ready to leave. */
interface Ready {
  readonly prepared: PreparedPost;
  readonly place: Place;
  /** To whom, as they were when it was made ready. */
  readonly officer: Versioned<Officer>;
}

/** Claims it, and posts unless the lease was lost or all sending stopped meanwhile: then the claim is taken back. */
async function post(delivery: Delivery, found: Versioned<Digest>, { prepared, place, officer }: Ready): Promise<Step> {
  const { ports, lease } = delivery;
  const claimed = await ports.ledger.save({ ...found, value: claim(ports, found.value) });
  // Somebody else has it: it stays open until they have settled it.
  if (claimed === 'conflict') return { kind: 'waiting', until: ports.clock.now() };
  if (!(await mayLeave(lease, place))) {
    await ports.ledger.save({ ...claimed, value: found.value });
    return STOPPED;
  }
  const outcome = await tracedPost(ports, prepared);
  return record(delivery, claimed, await afterPost(delivery, claimed.value, outcome, 'card'), officer);
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
  // What was put off by a clock that was ahead is not.
  const ahead = digest.attemptedAt !== null && digest.attemptedAt > addMs(now, CLAIM_MS);
  if (digest.notBefore !== null && digest.notBefore > now && !ahead)
    return { kind: 'waiting', until: digest.notBefore };
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
    attemptedAt: now,
  };
}

/** The chat of an officer, opened if they never wrote to us: which is a POST of its own, and takes a place. */
async function chatOf(
  { ports, lease }: Delivery,
  id: OfficerId,
): Promise<
  | { kind: 'chat'; chat: Chat; officer: Versioned<Officer> }
  | { kind: 'not-yet'; outcome: PostOutcome }
  | Exclude<Step, { kind: 'settled' }>
> {
  const found = await ports.people.officer(id);
  if (found?.value.chat != null) return { kind: 'chat', chat: found.value.chat, officer: found };
  if (found?.value.entraId == null) return { kind: 'not-yet', outcome: { kind: 'unreachable', reason: 'not linked' } };
  const { entraId } = found.value;
  const place = await lease.place('digest', null);
  if (place === 'stopped') return { kind: 'stopped' };
  if (typeof place === 'string') return { kind: 'waiting', until: place };
  if (!(await mayLeave(lease, place))) return { kind: 'stopped' };
  const { outcome, chat } = await openChat(ports, entraId, () => lease.holds());
  if (chat === null) return wasSent(outcome) ? { kind: 'not-yet', outcome } : { kind: 'stopped' };
  // Whoever was linked to somebody else meanwhile, or erased, does not get this one's address.
  await changeOfficer(ports, id, (value) =>
    value.entraId === entraId ? { ...value, chat: value.chat ?? chat } : value,
  );
  const now = await ports.people.officer(id);
  return now?.value.entraId === entraId && now.value.chat !== null
    ? { kind: 'chat', chat: now.value.chat, officer: now }
    : { kind: 'waiting', until: ports.clock.now() };
}

/** False where the lease was lost while everything slow was done. */
function wasSent({
  kind,
  reason,
}: Extract<PostOutcome, { reason: string }> | { kind: 'accepted'; reason?: undefined }): boolean {
  return kind !== 'not-accepted' || reason !== 'not-sent';
}

/** An outcome that brought no chat is never `accepted`. */
async function openChat(
  ports: Ports,
  entraId: string,
  mayLeave: () => boolean,
): ReturnType<Ports['messenger']['openChat']> {
  try {
    const opened = await tracedOpening(ports, () => ports.messenger.openChat(entraId, mayLeave));
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
