import type { Asked } from '../domain/asks.js';
import { addMs, msOf, type Instant } from '../domain/dates.js';
import type { Delivery, Step } from './deliver-digest.js';
import { digestContent } from './digest-content.js';
import { everybodyAfter } from './digest-outcome.js';
import { FORM_MS } from './hold-card.js';
import type { Digest, Ports, StaleCard, Versioned } from './ports.js';
import { reminderId } from './reminder-id.js';
import { mayLeave } from './sender.js';
import { tracedPost } from './traced-attempt.js';

/** A digest is rebuilt at most once in this time. */
const AT_MOST_EVERY_MS = 10_000;
/** What failed is tried again after this, then after ever longer. */
const TRY_AGAIN_MS = 30_000;
const TRY_AGAIN_AT_MOST_MS = 15 * 60_000;
/** A card is read and claimed within this time, however slow storage is. */
const BUILT_WITHIN_MS = 2 * 60_000;
/** How far the clocks of two machines may be apart. */
const CLOCKS_APART_MS = 60_000;
/** The buttons of a card older than this are not taken any more; nobody needs it rebuilt. */
const CARD_AGE_MS = 30 * 24 * 3_600_000;

const SETTLED: Step = { kind: 'settled' };
const STOPPED: Step = { kind: 'stopped' };

/** Somebody may still press its buttons. */
export function isWorthRebuilding({ state, settledAt, activityId }: Digest, now: Instant): boolean {
  return state === 'sent' && activityId !== null && settledAt !== null && settledAt > addMs(now, -CARD_AGE_MS);
}

/** Its own asks, and whatever else was owed when it was built. */
export function mayShow({ slot, refreshedAt, settledAt }: Digest, asked: Pick<Asked, 'slot' | 'at'>): boolean {
  // By its name first: a card may leave before its time, by a clock that was set back.
  const built = refreshedAt ?? settledAt;
  return asked.slot === slot || (built !== null && addMs(built, CLOCKS_APART_MS) >= asked.at);
}

/** Rebuilds one sent card. Replacing a message by its id is idempotent, so this may run any number of times. */
export async function rebuildCard(delivery: Delivery, stale: Versioned<StaleCard>): Promise<Step> {
  const { ports, lease } = delivery;
  const { officer, slot } = stale.value;
  const found = await ports.ledger.digest(officer, slot);
  const chat = (await ports.people.officer(officer))?.value.chat ?? null;
  const now = ports.clock.now();
  if (found !== null && isToBePosted(found.value)) return { kind: 'waiting', until: addMs(now, TRY_AGAIN_MS) };
  if (found === null || chat === null || !isWorthRebuilding(found.value, now)) return done(ports, stale);
  if (wasBuiltAfter(found.value, stale.value, now)) return done(ports, stale);
  const until = freeFrom(found.value, stale.value, now);
  if (until !== null && until > now) return { kind: 'waiting', until };
  if (!(await lease.still())) return STOPPED;
  const place = await lease.place('refresh', chat.conversationId);
  if (place === 'stopped') return STOPPED;
  if (typeof place === 'string') return { kind: 'waiting', until: place };
  // Claimed before the card is read, so that of two refreshes the later one shows the later state.
  const claimed = await ports.ledger.save({ ...found, value: { ...found.value, refreshedAt: now, formUntil: null } });
  if (claimed === 'conflict') return { kind: 'waiting', until: addMs(now, AT_MOST_EVERY_MS) };
  return replace(delivery, stale, claimed.value, place, chat);
}

function isToBePosted({ state }: Digest): boolean {
  return state === 'planned' || state === 'retry' || state === 'sending';
}

/** It was posted later, and what it says was read straight before that; of what lies ahead, nothing is known. */
function wasBuiltAfter({ attemptedAt, refreshedAt }: Digest, { since }: StaleCard, now: Instant): boolean {
  if (refreshedAt !== null || attemptedAt === null || attemptedAt > now) return false;
  return attemptedAt > addMs(since, BUILT_WITHIN_MS);
}

async function replace(
  delivery: Delivery,
  stale: Versioned<StaleCard>,
  digest: Digest,
  place: { leave(): Promise<void> },
  chat: Parameters<Ports['messenger']['prepare']>[0],
): Promise<Step> {
  const { ports, lease } = delivery;
  const reminder = reminderId(ports, digest.officer, digest.slot);
  const { directory, outline } = await delivery.known();
  const { view } = await digestContent(ports, directory, digest, outline);
  const message = { kind: 'digest', reader: digest.officer, reminder, view } as const;
  const prepared = await ports.messenger.prepare(chat, message, digest.activityId);
  if (!(await mayLeave(lease, place))) return STOPPED;
  const outcome = await tracedPost(ports, prepared, { reminder, officer: digest.officer });
  const pause = await everybodyAfter(delivery, outcome);
  ports.log.info('card-rebuilt', { reminder, officer: digest.officer, outcome: outcome.kind });
  const now = ports.clock.now();
  switch (outcome.kind) {
    case 'not-accepted':
    case 'unauthorised':
    case 'in-doubt':
      return { kind: 'waiting', until: addMs(now, Math.max(pause ?? 0, TRY_AGAIN_MS)) };
    case 'accepted':
    case 'unreachable':
    case 'refused':
    case 'too-large':
      return done(ports, stale);
  }
}

/** It went stale again meanwhile: then it is rebuilt once more. */
async function done(ports: Ports, stale: Versioned<StaleCard>): Promise<Step> {
  if ((await ports.staleCards.remove(stale)) === 'written') return SETTLED;
  return { kind: 'waiting', until: addMs(ports.clock.now(), AT_MOST_EVERY_MS) };
}

/** When it may be rebuilt: while its reader has a form open on it, not before that; null for at once. */
function freeFrom(digest: Digest, { since }: StaleCard, now: Instant): Instant | null {
  // What lies further ahead was written by a clock that was wrong.
  const refreshedAt = notAhead(digest.refreshedAt, now);
  const formUntil = notAhead(digest.formUntil, addMs(now, FORM_MS));
  const free = refreshedAt === null ? null : addMs(refreshedAt, waitAfter(refreshedAt, since));
  return formUntil !== null && (free === null || formUntil > free) ? formUntil : free;
}

const notAhead = (moment: Instant | null, most: Instant): Instant | null =>
  moment !== null && moment > addMs(most, CLOCKS_APART_MS) ? null : moment;

/** Tried since it went stale, and stale still: so it failed. */
function waitAfter(refreshedAt: Instant, since: Instant): number {
  if (refreshedAt <= since) return AT_MOST_EVERY_MS;
  return Math.min(TRY_AGAIN_AT_MOST_MS, Math.max(TRY_AGAIN_MS, msOf(refreshedAt) - msOf(since)));
}
