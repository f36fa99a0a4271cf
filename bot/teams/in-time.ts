/**
 * Nobody waits for us longer than Teams does: it sends a press again after 10 to 15 seconds (platform.md 1.3), and people
 * press again before that. So every request is answered from its arrival on, whatever hangs; the work itself goes on.
 */
import type { Log } from '../flows/ports.js';
import { reasonOf } from '../flows/fault.js';
import type { SdkTurn } from './sdk.js';

/** Milliseconds from the arrival of a request to its answer, tokens and keys included. */
export const ANSWER_LIMIT_MS = 4_500;

/** One request, from its arrival. */
export interface Arrival {
  readonly elapsedMs: () => number;
  /** Our own code takes over. False when the request was answered already: then nothing may be begun. */
  readonly reach: (turn: SdkTurn) => boolean;
}

const arrivals = new WeakMap<SdkTurn, Arrival>();

/** The arrival of the request of a turn. */
export function arrivalOf(turn: SdkTurn): Arrival {
  const found = arrivals.get(turn);
  if (found === undefined) throw new Error('a turn that came by no request');
  return found;
}

/**
 * The answer that `answer` comes to, or when that takes too long, what `late` says of it: with the type of the activity
 * that our code had taken over by then, or null.
 *
 * @param began when the request arrived, by `performance.now()`: before the first one of a process, much is loaded
 */
export async function answerInTime<A>(
  limitMs: number,
  log: Log,
  answer: (arrival: Arrival) => Promise<A>,
  late: (type: string | null) => A,
  began = performance.now(),
): Promise<A> {
  const state: { type: string | null; over: boolean } = { type: null, over: false };
  const arrival: Arrival = {
    elapsedMs: () => performance.now() - began,
    reach: (turn) => {
      if (state.over) return false;
      state.type = turn.activity.type;
      arrivals.set(turn, arrival);
      return true;
    },
  };
  const running = answer(arrival);
  const first = await within(limitMs - arrival.elapsedMs(), running);
  if (first !== LATE) return first;
  state.over = true;
  log.warn('turn-late', { type: state.type, limitMs });
  running.then(
    () => {
      log.info('turn-late-done');
    },
    (error: unknown) => {
      log.error('turn-late-failed', { reason: reasonOf(error) });
    },
  );
  return late(state.type);
}

/** What `within` says instead of an answer. */
export const LATE = Symbol('late');

/** Waits no longer than so many milliseconds for what is under way, and leaves it to itself after that. */
export async function within<T>(limitMs: number, running: Promise<T>): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, limitMs), LATE);
  });
  return Promise.race([running, limit]).finally(() => {
    clearTimeout(timer);
  });
}
