import * as z from 'zod/v4';
import { parseRow } from './columns.js';
import { hashOf, readLink, revShape } from './history-rows.js';
import { key, under } from './keys.js';
import { historyKeyParts } from './plan-keys.js';
import { allOf, type StoredRow } from './rows.js';
import type { Table } from './table.js';

/** Where the history of a plan does not add up: evidence that rows were changed or removed from outside. */
export interface BrokenLink {
  /** The key of the subject's state row. */
  readonly subject: string;
  readonly rev: number;
  readonly fault: 'changed' | 'missing' | 'unchained' | 'state-differs';
}

const stateShape = z.object({ rev: revShape.transform(Number), hash: z.string(), image: z.string() });

/**
 * Checks every history row of a plan against its own hash and its predecessor's, and every state row against the
 * newest history row. Empty when all is well; what is committed meanwhile may show, so look again before alarm.
 *
 * @param plan its id, or what else owns a partition of the table
 */
export async function brokenLinks(table: Table, plan: string, partition = key(plan)): Promise<readonly BrokenLink[]> {
  const rows = await allOf(table.query({ partition, ...under('h') }));
  const subjects = bySubject(rows);
  const broken = [...subjects].flatMap(([subject, links]) => brokenInChain(plan, subject, links));
  // Around the history (`h|`) and the change feed (`c|`).
  const states = [
    ...(await allOf(table.query({ partition, before: under('c').from }))),
    ...(await allOf(table.query({ partition, from: under('h').before }))),
  ];
  const known = new Map(states.map((row) => [row.row, row]));
  for (const [subject, links] of subjects) {
    const state = known.get(subject);
    const newest = links.at(-1);
    if (newest && !(state && agrees(state, newest))) {
      broken.push({ subject, rev: historyKeyParts(newest.row).rev, fault: 'state-differs' });
    }
  }
  for (const subject of known.keys()) if (!subjects.has(subject)) broken.push({ subject, rev: 1, fault: 'missing' });
  return broken;
}

/** The history rows of each subject, by the key of its state row. */
function bySubject(rows: readonly StoredRow[]): ReadonlyMap<string, readonly StoredRow[]> {
  const subjects = new Map<string, StoredRow[]>();
  for (const row of rows) {
    const { state } = historyKeyParts(row.row);
    const known = subjects.get(state);
    if (known) known.push(row);
    else subjects.set(state, [row]);
  }
  return subjects;
}

function brokenInChain(plan: string, subject: string, rows: readonly StoredRow[]): BrokenLink[] {
  const broken: BrokenLink[] = [];
  let [expected, previousHash] = [1, ''];
  for (const row of rows) {
    const { rev } = historyKeyParts(row.row);
    const link = readLink(row);
    for (let gap = expected; gap < rev; gap += 1) broken.push({ subject, rev: gap, fault: 'missing' });
    if (link.hash !== hashOf(plan, link) || Number(link.rev) !== rev) broken.push({ subject, rev, fault: 'changed' });
    else if (rev === expected && link.previousHash !== previousHash) {
      broken.push({ subject, rev, fault: 'unchained' });
    }
    [expected, previousHash] = [rev + 1, link.hash];
  }
  return broken;
}

function agrees(state: StoredRow, newest: StoredRow): boolean {
  const found = parseRow('Plans', state, stateShape);
  const link = readLink(newest);
  return found.rev === Number(link.rev) && found.hash === link.hash && found.image === link.image;
}
