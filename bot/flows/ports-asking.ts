import type { Ask, Asked } from '../domain/asks.js';
import type { DigestState } from '../domain/delivery.js';
import type { CivilDate, Instant } from '../domain/dates.js';
import type { OfficerId, PlanId, Ref } from '../domain/plan.js';
import type { When } from '../domain/schedule-when.js';
import type { Outcome, Versioned } from './ports-basis.js';

/* ---- The ledger: what was asked, once, and the digests that carried it ---- */

export interface DigestEntry {
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly ask: Ask;
}

export type { DigestState } from '../domain/delivery.js';

export interface Digest {
  readonly officer: OfficerId;
  readonly slot: string;
  readonly entries: readonly DigestEntry[];
  readonly state: DigestState;
  readonly plannedAt: Instant;
  readonly notBefore: Instant | null;
  readonly claimUntil: Instant | null;
  readonly attempt: string | null;
  readonly attempts: number;
  /** When it was last tried; null before. A clock that is behind it was set back since. */
  readonly attemptedAt: Instant | null;
  /** Attempts whose arrival was in doubt. */
  readonly doubts: number;
  readonly reason: string | null;
  /** Teams found the card too large: only the first of what is owed is shown. */
  readonly short: boolean;
  readonly activityId: string | null;
  readonly settledAt: Instant | null;
  /** A form was handed out: refreshes by others wait until then. */
  readonly formUntil: Instant | null;
  readonly refreshedAt: Instant | null;
  /** A person ran the sweep: sent at once, whatever the hour (RULES 3). */
  readonly atOnce: boolean;
  /** Entries that were owed but did not fit. */
  readonly more: number;
  /** When a person was first told to look at it; absent while nobody was, and in cards of before this was kept. */
  readonly flaggedAt?: Instant | undefined;
}

export interface OfficerLedger {
  readonly officer: OfficerId;
  /** Monday of the week that `count` counts digests of; null before the first. */
  readonly week: CivilDate | null;
  readonly count: number;
  /** Null before the first. */
  readonly etag: string | null;
  readonly asked: readonly Asked[];
  readonly digests: readonly Versioned<Digest>[];
}

export interface Ledger {
  read(officer: OfficerId): Promise<OfficerLedger>;
  /**
   * Writes the asked rows, the digest and the officer's count in one batch, if nobody planned for this officer since
   * `read`. At most 95 asked rows.
   */
  plan(read: OfficerLedger, week: CivilDate, count: number, asked: readonly Asked[], digest: Digest): Promise<Outcome>;
  digest(officer: OfficerId, slot: string): Promise<Versioned<Digest> | null>;
  /** The new version, or `conflict` when somebody else wrote it since. */
  save(digest: Versioned<Digest>): Promise<Versioned<Digest> | 'conflict'>;
}

/** A digest that is not settled yet. Written before its ledger rows. */
export interface OpenRow {
  readonly slot: string;
  readonly officer: OfficerId;
  readonly since: Instant;
}

export interface OpenDigests {
  add(row: OpenRow): Promise<void>;
  /** Oldest slot first. */
  list(): Promise<readonly Versioned<OpenRow>[]>;
  remove(row: Versioned<OpenRow>): Promise<Outcome>;
}

/* ---- The sender's lease ---- */

export interface SenderState {
  readonly holder: string | null;
  readonly until: Instant | null;
  /** Teams asked us to wait until then. */
  readonly notBefore: Instant | null;
  /** When it asked: a clock that is behind it was ahead then. */
  readonly askedAt: Instant | null;
  /** A person stopped all sending. */
  readonly stopped: boolean;
  /** Since when, who (an officer's id, or `operator`) and why in their words; null while nothing is stopped. */
  readonly stoppedAt: Instant | null;
  readonly stoppedBy: string | null;
  readonly reason: string | null;
}

/**
 * What others look for: that the tick comes, and the night, that somebody is being answered, and that the clock was
 * not to be trusted.
 */
export type Stamp = 'tick' | 'night' | 'doubt' | 'answer';

export interface Sender {
  /** The state, with an etag; the row is made on first use. */
  read(): Promise<Versioned<SenderState>>;
  /** The new version, or `conflict`. */
  write(state: Versioned<SenderState>): Promise<Versioned<SenderState> | 'conflict'>;
  /** Writes a row of its own beside the state: whether storage takes writes. Throws when it does not. */
  touch(at: Instant): Promise<void>;
  /** Writes down when something last happened, whoever writes it. */
  stamp(what: Stamp, at: Instant): Promise<void>;
  /** Null when it never happened. */
  stamped(what: Stamp): Promise<Instant | null>;
}

/* ---- Schedules and their runs ---- */

export interface Schedule {
  readonly id: string;
  /** What it does: asks people, posts summaries, or sets the reporting windows of a board's meetings. */
  readonly kind: 'sweep' | 'rollup' | 'window';
  /** At least one; null: every plan. */
  readonly plans: readonly PlanId[] | null;
  /** Of a rollup of one plan: only readings of that area or tag; of any rollup that channel; null for all. */
  readonly area: string | null;
  readonly tag: string | null;
  readonly channel: string | null;
  readonly when: When;
  readonly pausedUntil: CivilDate | null;
  readonly paused: boolean;
  readonly createdAt: Instant;
}

export interface Schedules {
  /** Those that can be read. */
  list(): Promise<readonly Versioned<Schedule>[]>;
  /** The ids of rows that cannot be read, with the etags to remove them by. */
  unreadable(): Promise<readonly Versioned<string>[]>;
  /** Both in one request. */
  all(): Promise<{
    readonly schedules: readonly Versioned<Schedule>[];
    readonly unreadable: readonly Versioned<string>[];
  }>;
  /** With a null etag the schedule must be new. */
  put(schedule: Schedule, etag: string | null): Promise<Outcome>;
  remove(schedule: Versioned<Pick<Schedule, 'id'>>): Promise<Outcome>;
}

export type Run =
  | {
      readonly state: 'running';
      readonly until: Instant;
      readonly attempt: string;
      /** When it was first tried; null in rows of before that was kept. */
      readonly since: Instant | null;
    }
  | {
      readonly state: 'done';
      readonly at: Instant;
      readonly counts: Readonly<Record<string, number>>;
      /** The times before meetings that it ran for (see `Occasion`); left out where it has none. */
      readonly occasions?: readonly string[] | undefined;
    }
  | { readonly state: 'coalesced'; readonly into: string };

export interface Runs {
  read(schedule: string, slot: Instant): Promise<Versioned<Run> | null>;
  /** With a null etag the run must be new. The new version, or `conflict`. */
  write(schedule: string, slot: Instant, run: Run, etag: string | null): Promise<Versioned<Run> | 'conflict'>;
  /** The watermark: the newest slot that is done, of those up to a moment where one is given; null when none is. */
  newestDone(schedule: string, upTo?: Instant): Promise<Instant | null>;
  /** All times before meetings that a schedule has run for. */
  occasions(schedule: string): Promise<ReadonlySet<string>>;
}
