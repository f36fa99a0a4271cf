import type { CivilDate } from '../domain/dates.js';
import { readDue } from '../domain/due.js';
import { plainBoard } from '../domain/boards.js';
import { isRefused, type Refused, type RejectedRow } from '../domain/read-plan.js';
import { readCsv } from './csv.js';
import { oneLine, quoted, sameWords, shortened } from './words.js';

/** What an organisation's calendar as a file says, every row that was left out told. */
export interface CalendarFile {
  /** In the order of the file. */
  readonly boards: readonly { readonly name: string; readonly days: readonly CivilDate[] }[];
  readonly closures: readonly CivilDate[];
  readonly rejected: readonly RejectedRow[];
}

const BOARD = ['board', 'board or panel', 'committee', 'panel', 'meeting', 'name'];
const DATE = ['date', 'day', 'date of meeting', 'meeting date'];
/** Stands in place of a board for a day on which the organisation is closed. */
const CLOSURE = ['closure', 'closures', 'closure day', 'closed'];

/** Meetings and closure days from a CSV file headed Board, Date: a row a day, "Closure" in place of a board. */
export function readCsvCalendar(file: Uint8Array | string): CalendarFile | Refused {
  const table = readCsv(file, (cells) => headingsIn(cells).length);
  if (isRefused(table)) return table;
  const at = table.rows.slice(0, 10).findIndex(({ cells }) => headingsIn(cells).length === 2);
  const headings = table.rows[at];
  if (!headings) return { refused: 'This is not a calendar: it needs a column headed "Board" and one headed "Date".' };
  const [board, date] = [columnOf(headings.cells, BOARD), columnOf(headings.cells, DATE)];
  const boards = new Map<string, { readonly name: string; readonly days: CivilDate[] }>();
  const closures: CivilDate[] = [];
  const rejected: RejectedRow[] = [];
  for (const { row, cells } of table.rows.slice(at + 1)) {
    const name = oneLine(cells[board] ?? '');
    const day = dayIn(cells[date] ?? '');
    const fault = faultIn(name, cells[date] ?? '', day);
    if (fault !== null || day === null) {
      const message = `Row ${String(row)} was left out: ${fault ?? 'it has no day.'}`;
      rejected.push({ row, cell: shortened(cells.join(', ')), message });
    } else if (CLOSURE.includes(sameWords(name))) {
      closures.push(day);
    } else {
      const known = boards.get(plainBoard(name)) ?? { name, days: [] };
      boards.set(plainBoard(name), known);
      known.days.push(day);
    }
  }
  return { boards: [...boards.values()], closures, rejected };
}

function headingsIn(cells: readonly string[]): readonly number[] {
  return [columnOf(cells, BOARD), columnOf(cells, DATE)].filter((column) => column >= 0);
}

function columnOf(cells: readonly string[], headings: readonly string[]): number {
  return cells.findIndex((cell) => headings.includes(sameWords(cell).replace(/[.:]/g, '')));
}

/** A day with its year, as plans print days; null for anything else. */
function dayIn(cell: string): CivilDate | null {
  const { due } = readDue(cell);
  return due.kind === 'day' && due.yearInferred !== true ? due.date : null;
}

function faultIn(name: string, cell: string, day: CivilDate | null): string | null {
  if (name === '') return 'it names no board.';
  if (name.length > 120) return 'the name of its board has more than 120 characters.';
  if (plainBoard(name) === '') return `${quoted(name)} is no name of a board.`;
  if (day === null) return `${quoted(oneLine(cell))} is not a day. Write it like 8 December 2026, or 2026-12-08.`;
  return null;
}
