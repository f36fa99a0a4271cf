import { MOST_LETTERS, withCharacters, type Book } from './read-xlsx-book.js';
import { numberInWords } from './read-xlsx-formats.js';
import { walkXml } from './read-xlsx-xml.js';
import { cleanWords } from './words.js';

/** Cells with the words that people see, wherever they come from. */
export interface SheetRow {
  readonly row: number;
  readonly cells: string[];
  /** The colours of the cells, `RRGGBB`. */
  readonly fills: (string | null)[];
  /** Plain numbers by column, which may be days whose format was lost. */
  readonly numbers: ReadonlyMap<number, number>;
}

/** One cell out of several, rows from 1, columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Something about cells that people are told, each with its place: "C12". */
export interface SheetNote {
  readonly kind: 'error' | 'no-value';
  readonly row: number;
  readonly at: string;
  /** "#REF!"; the formula is not told. */
  readonly words: string;
}

export interface Sheet {
  readonly rows: SheetRow[];
  readonly merges: readonly Merge[];
  readonly notes: readonly SheetNote[];
  /** Rows and columns that people do not see. */
  readonly hiddenRows: number;
  readonly hiddenColumns: readonly string[];
  /** Cells with an address behind them: by row and column, the id of the relation. */
  readonly links: ReadonlyMap<string, string>;
  /** It has more rows or words than any plan; what is beyond is not here. */
  readonly tooLarge: boolean;
}

/** As of CSV. */
const MOST_ROWS = 20_001;
const MOST_CELLS = 500;
const MOST_MERGES = 50_000;
const MOST_NOTES = 1000;

/** The rows of a sheet that have words in them. Throws `DamagedXml`. */
export function readSheet(bytes: Uint8Array, book: Book): Sheet {
  const reader = new SheetReader(book);
  walkXml(bytes, reader);
  return reader.sheet();
}

class SheetReader {
  private readonly rows: SheetRow[] = [];
  private readonly merges: Merge[] = [];
  private readonly notes: SheetNote[] = [];
  private readonly links = new Map<string, string>();
  private readonly hiddenColumns: string[] = [];
  private hiddenRows = 0;
  private letters = 0;
  private tooLarge = false;
  private row: SheetRow & { readonly numbers: Map<number, number> } = blankRow(0);
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private hasFormula = false;
  private hasValue = false;
  private inWords = false;
  private spoken = 0;
  private rowHidden = false;

  constructor(private readonly book: Book) {}

  sheet(): Sheet {
    const { rows, merges, notes, hiddenRows, hiddenColumns, links, tooLarge } = this;
    return { rows, merges, notes, hiddenRows, hiddenColumns, links, tooLarge };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'col':
        if (isTrue(attributes.hidden)) this.hiddenColumns.push(columnsIn(attributes));
        return;
      case 'row':
        this.row = blankRow(Number(attributes.r ?? this.row.row + 1));
        this.column = -1;
        this.rowHidden = isTrue(attributes.hidden);
        return;
      case 'c':
        this.beginCell(attributes);
        return;
      case 'f':
        this.hasFormula = true;
        return;
      case 'v':
        this.inWords = this.hasValue = true;
        return;
      case 'rPh':
        this.spoken += 1;
        return;
      case 't':
        this.inWords = this.type === 'inlineStr' && this.spoken === 0;
        this.hasValue ||= this.inWords;
        return;
      case 'mergeCell':
        this.addMerge(attributes.ref ?? '');
        return;
      case 'hyperlink':
        this.addLink(attributes);
    }
  }

  words(text: string): void {
    if (this.inWords && this.value.length <= MOST_LETTERS) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inWords = false;
    if (name === 'rPh') this.spoken -= 1;
    if (name === 'c') this.endCell();
    if (name === 'row') this.endRow();
  }

  private beginCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const place = r === undefined ? null : placeOf(r);
    this.column = place === null ? this.column + 1 : place.column;
    this.type = t;
    this.style = Number(s);
    this.value = '';
    this.hasFormula = this.hasValue = this.inWords = false;
  }

  private endCell(): void {
    const { column, row, book } = this;
    const look = book.looks[this.style];
    if (column < MOST_CELLS && look !== undefined && look.fill !== null) row.fills[column] = look.fill;
    const words = this.cellWords(look?.format ?? 'General');
    if (words === '') return;
    // Of what is far out, the first words are kept, so that they are not lost unseen.
    const at = Math.min(column, MOST_CELLS);
    if (at === MOST_CELLS && (row.cells[at] ?? '') !== '') return;
    row.cells[at] = words;
    this.letters += words.length;
    if (this.letters > MOST_LETTERS) this.tooLarge = true;
  }

  private cellWords(format: string): string {
    const { type, value, book } = this;
    if (this.hasFormula && !this.hasValue) this.note('no-value', '');
    if (!this.hasValue) return '';
    switch (type) {
      case 's':
        return book.strings[Number(value)] ?? '';
      case 'b':
        return value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        this.note('error', cleanWords(value).slice(0, 20));
        return '';
      case 'n':
        return this.numberWords(value.trim(), format);
      case 'd':
        return /^\d{4}-\d\d-\d\d/.exec(value.trim())?.[0] ?? cleanWords(value);
      default:
        return cleanWords(withCharacters(value));
    }
  }

  private numberWords(value: string, format: string): string {
    const number = Number(value);
    if (value === '' || !Number.isFinite(number)) return cleanWords(value);
    if (/^(?:general|0|#|#,##0)?$/i.test(format)) this.row.numbers.set(this.column, number);
    return cleanWords(numberInWords(number, format, this.book.since1904));
  }

  private note(kind: SheetNote['kind'], words: string): void {
    if (this.notes.length >= MOST_NOTES) return;
    this.notes.push({ kind, row: this.row.row, at: `${columnName(this.column)}${String(this.row.row)}`, words });
  }

  private endRow(): void {
    const { row } = this;
    if (this.tooLarge || !row.cells.some((cell) => cell !== '')) return;
    if (this.rows.length >= MOST_ROWS) {
      this.tooLarge = true;
      return;
    }
    if (this.rowHidden) this.hiddenRows += 1;
    const cells = Array.from(row.cells, (cell: string | undefined) => cell ?? '');
    const fills = cells.map((_, at) => row.fills[at] ?? null);
    this.rows.push({ ...row, cells, fills });
  }

  private addMerge(ref: string): void {
    const [from, to] = ref.split(':').map(placeOf);
    if (!from || !to || this.merges.length >= MOST_MERGES) return;
    this.merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
  }

  private addLink(attributes: Readonly<Record<string, string>>): void {
    const [from] = (attributes.ref ?? '').split(':').map(placeOf);
    const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
    if (from && id !== undefined) this.links.set(linkKey(from.row, from.column), id);
  }
}

/** By which a cell's link is found. */
export function linkKey(row: number, column: number): string {
  return `${String(row)} ${String(column)}`;
}

function blankRow(row: number): SheetRow & { readonly numbers: Map<number, number> } {
  return { row, cells: [], fills: [], numbers: new Map() };
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}

/** "C12" as row 12 and column 2; null for what is no place in a sheet. */
function placeOf(ref: string): { readonly row: number; readonly column: number } | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(ref) ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column: column - 1 };
}

/** "C" of column 2. */
function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? columnName(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

function columnsIn({ min = '1', max = min }: Readonly<Record<string, string>>): string {
  const [first, last] = [Number(min) - 1, Number(max) - 1];
  return first === last ? columnName(first) : `${columnName(first)} to ${columnName(last)}`;
}
