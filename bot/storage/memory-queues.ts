import { addMs, type Instant } from '../domain/dates.js';
import type { Bells, RefreshMessage, RollupMessage } from '../flows/ports.js';
import type { QueueName } from './queues.js';

/** @see azureBells for `traceparent`; left out where nothing is under way */
export type Rung = { readonly traceparent?: string } & (
  | { readonly queue: 'deliver'; readonly visibleAt: Instant }
  | { readonly queue: 'refresh'; readonly visibleAt: Instant; readonly message: RefreshMessage }
  | { readonly queue: 'rollup'; readonly visibleAt: Instant; readonly message: RollupMessage }
);

/**
 * Queues in a process, for tests and simulations. Nothing comes out by itself: the test takes what is waiting, and may
 * put a message in again (a redelivery) or take them in any order, as queues do.
 */
export interface MemoryBells extends Bells {
  /** Everything rung and not taken, oldest first; also what is not visible yet. */
  waiting(): readonly Rung[];
  /** Removes the oldest message that is visible now (of one queue, if named); null when there is none. */
  take(queue?: QueueName): Rung | null;
  /** Removes exactly this one, visible or not; false when it is not there. For taking out of order. */
  takeThis(rung: Rung): boolean;
  /** Puts a message (back) in, at once visible: a redelivery, or one that failed. */
  putBack(rung: Rung): void;
}

/**
 * @param now The instant that decides what is visible.
 * @param cause As of `azureBells`.
 */
export function memoryBells(now: () => Instant, cause: () => string | null = () => null): MemoryBells {
  const rungs: Rung[] = [];
  const visibleAt = (delaySeconds = 0): Instant => addMs(now(), Math.ceil(delaySeconds) * 1_000);
  const add = async (rung: Rung): Promise<void> => {
    const traceparent = cause();
    await Promise.resolve();
    rungs.push(traceparent === null ? rung : { ...rung, traceparent });
  };
  const takeThis = (rung: Rung): boolean => {
    const at = rungs.indexOf(rung);
    if (at >= 0) rungs.splice(at, 1);
    return at >= 0;
  };
  return {
    deliver: (delay) => add({ queue: 'deliver', visibleAt: visibleAt(delay) }),
    refresh: (message, delay) => add({ queue: 'refresh', visibleAt: visibleAt(delay), message }),
    rollup: (message, delay) => add({ queue: 'rollup', visibleAt: visibleAt(delay), message }),
    check: () => Promise.resolve(),
    waiting: () => [...rungs],
    take(queue) {
      const present = now();
      const found = rungs.find((rung) => rung.visibleAt <= present && (queue === undefined || rung.queue === queue));
      return found && takeThis(found) ? found : null;
    },
    takeThis,
    putBack: (rung) => rungs.push({ ...rung, visibleAt: now() }),
  };
}
