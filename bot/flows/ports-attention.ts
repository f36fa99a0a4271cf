import type { Instant } from '../domain/dates.js';
import type { OfficerId, PlanId, Ref } from '../domain/plan.js';
import type { Outcome, Versioned } from './ports-basis.js';
import type { SpoiltRow } from './ports-spoilt.js';

/** What only a person can settle, or has to know of: by its keys, never by names or content. */
export type AttentionSubject =
  | { readonly kind: 'digest'; readonly officer: OfficerId; readonly slot: string }
  | {
      readonly kind: 'rollup';
      readonly scope: string;
      readonly period: Instant;
      readonly channel: string;
      /** Of what follows in its thread; left out for the summary itself. */
      readonly part?: string | undefined;
    }
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'schedule'; readonly schedule: string }
  /** A row of the history; `subject` as the chain of hashes names it. */
  | { readonly kind: 'history'; readonly plan: PlanId; readonly subject: Ref }
  /** The nightly copy. */
  | { readonly kind: 'copy' }
  /** Rows of a table that cannot be read. */
  | { readonly kind: 'rows'; readonly table: SpoiltRow['table'] }
  /** A channel or group chat that reads summaries. */
  | { readonly kind: 'channel'; readonly channel: string }
  /** Words of a milestone that may say who a child is. */
  | { readonly kind: 'held'; readonly plan: PlanId; readonly ref: Ref }
  /** A reporting window of one plan. */
  | { readonly kind: 'window'; readonly plan: PlanId; readonly window: string }
  /** A piece of what is done once a night. */
  | { readonly kind: 'night'; readonly piece: string }
  /** Somebody a plan names whom nobody in Teams is linked to. */
  | { readonly kind: 'lead'; readonly officer: OfficerId }
  /** What the newest file of a plan left open. */
  | { readonly kind: 'import'; readonly plan: PlanId }
  /** An area whose accountable person has not signed it off. */
  | { readonly kind: 'area'; readonly plan: PlanId; readonly area: string }
  /** One milestone. */
  | { readonly kind: 'milestone'; readonly plan: PlanId; readonly ref: Ref }
  /** What tells which milestones to look at on a day. */
  | { readonly kind: 'index'; readonly table: IndexTable };

/** The tables that are made out of others, and can be made anew. */
export const INDEX_TABLES = ['DueIndex', 'Leads'] as const;
export type IndexTable = (typeof INDEX_TABLES)[number];

/**
 * `in-doubt`: it may have arrived. `undeliverable`: the officer cannot be written to. `refused`: Teams will not take it,
 * or it was tried for too long. `poison`: a message failed five times. `long-gap`: nothing ran for more than seven days,
 * or the clock is wrong. `not-planned`: a row cannot be read, or a run failed for an hour.
 * `changed-history`: a row does not fit the chain. `not-copied`: the nightly copy failed. `unreadable`: rows that cannot
 * be read are left out. `night-failed`: a whole piece of the night was not done. `gone`: Waymark was taken out of a channel
 * that reads summaries. `outsiders`: members of other organisations read it, which nobody has confirmed.
 * `not-released`: it is time to post a window's summary, and the plan's owner has not released it. `no-channel`: no channel
 * reads it. `held`: words wait to be looked at, since they may say who a child is. `unlinked`: a lead who is known by
 * name only. `orphan-text`: text of a file that belongs to no milestone of it. `undecided`: what a file says that wants
 * deciding. `unsigned`: an area that waits for its signature. `faulty`: an index was not as its milestones say.
 * `gone` is also a milestone that the newest file of its plan has no more.
 */
export const ATTENTION_REASONS = [
  'in-doubt',
  'undeliverable',
  'refused',
  'poison',
  'long-gap',
  'not-planned',
  'changed-history',
  'not-copied',
  'unreadable',
  'night-failed',
  'gone',
  'outsiders',
  'not-released',
  'no-channel',
  'held',
  'unlinked',
  'orphan-text',
  'undecided',
  'unsigned',
  'faulty',
] as const;
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

/** What is known about it: codes such as `http-502`, ids and counts. */
export interface Evidence {
  readonly at: Instant;
  readonly what: string;
}

export interface AttentionRow {
  /** Eight characters made of the subject: the same thing stands here once. */
  readonly id: string;
  readonly subject: AttentionSubject;
  readonly because: AttentionReason;
  readonly since: Instant;
  /** Oldest first, the newest twenty. */
  readonly evidence: readonly Evidence[];
}

export interface Attention {
  /** The longest waiting first. */
  list(): Promise<readonly Versioned<AttentionRow>[]>;
  find(id: string): Promise<Versioned<AttentionRow> | null>;
  /** With a null etag it must be new. */
  save(row: AttentionRow, etag: string | null): Promise<Versioned<AttentionRow> | 'conflict'>;
  remove(row: Versioned<AttentionRow>): Promise<Outcome>;
  /** What an admin was told; null before the first notice. */
  told(officer: OfficerId): Promise<Versioned<Told> | null>;
  /** With a null etag it must be new. */
  saveTold(told: Told, etag: string | null): Promise<Versioned<Told> | 'conflict'>;
}

/** What one admin was told of what still waits for a person. */
export interface Told {
  readonly officer: OfficerId;
  /** The last notice. */
  readonly at: Instant;
  /** The ids that a person types: another reason makes another id. */
  readonly ids: readonly string[];
}

/** A sent card that no longer shows how things are. */
export interface StaleCard {
  readonly officer: OfficerId;
  readonly slot: string;
  readonly since: Instant;
}

/** A posted summary beneath which something is to be told. */
export interface StalePost {
  /** See `scopeKey`. */
  readonly scope: string;
  readonly channel: string;
  /** Null: the newest of the scope there; else that one, which was corrected. */
  readonly period: Instant | null;
  readonly since: Instant;
}

export interface StalePosts {
  /** Listed once, however often it is added; its etag changes each time. */
  add(post: StalePost): Promise<void>;
  list(): Promise<readonly Versioned<StalePost>[]>;
  /** `conflict` when it was added again since it was read. */
  remove(post: Versioned<StalePost>): Promise<Outcome>;
}

export interface StaleCards {
  /** Listed once, however often it is added; its etag changes each time. */
  add(card: StaleCard): Promise<void>;
  list(): Promise<readonly Versioned<StaleCard>[]>;
  /** `conflict` when it was added again since it was read. */
  remove(card: Versioned<StaleCard>): Promise<Outcome>;
}
