/** What is stored now, held against an older copy: what may only ever be added to has to stand there as it was. */
import { yearsBefore, type Keep } from '../domain/retention.js';
import type { Ports } from './ports.js';
import type { CopyFile, CopyTotals, Truth, TruthRow, TruthTable } from './ports-copies.js';
import { checkCopy, rowsIn, type OpenCopy } from './restore-check.js';

export interface Compared {
  readonly totals: CopyTotals;
  /** How many rows of the copy were held against what is stored: of histories, and of the audit. */
  readonly histories: number;
  readonly audit: number;
  /** Rows of a history that are others now. */
  readonly changed: readonly TruthRow[];
  /** Rows that are not there any more. */
  readonly gone: readonly TruthRow[];
}

interface Needs extends Pick<Ports, 'clock'> {
  readonly truth: Truth;
  readonly copyFile: CopyFile;
}

const LASTING: readonly TruthTable[] = ['Plans', 'Audit'];

/**
 * A chain of hashes proves that a history fits together; whoever writes all of it anew makes another that fits. Only a copy
 * that they could not reach shows that. Of a history row the hash is compared: it stays when an erasure takes a name out.
 * An audit entry may lose texts to an erasure, too, so only that it is there is looked at; those that are older than is
 * kept are not missed. Throws a DamagedCopy.
 */
export async function compareWithCopy(ports: Needs, keep: Keep, open: OpenCopy): Promise<Compared> {
  const totals = await checkCopy(ports, open);
  const now = new Map<string, string>();
  for await (const row of ports.truth.rows(LASTING)) if (isLasting(row)) now.set(nameOf(row), sealOf(row));
  const keptFrom = yearsBefore(ports.clock.now(), keep.auditYears).slice(0, 7);
  const counts = { histories: 0, audit: 0 };
  const [changed, gone]: [TruthRow[], TruthRow[]] = [[], []];
  for await (const row of rowsIn(ports, open, LASTING, totals.sha256)) {
    if (!isLasting(row) || (row.table === 'Audit' && row.partition <= keptFrom)) continue;
    counts[row.table === 'Audit' ? 'audit' : 'histories'] += 1;
    const found = now.get(nameOf(row));
    if (found === undefined) gone.push(row);
    else if (found !== sealOf(row)) changed.push(row);
  }
  return { totals, ...counts, changed, gone };
}

/** What nothing of ours ever rewrites: the audit, and the history among the rows of plans. */
function isLasting({ table, row }: TruthRow): boolean {
  return table === 'Audit' || row.startsWith('h|');
}

function nameOf({ table, partition, row }: TruthRow): string {
  return JSON.stringify([table, partition, row]);
}

function sealOf({ table, columns }: TruthRow): string {
  return table === 'Audit' ? '' : (columns.hash ?? '');
}
