import type { Instant } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import type { AuditEntry } from './ports-people.js';

/** Where a history does not add up: evidence that rows were changed, added, removed or exchanged from outside. */
export interface BrokenLink {
  /** The key of the subject's state row, such as `m|PMQA=00201.1`. */
  readonly subject: string;
  readonly rev: number;
  /**
   * `changed`: the row is not what was written, or lacks more than an erasure that the audit knows of took out of it. `missing`: it is not there. `unchained`: it does not follow the one before
   * it. `unlisted`: the change feed does not know of it. `state-differs`: the present state is not this newest revision.
   */
  readonly fault: 'changed' | 'missing' | 'unchained' | 'unlisted' | 'state-differs';
}

/** The chains of hashes. What is committed while one is read may show: what still stands in a second look is broken. */
export interface Chains {
  brokenLinks(plan: PlanId): Promise<readonly BrokenLink[]>;
  /** The same of the organisation's diary. */
  brokenDiary(): Promise<readonly BrokenLink[]>;
}

/** The erasure for which something is redacted: the id of its audit entry, which comes first, and the entry's instant. */
export interface RedactingAct {
  readonly id: string;
  readonly at: Instant | '';
}

/** How many rows of a history lack what an erasure of that instant took away. */
export interface Redacted {
  readonly at: string;
  readonly rows: number;
}

/** What only the erasure of a person may do to what was written. */
export interface Redacting {
  /**
   * Changes texts in the images of a plan, or with null of the organisation's diary, states and history, each row with a
   * mark that says so. Broken off, it can be run again. How many rows of the history changed; with a null act nothing
   * does, and it is counted only. `conflict` when others kept writing.
   *
   * @param change gives back an image of which other texts may differ, or nothing at all
   */
  redactHistory(
    plan: PlanId | null,
    change: (image: unknown) => unknown,
    act: RedactingAct | null,
  ): Promise<number | 'conflict'>;
  /** The same in the texts of the audit, which has no chain. How many entries it is. */
  redactAudit(change: (entry: AuditEntry) => AuditEntry, write: boolean): Promise<number>;
  /** The same in the reasons that snapshots, posts and releases keep. How many rows it is. */
  redactRollups(change: (text: string) => string, write: boolean): Promise<number>;
  /** The erasures that changed a history, the oldest first. */
  redactions(plan: PlanId | null): Promise<readonly Redacted[]>;
}
