import type { PlanId } from '../domain/plan.js';
import type { AuditEntry, Redacted, Redacting, RedactingAct } from '../flows/ports.js';
import { readAuditRow } from './audit-table.js';
import { jsonColumns, parseRow } from './columns.js';
import { DIARY } from './diary-table.js';
import { readLink, redactedColumns, stateShape } from './history-rows.js';
import { markOf, redactedRow } from './image-hash.js';
import { key, under } from './keys.js';
import { allOf, type Columns, type StoredRow, type Write } from './rows.js';
import type { Table } from './table.js';

const LAST = '~';
const MOST_ROWS = 100;
/** Of characters in one transaction, as in a restore. */
const MOST_CHARACTERS = 600_000;
/** So often somebody may come in between. */
const MOST_PASSES = 20;

/** Rows that change together: the newest of a history with its present state, or one older row. */
type Unit = readonly (Write & { readonly kind: 'replace' })[];

/** Takes texts out of images that are there already; everything else of a row stays as it was written. */
export function openRedacting(plans: Table, audit: Table): Omit<Redacting, 'redactRollups'> {
  return {
    async redactHistory(plan, change, act) {
      const partition = partitionOf(plan);
      let rows = 0;
      for (let pass = 0; pass < MOST_PASSES; pass += 1) {
        const units = await unitsOf(plans, partition, change, act ?? NOBODY);
        if (act === null || units.length === 0) return rows + historyRows(units);
        for (const batch of inBatches(units)) {
          // Somebody wrote in between: what is left is seen when it is read again.
          if ((await plans.writeAll(partition, batch.flat())) === 'written') rows += historyRows(batch);
        }
      }
      return 'conflict';
    },
    async redactAudit(change, write) {
      let rows = 0;
      for await (const row of audit.query({ upTo: LAST })) {
        const entry = readAuditRow(row);
        const next = change(entry);
        if (JSON.stringify(next) === JSON.stringify(entry)) continue;
        rows += 1;
        if (write)
          await audit.write(row.partition, { kind: 'replace', row: row.row, columns: columnsOf(next), etag: row.etag });
      }
      return rows;
    },
    async redactions(plan) {
      const found = new Map<string, Redacted>();
      for await (const row of plans.query({ partition: partitionOf(plan), ...under('h') })) {
        for (const { id, at } of marksIn(row)) found.set(id, { at, rows: (found.get(id)?.rows ?? 0) + 1 });
      }
      return [...found.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
    },
  };
}

/** Of a count that writes nothing. */
const NOBODY: RedactingAct = { id: '', at: '' };

function partitionOf(plan: PlanId | null): string {
  return plan === null ? DIARY : key(plan);
}

function columnsOf(entry: AuditEntry): Columns {
  return jsonColumns(entry, `The audit entry at ${entry.at}`, 2);
}

function historyRows(units: readonly Unit[]): number {
  return units.flat().filter(({ row }) => row.startsWith('h|')).length;
}

function marksIn(row: StoredRow) {
  try {
    return markOf(readLink(row))?.acts ?? [];
  } catch {
    return [];
  }
}

/** What has to be written, the newest of each subject first: from then on nobody builds on what was there. */
async function unitsOf(
  table: Table,
  partition: string,
  change: (image: unknown) => unknown,
  act: RedactingAct,
): Promise<readonly Unit[]> {
  const states = [
    ...(await allOf(table.query({ partition, before: under('c').from }))),
    ...(await allOf(table.query({ partition, from: under('h').before }))),
  ];
  // After the states: whoever commits in between makes the etag of one another.
  const history = await allOf(table.query({ partition, ...under('h') }));
  const known = new Map(states.map((row) => [row.row, row]));
  const newest = new Map(history.map((row) => [stateOf(row), row]));
  const first: Unit[] = [];
  const later: Unit[] = [];
  for (const row of history) {
    const state = stateOf(row);
    const isNewest = newest.get(state) === row;
    const write = historyWrite(row, change, act);
    const present = isNewest ? stateWrite(known.get(state), change) : null;
    const unit = [write, present].filter((one) => one !== null);
    if (unit.length > 0) (isNewest ? first : later).push(unit);
  }
  const alone = states.filter(({ row }) => !newest.has(row)).map((row) => stateWrite(row, change));
  return [...first, ...later, ...alone.flatMap((write) => (write === null ? [] : [[write]]))];
}

function stateOf({ row }: StoredRow): string {
  return row.slice(row.indexOf('|') + 1, row.lastIndexOf('|'));
}

/** Null where there is nothing to change, or what stands there is none of ours: the check of the chain names that. */
function historyWrite(row: StoredRow, change: (image: unknown) => unknown, act: RedactingAct): Unit[number] | null {
  try {
    const link = readLink(row);
    const image = JSON.stringify(change(JSON.parse(link.image)));
    if (image === JSON.stringify(JSON.parse(link.image))) return null;
    return replaced(row, redactedColumns(row, redactedRow(link, image, act)));
  } catch {
    return null;
  }
}

function stateWrite(row: StoredRow | undefined, change: (image: unknown) => unknown): Unit[number] | null {
  if (row === undefined) return null;
  try {
    const was: unknown = JSON.parse(parseRow('Plans', row, stateShape).image);
    const image = JSON.stringify(change(was));
    return image === JSON.stringify(was) ? null : replaced(row, redactedColumns(row, { image }));
  } catch {
    return null;
  }
}

function replaced({ row, etag }: StoredRow, columns: Columns): Unit[number] {
  return { kind: 'replace', row, columns, etag };
}

function inBatches(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const batches: Unit[][] = [];
  let [rows, characters] = [0, 0];
  for (const unit of units) {
    const size = unit.flatMap(({ columns }) => Object.values(columns)).reduce((sum, text) => sum + text.length, 0);
    const last = batches.at(-1);
    if (last !== undefined && rows + unit.length <= MOST_ROWS && characters + size <= MOST_CHARACTERS) last.push(unit);
    else {
      batches.push([unit]);
      [rows, characters] = [0, 0];
    }
    rows += unit.length;
    characters += size;
  }
  return batches;
}
