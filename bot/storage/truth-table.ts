import * as z from 'zod/v4';
import { TRUTH_TABLES, type Added, type Truth, type TruthRow, type TruthTable } from '../flows/ports-copies.js';
import { rowInWords } from './chain-check.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { digestShape } from './ledger-table.js';
import { postShape } from './rollups-table.js';
import type { StoredRow, TableName } from './rows.js';
import { MARK, type Table } from './table.js';
import { ledgerRows, planRows } from './whole-rows.js';

/** After every partition that there is: encoded keys hold no `~`, and our own names begin with one at most. */
const LAST = '~~';
/** Of characters in one transaction: JSON makes at most six bytes of each, and 4 MB is the limit. */
const MOST_CHARACTERS = 600_000;
const MOST_ROWS = 100;
const RESTORING = 'restoring';

const restoringShape = z.object({ sha256: z.string().nullable() });

type Batch = readonly [TruthRow, ...TruthRow[]];

/** The rows of the tables that hold truth, as they lie there, for copies and their restore. */
export function openTruth(open: (name: TableName) => Table, tenant: string, restored: () => Promise<void>): Truth {
  const sender = open('Sender');
  const read = (table: TruthTable): AsyncIterable<StoredRow> => {
    if (table === 'Plans') return planRows(open(table), LAST);
    if (table === 'Ledger') return ledgerRows(open(table), LAST);
    return open(table).query({ upTo: LAST });
  };
  return {
    async *rows(tables = TRUTH_TABLES) {
      for (const table of TRUTH_TABLES.filter((one) => tables.includes(one))) {
        for await (const { partition, row, columns } of read(table)) {
          yield { table, partition, row, columns: textsOf(columns) };
        }
      }
    },
    async add(rows) {
      await restored();
      for await (const batch of inBatches(rows)) {
        const other = await addBatch(open(batch[0].table), batch);
        if (other !== null) return { kind: 'differs', ...keysOf(other) };
      }
      // What was looked at meanwhile was half of it.
      await restored();
      return { kind: 'added' };
    },
    called: rowInWords,
    async *digests() {
      for await (const row of open('Ledger').query({ upTo: LAST })) {
        if (row.row.startsWith('d|')) yield readJson('Ledger', row, digestShape);
      }
    },
    async *posts() {
      for await (const row of open('Rollups').query({ upTo: LAST })) {
        if (row.row.startsWith('c|')) yield readJson('Rollups', row, postShape);
      }
    },
    async restoring() {
      const row = await sender.get(key(tenant), RESTORING);
      return row && readJson('Sender', row, restoringShape).sha256;
    },
    async setRestoring(sha256) {
      const columns = jsonColumns({ sha256 }, 'The mark of a restore');
      await sender.write(key(tenant), { kind: 'put', row: RESTORING, columns });
    },
  };
}

/** Rows that one transaction can take: of one partition, each once. */
async function* inBatches(rows: AsyncIterable<TruthRow>): AsyncIterable<Batch> {
  let batch: [TruthRow, ...TruthRow[]] | null = null;
  let characters = 0;
  for await (const row of rows) {
    const size = Object.values(row.columns).reduce((sum, text) => sum + text.length, 0);
    const fits =
      batch !== null &&
      batch.length < MOST_ROWS &&
      characters + size <= MOST_CHARACTERS &&
      row.table === batch[0].table &&
      row.partition === batch[0].partition;
    if (batch !== null && fits) {
      batch.push(row);
      characters += size;
      continue;
    }
    if (batch !== null) yield batch;
    [batch, characters] = [[row], size];
  }
  if (batch !== null) yield batch;
}

/** The first row that stands there already and is another; null when all of them stand there now. */
async function addBatch(table: Table, batch: Batch): Promise<TruthRow | null> {
  const [{ partition }] = batch;
  const inserts = batch.map(({ row, columns }) => ({ kind: 'insert' as const, row, columns }));
  if ((await table.writeAll(partition, inserts)) === 'written') return null;
  for (const [index, row] of batch.entries()) {
    const insert = inserts[index];
    if (insert === undefined || (await table.write(partition, insert)) !== 'conflict') continue;
    const found = await table.get(partition, row.row);
    if (found === null || !sameColumns(textsOf(found.columns), row.columns)) return row;
  }
  return null;
}

function keysOf({ table, partition, row }: TruthRow): Omit<Extract<Added, { kind: 'differs' }>, 'kind'> {
  return { table, partition, row };
}

/** Without our own marks; anything but texts was put there by somebody else, and is nothing that Waymark reads. */
function textsOf(columns: StoredRow['columns']): TruthRow['columns'] {
  const texts = Object.entries(columns).filter((one): one is [string, string] => typeof one[1] === 'string');
  return Object.fromEntries(texts.filter(([name]) => name !== MARK).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sameColumns(a: TruthRow['columns'], b: TruthRow['columns']): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
