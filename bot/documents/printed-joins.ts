import type { PlanWarning } from '../domain/plan-warnings.js';
import type { TableRow } from './csv.js';
import type { Columns } from './plan-columns.js';
import { pageLabelIn } from './plan-shapes.js';
import type { AlignedRow } from './printed-table.js';
import { oneLine, quoted } from './words.js';

/** A row of the plan's tables, or words between them that name an area. */
export interface PlanLine extends AlignedRow {
  /** Counted from the first of the file; null where the file does not say. */
  readonly page: number | null;
  /** The number of the plan's table that it stands in. */
  readonly part: number;
  readonly isHeadings: boolean;
  readonly isWords?: true;
  /** The number of the page printed beside it. */
  readonly label?: number;
  readonly achieved?: string | null;
  readonly notes: readonly string[];
}

/** A row of the plan, made of one line or more. */
export interface PlanLineRow extends Pick<PlanLine, 'isHeadings' | 'notes'> {
  readonly row: TableRow;
}

interface Open extends PlanLine {
  readonly at: number;
  readonly place: string;
}

/**
 * Lines made rows. What a merged cell says stands in each of its rows, but for refs; rows under one merged milestone are
 * one row. A line at the top of a page that goes on in the middle of a sentence is joined to the row before, unless a
 * page between is missing: then it stands alone and is asked about.
 */
export function joinedRows(
  lines: readonly PlanLine[],
  { at, headings }: Columns,
): { readonly rows: readonly PlanLineRow[]; readonly warnings: readonly PlanWarning[] } {
  const rows: Open[] = [];
  const warnings: PlanWarning[] = [];
  const places = placesOf(lines);
  let last: PlanLine | undefined;
  lines.forEach((line, n) => {
    const above = rows.at(-1);
    // Headings printed again end no page by themselves: what comes below them does.
    if (line.isHeadings && rows.some((row) => row.isHeadings)) return;
    const place = places[n] ?? '';
    const isNewPage =
      last !== undefined && (last.page !== line.page || last.part !== line.part || line.label !== undefined);
    const isPart = above !== undefined && !above.isHeadings && !above.isWords && !line.isHeadings && !line.isWords;
    last = line;
    const isMerged = (column: number | undefined): boolean => column !== undefined && line.goesOn[column] === true;
    if (isPart && (isMerged(at.milestone) || (isMerged(at.ref) && cellAt(line, at.milestone) === ''))) {
      rows.splice(-1, 1, withLines(above, line));
    } else if (isPart && isNewPage && goesOn(above, line, at) && !leapsPage(lines, n)) {
      const words = line.cells.filter((cell) => cell !== '').join(' ');
      const message = `${capital(place)} goes on in the middle of a sentence and was joined to the row before it: ${quoted(words)}. Check it.`;
      warnings.push({ code: 'row-joined', row: above.at, ref: null, cell: words.slice(0, 1000), message, place });
      rows.splice(-1, 1, joined(above, line, at.ref));
    } else {
      rows.push({ ...carried(line, isPart ? above : undefined, at.ref), at: n + 1, place });
    }
  });
  const width = headings.length;
  return {
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')).map((row) => rowOf(row, width)),
    warnings,
  };
}

function rowOf({ at, cells, fills, place, label, achieved, isHeadings, notes }: Open, width: number): PlanLineRow {
  const row: TableRow = {
    ...{ row: at, cells: cells.slice(0, width), fills, place },
    ...(label !== undefined && { page: label }),
    ...(achieved !== undefined && { achieved }),
  };
  return { row, isHeadings, notes };
}

function cellAt({ cells }: PlanLine, at: number | undefined): string {
  return cells[at ?? -1] ?? '';
}

/* ---- Merged cells ---- */

function carried(line: PlanLine, above: PlanLine | undefined, ref: number | undefined): PlanLine {
  if (above === undefined || !line.goesOn.includes(true)) return line;
  const isCarried = (at: number): boolean => line.goesOn[at] === true && at !== ref;
  return {
    ...line,
    cells: line.cells.map((cell, at) => (isCarried(at) && cell === '' ? (above.cells[at] ?? '') : cell)),
    fills: line.fills.map((fill, at) => (isCarried(at) ? (fill ?? above.fills[at] ?? null) : fill)),
  };
}

function withLines(above: Open, line: PlanLine): Open {
  const cells = above.cells.map((cell, at) => {
    const more = line.goesOn[at] === true ? '' : (line.cells[at] ?? '');
    return [cell, more].filter((words) => words !== '').join('\n');
  });
  return { ...above, cells, notes: [...above.notes, ...line.notes] };
}

/* ---- Rows that a page ended in ---- */

/** No ref of its own, words of a sentence that began above, and nothing where the row above has nothing. */
function goesOn(above: PlanLine, line: PlanLine, at: Columns['at']): boolean {
  const ref = pageLabelIn(oneLine(cellAt(line, at.ref)))?.ref ?? cellAt(line, at.ref);
  if (ref !== '') return false;
  const parents = [at.area, at.areaCode, at.objectiveCode];
  if (parents.some((column) => cellAt(line, column) !== '' && column !== at.milestone)) return false;
  const filled = line.cells.flatMap((cell, column) => (cell === '' || column === at.ref ? [] : [{ cell, column }]));
  if (filled.some(({ column }) => (above.cells[column] ?? '') === '')) return false;
  const inSentence = filled.filter(
    ({ cell, column }) => /^[\p{Ll},;)]/u.test(cell) && isOpen(above.cells[column] ?? ''),
  );
  return (
    inSentence.length > 0 &&
    filled.every(({ cell, column }) => isOpen(above.cells[column] ?? '') || /^[\p{Ll},;)]/u.test(cell))
  );
}

/** Its sentence has not ended. */
function isOpen(cell: string): boolean {
  return !/[.!?:;]["'”’)]*$/u.test(cell);
}

/** The labels of the pages say that one is missing between the line and the one before. */
function leapsPage(lines: readonly PlanLine[], n: number): boolean {
  const labelOf = (line: PlanLine | undefined): number | undefined =>
    line === undefined ? undefined : (line.label ?? pageLabelIn(oneLine(line.cells[0] ?? ''))?.page);
  const own = labelOf(lines[n]);
  const before = lines
    .slice(Math.max(0, n - 60), n)
    .filter(({ isHeadings }) => !isHeadings)
    .map(labelOf)
    .findLast((label) => label !== undefined);
  return own !== undefined && before !== undefined && own - before > 1;
}

function joined(above: Open, line: PlanLine, ref: number | undefined): Open {
  const cells = above.cells.map((cell, at) => {
    const rest = at === ref ? '' : (line.cells[at] ?? '');
    return rest === '' ? cell : `${cell} ${rest}`;
  });
  return { ...above, cells, notes: [...above.notes, ...line.notes] };
}

/* ---- Where a row is found ---- */

/** "page 12, row 3 of the table" by the printed number of the page, else by its place in the file; "table 2, row 3" where no page is known. */
function placesOf(lines: readonly PlanLine[]): string[] {
  const several = new Set(lines.map(({ part }) => part)).size > 1;
  const pages = pagesOf(lines);
  let [before, row] = ['', 0];
  return lines.map((line, n) => {
    const page = pages[n];
    const on = page !== undefined ? `page ${String(page)}` : several ? `table ${String(Math.max(line.part, 1))}` : '';
    row = on === before ? row + (line.isWords ? 0 : 1) : line.isWords ? 0 : 1;
    before = on;
    if (line.isWords) return `${on === '' ? '' : `${on}, `}the words over row ${String(row + 1)}`;
    if (on === '') return `row ${String(row)} of the table`;
    return page === undefined ? `${on}, row ${String(row)}` : `${on}, row ${String(row)} of the table`;
  });
}

/** Where labels are printed, what they say, counted on from there by the pages of the file. */
function pagesOf(lines: readonly PlanLine[]): (number | undefined)[] {
  const labels = lines.map((line) => line.label ?? pageLabelIn(oneLine(line.cells[0] ?? ''))?.page);
  const first = labels.findIndex((label) => label !== undefined);
  let [label, on] = [labels[first], lines[first]?.page ?? null];
  return lines.map((line, n) => {
    if (labels[n] !== undefined) [label, on] = [labels[n], line.page];
    if (label === undefined) return line.page ?? undefined;
    if (line.page === null || on === null) return n < first ? undefined : label;
    return Math.max(1, label + line.page - on);
  });
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
