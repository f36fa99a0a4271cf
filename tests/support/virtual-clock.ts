import { instantFromMs, msOf, instant } from '../../bot/domain/dates.js';
import type { Clock } from '../../bot/flows/ports.js';

/** Time that goes on only when everybody sleeps: what happens at once happens at one moment, however long it computes. */
export interface VirtualClock extends Clock {
  /** Lets time go on until this has ended. Throws when it waits for nothing that will ever come. */
  until<T>(work: Promise<T>): Promise<T>;
}

export function createVirtualClock(from = '2026-11-18T10:00:00Z'): VirtualClock {
  const start = msOf(instant(from));
  let passed = 0;
  let sleeping: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => instantFromMs(start + Math.floor(passed)),
    monotonic: () => passed,
    sleep: (ms) =>
      new Promise((wake) => {
        sleeping.push({ at: passed + Math.max(0, ms), wake });
      }),
    async until(work) {
      const state = { ended: false };
      const noted = work.finally(() => {
        state.ended = true;
      });
      noted.catch(() => undefined);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (state.ended) return noted;
        const next = Math.min(...sleeping.map(({ at }) => at));
        if (!Number.isFinite(next)) throw new Error('Nobody sleeps, and the work has not ended');
        passed = Math.max(passed, next);
        const due = sleeping.filter(({ at }) => at <= passed);
        sleeping = sleeping.filter(({ at }) => at > passed);
        for (const { wake } of due) wake();
      }
    },
  };
}
