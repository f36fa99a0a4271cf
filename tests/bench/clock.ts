/** The clock of the bot under measurement: it begins where a benchmark says, and runs as fast as any other. */
import { renameSync, writeFileSync } from 'node:fs';
import { instant, instantFromMs, msOf } from '../../bot/domain/dates.js';

const TICK_MS = 20;

export interface RunningClock {
  readonly file: string;
  stop(): void;
}

/** @param from ISO 8601 */
export function startClock(file: string, from: string): RunningClock {
  const began = performance.now();
  const first = msOf(instant(from));
  const write = (): void => {
    // At one go: the bot may be reading.
    writeFileSync(`${file}.next`, instantFromMs(Math.floor(first + performance.now() - began)));
    renameSync(`${file}.next`, file);
  };
  write();
  const timer = setInterval(write, TICK_MS);
  return {
    file,
    stop: () => {
      clearInterval(timer);
    },
  };
}
