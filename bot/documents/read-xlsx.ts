import { asPrinted } from '../domain/dates.js';
import type { PlanFile, PlanReading, Refused } from '../domain/read-plan.js';
import type { OpenedZip } from './open-zip.js';
import { MOST_ROWS } from './csv.js';
import { withColours } from './plan-colours.js';
import { findColumns } from './plan-columns.js';
import { readPlanTable } from './plan-table.js';
import { partNamed, readBook, RefusedBook, relationsOf, type Book, type BookSheet } from './read-xlsx-book.js';
import { dayOfSerial } from './read-xlsx-formats.js';
import { withMergedCells, withOneHeadingRow } from './read-xlsx-merged.js';
import { linkKey, readSheet, type Sheet, type SheetRow } from './read-xlsx-sheet.js';
import { joinedSheets, placedIn, type JoinedSheets, type PlanSheet } from './read-xlsx-sheets.js';
import { aboutSheets } from './read-xlsx-told.js';
import { DamagedXml } from './read-xlsx-xml.js';
import { oneLine } from './words.js';

/**
 * A plan from an Excel workbook, one sheet after another and none of it kept as a tree. Cells say what people see on
 * the screen; of formulas the value that was last worked out. Sheets with the same headings are one plan; every other
 * sheet is named and not read, and so is every hidden one. Hidden rows and columns are read, for a filter hides rows.
 */
export function readXlsxPlan(zip: OpenedZip, reading: PlanReading): PlanFile | Refused {
  try {
    return planIn(zip, readBook(zip), reading);
  } catch (error) {
    if (error instanceof RefusedBook) return { refused: error.message };
    if (!(error instanceof DamagedXml)) throw error;
    return { refused: 'The workbook is damaged and cannot be read: open it in Excel, save it again and try again.' };
  }
}

function planIn(zip: OpenedZip, book: Book, reading: PlanReading): PlanFile | Refused {
  const shown = book.sheets.filter((sheet) => sheet.shown && sheet.part !== null);
  const plans = planSheets(zip, book, shown, reading);
  const [first] = plans;
  if (first === undefined) return withoutPlan(zip, book, shown, reading);
  const joined = joinedSheets(plans);
  const tooLarge = joined.sheets.find(({ sheet }) => sheet.tooLarge);
  if (tooLarge !== undefined) {
    return {
      refused: `The sheet “${tooLarge.name}” has more than 20,000 rows or 25 million letters, which no plan has.`,
    };
  }
  const read = readPlanTable({ rows: joined.rows }, reading);
  if ('refused' in read) return read;
  const coloured = withColours(read, joined.rows, { key: reading.key, pairs: [], mapping: reading.columns });
  return told(coloured, book, joined, shown.length > 1);
}

/** Counted over all of them as they come: a workbook may have thousands. */
function planSheets(zip: OpenedZip, book: Book, shown: readonly BookSheet[], reading: PlanReading): PlanSheet[] {
  const plans: PlanSheet[] = [];
  let rows = 0;
  for (const one of shown) {
    const plan = planSheet(zip, book, one, reading);
    if (plan === null) continue;
    plans.push(plan);
    rows += plan.rows.length;
    if (plans.length > 1 && rows > MOST_ROWS + plans.length) {
      throw new RefusedBook('The sheets of the plan have more than 20,000 rows together, which no plan has.');
    }
  }
  return plans;
}

/** A tracker of another kind on one of the sheets; else what is missing, of the first sheet that has anything. */
function withoutPlan(
  zip: OpenedZip,
  book: Book,
  shown: readonly BookSheet[],
  reading: PlanReading,
): PlanFile | Refused {
  let first: Refused | null = null;
  for (const { name, part } of shown) {
    const sheet = sheetOf(zip, book, part);
    if (sheet === null || sheet.tooLarge || sheet.rows.length === 0) continue;
    const { rows } = sheet;
    const read = readPlanTable({ rows }, reading);
    if ('refused' in read) {
      first ??= read;
      continue;
    }
    const columns = { row: 0, headings: [], at: {} };
    const alone = { sheets: [{ name, sheet, rows, columns, days: [], hasComments: false }], rows, before: [0] };
    return told(read, book, alone, shown.length > 1);
  }
  const refused = 'This is not a plan that can be read: no sheet of the workbook that is shown has words in it.';
  return first ?? { refused };
}

function told(read: PlanFile, book: Book, joined: JoinedSheets, several: boolean): PlanFile {
  const placed = placedIn(read, joined, several);
  return { ...placed, warnings: [...aboutSheets(book, joined), ...placed.warnings].sort((a, b) => a.row - b.row) };
}

function sheetOf(zip: OpenedZip, book: Book, part: string | null): Sheet | null {
  const bytes = part === null ? null : partNamed(zip, part);
  return bytes === null ? null : readSheet(bytes, book);
}

/** A sheet made ready to be read; null where it has no headings of a plan. */
function planSheet(zip: OpenedZip, book: Book, { name, part }: BookSheet, reading: PlanReading): PlanSheet | null {
  const sheet = sheetOf(zip, book, part);
  if (sheet === null || part === null) return null;
  const headed = withOneHeadingRow(sheet.rows, sheet.merges);
  const columns = findColumns(headed, reading.columns);
  if (columns === undefined) return null;
  const rows = withMergedCells(headed, sheet.merges, reading.columns);
  if (rows === 'too-many') throw new RefusedBook(`The sheet “${name}” has more merged cells than a plan can have.`);
  const lost = columns.at.due === undefined ? [] : daysWithoutFormat(rows, columns.at.due, columns.row, book.since1904);
  const links = relationsOf(zip, part);
  const addresses = [columns.at.progress, columns.at.evidence].filter((at) => at !== undefined);
  for (const row of rows) for (const at of addresses) addAddress(row, at, sheet, links);
  const notes = [...links.values()].some(({ kind }) => kind === 'comments');
  return { name, sheet, rows, columns, days: lost, hasComments: notes };
}

/** Between 2000 and 2099: the numbers of days in a column of dates. */
const [EARLIEST, LATEST] = [36_526, 73_050];

/** A date column whose format was lost holds plain numbers of days: they are read as such, and that is told. */
function daysWithoutFormat(rows: readonly SheetRow[], at: number, headings: number, since1904: boolean): string[] {
  const found: string[] = [];
  for (const { row, cells, numbers } of rows) {
    const number = numbers.get(at);
    if (row <= headings || number === undefined || number < EARLIEST || number > LATEST) continue;
    const day = dayOfSerial(number, since1904);
    if (day === null) continue;
    cells[at] = asPrinted(day);
    found.push(String(row));
  }
  return found;
}

/** The address behind words in a column of texts, where the words do not say it. */
function addAddress(row: SheetRow, at: number, sheet: Sheet, links: ReadonlyMap<string, { readonly target: string }>) {
  const id = sheet.links.get(linkKey(row.row, at));
  const target = id === undefined ? undefined : links.get(id)?.target;
  const words = row.cells[at] ?? '';
  if (target === undefined || words === '' || !/^https?:\/\/\S+$/i.test(target) || words.includes(target)) return;
  row.cells[at] = `${words} (${oneLine(target)})`;
}
