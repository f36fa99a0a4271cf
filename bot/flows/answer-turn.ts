import { reasonOf } from './fault.js';
import type { Ports } from './ports.js';

/** How often it is told that people are being answered. */
const TELL_EVERY_MS = 4_000;

/**
 * Gives answers to people their turn in the pace of this process, and tells whoever sends, which may be another process,
 * that people are being answered. Milliseconds to wait where nothing may leave yet; 0 when it may leave now.
 */
export function answerTurns({
  sender,
  clock,
  pace,
  log,
}: Pick<Ports, 'sender' | 'clock' | 'pace' | 'log'>): (conversation: string) => Promise<number> {
  let told: number | null = null;
  const tell = (): void => {
    const now = clock.monotonic();
    if (told !== null && now - told < TELL_EVERY_MS) return;
    told = now;
    // Nobody waits for this, and nothing is lost without it.
    sender.stamp('answer', clock.now()).catch((error: unknown) => {
      log.warn('answer-not-stamped', { reason: reasonOf(error) });
    });
  };
  return async (conversation) => {
    const place = await pace.place('answer', conversation);
    if (place.kind === 'full') return place.forMs;
    tell();
    await place.leave();
    return 0;
  };
}
