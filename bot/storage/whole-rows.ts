import { key, partsOf, under } from './keys.js';
import type { StoredRow } from './rows.js';
import type { Table } from './table.js';

/**
 * Rows as they fit together, although others write while they are read: what a transaction wrote is there whole, or it
 * is left out because it came later.
 */

/**
 * Every row of the table of plans, by partition: present states first, then the history and the change feed up to them.
 *
 * @param last no partition lies after it
 */
export async function* planRows(table: Table, last: string): AsyncIterable<StoredRow> {
  for (let next = await partitionAfter(table, '', last); next !== null;) {
    yield* partitionRows(table, next);
    next = await partitionAfter(table, next, last);
  }
}

async function partitionAfter(table: Table, after: string, upTo: string): Promise<string | null> {
  for await (const { partition } of table.query({ upTo, after, pageSize: 1 })) return partition;
  return null;
}

async function* partitionRows(table: Table, partition: string): AsyncIterable<StoredRow> {
  const [feed, history] = [under('c'), under('h')];
  const states = [{ before: feed.from }, { from: feed.before, before: history.from }, { from: history.before }];
  const known = new Map<string, number>();
  for (const range of states) {
    for await (const row of table.query({ partition, ...range })) {
      known.set(row.row, revOf(row));
      yield row;
    }
  }
  for (const [range, from] of [[history, 1] as const, [feed, 2] as const]) {
    for await (const row of table.query({ partition, ...range })) {
      if (!(await cameLater(table, row, subjectOf(row, from), known))) yield row;
    }
  }
}

/**
 * Whether a row belongs to a change that was committed after the state of its subject was read. Where the state is
 * behind its history even now, somebody else was at work: such a row is kept, for the check of the chain to name.
 */
async function cameLater(
  table: Table,
  row: StoredRow,
  subject: { readonly state: string; readonly rev: number } | null,
  known: ReadonlyMap<string, number>,
): Promise<boolean> {
  if (subject === null || subject.rev <= (known.get(subject.state) ?? 0)) return false;
  const now = await table.get(row.partition, subject.state);
  return now !== null && revOf(now) >= subject.rev;
}

/** @param from how many parts of the key stand before the subject; null for a key that is none of ours */
function subjectOf(row: StoredRow, from: number): { readonly state: string; readonly rev: number } | null {
  try {
    const parts = partsOf(row.row);
    const [first, ...rest] = parts.slice(from, -1);
    const rev = Number(parts.at(-1));
    return first === undefined || !Number.isInteger(rev) ? null : { state: key(first, ...rest), rev };
  } catch {
    return null;
  }
}

function revOf({ columns }: StoredRow): number {
  return typeof columns.rev === 'string' ? Number(columns.rev) : 0;
}

/**
 * Every row of the ledger, but no ask without the digest that carried it: a copy that held one alone would keep its
 * officer from ever being asked. Digests come before asks, by their keys.
 *
 * @param last no partition lies after it
 */
export async function* ledgerRows(table: Table, last: string): AsyncIterable<StoredRow> {
  let [officer, digests] = ['', new Set<string>()];
  for await (const row of table.query({ upTo: last })) {
    if (row.partition !== officer) [officer, digests] = [row.partition, new Set()];
    if (row.row.startsWith('d|')) digests.add(row.row);
    const digest = row.row.startsWith('i|') ? digestOf(row) : null;
    // A digest that is not there even now was cleared away: its asks still count.
    if (digest === null || digests.has(digest) || (await table.get(officer, digest)) === null) yield row;
  }
}

/** The row of the digest that carried an ask. */
function digestOf({ columns }: StoredRow): string | null {
  try {
    const { slot } = JSON.parse(String(columns.json)) as { readonly slot?: unknown };
    return typeof slot === 'string' ? key('d', slot) : null;
  } catch {
    return null;
  }
}
