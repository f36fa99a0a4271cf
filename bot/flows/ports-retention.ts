import type { Asked } from '../domain/asks.js';
import type { Instant } from '../domain/dates.js';
import type { Digest, OfficerLedger } from './ports-asking.js';
import type { Outcome, Versioned } from './ports-basis.js';
import type { AuditEntry } from './ports-people.js';

/** What only the night and the erasure of a person need: everything that is kept, and its end. */
export interface Retention {
  /** Every ledger, an officer at a time: also those of officers whom nobody knows any more. */
  ledgers(): AsyncIterable<OfficerLedger>;
  /**
   * Removes what an officer was asked, at most 95 rows at once, if nothing was planned for them since `read`. Removing
   * what is gone already is a conflict too.
   */
  removeAsked(read: OfficerLedger, asked: readonly Asked[]): Promise<Outcome>;
  /** `conflict` when it changed since it was read. */
  removeDigest(digest: Versioned<Digest>): Promise<Outcome>;
  /** The audit up to the end of a month (`2026-11`), oldest first. */
  auditUpTo(month: string): AsyncIterable<AuditEntry>;
  /** Removes at most so many of the oldest entries from up to that instant, erasures never; how many there were. */
  removeAuditUpTo(limit: Instant, most: number): Promise<number>;
}
