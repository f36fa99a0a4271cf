import type { Instant } from '../domain/dates.js';
import type { Digest } from './ports-asking.js';
import type { RollupPost } from './ports-rollups.js';

/**
 * The tables that hold what cannot be made again, in the order in which they are read: what names something else is read
 * before that, so that a copy taken while others write names nothing that it lacks. Schedules are last: with them a
 * restored system begins to act by itself.
 */
export const TRUTH_TABLES = ['Runs', 'Ledger', 'Rollups', 'Plans', 'Channels', 'People', 'Audit', 'Schedules'] as const;
export type TruthTable = (typeof TRUTH_TABLES)[number];

/** A row as it is stored. */
export interface TruthRow {
  readonly table: TruthTable;
  readonly partition: string;
  readonly row: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** `differs`: a row of that key stands there already and is another. */
export type Added =
  | { readonly kind: 'added' }
  | { readonly kind: 'differs'; readonly table: TruthTable; readonly partition: string; readonly row: string };

/** Everything that is true and cannot be rebuilt, row by row. */
export interface Truth {
  /**
   * Rows of these tables, by table, partition and row; a plan's present state comes before its history. What was
   * written before the first row is asked for is among them. What is written meanwhile may or may not be; but a
   * subject's state, history and change feed always fit together, and an ask always comes with its digest.
   */
  rows(tables?: readonly TruthTable[]): AsyncIterable<TruthRow>;
  /** Adds rows. One that stands there already with the same columns is left alone. */
  add(rows: AsyncIterable<TruthRow>): Promise<Added>;
  /** What a row of a history or of the audit is about, in words: "childrens-services, PMQA 1.1 revision 2". */
  called(row: TruthRow): string;
  /** Every digest of every officer. */
  digests(): AsyncIterable<Digest>;
  /** Every post of every summary. */
  posts(): AsyncIterable<RollupPost>;
  /** The file, by its sum, whose restore was begun and not finished. */
  restoring(): Promise<string | null>;
  /** Null: it is finished. */
  setRestoring(sha256: string | null): Promise<void>;
}

/** What stands in the last line of a copy, with the instant of its first. */
export interface CopyTotals {
  /** The copy was begun. */
  readonly at: Instant;
  readonly tables: readonly { readonly table: TruthTable; readonly rows: number }[];
  readonly rows: number;
  /** Over all lines before the last, hexadecimal. */
  readonly sha256: string;
}

export type CopyPart =
  | { readonly kind: 'row'; readonly row: TruthRow }
  /** Everything before it is whole. */
  | { readonly kind: 'end'; readonly totals: CopyTotals };

/** A copy as a file. */
export interface CopyFile {
  /** @param told is called with the totals before the last bytes are handed out */
  write(
    at: Instant,
    rows: AsyncIterable<TruthRow>,
    zipped: boolean,
    told: (totals: CopyTotals) => void,
  ): AsyncIterable<Uint8Array>;
  /** Zipped or not. Rows are handed out as they come; only `end` says that the file is whole. Throws a DamagedCopy. */
  read(bytes: AsyncIterable<Uint8Array>): AsyncIterable<CopyPart>;
}

/** A file that is no whole copy, in words for the person who gave it. */
export class DamagedCopy extends Error {
  override readonly name = 'DamagedCopy';
  readonly code = 'damaged-copy';
}

/** The place where nightly copies are kept: what is there can be neither written over nor, for its time, removed. */
export interface Copies {
  /** `exists`: there is one of that name, which stays as it is. A copy that breaks off is not kept at all. */
  keep(name: string, bytes: AsyncIterable<Uint8Array>): Promise<'kept' | 'exists'>;
  /** Names, in order. */
  list(): Promise<readonly string[]>;
  /** `refused`: the place does not let go of it. One that is gone already counts as removed. */
  remove(name: string): Promise<'removed' | 'refused'>;
}
