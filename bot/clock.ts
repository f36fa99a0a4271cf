import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant, instantFromMs } from './domain/dates.js';
import type { Clock } from './flows/ports.js';

/**
 * The clock of this machine; with a file, the instant that the file holds, read each time, so that a test can move it.
 * Pacing and time limits stay on the machine's own monotonic clock. Throws when the file holds no instant.
 */
export function machineClock(file: string | null): Clock {
  return {
    now: () => (file === null ? instantFromMs(Date.now()) : instant(readFileSync(file, 'utf8').trim())),
    monotonic: () => performance.now(),
    sleep: (milliseconds) => sleep(milliseconds),
  };
}
