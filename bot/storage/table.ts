import type { Outcome, Random, Versioned } from '../flows/ports.js';
import type { OpenTable, Placing, RowQuery, StoredRow, Submitted, TableName, Write } from './rows.js';

/**
 * A table as the ports use it: lost races are `'conflict'`, and our own writes are recognised.
 *
 * The SDK repeats a request whose response was lost, and the repetition of a write that was done is refused with 409,
 * 412 or 404 (guarantees.md 0.5). So every write leaves a mark of its own in column `w`, and a refusal is believed
 * only after reading back that the row does not carry it.
 */
export interface Table {
  readonly name: TableName;
  get(partition: string, row: string): Promise<StoredRow | null>;
  query(query: RowQuery): AsyncIterable<StoredRow>;
  /** Writes one row, and puts others of its partition with it, all or none. Its new etag, or `conflict`. */
  write(partition: string, write: Placing, beside?: readonly Put[]): Promise<{ readonly etag: string } | 'conflict'>;
  /** Writes several rows of a partition, all or none. */
  writeAll(partition: string, writes: readonly Write[]): Promise<Outcome>;
  /** Deletes a row by the etag it was read with. A row that is gone already counts as written. */
  remove(partition: string, row: string, etag: string): Promise<Outcome>;
}

/** Whatever the row was. */
export type Put = Placing & { readonly kind: 'put' };

export const MARK = 'w';

export function openMarkedTable(open: OpenTable, name: TableName, random: Random): Table {
  const driver = open(name);
  const submit = async (partition: string, writes: readonly Write[]): Promise<Submitted> => {
    const mark = random.id();
    const answer = await driver.submit(
      partition,
      writes.map((write) => marked(write, mark)),
    );
    const witness = witnessOf(writes);
    if (answer.kind === 'written' || !witness) return answer;
    const found = await driver.get(partition, witness.row);
    if (found?.columns[MARK] !== mark) return answer;
    return { kind: 'written', etags: writes.map((write) => (write === witness ? found.etag : null)) };
  };
  return {
    name,
    get: (partition, row) => driver.get(partition, row),
    query: (query) => driver.query(query),
    async write(partition, write, beside = []) {
      const answer = await submit(partition, [write, ...beside]);
      if (answer.kind !== 'written') return 'conflict';
      const etag = answer.etags[0];
      if (!etag) throw new Error(`${name}: the service gave no etag for ${partition} ${write.row}`);
      return { etag };
    },
    async writeAll(partition, writes) {
      const answer = await submit(partition, writes);
      return answer.kind === 'written' ? 'written' : 'conflict';
    },
    async remove(partition, row, etag) {
      const answer = await driver.submit(partition, [{ kind: 'delete', row, etag }]);
      return answer.kind === 'written' || answer.kind === 'missing' ? 'written' : 'conflict';
    },
  };
}

/** The value just written, with its new etag; or `conflict`, passed on. */
export function rewritten<T>(value: T, answer: { readonly etag: string } | 'conflict'): Versioned<T> | 'conflict' {
  return answer === 'conflict' ? 'conflict' : { value, etag: answer.etag };
}

function marked(write: Write, mark: string): Write {
  return write.kind === 'delete' ? write : { ...write, columns: { ...write.columns, [MARK]: mark } };
}

/** The row that tells whether a transaction was ours: an inserted one if there is any, as others seldom rewrite it. */
function witnessOf(writes: readonly Write[]): Write | undefined {
  return writes.find((write) => write.kind === 'insert') ?? writes.find((write) => write.kind !== 'delete');
}
