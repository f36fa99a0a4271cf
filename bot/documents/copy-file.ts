import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import * as z from 'zod/v4';
import { instant, type Instant } from '../domain/dates.js';
import { DamagedCopy, TRUTH_TABLES, type CopyFile, type CopyTotals, type TruthTable } from '../flows/ports-copies.js';
import { linesOf } from './lines.js';

/**
 * A copy is lines of JSON: what it is, a row each, and at last how many rows of each table there were, with a SHA-256
 * over all lines before. A later Waymark may add fields; one that changes what is there counts `version` up.
 */
const FORMAT = 'waymark-export';
const VERSION = 1;
/** A row is 1 MiB at most, of which JSON makes six times as much at worst. */
const LONGEST_LINE = 8_000_000;

const headShape = z.object({ format: z.literal(FORMAT), version: z.number(), at: z.iso.datetime({ precision: 3 }) });
const rowShape = z.object({
  table: z.enum(TRUTH_TABLES),
  partition: z.string(),
  row: z.string(),
  columns: z.record(z.string(), z.string()),
});
const endShape = z.object({
  end: z.literal(FORMAT),
  tables: z.array(z.object({ table: z.enum(TRUTH_TABLES), rows: z.number() })),
  rows: z.number(),
  sha256: z.string(),
});

/** Copies as files: in NDJSON, zipped or not. Neither holds more than a page of rows in memory. */
export const copyFile: CopyFile = {
  write(at, rows, zipped, told) {
    const lines = writtenLines(at, rows, told);
    return zipped ? through(lines, createGzip()) : lines;
  },
  async *read(bytes) {
    const sum = createHash('sha256');
    const counts = new Map<TruthTable, number>();
    let at: Instant | null = null;
    let ended = false;
    let read = 0;
    for await (const line of linesOf(await unzipped(bytes), LONGEST_LINE)) {
      read += 1;
      if (ended) throw new DamagedCopy('The copy is damaged: something stands after its last line.');
      const found = parsed(line);
      const end = at === null ? null : endShape.safeParse(found);
      if (end?.success && at !== null) {
        ended = true;
        yield { kind: 'end', totals: checkedTotals(at, counts, end.data, sum.digest('hex')) };
        continue;
      }
      sum.update(line).update('\n');
      if (at === null) {
        at = instantIn(found);
        continue;
      }
      const row = rowShape.safeParse(found);
      if (!row.success) {
        throw new DamagedCopy(
          `The copy is damaged: its line ${String(read)} is not what Waymark writes. Nothing of it was taken; give another copy.`,
        );
      }
      counts.set(row.data.table, (counts.get(row.data.table) ?? 0) + 1);
      yield { kind: 'row', row: row.data };
    }
    if (!ended)
      throw new DamagedCopy('The copy is cut short: its last line is missing. Nothing of it can be relied on.');
  },
};

async function* writtenLines(
  at: Instant,
  rows: Parameters<CopyFile['write']>[1],
  told: (totals: CopyTotals) => void,
): AsyncIterable<Uint8Array> {
  const sum = createHash('sha256');
  const line = (value: object): Uint8Array => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
    sum.update(bytes);
    return bytes;
  };
  yield line({ format: FORMAT, version: VERSION, at });
  const counts = new Map<TruthTable, number>();
  for await (const { table, partition, row, columns } of rows) {
    counts.set(table, (counts.get(table) ?? 0) + 1);
    yield line({ table, partition, row, columns });
  }
  const totals = totalsOf(at, counts, sum.digest('hex'));
  told(totals);
  const { tables, rows: all, sha256 } = totals;
  yield Buffer.from(`${JSON.stringify({ end: FORMAT, tables, rows: all, sha256 })}\n`, 'utf8');
}

function totalsOf(at: Instant, counts: ReadonlyMap<TruthTable, number>, sha256: string): CopyTotals {
  const tables = TRUTH_TABLES.map((table) => ({ table, rows: counts.get(table) ?? 0 }));
  return { at, tables, rows: tables.reduce((sum, one) => sum + one.rows, 0), sha256 };
}

function checkedTotals(
  at: Instant,
  counts: ReadonlyMap<TruthTable, number>,
  end: z.infer<typeof endShape>,
  sha256: string,
): CopyTotals {
  const totals = totalsOf(at, counts, sha256);
  const told = new Map(end.tables.map(({ table, rows }) => [table, rows]));
  const whole = totals.rows === end.rows && totals.tables.every(({ table, rows }) => rows === (told.get(table) ?? 0));
  if (whole && sha256 === end.sha256) return totals;
  throw new DamagedCopy('The copy is damaged: its lines are not those that were written. Take another copy.');
}

function instantIn(head: unknown): Instant {
  const { success, data } = headShape.safeParse(head);
  if (!success) throw new DamagedCopy('This is no copy that Waymark made. Give a file that “export” wrote.');
  if (data.version > VERSION) throw new DamagedCopy('This copy was made by a later Waymark. Restore it with that one.');
  return instant(data.at);
}

function parsed(line: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(line).toString('utf8'));
  } catch {
    return undefined;
  }
}

/* ---- Zipped or not ---- */

/** As the first two bytes say, whatever the file is called. */
async function unzipped(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const source = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let held = 0;
  while (held < 2) {
    const next = await source.next();
    if (next.done) break;
    first.push(next.value);
    held += next.value.length;
  }
  const whole = rejoined(first, source);
  const [a, b] = Buffer.concat(first);
  return a === 0x1f && b === 0x8b ? fromZip(whole) : whole;
}

async function* rejoined(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* fromZip(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* through(bytes, createGunzip());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) throw new DamagedCopy('The copy is damaged or cut short: it cannot be unzipped.');
    throw error;
  }
}

/** What goes wrong on either side ends the reading with that error. */
function through(
  bytes: AsyncIterable<Uint8Array>,
  zip: ReturnType<typeof createGzip> | ReturnType<typeof createGunzip>,
): AsyncIterable<Uint8Array> {
  pipeline(bytes, zip, () => {
    // It is thrown to whoever reads.
  });
  return zip as AsyncIterable<Uint8Array>;
}
