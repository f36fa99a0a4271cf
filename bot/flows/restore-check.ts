import {
  TRUTH_TABLES,
  type CopyFile,
  type CopyTotals,
  type Truth,
  type TruthRow,
  type TruthTable,
} from './ports-copies.js';

interface Needs {
  readonly truth: Truth;
  readonly copyFile: CopyFile;
}

/** The bytes of a copy from their beginning; called once for each reading. */
export type OpenCopy = () => AsyncIterable<Uint8Array>;

/** Reads the whole file without keeping it. Throws a DamagedCopy. */
export async function checkCopy({ copyFile }: Needs, open: OpenCopy): Promise<CopyTotals> {
  let totals: CopyTotals | null = null;
  for await (const part of copyFile.read(open())) if (part.kind === 'end') totals = part.totals;
  if (totals === null) throw new Error('A copy ended without its totals, and nobody said so');
  return totals;
}

/** The rows of these tables. Throws at the end when the file is not the one that was checked. */
export async function* rowsIn(
  { copyFile }: Needs,
  open: OpenCopy,
  tables: readonly TruthTable[],
  sha256: string,
): AsyncIterable<TruthRow> {
  for await (const part of copyFile.read(open())) {
    if (part.kind === 'row' && tables.includes(part.row.table)) yield part.row;
    if (part.kind === 'end' && part.totals.sha256 !== sha256) throw new Error('The file changed while it was read');
  }
}

/** The audit may hold what was done here before: it is only ever added to, and no row of it can be in the way. */
const IN_THE_WAY = TRUTH_TABLES.filter((table) => table !== 'Audit');

/** The tables that hold something. */
export async function occupied({ truth }: Needs): Promise<readonly TruthTable[]> {
  const found: TruthTable[] = [];
  for (const table of IN_THE_WAY) {
    for await (const row of truth.rows([table])) {
      found.push(row.table);
      break;
    }
  }
  return found;
}

/**
 * The tables of storage with a row that is not in the file, or is another there. Both are read once, side by side: they
 * have the same order.
 */
export async function besides(needs: Needs, open: OpenCopy, sha256: string): Promise<readonly TruthTable[]> {
  const found: TruthTable[] = [];
  for (const table of IN_THE_WAY) {
    const file = rowsIn(needs, open, [table], sha256)[Symbol.asyncIterator]();
    for await (const row of needs.truth.rows([table])) {
      if (await isAhead(file, row)) continue;
      found.push(table);
      break;
    }
    await file.return?.();
  }
  return found;
}

/** Reads on to that row; false when it does not come. */
async function isAhead(file: AsyncIterator<TruthRow>, wanted: TruthRow): Promise<boolean> {
  const text = JSON.stringify(wanted);
  for (let next = await file.next(); !next.done; next = await file.next()) {
    if (JSON.stringify(next.value) === text) return true;
  }
  return false;
}
