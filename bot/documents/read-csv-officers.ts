import { isRefused, type Refused, type RejectedRow } from '../domain/read-plan.js';
import { readCsv, type TableRow } from './csv.js';
import { oneLine, quoted, sameWords, shortened } from './words.js';

export interface OfficerRow {
  readonly row: number;
  /** As printed in the plan. */
  readonly name: string;
  readonly entraId: string | null;
  readonly aliases: readonly string[];
  readonly roles: readonly ('admin' | 'leader')[];
  /** Of another organisation, or has left; `internal` takes that back. Null says nothing of it. */
  readonly place: 'external' | 'left' | 'internal' | null;
  /** Who is asked while they are away. */
  readonly deputy: string | null;
  /** The people whom the name of a group means; empty for a person. */
  readonly members: readonly string[];
  /** Whether one answer of a group is enough, or each has to answer; null when that is not said. */
  readonly rule: 'any' | 'each' | null;
  /** Where they work, and their address: what tells two people of one name apart. Absent says nothing. */
  readonly team?: string | undefined;
  readonly email?: string | undefined;
}

export interface OfficersFile {
  readonly rows: readonly OfficerRow[];
  readonly rejected: readonly RejectedRow[];
}

type Field = 'name' | 'entraId' | 'role' | 'aliases' | 'deputy' | 'members' | 'rule' | 'team' | 'email';

const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  name: ['name', 'officer', 'lead officer', 'display name', 'full name'],
  entraId: ['entra id', 'entra object id', 'object id', 'aad object id', 'azure ad id', 'user id', 'id'],
  role: ['role', 'roles'],
  aliases: ['aliases', 'alias', 'also known as', 'other names'],
  deputy: ['deputy', 'deputies', 'named deputy'],
  members: ['members', 'group members', 'people'],
  rule: ['rule', 'group rule'],
  team: ['team', 'department', 'service', 'unit'],
  email: ['e-mail', 'email', 'mail', 'email address', 'e-mail address', 'upn', 'user principal name'],
};
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const LONGEST_ID = 120;
const ROLES = new Map<string, OfficerRow['roles']>([
  ['admin', ['admin']],
  ['administrator', ['admin']],
  ['leader', ['leader']],
  ['leadership', ['leader']],
  ['lead', []],
  ['lead officer', []],
  ['officer', []],
]);
const PLACES = new Map<string, OfficerRow['place']>([
  ['external', 'external'],
  ['partner', 'external'],
  ['left', 'left'],
  ['leaver', 'left'],
  ['internal', 'internal'],
]);

/**
 * An Entra object id as it is compared; null for what is none. With `localIds`, any id a local stand-in for Teams may
 * use.
 */
export function readEntraId(text: string, localIds = false): string | null {
  const id = text.trim().toLowerCase();
  return GUID.test(id) || (localIds && id !== '' && id.length <= LONGEST_ID) ? id : null;
}

/**
 * Officers from a CSV file headed Name, Entra id, Role, Aliases and, where they are needed, Deputy, Members and Rule
 * (several aliases, roles or members with a semicolon between).
 * Entra ids are GUIDs; with `localIds`, any id a local stand-in for Teams may use.
 */
export function readCsvOfficers(file: Uint8Array | string, localIds = false): OfficersFile | Refused {
  const table = readCsv(file, (cells) => Object.keys(columnsIn(cells)).length);
  if (isRefused(table)) return table;
  const at = table.rows.slice(0, 10).findIndex(({ cells }) => columnsIn(cells).name !== undefined);
  const headings = table.rows[at];
  if (!headings) return { refused: 'This is not a list of officers: no column is headed "Name".' };
  const columns = columnsIn(headings.cells);
  const claimed = new Map<string, number>();
  const rows: OfficerRow[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of table.rows.slice(at + 1)) {
    const officer = oneOfficer(row, columns, localIds);
    const fault = typeof officer === 'string' ? officer : claimedBefore(officer, claimed);
    if (typeof officer !== 'string' && fault === null) rows.push(officer);
    else
      rejected.push({
        row: row.row,
        cell: shortened(row.cells.join(', ')),
        message: `Row ${String(row.row)} was left out: ${fault ?? ''}`,
      });
  }
  return { rows, rejected };
}

function columnsIn(cells: readonly string[]): Partial<Record<Field, number>> {
  const words = cells.map((cell) => sameWords(cell).replace(/\(s\)|[.:]/g, ''));
  const columns: Partial<Record<Field, number>> = {};
  for (const [field, headings] of Object.entries(HEADINGS) as [Field, readonly string[]][]) {
    const at = words.findIndex((word) => headings.includes(word));
    if (at >= 0) columns[field] = at;
  }
  return columns;
}

/** The officer of a row, or why there is none. */
function oneOfficer(
  { row, cells }: TableRow,
  columns: Partial<Record<Field, number>>,
  localIds: boolean,
): OfficerRow | string {
  const cell = (field: Field): string => oneLine(cells[columns[field] ?? -1] ?? '');
  const [name, entraId] = [cell('name'), cell('entraId')];
  if (name === '') return 'it has no name.';
  if (name.length > 120) return 'its name has more than 120 characters.';
  const id = entraId === '' ? null : readEntraId(entraId, localIds);
  if (entraId !== '' && id === null) {
    return `${quoted(entraId)} is not an Entra object id, which looks like 1b2c3d4e-0000-4000-8000-123456789abc. Copy it from the Entra admin centre.`;
  }
  const list = (field: Field): string[] => several(cells[columns[field] ?? -1] ?? '');
  const roles = rolesIn(list('role'));
  if (typeof roles === 'string') return roles;
  const aliases = list('aliases').filter((alias) => sameWords(alias) !== sameWords(name));
  const group = groupIn(list('members'), cell('rule'), id);
  if (typeof group === 'string') return group;
  const deputy = cell('deputy');
  const [team, email] = [shortened(cell('team')), shortened(cell('email'))];
  const apart = { ...(team !== '' && { team }), ...(email !== '' && { email }) };
  return { row, name, entraId: id, aliases, ...roles, deputy: deputy === '' ? null : deputy, ...group, ...apart };
}

/** What the words in the role column mean, or what is wrong with one of them. */
function rolesIn(words: readonly string[]): Pick<OfficerRow, 'roles' | 'place'> | string {
  const roles: OfficerRow['roles'][number][] = [];
  let place: OfficerRow['place'] = null;
  for (const word of words) {
    const meant = ROLES.get(word.toLowerCase());
    const where = PLACES.get(word.toLowerCase());
    if (meant === undefined && where === undefined) {
      return `${quoted(word)} is not a role here. Use admin, leader, external, left or nothing; heads of service are set for each area.`;
    }
    roles.push(...(meant ?? []));
    place = where ?? place;
  }
  return { roles: [...new Set(roles)], place };
}

/** Whom the name of a group means, or what is wrong with that. */
function groupIn(
  members: readonly string[],
  word: string,
  entraId: string | null,
): Pick<OfficerRow, 'members' | 'rule'> | string {
  const rule = word.toLowerCase();
  if (rule !== '' && rule !== 'any' && rule !== 'each') {
    return `${quoted(word)} is not a rule here. Use any (one answer is enough) or each (one from every member).`;
  }
  if (members.length > 0 && entraId !== null) {
    return 'it has both members and an Entra id. A group has none; give each member their own row.';
  }
  if (rule !== '' && members.length === 0) return 'it has a rule, but no members. A rule belongs to a group.';
  return { members, rule: rule === '' ? null : rule };
}

function several(cell: string): string[] {
  return [...new Set(cell.split(/[;\n]/).map(oneLine))].filter((part) => part !== '');
}

/** A name, alias or id can belong to one officer only; otherwise notes it as this one's. */
function claimedBefore({ row, name, entraId, aliases }: OfficerRow, claimed: Map<string, number>): string | null {
  const claims = [name, ...aliases, ...(entraId ? [entraId] : [])];
  for (const claim of claims) {
    const other = claimed.get(sameWords(claim));
    if (other !== undefined) return `${quoted(claim)} is in row ${String(other)} already. One row for each officer.`;
  }
  for (const claim of claims) claimed.set(sameWords(claim), row);
  return null;
}
