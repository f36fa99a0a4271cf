import type { Instant } from '../domain/dates.js';
import type { DiaryImage } from './ports-diary.js';

/** What is looked at every five minutes and mostly needs nothing; `ran SCHEDULE` for the runs of one. */
export type LookedFor = 'diary' | 'windows' | 'posts' | 'corrections' | 'admins' | 'back' | `ran ${string}`;

/** What was found there. */
export type Found =
  /** Nothing to do. */
  | { readonly kind: 'nothing' }
  /** The present pages that every piece of work decides by, and since when each is so. */
  | { readonly kind: 'diary'; readonly pages: readonly { readonly image: DiaryImage; readonly at: Instant }[] }
  /** By these windows nothing is to be done until then (null: for good). `drafts`: some figures are frozen and not posted. */
  | {
      readonly kind: 'windows';
      readonly windows: string;
      readonly until: Instant | null;
      readonly drafts: boolean;
    }
  /** The newest slot that is done, and all times before meetings that were run for. */
  | { readonly kind: 'ran'; readonly slot: Instant | null; readonly occasions: readonly string[] }
  /** Of a list like this one every admin was told, or is until then. */
  | { readonly kind: 'told'; readonly listed: string; readonly until: Instant | null };

/**
 * How far a note has come. `void`: somebody began to change what it is about. `seen`: that was seen at `at`; what began
 * then has ended a few minutes later, and only what is found after that is noted. Of several notes of one restore of
 * storage `restored` is the same.
 */
export type Note =
  | { readonly state: 'void' }
  | { readonly state: 'seen'; readonly at: Instant }
  | { readonly state: 'noted'; readonly at: Instant; readonly found: Found; readonly restored: string | null };

/** All open work, from one request. */
export interface OpenWork {
  /** Cards that are not settled, and cards and summaries that no longer show how things are. */
  readonly toSend: number;
  /** Changes with whatever is put on the list for a person, taken off it, or told to an admin. */
  readonly listed: readonly string[];
  /** By what they are about. */
  readonly notes: ReadonlyMap<string, { readonly note: Note; readonly etag: string }>;
  /** Changes when storage was filled from a copy. */
  readonly restored: string | null;
}

/**
 * What a tick need not look at again. Whoever changes something marks its note as void first, in the store of what they
 * change; a note that is missing or cannot be read means that somebody has to look.
 */
export interface Looked {
  read(): Promise<OpenWork>;
  /** Null where there is none, or it cannot be read. */
  note(what: LookedFor): Promise<{ readonly note: Note; readonly restored: string | null } | null>;
  /** Unless it changed since it was read; with a null etag it must be new. */
  write(what: LookedFor, note: Note, etag: string | null): Promise<void>;
}
