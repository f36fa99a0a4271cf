import ExcelJS, { type Cell, type PageSetup, type Worksheet } from 'exceljs';
import type { Report, ReportCell, ReportSheet, ReportTable } from '../domain/report.js';
import { excelText } from './escapes.js';
import { cellInWords, FILLS, markInWords } from './report-looks.js';
import { zippedAt } from './zip-again.js';

/** Characters of a column for one share of its width. */
const CHARACTERS = 6.5;
/** Excel takes 255 characters in a header with all that stands in it. */
const LONGEST_HEADER = 120;
/** As the format numbers it: the library has no word for it where it runs. */
const A4: Partial<PageSetup> = Object.freeze({ ['paperSize' as string]: 9 });
const PLAIN = { name: 'Arial', size: 10 } as const;
/** In points. */
const LINE_HEIGHT = 13;
const HIGHEST_ROW = 400;
/** As many characters as are still to be read across one printed page. */
const PAGE_CHARACTERS = 190;
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
    pageSetup: { ...A4, orientation: 'landscape', fitToPage: true, fitToWidth: pagesAcross(tables), fitToHeight: 0 },
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

/** A sheet that is wider than a page is printed on several side by side. */
function pagesAcross(tables: readonly ReportTable[]): number {
  const widest = Math.max(1, ...tables.map(({ columns }) => columns.reduce((sum, { width }) => sum + width, 0)));
  return Math.ceil((widest * CHARACTERS) / PAGE_CHARACTERS);
}

function introLine(sheet: Worksheet, row: number, line: string): number {
  const cell = sheet.getCell(row, 1);
  cell.value = excelText(line);
  cell.font = { ...PLAIN, bold: true, size: row === 1 ? 16 : 11 };
  return row + 1;
}

/** The header stands still and can be filtered by; it is printed on each page. */
function toBeFiltered(sheet: Worksheet, table: ReportTable): void {
  const last = tableAt(sheet, 1, table, false) - 1;
  sheet.views = [{ state: 'frozen', ySplit: 1, xSplit: 1 }];
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(last, 1), column: table.columns.length } };
  sheet.pageSetup.printTitlesRow = '1:1';
  sheet.pageSetup.printTitlesColumn = 'A:A';
  // A sheet that has nothing says so: it was not forgotten.
  if (table.rows.length === 0) write(sheet.getCell(2, 1), { kind: 'text', text: 'None' });
}

/** The row after it. */
function tableAt(sheet: Worksheet, from: number, { caption, columns, rows }: ReportTable, captioned: boolean): number {
  let row = from;
  if (captioned) {
    const cell = sheet.getCell(row, 1);
    cell.value = excelText(caption);
    cell.font = { ...PLAIN, bold: true, size: 12 };
    row += 1;
  }
  sheet.getRow(row).height = heightOf(
    columns.map(({ heading }) => ({ kind: 'text', text: heading })),
    columns,
  );
  columns.forEach(({ heading }, at) => {
    const cell = sheet.getCell(row, at + 1);
    cell.value = excelText(heading);
    cell.font = { ...PLAIN, bold: true };
    fill(cell, 'D9E2F0');
    cell.alignment = { wrapText: true, vertical: 'top' };
  });
  for (const cells of rows) {
    row += 1;
    sheet.getRow(row).height = heightOf(cells, columns);
    cells.forEach((one, at) => {
      write(sheet.getCell(row, at + 1), one);
    });
  }
  return row + 1;
}

/** Programs make rows as high as one line unless they are told otherwise. */
function heightOf(cells: readonly ReportCell[], columns: ReportTable['columns']): number {
  const lines = cells.map((cell, at) => {
    const across = Math.max(1, (columns[at]?.width ?? 1) * CHARACTERS - 1);
    const parts = cellInWords(cell).split('\n');
    return parts.reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / across)), 0);
  });
  return Math.min(HIGHEST_ROW, Math.max(1, ...lines) * LINE_HEIGHT + 2);
}

function write(cell: Cell, one: ReportCell): void {
  cell.font = PLAIN;
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
      cell.font = { ...PLAIN, bold: true };
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
  const [above, below] = [headerText(title), headerText(position)];
  const marking = headerText(markingLine);
  return {
    oddHeader: `&L${above}&R${marking}`,
    oddFooter: `&L${below} · ${marking}&RPage &P of &N`,
  };
}

/** Cut so that no code is left in halves. */
function headerText(text: string): string {
  const plain = excelText(text).replace(/\s+/g, ' ').replaceAll('&', '&&').slice(0, LONGEST_HEADER);
  return /(?<!&)(?:&&)*&$/.test(plain) ? plain.slice(0, -1) : plain;
}
