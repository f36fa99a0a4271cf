/** Sending while more is planned. */
import { drain, type Drained, type DrainLimits } from './drain.js';
import { reasonOf } from './fault.js';
import type { Ports } from './ports.js';

/** So many cards are worth the dozen requests that it takes to begin sending. */
const WORTH_SENDING = 10;

export interface Meanwhile {
  /** Another card is planned. */
  readonly planned: () => void;
  /** Sends what is left, and answers for all of it. Throws as `drain`. */
  readonly rest: () => Promise<Drained>;
}

/**
 * Begins to send as soon as enough cards are planned, so that of many the last one leaves sooner by as long as planning them
 * takes. All of it together takes no longer than one drain may.
 */
export function sendMeanwhile(ports: Ports, limits: DrainLimits): Meanwhile {
  const state = { waiting: 0, settled: 0, began: null as number | null, inVain: false };
  let sending: Promise<void> | null = null;
  const left = (): DrainLimits => {
    const used = state.began === null ? 0 : ports.clock.monotonic() - state.began;
    return { ...limits, forMs: Math.max(0, limits.forMs - used) };
  };
  const send = async (): Promise<void> => {
    // At night, while sending is stopped, or where it fails: looking again would read every card again.
    state.inVain = true;
    try {
      const { settled } = await drain(ports, left());
      state.settled += settled;
      state.inVain = settled === 0;
    } catch (error) {
      // What is left is tried when all is planned.
      ports.log.error('sending-failed', { reason: reasonOf(error) });
    }
    sending = null;
  };
  return {
    planned: () => {
      state.waiting += 1;
      if (state.waiting < WORTH_SENDING || sending !== null || state.inVain) return;
      state.waiting = 0;
      state.began ??= ports.clock.monotonic();
      sending = send();
    },
    rest: async () => {
      await sending;
      const { settled, open } = await drain(ports, left());
      return { settled: state.settled + settled, open };
    },
  };
}
