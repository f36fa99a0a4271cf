import type { Instant } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import { recordWith } from './audit.js';
import { messageFor, scopesOf } from './plan-rollup.js';
import type { Ports, SenderState, Versioned } from './ports.js';
import { ringFor } from './ring.js';

/** The holder of the lease rewrites the row every few seconds: a write of a person comes in between before long. */
const TRIES = 20;

/**
 * Stops everything unsolicited: whoever sends reads it within 4 seconds. Planning goes on and people are answered.
 * Stopped already, it takes the new reason and who gave it; since when stays.
 *
 * @param reason in the person's words; null for none
 */
export async function stopSending(
  ports: Pick<Ports, 'sender' | 'clock' | 'audit' | 'log'>,
  by: Actor,
  reason: string | null,
): Promise<SenderState> {
  const stoppedBy = by.kind === 'officer' ? by.id : 'operator';
  const state = await changeState(ports, (now) => stoppedFrom(now, ports.clock.now(), stoppedBy, reason));
  await recordWith(ports, by, 'sending stopped', 'sending', reason);
  return state;
}

/** Said again without a reason, the reason given before still holds. */
function stoppedFrom(now: SenderState, at: Instant, stoppedBy: string, reason: string | null): SenderState {
  if (!now.stopped) return { ...now, stopped: true, stoppedAt: at, stoppedBy, reason };
  return reason === null || reason === now.reason ? now : { ...now, stoppedBy, reason };
}

/** Lets it go on, at the usual rate, each card looked at again before it leaves; and rings for cards and summaries. */
export async function startSending(
  ports: Pick<Ports, 'sender' | 'clock' | 'audit' | 'log' | 'bells' | 'plans' | 'rollups'>,
  by: Actor,
): Promise<SenderState> {
  const running = { stopped: false, stoppedAt: null, stoppedBy: null, reason: null };
  const state = await changeState(ports, (now) => ({ ...now, ...running }));
  await recordWith(ports, by, 'sending started', 'sending', null);
  await ringFor(ports.log, () => ports.bells.deliver());
  await ringFor(ports.log, () => ringForSummaries(ports));
  return state;
}

async function ringForSummaries(ports: Pick<Ports, 'plans' | 'rollups' | 'bells'>): Promise<void> {
  for (const scope of await scopesOf(ports)) {
    for (const { value } of await ports.rollups.openPosts(scope)) await ports.bells.rollup(messageFor(value));
  }
}

/** Changes the row by its etag, so that neither the holder's word nor the person's is lost. Throws when it never comes to it. */
async function changeState(
  { sender }: Pick<Ports, 'sender'>,
  change: (state: SenderState) => SenderState,
): Promise<SenderState> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found: Versioned<SenderState> = await sender.read();
    const value = change(found.value);
    if (value === found.value) return value;
    const written = await sender.write({ ...found, value });
    if (written !== 'conflict') return written.value;
  }
  throw new Error('The state of sending could not be written: others kept changing it. Say it again.');
}
