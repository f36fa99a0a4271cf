/**
 * What the flows need from outside, in the words of the domain. Each port has one suite of tests that runs on memory
 * and on Azurite (`tests/storage`), or on a loopback connector (`tests/teams`).
 *
 * Every port throws when the outside fails; a lost race is an answer (`'conflict'`), never an exception.
 */
import type { Asked, Ask } from '../domain/asks.js';
import type { CivilDate, Instant } from '../domain/dates.js';
import type { Actor, Area, Milestone, Objective, OfficerId, Plan, PlanId, Ref } from '../domain/plan.js';
import type { Counts, DigestView, RollupView } from '../domain/views.js';

export type { Calendar } from '../domain/working-days.js';

/** Dates and stamps come from `now`; time limits and pacing from `monotonic`, which no one can set. */
export interface Clock {
  now(): Instant;
  /** Milliseconds since some moment; never goes back. */
  monotonic(): number;
  sleep(milliseconds: number): Promise<void>;
}

export interface Random {
  /** A fresh id of 128 bits, `[a-z0-9]`. */
  id(): string;
  /** From 0 up to 1. */
  fraction(): number;
}

/** One line an event. Fields hold ids, counts and codes; never names or what people wrote. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

export type Outcome = 'written' | 'conflict';

/** A row as read, with what its next conditional write must match. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

/* ---- Plans: current state, history and change feed, in one transaction ---- */

export type Image =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'area'; readonly area: Area }
  | { readonly kind: 'objective'; readonly objective: Objective }
  | { readonly kind: 'milestone'; readonly milestone: Milestone };

/** The newest revision of a subject: what a change of it must build on. */
export interface Revision {
  readonly rev: number;
  readonly at: Instant;
  /** Hash of the newest history row, to chain the next one to. */
  readonly hash: string;
  readonly etag: string;
}

export interface Change {
  readonly image: Image;
  /** Null for a subject that is new. */
  readonly previous: Revision | null;
  /** When it counts from. Storage moves it up to the subject's last `at` if it is earlier. */
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly by: Actor;
  /** "update", "import", "heads set" ...: a few words for the history. */
  readonly why: string;
  /** Hash of what was submitted, to recognise the same submission again. */
  readonly inputHash: string;
}

/** One row of the history: the full after-image at one revision. */
export interface HistoryRow {
  readonly rev: number;
  readonly image: Image;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly by: Actor;
  readonly why: string;
  readonly inputHash: string;
  /** Hash of this row, the predecessor's hash included. */
  readonly hash: string;
  readonly previousHash: string;
}

export interface StoredMilestone extends Revision {
  readonly milestone: Milestone;
}

export interface PlanContents {
  readonly plan: Plan & Revision;
  readonly areas: readonly (Area & Revision)[];
  readonly objectives: readonly (Objective & Revision)[];
  /** In printed order. */
  readonly milestones: readonly StoredMilestone[];
}

export interface Plans {
  /** Every plan, by id. */
  list(): Promise<readonly Plan[]>;
  /** Null when there is no such plan. */
  contents(plan: PlanId): Promise<PlanContents | null>;
  milestone(plan: PlanId, ref: Ref): Promise<StoredMilestone | null>;
  /** All history of a plan, oldest revision first within a subject. */
  history(plan: PlanId): Promise<readonly HistoryRow[]>;
  milestoneHistory(plan: PlanId, ref: Ref): Promise<readonly HistoryRow[]>;
  milestoneRevision(plan: PlanId, ref: Ref, rev: number): Promise<HistoryRow | null>;
  /**
   * At most 30 changes of one plan: state, history row `rev + 1` and change feed in one transaction, all or none.
   * `conflict` when any subject has moved on, or a new one exists already.
   */
  commit(plan: PlanId, changes: readonly Change[]): Promise<Outcome>;
}

/* ---- The due index and the index of leads ---- */

/** The next date on which the rules must look at a milestone, and the revision that justifies it. */
export interface DueRow {
  readonly date: CivilDate;
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly rev: number;
  readonly writtenAt: Instant;
}

export interface DueIndex {
  /** Rows with a date up to and including this one, earliest first. */
  upTo(date: CivilDate): Promise<readonly Versioned<DueRow>[]>;
  /** Inserts or replaces the row of that date and milestone, so that its etag changes. */
  put(row: DueRow): Promise<void>;
  /** `conflict` when the row changed since it was read. */
  remove(row: Versioned<DueRow>): Promise<Outcome>;
}

export interface LeadRow {
  readonly officer: OfficerId;
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly rev: number;
  readonly writtenAt: Instant;
}

export interface LeadIndex {
  of(officer: OfficerId): Promise<readonly Versioned<LeadRow>[]>;
  put(row: LeadRow): Promise<void>;
  remove(row: Versioned<LeadRow>): Promise<Outcome>;
}

/* ---- The ledger: what was asked, once, and the digests that carried it ---- */

export interface DigestEntry {
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly ask: Ask;
}

/**
 * `planned` and `retry` wait to be sent, not before `notBefore`; `sending` is claimed until `claimUntil`;
 * the others are settled, `in-doubt` and `dead` for a person to look at.
 */
export type DigestState = 'planned' | 'sending' | 'sent' | 'retry' | 'undeliverable' | 'in-doubt' | 'waived' | 'dead';

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
  /** Attempts whose arrival was in doubt. */
  readonly doubts: number;
  readonly reason: string | null;
  readonly chat: Chat | null;
  readonly activityId: string | null;
  readonly settledAt: Instant | null;
  /** A form was handed out: refreshes by others wait until then. */
  readonly formUntil: Instant | null;
  readonly refreshedAt: Instant | null;
  /** A person ran the sweep: sent at once, whatever the hour (RULES 3). */
  readonly atOnce: boolean;
  /** Entries that were owed but did not fit. */
  readonly more: number;
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
  /** A person stopped all sending. */
  readonly stopped: boolean;
}

export interface Sender {
  /** The state, with an etag; the row is made on first use. */
  read(): Promise<Versioned<SenderState>>;
  /** The new version, or `conflict`. */
  write(state: Versioned<SenderState>): Promise<Versioned<SenderState> | 'conflict'>;
}

/* ---- Schedules and their runs ---- */

export interface Schedule {
  readonly id: string;
  readonly kind: 'sweep' | 'rollup';
  /** Null: every plan. */
  readonly plan: PlanId | null;
  /** Five fields: minute, hour, day of month, month, day of week; read in the organisation's zone. */
  readonly cron: string;
  readonly pausedUntil: CivilDate | null;
  readonly paused: boolean;
  readonly createdAt: Instant;
}

export interface Schedules {
  list(): Promise<readonly Versioned<Schedule>[]>;
  /** With a null etag the schedule must be new. */
  put(schedule: Schedule, etag: string | null): Promise<Outcome>;
  remove(schedule: Versioned<Schedule>): Promise<Outcome>;
}

export type Run =
  | { readonly state: 'running'; readonly until: Instant; readonly attempt: string }
  | { readonly state: 'done'; readonly at: Instant; readonly counts: Readonly<Record<string, number>> }
  | { readonly state: 'coalesced'; readonly into: string };

export interface Runs {
  read(schedule: string, slot: Instant): Promise<Versioned<Run> | null>;
  /** With a null etag the run must be new. The new version, or `conflict`. */
  write(schedule: string, slot: Instant, run: Run, etag: string | null): Promise<Versioned<Run> | 'conflict'>;
  /** The watermark: the newest slot that is done; null when none is. */
  newestDone(schedule: string): Promise<Instant | null>;
}

/* ---- Rollups ---- */

/** Figures frozen at one instant: which revision of which milestone they were made of. */
export interface Snapshot {
  /** The plan id, for now. */
  readonly scope: string;
  /** The instant, which is also the key. */
  readonly period: Instant;
  readonly asAt: CivilDate;
  readonly counts: Counts;
  readonly revisions: readonly (readonly [Ref, number])[];
}

export interface RollupPost {
  readonly scope: string;
  readonly period: Instant;
  readonly channel: string;
  readonly state: 'planned' | 'sending' | 'sent' | 'retry' | 'in-doubt' | 'dead';
  readonly claimUntil: Instant | null;
  readonly notBefore: Instant | null;
  readonly attempts: number;
  readonly conversation: string | null;
  readonly activityId: string | null;
  readonly reason: string | null;
}

export interface Rollups {
  /** `conflict` when that period has a snapshot already. */
  add(snapshot: Snapshot): Promise<Outcome>;
  snapshot(scope: string, period: Instant): Promise<Snapshot | null>;
  /** The newest snapshot before the instant that was posted somewhere; null when there is none. */
  newestPostedBefore(scope: string, before: Instant): Promise<Snapshot | null>;
  post(scope: string, period: Instant, channel: string): Promise<Versioned<RollupPost> | null>;
  /** Posts that are not settled, over all periods of a scope. */
  openPosts(scope: string): Promise<readonly Versioned<RollupPost>[]>;
  /** With a null etag the post must be new. */
  savePost(post: RollupPost, etag: string | null): Promise<Versioned<RollupPost> | 'conflict'>;
}

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
  readonly roles: readonly ('admin' | 'leader')[];
}

export interface People {
  officers(): Promise<readonly Versioned<Officer>[]>;
  officer(id: OfficerId): Promise<Versioned<Officer> | null>;
  byEntraId(entraId: string): Promise<Versioned<Officer> | null>;
  /** By name or alias: case, spaces and punctuation aside. */
  byName(name: string): Promise<Versioned<Officer> | null>;
  /** Writes the officer with the rows that find them by name and Entra id. With a null etag they must be new. */
  put(officer: Officer, etag: string | null): Promise<Outcome>;
}

export interface Channel {
  /** The channel's conversation id without any message id. */
  readonly id: string;
  readonly name: string | null;
  readonly team: string | null;
  readonly chat: Chat;
  readonly plans: readonly PlanId[];
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
  record(entry: AuditEntry): Promise<void>;
  /** The entries of a month (`2026-11`), oldest first. */
  month(month: string): Promise<readonly AuditEntry[]>;
}

/* ---- Queues ---- */

export interface RefreshMessage {
  readonly plan: PlanId;
  readonly ref: Ref;
}

export interface RollupMessage {
  readonly scope: PlanId;
  readonly period: Instant;
  readonly channel: string;
}

/** Queues carry keys, never content or addresses. */
export interface Bells {
  /** There is something to send. */
  deliver(delaySeconds?: number): Promise<void>;
  refresh(message: RefreshMessage, delaySeconds?: number): Promise<void>;
  rollup(message: RollupMessage, delaySeconds?: number): Promise<void>;
}

/* ---- Teams ---- */

/** What to say; the Teams side makes the card. */
export type Message =
  | { readonly kind: 'digest'; readonly reader: OfficerId; readonly view: DigestView }
  | { readonly kind: 'rollup'; readonly view: RollupView };

/** What one attempt to send came to (guarantees.md 1). Only `accepted` is certain to have arrived. */
export type PostOutcome =
  | { readonly kind: 'accepted'; readonly activityId: string | null; readonly conversationId: string | null }
  /** Certainly not accepted: wait (429, 412, refused connection ...). `retryAfterMs` as Teams said. */
  | { readonly kind: 'not-accepted'; readonly reason: string; readonly retryAfterMs: number | null }
  /** 403, 404: blocked, uninstalled, gone. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** 400, 413: our fault. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** 401. */
  | { readonly kind: 'unauthorised'; readonly reason: string }
  /** 408, 5xx, reset or time-out after the body was sent. */
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** Everything slow is behind us: what remains is one POST. */
export interface PreparedPost {
  /** One POST, at most 8 seconds, no retries, no redirects. Never throws. */
  send(): Promise<PostOutcome>;
}

export interface Messenger {
  /** Fetches the token, expands the card. Throws when that fails, or when the host is not allowed. */
  prepare(chat: Chat, message: Message): Promise<PreparedPost>;
  /** Replaces a message sent before; idempotent. */
  update(chat: Chat, activityId: string, message: Message): Promise<PostOutcome>;
  /** Opens, or finds again, the personal chat with someone known by Entra id. */
  openChat(entraId: string): Promise<{ readonly outcome: PostOutcome; readonly chat: Chat | null }>;
}
