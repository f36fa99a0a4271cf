import { msOf } from '../domain/dates.js';
import type { Ports } from './ports.js';
import { reasonOf } from './side-by-side.js';

/** What health and doctor look at. */
export interface Readiness {
  /** Can be read and written. */
  readonly storage: boolean;
  readonly stopped: boolean;
  /** Digests not settled. */
  readonly open: number;
  /** Null when none is open. */
  readonly oldestOpenMinutes: number | null;
}

/** Reads and writes storage once. Never throws. */
export async function readiness(ports: Pick<Ports, 'sender' | 'openDigests' | 'clock' | 'log'>): Promise<Readiness> {
  try {
    const sender = await ports.sender.read();
    const open = await ports.openDigests.list();
    const oldest = open.map(({ value }) => value.since).sort()[0];
    const minutes = oldest === undefined ? null : Math.floor((msOf(ports.clock.now()) - msOf(oldest)) / 60_000);
    return { storage: true, stopped: sender.value.stopped, open: open.length, oldestOpenMinutes: minutes };
  } catch (error) {
    ports.log.error('not-ready', { reason: reasonOf(error) });
    return { storage: false, stopped: false, open: 0, oldestOpenMinutes: null };
  }
}
