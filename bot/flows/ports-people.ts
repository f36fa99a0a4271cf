import type { PostState } from '../domain/delivery.js';
import type { CivilDate, Instant } from '../domain/dates.js';
import type { Actor, OfficerId, Ref } from '../domain/plan.js';
import type { MarkingLevel } from '../domain/marking.js';
import type { Scope } from '../domain/scope.js';
import type { Counts } from '../domain/views.js';
import type { Outcome, Versioned } from './ports-basis.js';

/* ---- People, channels, audit ---- */

/** Where a person or channel can be written to. */
export interface Chat {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly botId: string | null;
}

export interface Officer {
  readonly id: OfficerId;
  /** As printed in the plan. */
  readonly name: string;
  /** Other names that mean the same officer. */
  readonly aliases: readonly string[];
  readonly entraId: string | null;
  readonly chat: Chat | null;
  /** Why they cannot be written to; null when they can, or nothing is known. */
  readonly unreachable: string | null;
  readonly firstDeliveredOn: CivilDate | null;
  /** They were told who we are, who asked for this and who sees their answers. */
  readonly welcomed: boolean;
  readonly roles: readonly ('admin' | 'leader')[];
  /** Known only from Teams: they wrote to us, and no plan names them. */
  readonly met: boolean;
  /** When they first installed Waymark or wrote to it; absent where that was never kept. */
  readonly metAt?: Instant | undefined;
  /** Names of plans that an admin said do not mean them, by the id of each: not proposed again. */
  readonly notThem?: readonly OfficerId[] | undefined;
  /** Of the organisation, as a file of people said: what tells two people of one name apart. */
  readonly team?: string | undefined;
  readonly email?: string | undefined;
  /** Not to be asked by Waymark: somebody of another organisation, or who has left it. Null otherwise. */
  readonly outside: 'external' | 'left' | null;
  /** Not asked on or before this day; the deputy is. Why is never asked, stored or shown (RULES 2). */
  readonly awayUntil: CivilDate | null;
  /** Asked in their place while they are away. */
  readonly deputy: OfficerId | null;
  /** Set where the name stands for several people: one answer is enough, or each has to answer. */
  readonly group: OfficerGroup | null;
  /** Who may enter updates for them, named (RULES 5: on behalf). */
  readonly supporters: readonly OfficerId[];
  /** Of officers who turned out to be this person; history still names them so. */
  readonly formerIds: readonly OfficerId[];
  /** What held before, the oldest first; only the newest are kept. */
  readonly past: readonly OfficerThen[];
  /** Only the id is left, which history keeps: nothing says who they were, and no name or Entra id finds them. */
  readonly erased?: true | undefined;
}

/** An officer as they were until an instant: never why (RULES 2), and nothing of what they were sent. */
export interface OfficerThen extends Pick<
  Officer,
  'entraId' | 'unreachable' | 'roles' | 'outside' | 'awayUntil' | 'deputy' | 'group'
> {
  /** At this instant it was so no more. */
  readonly until: Instant;
}

/** "Heads of Service": whom it means, and whether one answer is enough (RULES 2). */
export interface OfficerGroup {
  readonly rule: 'any' | 'each';
  readonly members: readonly OfficerId[];
}

/** Who is known, from one reading. */
export interface Everybody {
  readonly officers: readonly Versioned<Officer>[];
  /** Those whose row cannot be read, by each of their ids: nothing may be decided about them, or in their place. */
  readonly unreadable: ReadonlySet<OfficerId>;
}

export interface People {
  /** Everybody whose row can be read. */
  officers(): Promise<readonly Versioned<Officer>[]>;
  /** Everybody, with those whose row cannot be read. */
  everybody(): Promise<Everybody>;
  /** By their id, or one that became theirs. */
  officer(id: OfficerId): Promise<Versioned<Officer> | null>;
  byEntraId(entraId: string): Promise<Versioned<Officer> | null>;
  /** By name or alias: case, spaces and punctuation aside. */
  byName(name: string): Promise<Versioned<Officer> | null>;
  /** Writes the officer with the rows that find them by name and Entra id. With a null etag they must be new. */
  put(officer: Officer, etag: string | null): Promise<Outcome>;
  /**
   * As `put`; the others turned out to be the same person, and become it in one step. Their ids mean this officer from
   * then on, names and Entra ids of theirs only where it has them.
   */
  merge(officer: Officer, etag: string, others: readonly Versioned<Officer>[]): Promise<Outcome>;
}

/** One summary that a channel reads. */
export interface Reading extends Scope {
  /** Nothing marked above it is told there. */
  readonly ceiling: MarkingLevel;
  /** Elected members read it: nothing is posted there while publication is on hold. */
  readonly memberFacing: boolean;
  /** It gets the summary of each reporting window; otherwise only those of its schedules, and what a person asks for. */
  readonly withWindow: boolean;
}

export interface Channel {
  /** The channel's conversation id without any message id. */
  readonly id: string;
  readonly name: string | null;
  readonly team: string | null;
  /** By which Teams names the team when Waymark is taken out of it; null for a group chat, and where it was never told. */
  readonly teamId: string | null;
  readonly chat: Chat;
  readonly kind: 'channel' | 'group';
  /** Members of other organisations read it: nothing is posted until an admin has confirmed that (RULES 6). */
  readonly outsiders: 'none' | 'unconfirmed' | 'confirmed';
  /** What is posted there. */
  readonly reads: readonly Reading[];
  /** Waymark was taken out of the team or chat; null while it is there. */
  readonly goneAt: Instant | null;
  readonly registeredBy: OfficerId | null;
  readonly registeredAt: Instant;
}

export interface Channels {
  list(): Promise<readonly Versioned<Channel>[]>;
  channel(id: string): Promise<Versioned<Channel> | null>;
  put(channel: Channel, etag: string | null): Promise<Outcome>;
  remove(channel: Versioned<Channel>): Promise<Outcome>;
}

export interface AuditEntry {
  readonly at: Instant;
  readonly by: Actor | { readonly kind: 'stranger'; readonly entraId: string };
  readonly act: string;
  readonly subject: string;
  readonly outcome: 'done' | 'refused';
  readonly why: string | null;
}

export interface Audit {
  /** Its id. */
  record(entry: AuditEntry): Promise<string>;
  /** The entries of a month (`2026-11`), oldest first. */
  month(month: string): Promise<readonly AuditEntry[]>;
}

/* ---- Rollups ---- */

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
