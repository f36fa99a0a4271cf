import {
  ANY_ETAG,
  checkTransaction,
  type Columns,
  type OpenTable,
  type RowQuery,
  type StoredRow,
  type Submitted,
  type TableDriver,
  type TableName,
  type Write,
} from './rows.js';

/** Tables in a process, with the semantics of the service: for tests, simulations and a bot without storage. */
export interface MemoryTables {
  readonly open: OpenTable;
  /** Every row of every table, by table, partition and row: what a simulation checks at the end. */
  dump(): readonly (StoredRow & { readonly table: TableName })[];
}

interface Partition {
  /** Sorted by UTF-16 code unit. */
  readonly keys: string[];
  readonly rows: Map<string, { readonly etag: string; readonly columns: Columns }>;
}
type Partitions = Map<string, Partition>;

/** Empty tables. The store lives as long as this value: a simulated restart opens the same one again. */
export function memoryTables(): MemoryTables {
  const tables = new Map<TableName, Partitions>();
  let writes = 0;
  const nextEtag = (): string => `W/"${String((writes += 1))}"`;
  const partitionsOf = (table: TableName): Partitions => {
    const known = tables.get(table) ?? new Map<string, Partition>();
    tables.set(table, known);
    return known;
  };
  return {
    open: (table) => memoryDriver(table, partitionsOf(table), nextEtag),
    dump: () =>
      [...tables.keys()].sort().flatMap((table) => {
        const partitions = partitionsOf(table);
        return [...partitions.keys()].sort().flatMap((name) => {
          return rowsOf(partitions, name).map((row) => ({ ...row, table }));
        });
      }),
  };
}

function memoryDriver(table: TableName, partitions: Partitions, nextEtag: () => string): TableDriver {
  return {
    table,
    async get(partition, row) {
      await Promise.resolve();
      const found = partitions.get(partition)?.rows.get(row);
      return found ? { partition, row, ...found } : null;
    },
    async *query(query) {
      await Promise.resolve();
      yield* select(partitions, query);
    },
    async submit(partition, writes) {
      await Promise.resolve();
      checkTransaction(table, writes);
      checkKey(table, partition);
      for (const write of writes) checkWrite(table, write);
      const target = partitions.get(partition) ?? { keys: [], rows: new Map() };
      for (const write of writes) {
        const refusal = refusalOf(target, write);
        if (refusal) return refusal;
      }
      partitions.set(partition, target);
      return { kind: 'written', etags: writes.map((write) => apply(target, write, nextEtag)) };
    },
  };
}

function refusalOf(partition: Partition, write: Write): Submitted | null {
  const found = partition.rows.get(write.row);
  if (write.kind === 'put') return null;
  if (write.kind === 'insert') return found ? { kind: 'exists' } : null;
  if (!found) return { kind: 'missing' };
  return write.etag === ANY_ETAG || write.etag === found.etag ? null : { kind: 'stale' };
}

function apply(partition: Partition, write: Write, nextEtag: () => string): string | null {
  const at = position(partition.keys, write.row);
  const known = partition.keys[at] === write.row;
  if (write.kind === 'delete') {
    partition.keys.splice(at, 1);
    partition.rows.delete(write.row);
    return null;
  }
  if (!known) partition.keys.splice(at, 0, write.row);
  const etag = nextEtag();
  partition.rows.set(write.row, { etag, columns: Object.freeze({ ...write.columns }) });
  return etag;
}

function select(partitions: Partitions, query: RowQuery): readonly StoredRow[] {
  if ('partition' in query) return rowsOf(partitions, query.partition, query.from, query.before);
  const { upTo, after = '' } = query;
  const names = [...partitions.keys()].filter((name) => name > after && name <= upTo).sort();
  return names.flatMap((name) => rowsOf(partitions, name));
}

function rowsOf(partitions: Partitions, name: string, from?: string, before?: string): readonly StoredRow[] {
  const partition = partitions.get(name);
  if (!partition) return [];
  const start = from === undefined ? 0 : position(partition.keys, from);
  const end = before === undefined ? partition.keys.length : position(partition.keys, before);
  return partition.keys.slice(start, end).flatMap((row) => {
    const found = partition.rows.get(row);
    return found ? [{ partition: name, row, ...found }] : [];
  });
}

/** Where a key is, or would be, in sorted keys. */
function position(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkWrite(table: TableName, write: Write): void {
  checkKey(table, write.row);
  if (write.kind === 'delete') return;
  const columns = Object.entries(write.columns);
  if (columns.length > 252) throw new Error(`PropertyLimitExceeded: ${table} ${write.row}`);
  const long = columns.find(([, text]) => text.length > 32_768);
  if (long) throw new Error(`PropertyValueTooLarge: ${table} ${write.row} ${long[0]}`);
  const size = columns.reduce((sum, [name, text]) => sum + 2 * (name.length + text.length) + 8, 0);
  if (size > 1_048_576) throw new Error(`EntityTooLarge: ${table} ${write.row}`);
}

/** Refuses the keys that the service refuses. */
function checkKey(table: TableName, text: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[/\\#?\u0000-\u001f\u007f-\u009f]/.test(text)) throw new Error(`OutOfRangeInput: a key of ${table}`);
  if (text.length > 512) throw new Error(`KeyValueTooLarge: a key of ${table}`);
}
