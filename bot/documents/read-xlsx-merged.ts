import { findColumns, planHeadingsIn, type Columns } from './plan-columns.js';
import type { Merge, SheetRow } from './read-xlsx-sheet.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import { sameWords } from './words.js';

/** As many cells as are ever filled from the merged cell above them. */
const MOST_FILLED = 1_000_000;
const HEADINGS_WITHIN = 30;

/** Two rows of headings, with headings merged over several columns or over both rows, made one. */
export function withOneHeadingRow(rows: readonly SheetRow[], merges: readonly Merge[]): SheetRow[] {
  for (const [at, upper] of rows.slice(0, HEADINGS_WITHIN).entries()) {
    const lower = rows[at + 1];
    if (lower?.row !== upper.row + 1) continue;
    const cells = combined(upper, lower, merges);
    if (cells !== null) return [...rows.slice(0, at), { ...upper, cells }, ...rows.slice(at + 2)];
  }
  return [...rows];
}

/** Null where the two are not headings of one table. */
function combined(upper: SheetRow, lower: SheetRow, merges: readonly Merge[]): string[] | null {
  const own = merges.filter(({ top }) => top === upper.row);
  const over = own.filter(({ bottom, left, right }) => bottom === upper.row && right > left);
  const groups = over.filter(({ left, right }) => lower.cells.slice(left, right + 1).some((cell) => cell !== ''));
  if (groups.length === 0) return null;
  // A title over the whole table is no group of columns.
  if (new Set(upper.cells.filter((cell) => cell !== '')).size < 2) return null;
  const width = Math.max(upper.cells.length, lower.cells.length);
  const told = lower.cells.map(sameWords);
  const cells = Array.from({ length: width }, (_, at) => {
    const group = groups.find(({ left, right }) => at >= left && at <= right);
    const below = lower.cells[at] ?? '';
    const above = upper.cells[group?.left ?? at] ?? '';
    if (group === undefined || below === '' || above === '') return below === '' ? above : below;
    const both = `${above} ${below}`;
    const alone = told.filter((words) => words === sameWords(below)).length === 1;
    return alone && (planHeadingsIn([below]) > 0 || planHeadingsIn([both]) === 0) ? below : both;
  });
  const most = Math.max(planHeadingsIn(upper.cells), planHeadingsIn(lower.cells));
  return planHeadingsIn(cells) > 1 && planHeadingsIn(cells) >= most ? cells : null;
}

/**
 * What a merged cell says stands beside each of its rows, but for refs. Rows that share one merged milestone are one
 * row of the plan, their other cells line by line.
 */
export function withMergedCells(
  rows: readonly SheetRow[],
  merges: readonly Merge[],
  mapping: readonly MappedColumn[],
): SheetRow[] | 'too-many' {
  const columns = findColumns(rows, mapping);
  if (columns === undefined) return [...rows];
  const tall = merges.filter(({ top, bottom }) => bottom > top && top > columns.row);
  const joined = joinedRows(rows, tall, columns);
  let filled = 0;
  for (const { top, bottom, left } of tall) {
    if (left === columns.at.ref || left === columns.at.milestone) continue;
    const first = rowsFrom(joined, top);
    const upper = joined[first];
    if (upper?.row !== top) continue;
    for (let at = first + 1; (joined[at]?.row ?? Infinity) <= bottom; at += 1) {
      const row = joined[at];
      if (row === undefined || (filled += 1) > MOST_FILLED) return 'too-many';
      fillFrom(upper, row, left);
    }
  }
  return joined;
}

function fillFrom(upper: SheetRow, row: SheetRow, column: number): void {
  if ((row.cells[column] ?? '') !== '') return;
  while (row.cells.length <= column) {
    row.cells.push('');
    row.fills.push(null);
  }
  row.cells[column] = upper.cells[column] ?? '';
  row.fills[column] = upper.fills[column] ?? null;
}

/** The place of the first row at or behind a number. */
function rowsFrom(rows: readonly SheetRow[], number: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.row ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joinedRows(rows: readonly SheetRow[], tall: readonly Merge[], { at }: Columns): SheetRow[] {
  const ends = new Map(tall.filter(({ left }) => left === at.milestone).map(({ top, bottom }) => [top, bottom]));
  const joined: SheetRow[] = [];
  let until = 0;
  for (const row of rows) {
    const above = joined.at(-1);
    if (row.row <= until && above !== undefined) {
      row.cells.forEach((cell, column) => {
        const before = above.cells[column] ?? '';
        if (cell === '') return;
        while (above.cells.length <= column) {
          above.cells.push('');
          above.fills.push(null);
        }
        above.cells[column] = before === '' ? cell : `${before}\n${cell}`;
      });
      continue;
    }
    until = ends.get(row.row) ?? 0;
    joined.push({ ...row, cells: [...row.cells], fills: [...row.fills] });
  }
  return joined;
}
