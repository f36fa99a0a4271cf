import { parse, CsvError } from 'csv-parse/sync';
import type { Refused } from '../domain/read-plan.js';
import { csvCell } from './escapes.js';
import { cleanCell } from './words.js';

const MOST_BYTES = 25 * 1024 * 1024;
export const MOST_ROWS = 20_000;
/** Blank rows cost time too, and so does one row without end. */
const MOST_WITH_BLANK_ONES = 100_000;
const LONGEST_ROW = 1_000_000;
const MOST_CELLS = 500;
/** Enough of a file to know its delimiter by. */
const BEGINNING = 200_000;

/** A row that is not blank, and where a person finds it: headings and blank rows count. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
  /** The colours of the cells as `RRGGBB`, null for none; left out where a file has none. */
  readonly fills?: readonly (string | null)[] | undefined;
  /** Where it stands, for people: “page 12”; left out where the number of the row says it all. */
  readonly place?: string | undefined;
  /** The number of a page that is printed beside it, outside its cells. */
  readonly page?: number | undefined;
  /** The words over its part of the plan, where all of that is complete: "Achieved outcomes"; null where such a part ends. */
  readonly achieved?: string | null | undefined;
}

export interface Table {
  readonly rows: readonly TableRow[];
}

/**
 * The rows of a CSV file. The delimiter is the one (comma, semicolon, tab, bar) that gives the row which
 * `headingsIn` counts the most headings in.
 */
export function readCsv(file: Uint8Array | string, headingsIn: (cells: readonly string[]) => number): Table | Refused {
  const decoded = typeof file === 'string' ? checkedText(file) : decode(file);
  if (typeof decoded !== 'string') return decoded;
  const text = withoutBlankEnd(decoded.replace(/^\ufeff?(?:sep=.\r?\n)?/, ''));
  const found = DELIMITERS.map((delimiter) => headingsUnder(text, delimiter, headingsIn));
  const delimiter = DELIMITERS[found.indexOf(Math.max(...found))] ?? ',';
  return allRows(text, delimiter);
}

/** CSV as RFC 4180 has it, of text that no spreadsheet will take for a formula. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/* ---- Bytes to text ---- */

function decode(bytes: Uint8Array): string | Refused {
  if (bytes.length > MOST_BYTES) return tooLarge();
  const kind = SIGNATURES.find(([signature]) => signature.every((byte, at) => bytes[at] === byte))?.[1];
  if (kind !== undefined) return { refused: `The file is ${kind}, not CSV: save it as "CSV UTF-8" and try again.` };
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (utf16) return checkedText(new TextDecoder(utf16).decode(bytes));
  try {
    return checkedText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return checkedText(new TextDecoder('windows-1252').decode(bytes));
  }
}

const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook, a Word document or an archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook or Word document'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
];

function checkedText(text: string): string | Refused {
  if (text.length > MOST_BYTES) return tooLarge();
  if (text.includes('\0')) return { refused: 'The file holds bytes that no text has: it is not CSV.' };
  return text;
}

function tooLarge(): Refused {
  return { refused: 'The file is larger than 25 MB, which no plan is: check that it is the right one.' };
}

/* ---- Text to rows ---- */

const DELIMITERS = [',', ';', '\t', '|'];
const LOOSE = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  max_record_size: LONGEST_ROW,
} as const;

/** The most headings in one of the first rows, if this is the delimiter. */
function headingsUnder(text: string, delimiter: string, headingsIn: (cells: readonly string[]) => number): number {
  let most = 0;
  const count = (record: string[]): null => {
    most = Math.max(most, headingsIn(cleanCells(record)));
    return null;
  };
  try {
    parse(text.slice(0, BEGINNING), { ...LOOSE, delimiter, to: 40, on_record: count });
  } catch {
    // The end of the beginning may lie within quotes; what came before it has been counted.
  }
  return most;
}

class TooMany extends Error {}

function allRows(text: string, delimiter: string): Table | Refused {
  const rows: TableRow[] = [];
  let row = 0;
  const keep = (record: string[]): null => {
    row += 1;
    const cells = cleanCells(record);
    if (cells.some((cell) => cell !== '')) rows.push({ row, cells });
    if (row > MOST_WITH_BLANK_ONES || rows.length > MOST_ROWS + 1) throw new TooMany();
    return null;
  };
  try {
    parse(text, { ...LOOSE, delimiter, on_record: keep });
    return { rows };
  } catch (error) {
    if (error instanceof TooMany) return { refused: 'The file has more than 20,000 rows, which no plan has.' };
    return { refused: notCsv(error, row) };
  }
}

/** Of a row that is far too wide, its beginning and the first words beyond, so that they are not lost unseen. */
function cleanCells(record: readonly string[]): string[] {
  if (record.length <= MOST_CELLS) return record.map(cleanCell);
  const beyond = record.slice(MOST_CELLS).find((cell) => cell !== '') ?? '';
  return [...record.slice(0, MOST_CELLS), beyond].map(cleanCell);
}

/** Spreadsheets write thousands of blank rows behind the last one. */
function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && '\n\r,;|\t '.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function notCsv(error: unknown, rows: number): string {
  const code = error instanceof CsvError ? error.code : '';
  const why = WHY_NOT[code] ?? 'its rows and cells cannot be told apart';
  return `The file cannot be read as CSV: after row ${String(rows)}, ${why}.`;
}

const WHY_NOT: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'a row has more than a million characters; a quotation mark may be missing',
};
