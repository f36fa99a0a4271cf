import { msOf } from '../domain/dates.js';
import type { Ports } from './ports.js';
import { reasonOf } from './fault.js';

/** What health and doctor look at. */
export interface Readiness {
  /** Tables take a write and queues answer. */
  readonly storage: boolean;
  readonly stopped: boolean;
  /** Digests not settled. */
  readonly open: number;
  /** Null when none is open. */
  readonly oldestOpenMinutes: number | null;
}

/** Whether storage takes a write and the queues answer. Never throws. */
export async function isAlive(ports: Pick<Ports, 'sender' | 'bells' | 'clock' | 'log'>): Promise<boolean> {
  try {
    await Promise.all([ports.sender.touch(ports.clock.now()), ports.bells.check()]);
    return true;
  } catch (error) {
    ports.log.error('not-alive', { reason: reasonOf(error) });
    return false;
  }
}

/** As `isAlive`, and how much waits to be sent. Never throws. */
export async function readiness(
  ports: Pick<Ports, 'sender' | 'bells' | 'openDigests' | 'clock' | 'log'>,
): Promise<Readiness> {
  const nothing = { stopped: false, open: 0, oldestOpenMinutes: null };
  if (!(await isAlive(ports))) return { storage: false, ...nothing };
  try {
    const sender = await ports.sender.read();
    const open = await ports.openDigests.list();
    const oldest = open.map(({ value }) => value.since).sort()[0];
    const minutes = oldest === undefined ? null : Math.floor((msOf(ports.clock.now()) - msOf(oldest)) / 60_000);
    return { storage: true, stopped: sender.value.stopped, open: open.length, oldestOpenMinutes: minutes };
  } catch (error) {
    ports.log.error('not-ready', { reason: reasonOf(error) });
    return { storage: false, ...nothing };
  }
}

/** Asks at most once in `forMs`; who asks in between gets the same answer. */
export function remembered<T>(clock: Ports['clock'], forMs: number, ask: () => Promise<T>): () => Promise<T> {
  let known: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const now = clock.monotonic();
    if (known === undefined || now - known.at > forMs) known = { at: now, answer: ask() };
    return known.answer;
  };
}
