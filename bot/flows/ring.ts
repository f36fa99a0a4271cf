import type { Log } from './ports.js';
import { reasonOf } from './fault.js';

/**
 * Rings a bell for something that is written already. A bell that cannot be rung is said and no failure: what was
 * written stands, and the tick finds what is to be sent.
 */
export async function ringFor(log: Log, ring: () => Promise<void>): Promise<void> {
  try {
    await ring();
  } catch (error) {
    log.error('bell-not-rung', { reason: reasonOf(error) });
  }
}
