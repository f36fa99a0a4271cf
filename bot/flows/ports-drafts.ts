import type { CivilDate, Instant } from '../domain/dates.js';
import type { Decision } from '../domain/plan-decisions.js';
import type { Actor, Levels, PlanId, PlanKind } from '../domain/plan.js';
import type { Refused } from '../domain/read-plan.js';
import type { MappedColumn } from '../domain/plan-columns.js';

/** A plan file that somebody sent and has not loaded yet, with what they decided about it. */
export interface ImportDraft {
  readonly id: string;
  /** Who began it; any admin may go on. */
  readonly by: Actor;
  readonly begun: Instant;
  /** As the file was called, for people. */
  readonly fileName: string;
  /** As which plan it is to be loaded. */
  readonly plan: PlanId;
  readonly title: string;
  readonly asAt: CivilDate;
  /** What was said of its columns. */
  readonly columns: readonly MappedColumn[];
  readonly decisions: readonly Decision[];
  /** What it is; left out or null to go by its headings. */
  readonly kind?: PlanKind | null | undefined;
  /** The board that it goes by; left out or null where nobody named one. */
  readonly board?: string | null | undefined;
  /** The meeting that a chain of sign-offs is counted back from. */
  readonly meeting?: CivilDate | null | undefined;
  /** What the plan calls its levels; left out to go by its headings. */
  readonly levels?: Levels | undefined;
}

export interface StoredDraft {
  readonly draft: ImportDraft;
  readonly etag: string;
}

/** Files on their way into a plan. Nothing else reads them, and the night removes those that nobody went on with. */
export interface Drafts {
  /** Keeps the bytes first, then what is known of them: a draft that is listed is whole. */
  begin(draft: ImportDraft, bytes: Uint8Array): Promise<void>;
  /** Null where there is none, or none that can be read. */
  read(id: string): Promise<StoredDraft | null>;
  /** Null where they are gone. */
  bytes(id: string): Promise<Uint8Array | null>;
  change(draft: ImportDraft, etag: string): Promise<'changed' | 'conflict'>;
  /** All of them, the newest first. */
  list(): Promise<readonly ImportDraft[]>;
  /** May be said again. Also of bytes whose draft was never kept. */
  remove(id: string): Promise<void>;
  /** Ids of everything kept that was last written before an instant, halves included. */
  idsBefore(before: Instant): Promise<readonly string[]>;
}

/** Files that were sent to the bot. */
export interface SentFiles {
  /** The bytes behind a link that Teams gave, from hosts that are allowed only; one sentence on why not. */
  download(address: string): Promise<Uint8Array | Refused>;
}
