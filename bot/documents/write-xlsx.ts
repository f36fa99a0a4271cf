import ExcelJS, { type Cell, type Worksheet } from 'exceljs';
import type { Report, ReportCell, ReportSheet, ReportTable } from '../domain/report.js';
import { excelText } from './escapes.js';
import { FILLS, markInWords } from './report-looks.js';
import { zippedAt } from './zip-again.js';

/** Characters of a column for one share of its width. */
const CHARACTERS = 6.5;
/** Excel takes no more in a header or footer. */
const LONGEST_HEADER = 200;
const DATE_FORMAT = 'd mmm yyyy';

/** The report as a workbook: a sheet a kind, to be filtered and counted. Nothing typed is ever a formula. */
export async function writeXlsx(report: Report): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const made = new Date(report.made);
  Object.assign(book, { creator: 'Waymark', lastModifiedBy: 'Waymark', created: made, modified: made });
  Object.assign(book, { title: excelText(report.title), subject: excelText(report.position) });
  for (const sheet of report.sheets) addSheet(book, report, sheet);
  const bytes = await book.xlsx.writeBuffer();
  return zippedAt(new Uint8Array(bytes), report.made);
}

function addSheet(book: ExcelJS.Workbook, report: Report, { name, intro, tables }: ReportSheet): void {
  const sheet = book.addWorksheet(name, {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: aroundOf(report),
  });
  let row = 1;
  for (const line of intro) row = introLine(sheet, row, line);
  const [only] = tables;
  if (intro.length === 0 && tables.length === 1 && only !== undefined) {
    toBeFiltered(sheet, only);
  } else {
    for (const table of tables) row = tableAt(sheet, row + 1, table, true);
  }
  widen(sheet, tables);
}

function introLine(sheet: Worksheet, row: number, line: string): number {
  const cell = sheet.getCell(row, 1);
  cell.value = excelText(line);
  cell.font = { bold: true, size: row === 1 ? 16 : 11 };
  return row + 1;
}

/** The header stands still and can be filtered by; it is printed on each page. */
function toBeFiltered(sheet: Worksheet, table: ReportTable): void {
  const last = tableAt(sheet, 1, table, false) - 1;
  sheet.views = [{ state: 'frozen', ySplit: 1, xSplit: 1 }];
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(last, 1), column: table.columns.length } };
  sheet.pageSetup.printTitlesRow = '1:1';
  // A sheet that has nothing says so: it was not forgotten.
  if (table.rows.length === 0) sheet.getCell(2, 1).value = 'None';
}

/** The row after it. */
function tableAt(sheet: Worksheet, from: number, { caption, columns, rows }: ReportTable, captioned: boolean): number {
  let row = from;
  if (captioned) {
    const cell = sheet.getCell(row, 1);
    cell.value = excelText(caption);
    cell.font = { bold: true, size: 12 };
    row += 1;
  }
  columns.forEach(({ heading }, at) => {
    const cell = sheet.getCell(row, at + 1);
    cell.value = excelText(heading);
    cell.font = { bold: true };
    fill(cell, 'D9E2F0');
    cell.alignment = { wrapText: true, vertical: 'top' };
  });
  for (const cells of rows) {
    row += 1;
    cells.forEach((one, at) => {
      write(sheet.getCell(row, at + 1), one);
    });
  }
  return row + 1;
}

function write(cell: Cell, one: ReportCell): void {
  cell.alignment = { wrapText: true, vertical: 'top' };
  switch (one.kind) {
    case 'text':
      if (one.text !== '') cell.value = excelText(one.text);
      return;
    case 'number':
      cell.value = one.value;
      return;
    case 'date':
      cell.numFmt = DATE_FORMAT;
      cell.alignment = { vertical: 'top', horizontal: 'left' };
      if (one.date !== null) cell.value = new Date(`${one.date}T00:00:00Z`);
      return;
    case 'rating':
      cell.value = excelText(markInWords(one.mark));
      cell.font = { bold: true };
      fill(cell, FILLS[one.mark.colour]);
  }
}

function fill(cell: Cell, colour: string): void {
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: `FF${colour}` } };
}

/** Of several tables on one sheet, the widest counts. */
function widen(sheet: Worksheet, tables: readonly ReportTable[]): void {
  for (const { columns } of tables) {
    columns.forEach(({ width }, at) => {
      const column = sheet.getColumn(at + 1);
      column.width = Math.max(column.width ?? 0, Math.round(width * CHARACTERS));
    });
  }
}

/** Title and marking above, as-at and page below, on every printed page; `&` begins a code there. */
function aroundOf({ title, position, markingLine }: Report): { oddHeader: string; oddFooter: string } {
  const plain = (text: string): string =>
    excelText(text)
      .replace(/\s+/g, ' ')
      .slice(0, LONGEST_HEADER / 2)
      .replaceAll('&', '&&');
  return {
    oddHeader: `&L${plain(title)}&R${plain(markingLine)}`,
    oddFooter: `&L${plain(position)} · ${plain(markingLine)}&RPage &P of &N`,
  };
}
