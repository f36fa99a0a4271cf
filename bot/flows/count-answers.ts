import { addedUp, NO_ANSWERS, withAnswer, type AnswerCounts } from '../domain/levels.js';
import type { CivilDate } from '../domain/dates.js';
import { reasonOf } from './fault.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';

/** A process writes what it counted at most this often. */
const WRITE_EVERY_MS = 60_000;

export interface AnswerCounter {
  /** One submission more was answered, so many milliseconds after it came. Waits for nothing, and fails nothing. */
  readonly answered: (ms: number) => void;
  /** Something else was done: the moment to write what waits. */
  readonly passed: () => void;
}

/**
 * Counts how long submissions take. It is written beside the answers, never before one: a process that dies takes at most
 * what it counted in its last minute of work with it.
 */
export function countAnswers(ports: Pick<Ports, 'answerTimes' | 'clock' | 'log' | 'zone'>): AnswerCounter {
  const { clock, answerTimes, log } = ports;
  let counted: { readonly day: CivilDate; readonly counts: AnswerCounts } | null = null;
  let wroteAt: number | null = null;
  const write = (): void => {
    if (counted === null || (wroteAt !== null && clock.monotonic() - wroteAt < WRITE_EVERY_MS)) return;
    const { day, counts } = counted;
    counted = null;
    wroteAt = clock.monotonic();
    answerTimes.add(day, counts).catch((error: unknown) => {
      log.warn('answers-not-counted', { reason: reasonOf(error) });
      // Told with the next of the same day; those of another day are let go.
      if (counted === null || counted.day === day)
        counted = { day, counts: addedUp(counts, counted?.counts ?? NO_ANSWERS) };
    });
  };
  const answered = (ms: number): void => {
    const day = todayOf(ports);
    if (counted !== null && counted.day !== day) {
      wroteAt = null;
      write();
    }
    counted = { day, counts: withAnswer(counted?.counts ?? NO_ANSWERS, ms) };
    write();
  };
  return { answered, passed: write };
}
