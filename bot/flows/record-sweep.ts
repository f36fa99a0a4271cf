import type { CivilDate, Instant } from '../domain/dates.js';
import type { OfficerId, PlanId } from '../domain/plan.js';
import { listingCounts, merged, type SweepListing } from '../domain/sweep-listing.js';
import { reasonOf } from './fault.js';
import type { Ports, SweepCause, SweepRecord } from './ports.js';

/** What is known of one attempt at a round of reminders. */
export interface SweepAttempt {
  readonly slot: string;
  readonly day: CivilDate;
  readonly cause: SweepCause;
  readonly listing: SweepListing;
  readonly failed: readonly OfficerId[];
  readonly unread: readonly PlanId[];
}

type Needs = Pick<Ports, 'sweeps' | 'clock' | 'log'>;

/**
 * Keeps what a round did, before the milestones are put off to their next day, so that an attempt that dies leaves what
 * the next one adds to: one record a round. Of a round with nothing in it nothing is kept. That it cannot be kept stops
 * no reminder.
 */
export async function recordSweep(ports: Needs, attempt: SweepAttempt): Promise<void> {
  const { listing, failed, unread } = attempt;
  const lines = listing.asked.length + listing.passed.length + listing.escalated.length;
  if (lines + failed.length + unread.length === 0) return;
  try {
    await keep(ports, attempt);
  } catch (error) {
    ports.log.error('sweep-not-kept', { slot: attempt.slot, reason: reasonOf(error) });
  }
}

async function keep({ sweeps, clock, log }: Needs, attempt: SweepAttempt): Promise<void> {
  if ((await sweeps.save(recordOf(attempt, attempt.listing, clock.now()), null)) === 'written') return;
  for (let tried = 0; tried < 5; tried += 1) {
    const known = await sweeps.find(attempt.slot);
    if (known === null) break;
    const record = recordOf(attempt, merged(known.value, attempt.listing), known.value.at);
    if ((await sweeps.save(record, known.etag)) === 'written') return;
  }
  log.warn('sweep-record-contended', { slot: attempt.slot });
}

function recordOf({ slot, day, cause, failed, unread }: SweepAttempt, listing: SweepListing, at: Instant): SweepRecord {
  return { slot, at, day, cause, counts: listingCounts(listing), ...listing, failed, unread };
}
