import type { CivilDate, Instant } from '../domain/dates.js';
import type { Actor, OfficerId, PlanId } from '../domain/plan.js';
import type { ListingCounts, SweepListing } from '../domain/sweep-listing.js';
import type { Outcome, Versioned } from './ports-basis.js';

/** Who or what began a round of reminders. */
export type SweepCause =
  | { readonly kind: 'schedules'; readonly schedules: readonly string[] }
  | { readonly kind: 'by-hand'; readonly by: Actor };

/** What stands in a list of rounds. */
export interface SweepHead {
  /** Names it; see `SweepOrder`. */
  readonly slot: string;
  /** When it was first done. */
  readonly at: Instant;
  /** The day that it was of. */
  readonly day: CivilDate;
  readonly cause: SweepCause;
  readonly counts: ListingCounts;
}

/** What a round of reminders asked, and whom it passed over: ids only, so that erasing a name leaves nothing here. */
export interface SweepRecord extends SweepHead, SweepListing {
  /** Whose card could not be planned, and plans that could not be read. */
  readonly failed: readonly OfficerId[];
  readonly unread: readonly PlanId[];
}

export interface Sweeps {
  /** With a null etag it must be new. One write, unless it is of thousands of people. */
  save(record: SweepRecord, etag: string | null): Promise<Outcome>;
  find(slot: string): Promise<Versioned<SweepRecord> | null>;
  /** The newest first; those that can be read. */
  list(): Promise<readonly SweepHead[]>;
  /** Removes at most so many of those done up to that instant; how many there were. */
  removeUpTo(limit: Instant, most: number): Promise<number>;
}
