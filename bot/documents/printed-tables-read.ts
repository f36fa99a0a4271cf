import type { MappedColumn } from '../domain/plan-columns.js';
import { readDue } from '../domain/due.js';
import type { TableRow } from './csv.js';
import { findColumns, planHeadingsIn, type Columns } from './plan-columns.js';
import { isRefShaped, pageLabelIn } from './plan-shapes.js';
import { aligned, type PrintedBlock, type PrintedRow, type PrintedTable } from './printed-table.js';
import { oneLine, sameWords } from './words.js';

/** A table with the headings of a plan. */
export interface HeadedTable {
  readonly table: PrintedTable;
  /** Where its row of headings stands among its rows. */
  readonly at: number;
  readonly headings: PrintedRow;
  readonly columns: Columns;
}

/** Tables as they are looked through for the plan: one that only lays others out gives way to those. */
export function withoutLayout(blocks: readonly PrintedBlock[], mapping: readonly MappedColumn[]): PrintedBlock[] {
  return blocks.flatMap((block): PrintedBlock[] => {
    if (block.kind !== 'table' || headed(block.table, mapping) !== undefined) return [block];
    const inner = block.table.within.filter((table) => headed(table, mapping) !== undefined);
    if (inner.length === 0) return [block];
    return inner.map((table) => ({ kind: 'table', table, page: block.page }));
  });
}

/** Undefined where no row of the table has the headings of a plan. */
export function headed(table: PrintedTable, mapping: readonly MappedColumn[]): HeadedTable | undefined {
  const rows = table.rows
    .slice(0, 30)
    .map(({ cells }, at): TableRow => ({ row: at, cells: cells.map(({ text }) => text) }));
  const columns = findColumns(rows, mapping);
  const headings = columns === undefined ? undefined : table.rows[columns.row];
  if (columns === undefined || headings === undefined) return undefined;
  return { table, at: columns.row, headings, columns };
}

/**
 * The headings of the plan: those that the most rows stand under. A document may print a second table of that kind,
 * such as a timetable, and a part with other headings for what was achieved.
 */
export function mainHeadings(tables: readonly HeadedTable[]): HeadedTable | undefined {
  const rows = new Map<string, number>();
  const weigh = ({ table, at, columns }: HeadedTable): number =>
    (table.rows.length - at) * Math.max(1, planHeadingsIn(columns.headings) - 1);
  for (const one of tables) rows.set(signOf(one), (rows.get(signOf(one)) ?? 0) + weigh(one));
  const most = Math.max(...rows.values());
  return tables.find((one) => rows.get(signOf(one)) === most);
}

export function haveSameHeadings(one: HeadedTable, other: HeadedTable): boolean {
  return signOf(one) === signOf(other);
}

function signOf({ columns }: HeadedTable): string {
  return columns.headings.map(sameWords).join('\n');
}

/** Which column of the plan each heading of another table stands for: by its words, else by what it holds. */
export function columnsInPlan(other: Columns, plan: Columns): readonly number[] {
  const words = plan.headings.map(sameWords);
  return other.headings.map((heading, at) => {
    const same = words.indexOf(sameWords(heading));
    if (same >= 0) return same;
    const field = Object.entries(other.at).find(([, place]) => place === at)?.[0] as keyof Columns['at'] | undefined;
    return field === undefined ? -1 : (plan.at[field] ?? -1);
  });
}

/**
 * Whether a table without headings goes on with the plan: as many columns, and a ref, a date or the rest of a sentence
 * where the plan has its own.
 */
export function goesOnWith({ headings, columns: { at } }: HeadedTable, table: PrintedTable): boolean {
  const most = Math.max(0, ...table.rows.map(({ cells }) => cells.length));
  if (most !== headings.cells.length) return false;
  return table.rows.some((row, n) => {
    const { cells } = aligned(row, headings, false);
    const [ref, due] = [oneLine(cells[at.ref ?? -1] ?? ''), oneLine(cells[at.due ?? -1] ?? '')];
    if (isRefShaped(pageLabelIn(ref)?.ref ?? ref) && /\p{L}/u.test(ref)) return true;
    const { kind } = readDue(due.slice(0, 60)).due;
    const text = cells[at.milestone ?? -1] ?? '';
    if ((kind === 'day' || kind === 'period') && text.length > 8) return true;
    return n === 0 && ref === '' && /^\p{Ll}/u.test(text);
  });
}
