import { msOf, type Instant } from '../domain/dates.js';
import { dueAt } from './due-cards.js';
import type { Digest, OpenRow, Ports } from './ports.js';

/** A card that has not left, and what is known of it: null where it was not looked at. */
export interface Unsettled {
  readonly open: OpenRow;
  readonly digest: Digest | null;
}

/**
 * Says how long the oldest card should have left, once one is late (guarantees.md I3): an alarm outside reads this line.
 * By what was read anyway. Nothing while all is well, so that it fills no log.
 */
export function tellLate(ports: Pick<Ports, 'calendar' | 'clock' | 'log' | 'zone'>, left: readonly Unsettled[]): void {
  const now = ports.clock.now();
  const due = left.map(({ open, digest }) => dueAt(ports, digest, open)).filter(({ late }) => late <= now);
  const oldest = due.map(({ at }) => at).sort()[0];
  if (oldest === undefined) return;
  ports.log.warn('reminders-late', { rows: due.length, oldestDueMinutes: minutesBetween(oldest, now) });
}

function minutesBetween(from: Instant, to: Instant): number {
  return Math.floor((msOf(to) - msOf(from)) / 60_000);
}
