import { ERASURE } from '../domain/former-name.js';
import type { OfficerLedger, Retention } from '../flows/ports.js';
import { readAuditRow } from './audit-table.js';
import { askedKey, ledgerOf, readLedgerRow } from './ledger-table.js';
import { key, partsOf } from './keys.js';
import { readOrNull } from './readable.js';
import { ANY_ETAG, type StoredRow, type Write } from './rows.js';
import type { Table } from './table.js';

/** Behind every encoded key. */
const LAST = '~';
const MOST_ASKED = 95;
const DELETED_AT_ONCE = 100;

/** Reads whole tables, a page at a time, and takes away what need not be kept any more. */
export function openRetention(ledger: Table, audit: Table): Retention {
  return {
    async *ledgers() {
      let rows: StoredRow[] = [];
      for await (const row of ledger.query({ upTo: LAST })) {
        if (rows[0] !== undefined && rows[0].partition !== row.partition) {
          yield ledgerIn(ledger, rows);
          rows = [];
        }
        rows.push(row);
      }
      if (rows.length > 0) yield ledgerIn(ledger, rows);
    },
    async removeAsked({ officer, week, count, etag }, asked) {
      if (asked.length > MOST_ASKED) throw new RangeError(`${String(asked.length)} rows at once; the limit is 95`);
      if (week === null || etag === null) return 'conflict';
      return ledger.writeAll(key(officer), [
        // Whoever plans writes this row too: its etag guards the others, which a transaction cannot delete by etag.
        { kind: 'replace', row: 'o', columns: { week, count: String(count) }, etag },
        ...asked.map((one): Write => ({ kind: 'delete', row: askedKey(one), etag: ANY_ETAG })),
      ]);
    },
    removeDigest: ({ value, etag }) => ledger.remove(key(value.officer), key('d', value.slot), etag),
    async *auditUpTo(month) {
      for await (const row of audit.query({ upTo: key(month) })) yield readAuditRow(row);
    },
    async removeAuditUpTo(limit, most) {
      const old: StoredRow[] = [];
      for await (const row of audit.query({ upTo: key(limit.slice(0, 7)) })) {
        // In the order of their instants, with which their keys begin.
        if (old.length === most || (partsOf(row.row)[0] ?? '') > limit) break;
        // Rows of a history name it, for as long as there is the history.
        if (!isErasure(row)) old.push(row);
      }
      return removeEntries(audit, old);
    },
  };
}

/** What cannot be read is none: it goes when its time has come. */
function isErasure({ columns }: StoredRow): boolean {
  return typeof columns.json === 'string' && columns.json.includes(`"act":${JSON.stringify(ERASURE)},`);
}

/** A row that cannot be read is left out, and stays. */
function ledgerIn(table: Table, rows: readonly StoredRow[]): OfficerLedger {
  const officer = partsOf(rows[0]?.partition ?? '')[0] ?? '';
  try {
    return ledgerOf(table, officer, rows);
  } catch {
    return ledgerOf(
      table,
      officer,
      rows.filter((row) => readOrNull(row, readLedgerRow) !== null),
    );
  }
}

/** Entries are written once and never changed, so none has an etag to lose. */
async function removeEntries(audit: Table, rows: readonly StoredRow[]): Promise<number> {
  let removed = 0;
  for (const month of new Set(rows.map(({ partition }) => partition))) {
    const mine = rows.filter(({ partition }) => partition === month);
    for (let start = 0; start < mine.length; start += DELETED_AT_ONCE) {
      const part = mine.slice(start, start + DELETED_AT_ONCE);
      const writes = part.map(({ row }): Write => ({ kind: 'delete', row, etag: ANY_ETAG }));
      if ((await audit.writeAll(month, writes)) === 'written') removed += part.length;
    }
  }
  return removed;
}
