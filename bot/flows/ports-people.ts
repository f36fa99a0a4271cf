import type { CivilDate, Instant } from '../domain/dates.js';
import type { Actor, OfficerId } from '../domain/plan.js';
import type { Outcome, Versioned } from './ports-basis.js';

/* ---- People, audit ---- */

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
