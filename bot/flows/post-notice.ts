import { addMs } from '../domain/dates.js';
import { reasonOf } from './fault.js';
import type { Chat, Message, Ports, PostOutcome, PreparedPost } from './ports.js';
import type { Lease } from './sender.js';

/** Teams told us that our token is no good, or to wait without saying how long. */
const PAUSE_MS = 60_000;

/**
 * One POST of a message that nobody asked for, within the lease and the rate. `arrived`: it may have, too. `not-sent`: it
 * certainly did not, and may go another time. `refused`: nor will it later.
 */
export async function postNotice(
  ports: Ports,
  lease: Lease,
  chat: Chat,
  message: Message,
): Promise<'arrived' | 'not-sent' | 'refused'> {
  const prepared = await prepare(ports, chat, message);
  if (prepared === null) return 'refused';
  const place = await lease.place('digest', chat.conversationId);
  if (place === 'stopped' || typeof place === 'string') return 'not-sent';
  await place.leave();
  if (!lease.holds()) return 'not-sent';
  const outcome = await prepared.send();
  const wait = waitAfter(outcome);
  if (wait !== null) await lease.waitUntil(addMs(ports.clock.now(), wait));
  if (outcome.kind === 'accepted' || outcome.kind === 'in-doubt') return 'arrived';
  return wait === null ? 'refused' : 'not-sent';
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
