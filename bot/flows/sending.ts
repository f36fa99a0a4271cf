import type { Actor } from '../domain/plan.js';
import { recordWith } from './audit.js';
import type { Ports, SenderState, Versioned } from './ports.js';
import { ringFor } from './ring.js';

/** The holder of the lease rewrites the row every few seconds: a write of a person comes in between before long. */
const TRIES = 20;

/**
 * Stops everything unsolicited: whoever sends reads it within 4 seconds. Planning goes on and people are answered.
 * Stopped already, it stays as it was stopped first.
 *
 * @param reason in the person's words; null for none
 */
export async function stopSending(
  ports: Pick<Ports, 'sender' | 'clock' | 'audit' | 'log'>,
  by: Actor,
  reason: string | null,
): Promise<SenderState> {
  const stoppedBy = by.kind === 'officer' ? by.id : 'operator';
  const state = await changeState(ports, (now) =>
    now.stopped ? now : { ...now, stopped: true, stoppedAt: ports.clock.now(), stoppedBy, reason },
  );
  await recordWith(ports, by, 'sending stopped', 'sending', reason);
  return state;
}

/** Lets it go on, at the usual rate, each card looked at again before it leaves; and rings for it. */
export async function startSending(
  ports: Pick<Ports, 'sender' | 'clock' | 'audit' | 'log' | 'bells'>,
  by: Actor,
): Promise<SenderState> {
  const running = { stopped: false, stoppedAt: null, stoppedBy: null, reason: null };
  const state = await changeState(ports, (now) => ({ ...now, ...running }));
  await recordWith(ports, by, 'sending started', 'sending', null);
  await ringFor(ports.log, () => ports.bells.deliver());
  return state;
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
