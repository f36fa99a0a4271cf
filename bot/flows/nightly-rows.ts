/** What the lists leave out because it cannot be read is named, for a person to set right. */
import { raiseOnce, settle } from './attention.js';
import type { AttentionSubject, Ports } from './ports.js';
import { LISTED_TABLES, type SpoiltRow } from './ports-spoilt.js';

/** So many of a table are named one by one. */
const MOST_NAMED = 10;

export interface RowCounts {
  /** Rows that cannot be read. */
  readonly spoilt: number;
}

/** Raises what cannot be read, a table at a time, and takes off the list what can be read again. */
export async function lookAtRows(ports: Ports): Promise<RowCounts> {
  const found = new Map<SpoiltRow['table'], string[]>();
  let spoilt = 0;
  for await (const { table, partition, row } of ports.spoiltRows()) {
    spoilt += 1;
    // Keys may hold a conversation, or what somebody put there: `doctor` says which row it is.
    const what = `row-unreadable ${ports.hash(JSON.stringify([partition, row])).slice(0, 8)}`;
    found.set(table, [...(found.get(table) ?? []), what]);
  }
  for (const table of LISTED_TABLES) {
    const subject: AttentionSubject = { kind: 'rows', table };
    const rows = found.get(table);
    if (rows === undefined) {
      await settle(ports, subject);
      continue;
    }
    ports.log.error('rows-unreadable', { name: table, rows: rows.length });
    for (const what of rows.slice(0, MOST_NAMED)) await raiseOnce(ports, subject, 'unreadable', what);
  }
  return { spoilt };
}
