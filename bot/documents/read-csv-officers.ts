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
}

export interface OfficersFile {
  readonly rows: readonly OfficerRow[];
  readonly rejected: readonly RejectedRow[];
}

type Field = 'name' | 'entraId' | 'role' | 'aliases';

const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  name: ['name', 'officer', 'lead officer', 'display name', 'full name'],
  entraId: ['entra id', 'entra object id', 'object id', 'aad object id', 'azure ad id', 'user id', 'id'],
  role: ['role', 'roles'],
  aliases: ['aliases', 'alias', 'also known as', 'other names'],
};
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const LONGEST_ID = 120;
const ROLES: Readonly<Record<string, OfficerRow['roles']>> = {
  admin: ['admin'],
  administrator: ['admin'],
  leader: ['leader'],
  leadership: ['leader'],
  lead: [],
  'lead officer': [],
  officer: [],
};

/**
 * An Entra object id as it is compared; null for what is none. With `localIds`, any id a local stand-in for Teams may
 * use.
 */
export function readEntraId(text: string, localIds = false): string | null {
  const id = text.trim().toLowerCase();
  return GUID.test(id) || (localIds && id !== '' && id.length <= LONGEST_ID) ? id : null;
}

/**
 * Officers from a CSV file headed Name, Entra id, Role, Aliases (several aliases or roles with a semicolon between).
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
  const roles: OfficerRow['roles'][number][] = [];
  for (const word of several(cells[columns.role ?? -1] ?? '')) {
    const meant = Object.hasOwn(ROLES, word.toLowerCase()) ? ROLES[word.toLowerCase()] : undefined;
    if (!meant)
      return `${quoted(word)} is not a role here. Use admin, leader or nothing; heads of service are set for each area.`;
    roles.push(...meant);
  }
  const aliases = several(cells[columns.aliases ?? -1] ?? '').filter((alias) => sameWords(alias) !== sameWords(name));
  return { row, name, entraId: id, aliases, roles: [...new Set(roles)] };
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
