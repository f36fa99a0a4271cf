/**
 * The protocol of Table Storage in a few words: rows with etags in partitions, conditional writes, transactions within
 * one partition. `azure.ts` speaks it to the service, `memory.ts` keeps it in a process; everything above is written
 * once. 404, 409 and 412 are answers; every other failure throws.
 */

export type TableName =
  | 'Plans'
  | 'DueIndex'
  | 'Leads'
  | 'Ledger'
  | 'Open'
  | 'Sender'
  | 'Schedules'
  | 'Runs'
  | 'Rollups'
  | 'People'
  | 'Channels'
  | 'Audit';

/** What is written to a row: strings only, each at most 32,768 UTF-16 code units. */
export type Columns = Readonly<Record<string, string>>;

export interface StoredRow {
  readonly partition: string;
  readonly row: string;
  readonly etag: string;
  /** As found, which may be anything that somebody put there: parse before use. */
  readonly columns: Readonly<Record<string, unknown>>;
}

/** Matches any etag. A row deleted as part of a transaction can ask for no other: the SDK drops it (13.3.2). */
export const ANY_ETAG = '*';

/** A write that leaves a row behind. */
export type Placing = Exclude<Write, { kind: 'delete' }>;

export type Write =
  /** The row must be new. */
  | { readonly kind: 'insert'; readonly row: string; readonly columns: Columns }
  /** All columns are replaced, if the etag is still the row's. */
  | { readonly kind: 'replace'; readonly row: string; readonly columns: Columns; readonly etag: string }
  /** Inserts, or replaces all columns whatever they were. */
  | { readonly kind: 'put'; readonly row: string; readonly columns: Columns }
  | { readonly kind: 'delete'; readonly row: string; readonly etag: string };

/**
 * What became of a transaction: all of it, or nothing and the reason of the first write that failed. `exists` is 409
 * (an insert), `stale` is 412 (an etag), `missing` is 404 (a replace or delete).
 */
export type Submitted =
  | { readonly kind: 'written'; /** By write; null for a delete. */ readonly etags: readonly (string | null)[] }
  | { readonly kind: 'exists' | 'stale' | 'missing' };

export type RowQuery =
  /** Rows of one partition from `from` (included) before `before` (excluded). */
  | { readonly partition: string; readonly from?: string; readonly before?: string; readonly pageSize?: number }
  /** All rows of the partitions up to and including this one; of those after another, if that is given. */
  | { readonly upTo: string; readonly after?: string; readonly pageSize?: number };

export interface TableDriver {
  readonly table: TableName;
  get(partition: string, row: string): Promise<StoredRow | null>;
  /**
   * In the order of the keys (partition, then row; by UTF-16 code unit). Pages are read as they are needed, so that a
   * reader who stops early leaves the rest unread; `pageSize` says how many rows one request may bring, at most 1,000.
   */
  query(query: RowQuery): AsyncIterable<StoredRow>;
  /** From 1 to 100 writes to different rows of one partition, all or none. */
  submit(partition: string, writes: readonly Write[]): Promise<Submitted>;
}

/** How the tables of a back end are opened. */
export type OpenTable = (table: TableName) => TableDriver;

const LONGEST_TRANSACTION = 100;
/** 4 MiB, less the headers of a hundred writes. */
const LARGEST_TRANSACTION = 4_000_000;

/** An insert when there is no etag to match, else a replace. */
export function conditional(row: string, columns: Columns, etag: string | null): Placing {
  return etag === null ? { kind: 'insert', row, columns } : { kind: 'replace', row, columns, etag };
}

/** Throws a RangeError for what no back end can submit; the SDK's own answers to these are misleading. */
export function checkTransaction(table: TableName, writes: readonly Write[]): void {
  if (writes.length === 0 || writes.length > LONGEST_TRANSACTION) {
    throw new RangeError(`A transaction on ${table} has ${String(writes.length)} writes; it must have 1 to 100`);
  }
  const rows = new Set(writes.map((write) => write.row));
  if (rows.size !== writes.length) throw new RangeError(`A transaction on ${table} writes a row twice`);
  const conditionalDelete = writes.some((write) => write.kind === 'delete' && write.etag !== ANY_ETAG);
  if (writes.length > 1 && conditionalDelete) {
    throw new RangeError(`A transaction on ${table} deletes by etag, which the SDK would silently ignore`);
  }
  const broken = writes.some((write) => write.kind !== 'delete' && Object.values(write.columns).some(hasLoneSurrogate));
  if (broken) throw new RangeError(`A write to ${table} holds half a character, which the wire would replace`);
  if (sizeOf(writes) > LARGEST_TRANSACTION) throw new RangeError(`A transaction on ${table} is larger than 4 MiB`);
}

/** In bytes, as stored (UTF-16) or as sent (UTF-8 of JSON): each text counts as the larger of the two. */
function sizeOf(writes: readonly Write[]): number {
  const texts = writes.flatMap((write) => (write.kind === 'delete' ? [] : Object.values(write.columns)));
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  // No character makes more than six bytes.
  if (units * 6 <= LARGEST_TRANSACTION) return 0;
  const utf8 = new TextEncoder();
  return texts.reduce((sum, text) => sum + Math.max(2 * text.length, utf8.encode(JSON.stringify(text)).length), 0);
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** All rows of a query. */
export async function allOf(rows: AsyncIterable<StoredRow>): Promise<readonly StoredRow[]> {
  const found: StoredRow[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
