/** Summaries: their figures, and what was posted of them. */
import type { PostState } from '../domain/delivery.js';
import type { CivilDate, Instant } from '../domain/dates.js';
import type { Actor, Ref } from '../domain/plan.js';
import type { Counts } from '../domain/views.js';
import type { Outcome, Versioned } from './ports-basis.js';

/** Figures frozen at one instant: which revision of which milestone they were made of. */
export interface Snapshot {
  /** What it is about: see `scopeKey`. */
  readonly scope: string;
  /** The key: the slot of a schedule, else the instant at which a person asked. */
  readonly period: Instant;
  /** The time that readers are told: the slot, or when the figures were read if that was much later. */
  readonly asOf: Instant;
  /** When the figures were read: what was known then counts for them. Null for those of before this was kept: `asOf`. */
  readonly readAt: Instant | null;
  readonly asAt: CivilDate;
  readonly counts: Counts;
  readonly revisions: readonly (readonly [Ref, number])[];
  /** Of a part of a plan: the rest as it was found, for what is counted may wait for it. */
  readonly beside: readonly (readonly [Ref, number])[];
  /** The reporting window whose figures these are; null for any other summary. Such figures are posted days later. */
  readonly window: string | null;
  /**
   * The period of the summary that it is compared with wherever it is shown: the newest that was posted anywhere when it
   * was frozen; null when there was none. Absent on those of before this was kept.
   */
  readonly comparedWith?: Instant | null | undefined;
  /** Set on a correction: of which snapshot, and why. Its figures are of the same day, as known at `readAt`. */
  readonly corrects: { readonly period: Instant; readonly reason: string; readonly by: Actor } | null;
}

/** How far the summary of a reporting window has come. */
export interface WindowRun {
  /** Of a whole plan. */
  readonly scope: string;
  /** The id of the window. */
  readonly window: string;
  /** The snapshot that stands: a correction takes the place of the one before. */
  readonly period: Instant;
  /** `frozen` until it is posted; `released` where its plan's owner has said so; `posting` while its posts are planned. */
  readonly state: 'frozen' | 'released' | 'posting' | 'posted';
  readonly released: { readonly by: Actor; readonly on: CivilDate } | null;
  /** Not yet, its plan's owner said, of the figures of that moment. */
  readonly refused?:
    { readonly period: Instant; readonly by: Actor; readonly on: CivilDate; readonly reason: string } | undefined;
}

/** One message of a summary in one channel. */
export interface RollupPost {
  readonly scope: string;
  readonly period: Instant;
  readonly channel: string;
  /** Empty for the summary itself; else what follows in its thread: `area:CODE`, `answer:REF:ID`, `correction`. */
  readonly part: string;
  readonly state: PostState;
  readonly claimUntil: Instant | null;
  readonly notBefore: Instant | null;
  readonly attempts: number;
  readonly conversation: string | null;
  readonly activityId: string | null;
  readonly reason: string | null;
  /** A person asked for it: posted at once, whatever the hour (RULES 3). */
  readonly atOnce: boolean;
  /** Of a summary that was posted: `due` while what follows in its thread is not planned yet. */
  readonly replies: 'due' | null;
  /** When it was last brought up to date beneath its figures; null while it stands as it was posted. */
  readonly editedAt: Instant | null;
  /** When Teams took it; null before, and of what was posted before this was kept. */
  readonly postedAt: Instant | null;
  /** From when on it is late, as it was planned; absent where a person asked for it, and of before this was kept. */
  readonly dueAt?: Instant | undefined;
  /** What it says in its channel; null where that is not known for sure. */
  readonly told: ToldPost | null;
  /** It was corrected since: by which snapshot, on which day, and why. */
  readonly corrected: { readonly period: Instant; readonly on: CivilDate; readonly reason: string } | null;
}

/** What a message says where it stands, so that it is edited when its readers may not see that any more. */
export interface ToldPost {
  /** Of its words, but for the time at which they were read. */
  readonly hash: string;
  /** Until when what was said since is told beneath its figures; null while nothing is. */
  readonly until: Instant | null;
}

/** A correction of a summary that was begun, and is not told everywhere yet. */
export interface OpenCorrection extends Pick<Snapshot, 'scope' | 'period'> {
  /** When it was begun. */
  readonly since: Instant;
}

export interface Rollups {
  /** `conflict` when that period has a snapshot already. */
  add(snapshot: Snapshot): Promise<Outcome>;
  snapshot(scope: string, period: Instant): Promise<Snapshot | null>;
  /** The snapshots of a scope, newest first. */
  snapshots(scope: string): Promise<readonly Snapshot[]>;
  /** Every scope that has a snapshot. */
  scopes(): Promise<readonly string[]>;
  /**
   * The newest snapshot before the instant that was posted somewhere, or in that channel; null when there is none. Newest
   * is the one of the latest day: the correction of an old one is not.
   */
  newestPostedBefore(scope: string, before: Instant, channel?: string): Promise<Snapshot | null>;
  /** @param part as in `RollupPost`; the summary itself when left out */
  post(scope: string, period: Instant, channel: string, part?: string): Promise<Versioned<RollupPost> | null>;
  /** Every message of one snapshot, in all channels. */
  posts(scope: string, period: Instant): Promise<readonly Versioned<RollupPost>[]>;
  /** Every message of a scope in one channel, over all periods, the oldest first. */
  postsIn(scope: string, channel: string): Promise<readonly Versioned<RollupPost>[]>;
  /** The one that stands in a channel as that message, or follows there in a thread; null when none is known. */
  postByActivity(channel: string, activityId: string): Promise<Versioned<RollupPost> | null>;
  /** Puts an open post on the list of its scope again: saving it does that, a copy that was restored may lack it. */
  listOpen(post: Pick<RollupPost, 'scope' | 'period' | 'channel' | 'part'>): Promise<void>;
  /** Posts that are not settled, or whose thread is still to be planned, over all periods of a scope. */
  openPosts(scope: string): Promise<readonly Versioned<RollupPost>[]>;
  /** With a null etag the post must be new. */
  savePost(post: RollupPost, etag: string | null): Promise<Versioned<RollupPost> | 'conflict'>;
  /** By the scope and period of what is corrected. */
  openCorrections(): Promise<readonly OpenCorrection[]>;
  openCorrection(one: OpenCorrection): Promise<void>;
  closeCorrection(one: Pick<Snapshot, 'scope' | 'period'>): Promise<void>;
  windowRun(scope: string, window: string): Promise<Versioned<WindowRun> | null>;
  /** With a null etag it must be new. */
  saveWindowRun(run: WindowRun, etag: string | null): Promise<Versioned<WindowRun> | 'conflict'>;
}
