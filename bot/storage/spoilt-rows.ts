import type { Spoilt, SpoiltRow } from '../flows/ports.js';
import { readAttentionRow, readStaleCard, readStalePost, readTold } from './attention-table.js';
import { readChannel } from './channels-table.js';
import { readDueRow } from './due-index-table.js';
import { readLeadRow } from './leads-table.js';
import { readLedgerRow } from './ledger-table.js';
import { readOpenRow } from './open-table.js';
import { readPerson } from './people-table.js';
import { readOrNull } from './readable.js';
import { readPostRow } from './rollups-table.js';
import type { StoredRow } from './rows.js';
import { readSchedule } from './schedules-table.js';
import type { Table } from './table.js';

/** Behind every encoded key. */
const LAST = '~';

/** Null for a row that nobody lists. */
type Read = (row: StoredRow) => unknown;

const READS: readonly (readonly [SpoiltRow['table'], Read])[] = [
  ['DueIndex', readDueRow],
  ['Leads', readLeadRow],
  ['Ledger', readLedgerRow],
  ['Open', readOpenWork],
  ['Schedules', readSchedule],
  ['Rollups', readPostRow],
  ['People', readPerson],
  ['Channels', readChannel],
];

/** Looks for what lists leave out: every row of these tables, a page at a time. */
export function openSpoilt(open: (table: SpoiltRow['table']) => Table): Spoilt {
  return {
    async *spoiltRows() {
      for (const [table, read] of READS) {
        for await (const row of open(table).query({ upTo: LAST })) {
          const isRead = readOrNull(row, (one) => (read(one), true));
          if (isRead === null) yield { table, partition: row.partition, row: row.row };
        }
      }
    },
  };
}

function readOpenWork(row: StoredRow): unknown {
  switch (row.partition) {
    case 'open':
      return readOpenRow(row);
    case 'stale':
      return readStaleCard(row);
    case 'stale-post':
      return readStalePost(row);
    case 'told':
      return readTold(row);
    case 'attention':
      return readAttentionRow(row);
    default:
      return null;
  }
}
