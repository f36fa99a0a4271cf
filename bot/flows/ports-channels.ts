/** Channels, and what is read there. */
import type { Instant } from '../domain/dates.js';
import type { OfficerId } from '../domain/plan.js';
import type { MarkingLevel } from '../domain/marking.js';
import type { Scope } from '../domain/scope.js';
import type { Outcome, Versioned } from './ports-basis.js';
import type { Chat } from './ports-people.js';

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
