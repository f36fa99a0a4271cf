import { ERASURE } from '../domain/former-name.js';
import type { BrokenLink } from '../flows/ports.js';
import { findAuditEntry } from './audit-table.js';
import { parseRow } from './columns.js';
import { hashOf, readLink, stateShape, type Link } from './history-rows.js';
import { markFits, markOf, type Mark } from './image-hash.js';
import { key, partsOf, under } from './keys.js';
import { allOf, type StoredRow } from './rows.js';
import type { Table } from './table.js';

type Linked = Link & { readonly hash: string };

/** A row of a history, as far as its key can be read. */
interface Placed {
  readonly subject: string;
  readonly rev: number;
  readonly row: StoredRow;
}

/**
 * Checks every history row of a plan against its own hash, its predecessor's and the change feed, and every state row
 * against the newest history row. Empty when all is well; what is committed meanwhile may show, so look again before
 * alarm. A row that cannot be read at all is broken too, and never an error. A row that was redacted may lack the names
 * that an erasure took away, and nothing else, if the audit knows of that erasure.
 *
 * @param plan its id, or what else owns a partition of the table
 */
export async function brokenLinks(
  table: Table,
  audit: Table,
  plan: string,
  partition = key(plan),
): Promise<readonly BrokenLink[]> {
  const history = (await allOf(table.query({ partition, ...under('h') }))).map((row) => placed(row, 1));
  const feed = (await allOf(table.query({ partition, ...under('c') }))).map((row) => placed(row, 2));
  // Around the history (`h|`) and the change feed (`c|`).
  const states = [
    ...(await allOf(table.query({ partition, before: under('c').from }))),
    ...(await allOf(table.query({ partition, from: under('h').before }))),
  ];
  const known = new Map(states.map((row) => [row.row, row]));
  const subjects = bySubject(history);
  const acts = await erasuresIn(audit, history);
  const broken = [...subjects].flatMap(([subject, rows]) => [
    ...brokenInChain(plan, subject, rows, acts),
    ...brokenState(subject, known.get(subject), rows.at(-1)),
  ]);
  for (const subject of known.keys()) if (!subjects.has(subject)) broken.push({ subject, rev: 1, fault: 'missing' });
  return once([...broken, ...brokenFeed(history, feed)]);
}

/** A break for a person: "PMQA 1.1 revision 2: is not what was written". */
export function brokenInWords({ subject, rev, fault }: BrokenLink): string {
  return `${subjectInWords(subject)} revision ${String(rev)}: ${FAULTS[fault]}`;
}

/** A row of a history or of the audit for a person: "childrens-services, PMQA 1.1 revision 2", "the audit entry of 2026-11-18T10:00:00.000Z". */
export function rowInWords({ partition, row }: Pick<StoredRow, 'partition' | 'row'>): string {
  const parts = readParts(row) ?? [row];
  const [first = '', ...rest] = parts;
  if (first !== 'h') return `the audit entry of ${first}`;
  const rev = Number(rest.at(-1));
  const owner = (readParts(partition) ?? [partition]).join(' ');
  return `${owner}, ${subjectInWords(key(rest[0] ?? '', ...rest.slice(1, -1)))} revision ${String(rev)}`;
}

const FAULTS: Readonly<Record<BrokenLink['fault'], string>> = {
  changed: 'is not what was written',
  missing: 'is missing',
  unchained: 'does not follow the one before it',
  unlisted: 'is not in the list of changes',
  'state-differs': 'the present state is another',
};

function subjectInWords(subject: string): string {
  const [kind = '', ...rest] = readParts(subject) ?? [subject];
  if (kind === 'm') return rest.join(' ');
  return [kind === 'obj' ? 'objective' : kind, ...rest].join(' ');
}

/** @param from how many parts stand before the subject */
function placed(row: StoredRow, from: number): Placed {
  const parts = readParts(row.row);
  const [first, ...rest] = parts?.slice(from, -1) ?? [];
  const rev = Number(parts?.at(-1));
  // A key that is none of ours: it is named as it stands.
  if (first === undefined || !Number.isInteger(rev)) return { subject: row.row, rev: 0, row };
  return { subject: key(first, ...rest), rev, row };
}

function readParts(made: string): readonly string[] | null {
  try {
    return partsOf(made);
  } catch {
    return null;
  }
}

/** The history rows of each subject, by the key of its state row. */
function bySubject(rows: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const subjects = new Map<string, Placed[]>();
  for (const row of rows) {
    const known = subjects.get(row.subject);
    if (known) known.push(row);
    else subjects.set(row.subject, [row]);
  }
  return subjects;
}

/** Of the erasures that these rows name, those that there were: `id at`. */
async function erasuresIn(audit: Table, rows: readonly Placed[]): Promise<ReadonlySet<string>> {
  const links = rows.map(({ row }) => linkIn(row)).filter((link) => link !== null);
  const found = new Set<string>();
  for (const id of new Set(links.flatMap((link) => markIn(link)?.acts ?? []).map((act) => act.id))) {
    const entry = await findAuditEntry(audit, id);
    if (entry?.act === ERASURE) found.add(`${id} ${entry.at}`);
  }
  return found;
}

function brokenInChain(
  plan: string,
  subject: string,
  rows: readonly Placed[],
  acts: ReadonlySet<string>,
): BrokenLink[] {
  const broken: BrokenLink[] = [];
  let [expected, previousHash]: [number, string | null] = [1, ''];
  for (const { row, rev } of rows) {
    const link = linkIn(row);
    for (let gap = expected; gap < rev; gap += 1) broken.push({ subject, rev: gap, fault: 'missing' });
    const fits = link !== null && isWritten(plan, link, acts) && Number(link.rev) === rev;
    if (!fits) {
      broken.push({ subject, rev, fault: 'changed' });
    } else if (rev === expected && previousHash !== null && link.previousHash !== previousHash) {
      broken.push({ subject, rev, fault: 'unchained' });
    }
    [expected, previousHash] = [rev + 1, link?.hash ?? null];
  }
  return broken;
}

function isWritten(plan: string, link: Linked, acts: ReadonlySet<string>): boolean {
  try {
    const mark = markOf(link);
    const stands = mark === null || (markFits(link, mark) && mark.acts.every(({ id, at }) => acts.has(`${id} ${at}`)));
    return stands && link.hash === hashOf(plan, link);
  } catch {
    return false;
  }
}

function markIn(link: Linked): Mark | null {
  try {
    return markOf(link);
  } catch {
    return null;
  }
}

function brokenState(subject: string, state: StoredRow | undefined, newest: Placed | undefined): BrokenLink[] {
  if (newest === undefined || (state !== undefined && agrees(state, newest.row))) return [];
  return [{ subject, rev: newest.rev, fault: 'state-differs' }];
}

/** Whoever takes away all of a subject, or puts something in, has to think of the feed too. */
function brokenFeed(history: readonly Placed[], feed: readonly Placed[]): BrokenLink[] {
  const name = ({ subject, rev }: Placed): string => `${subject} ${String(rev)}`;
  const [written, listed] = [new Set(history.map(name)), new Set(feed.map(name))];
  const missing = feed.filter((row) => !written.has(name(row)));
  const unlisted = history.filter((row) => !listed.has(name(row)));
  return [
    ...missing.map(({ subject, rev }): BrokenLink => ({ subject, rev, fault: 'missing' })),
    ...unlisted.map(({ subject, rev }): BrokenLink => ({ subject, rev, fault: 'unlisted' })),
  ];
}

function once(links: readonly BrokenLink[]): readonly BrokenLink[] {
  return [...new Map(links.map((link) => [JSON.stringify(link), link])).values()];
}

function agrees(state: StoredRow, newest: StoredRow): boolean {
  const link = linkIn(newest);
  if (link === null) return false;
  try {
    const found = parseRow('Plans', state, stateShape);
    return found.rev === Number(link.rev) && found.hash === link.hash && found.image === link.image;
  } catch {
    return false;
  }
}

/** Null for a row of which something is missing. */
function linkIn(row: StoredRow): Linked | null {
  try {
    return readLink(row);
  } catch {
    return null;
  }
}
