/**
 * What the flows need from outside, in the words of the domain. Each port has one suite of tests that runs on memory
 * and on Azurite (`tests/storage`), or on a loopback connector (`tests/teams`).
 *
 * Every port throws when the outside fails; a lost race is an answer (`'conflict'`), never an exception.
 */
import type { CivilDate, Instant } from '../domain/dates.js';
import type { Calendar } from '../domain/working-days.js';
import type { Attention, StaleCards, StalePosts } from './ports-attention.js';
import type { Pace } from './pace.js';
import type { Chains, Redacting } from './ports-chain.js';
import type { Diary } from './ports-diary.js';
import type { Documents } from './ports-documents.js';
import type { Drafts, SentFiles } from './ports-drafts.js';
import type { AnswerTimes } from './ports-levels.js';
import type { Log } from './ports-log.js';
import type { DueIndex, LeadIndex, Plans } from './ports-plans.js';
import type { Ledger, OpenDigests, Runs, Schedules, Sender } from './ports-asking.js';
import type { Looked } from './ports-looked.js';
import type { Channels } from './ports-channels.js';
import type { Audit, People } from './ports-people.js';
import type { Rollups } from './ports-rollups.js';
import type { Retention } from './ports-retention.js';
import type { Spoilt } from './ports-spoilt.js';
import type { Sweeps } from './ports-sweeps.js';
import type { Traces } from './ports-traces.js';
import type { OfficerId, PlanId, Ref } from '../domain/plan.js';
import type {
  AreaReplyView,
  ChallengeAnswerView,
  DigestView,
  NoteView,
  NoticeView,
  RollupView,
} from '../domain/views.js';
import type { Chat } from './ports-people.js';

export type { Calendar } from '../domain/working-days.js';
export type * from './ports-asking.js';
export type * from './ports-attention.js';
export type * from './ports-basis.js';
export type * from './ports-chain.js';
export type * from './ports-diary.js';
export type * from './ports-documents.js';
export type * from './ports-drafts.js';
export type * from './ports-levels.js';
export type * from './ports-log.js';
export type * from './ports-looked.js';
export type * from './ports-channels.js';
export type * from './ports-people.js';
export type * from './ports-rollups.js';
export type * from './ports-plans.js';
export type * from './ports-retention.js';
export type * from './ports-spoilt.js';
export type * from './ports-sweeps.js';
export type * from './ports-traces.js';

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

/* ---- Queues ---- */

export interface RefreshMessage {
  readonly plan: PlanId;
  readonly ref: Ref;
}

export interface RollupMessage {
  /** See `scopeKey`. */
  readonly scope: string;
  readonly period: Instant;
  readonly channel: string;
  /** As in `RollupPost`; left out for the summary itself. */
  readonly part?: string | undefined;
}

/** Queues carry keys, never content or addresses. */
export interface Bells {
  /** There is something to send. */
  deliver(delaySeconds?: number): Promise<void>;
  refresh(message: RefreshMessage, delaySeconds?: number): Promise<void>;
  rollup(message: RollupMessage, delaySeconds?: number): Promise<void>;
  /** Asks the service whether it answers. Throws when it does not. */
  check(): Promise<void>;
}

/* ---- Teams ---- */

/** What to say; the Teams side makes the card. */
export type Message =
  | {
      readonly kind: 'digest';
      readonly reader: OfficerId;
      /** The id of this card in logs, in the header of its request, and on its buttons. */
      readonly reminder: string;
      readonly view: DigestView;
    }
  | { readonly kind: 'rollup'; readonly plan: PlanId; readonly view: RollupView }
  /** In the thread of a summary: what it leaves out of one area; the answer to a question; a sentence or two. */
  | { readonly kind: 'area-reply'; readonly plan: PlanId; readonly view: AreaReplyView }
  | { readonly kind: 'answer'; readonly view: ChallengeAnswerView }
  | { readonly kind: 'note'; readonly view: NoteView }
  /** To an admin, about what only a person can settle. */
  | { readonly kind: 'notice'; readonly reader: OfficerId; readonly view: NoticeView };

/** What one attempt to send came to (guarantees.md 1). Only `accepted` is certain to have arrived. */
export type PostOutcome =
  | { readonly kind: 'accepted'; readonly activityId: string | null; readonly conversationId: string | null }
  /** Certainly not accepted: wait (429, 412, refused connection ...). `retryAfterMs` as Teams said. */
  | { readonly kind: 'not-accepted'; readonly reason: string; readonly retryAfterMs: number | null }
  /** 403, 404: blocked, uninstalled, gone. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** 413. */
  | { readonly kind: 'too-large'; readonly reason: string }
  /** 400: our fault. */
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
  /**
   * Fetches the token, expands the card. Throws when that fails, or when the host is not allowed.
   *
   * @param replaces the activity id of a message sent before, whose place it takes: that is idempotent. Null for a new one.
   */
  prepare(chat: Chat, message: Message, replaces: string | null): Promise<PreparedPost>;
  /**
   * Opens, or finds again, the personal chat with someone known by Entra id.
   *
   * @param mayLeave asked straight before the request, when all that is slow is done; `not-accepted` when it says no
   */
  openChat(
    entraId: string,
    mayLeave: () => boolean,
  ): Promise<{ readonly outcome: PostOutcome; readonly chat: Chat | null }>;
}

/** Everything outside, in one hand. Flows name the part they use. */
export interface Ports extends Chains, Redacting, Retention, Spoilt, Documents {
  readonly plans: Plans;
  readonly dueIndex: DueIndex;
  readonly leadIndex: LeadIndex;
  readonly ledger: Ledger;
  readonly openDigests: OpenDigests;
  readonly attention: Attention;
  readonly staleCards: StaleCards;
  readonly stalePosts: StalePosts;
  readonly looked: Looked;
  readonly sender: Sender;
  readonly answerTimes: AnswerTimes;
  readonly schedules: Schedules;
  readonly runs: Runs;
  readonly sweeps: Sweeps;
  readonly rollups: Rollups;
  readonly people: People;
  readonly channels: Channels;
  readonly audit: Audit;
  readonly diary: Diary;
  readonly drafts: Drafts;
  readonly sentFiles: SentFiles;
  readonly bells: Bells;
  readonly messenger: Messenger;
  /** Of this process. */
  readonly pace: Pace;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly traces: Traces;
  /** Entra ids of the first admins, lower case: they need no role. */
  readonly firstAdmins: readonly string[];
  /** The working days as they are known at present. */
  readonly calendar: Calendar;
  /** The working days of an organisation that is closed on these days besides. */
  readonly workingDays: (closed: readonly CivilDate[]) => Calendar;
  /** A one-way hash of a text, hexadecimal. */
  readonly hash: (text: string) => string;
  /** The organisation's time zone, by IANA name. */
  readonly zone: string;
}
