import type { PlanFile } from '../domain/read-plan.js';
import type { TableRow } from './csv.js';
import { bannerIn } from './plan-banners.js';
import type { Columns } from './plan-columns.js';
import type { Sheet, SheetRow } from './read-xlsx-sheet.js';
import { sameWords } from './words.js';

/** A sheet that has the headings of a plan. */
export interface PlanSheet {
  readonly name: string;
  readonly sheet: Sheet;
  readonly rows: readonly SheetRow[];
  readonly columns: Columns;
  /** Rows whose date was a plain number. */
  readonly days: readonly string[];
  readonly hasComments: boolean;
}

/** The sheets that are one plan, their rows one below the other. */
export interface JoinedSheets {
  readonly sheets: readonly PlanSheet[];
  readonly rows: readonly TableRow[];
  /** How many rows stand before those of each sheet. */
  readonly before: readonly number[];
}

/** The sheets with the headings that most rows stand under; those of other headings are left out. */
export function joinedSheets(plans: readonly PlanSheet[]): JoinedSheets {
  const groups = new Map<string, PlanSheet[]>();
  for (const plan of plans) {
    const key = headingsOf(plan.columns).sort().join('\n');
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  const rowsIn = (group: readonly PlanSheet[]): number =>
    group.reduce((sum, { rows, columns }) => sum + rows.filter(({ row }) => row > columns.row).length, 0);
  const [sheets = []] = [...groups.values()].sort((a, b) => rowsIn(b) - rowsIn(a));
  const [first] = sheets;
  if (first === undefined || sheets.length === 1) {
    return { sheets, rows: first?.rows.map(toTableRow) ?? [], before: [0] };
  }
  return oneBelowTheOther(first, sheets);
}

function headingsOf({ headings }: Columns): string[] {
  return headings.map(sameWords).filter((heading) => heading !== '');
}

/** Rows are numbered on; where no column and no row names the area, the name of the sheet does. */
function oneBelowTheOther(first: PlanSheet, sheets: readonly PlanSheet[]): JoinedSheets {
  const { headings, at } = first.columns;
  const named =
    at.area !== undefined || sheets.some(({ rows }) => rows.some(({ cells }) => bannerIn(cells) !== undefined));
  const rows: TableRow[] = [];
  const before: number[] = [];
  let last = 0;
  for (const sheet of sheets) {
    before.push(last);
    const from = sheet.columns.headings.map(sameWords);
    const order = headings.map((heading, place) =>
      from[place] === sameWords(heading) ? place : from.indexOf(sameWords(heading)),
    );
    for (const one of sheet.rows) {
      const isHeading = one.row === sheet.columns.row;
      if (isHeading && sheet !== first) continue;
      const own = inOrder(one, order);
      const area = isHeading ? 'Area' : one.row < sheet.columns.row ? '' : sheet.name;
      rows.push(withCell({ ...own, row: last + one.row }, named ? null : area, headings.length));
    }
    last += Math.max(0, ...sheet.rows.slice(-1).map(({ row }) => row));
  }
  return { sheets, rows, before };
}

function inOrder(row: SheetRow, order: readonly number[]): TableRow {
  const { cells, fills } = toTableRow(row);
  const beyond = cells.slice(order.length);
  const own = [...order.map((from) => cells[from] ?? ''), ...beyond];
  return fills === undefined
    ? { row: row.row, cells: own }
    : { row: row.row, cells: own, fills: own.map((_, at) => fills[order[at] ?? at] ?? null) };
}

function withCell(row: TableRow, cell: string | null, at: number): TableRow {
  if (cell === null) return row;
  const cells = [...row.cells];
  while (cells.length < at) cells.push('');
  return { ...row, cells: [...cells.slice(0, at), cell, ...cells.slice(at)] };
}

function toTableRow({ row, cells, fills }: SheetRow): TableRow {
  return fills.some((fill) => fill !== null) ? { row, cells, fills } : { row, cells };
}

/** Rows named as people find them: by sheet where there are several, and by their number in it. */
export function placedIn(file: PlanFile, { sheets, before }: JoinedSheets, several: boolean): PlanFile {
  if (!several) return file;
  const whereOf = (row: number): { readonly name: string; readonly row: number } => {
    const at = before.findLastIndex((last) => row > last);
    return { name: sheets[at]?.name ?? '', row: row - (before[at] ?? 0) };
  };
  const numbered = sheets.length > 1;
  const placed = <T extends { readonly row: number; readonly message: string }>(told: T): T & { place: string } => {
    const { name, row } = whereOf(told.row);
    const where = `sheet “${name}”`;
    if (!numbered) return { ...told, place: where };
    const message = told.message.replace(/\b(rows?) (\d{1,6})\b/gi, (whole, word: string, number: string) => {
      const other = whereOf(Number(number));
      const found =
        other.name === name ? `${word} ${String(other.row)}` : `row ${String(other.row)} of “${other.name}”`;
      return whole === '' ? whole : found;
    });
    return { ...told, message, place: `${where}, row ${String(row)}` };
  };
  return { ...file, warnings: file.warnings.map(placed), rejected: file.rejected.map(placed) };
}
