/** A cell of a table as a file prints it. */
export interface PrintedCell {
  readonly text: string;
  /** Its own colour as `RRGGBB`, or that of a sign that is all it holds; null for none. */
  readonly fill: string | null;
  /** Its left and right edge, in the unit of its table. */
  readonly from: number;
  readonly to: number;
  /** It is merged with the cell above. */
  readonly goesOn: boolean;
}

export interface PrintedRow {
  readonly cells: readonly PrintedCell[];
  /** The page on which it begins, counted from the first of the file; null where the file does not say. */
  readonly page: number | null;
  /** The number of a page printed beside the row, in a box or a cell of its own. */
  readonly label: number | null;
  /** What stands in notes and boxes at the row, and is no part of its cells. */
  readonly notes: readonly string[];
}

export interface PrintedTable {
  readonly rows: readonly PrintedRow[];
  /** Tables that stand within its cells; their words are in the cells too. */
  readonly within: readonly PrintedTable[];
}

/** What stands in a document, in its order. */
export type PrintedBlock =
  | { readonly kind: 'table'; readonly table: PrintedTable; readonly page: number | null }
  | { readonly kind: 'text'; readonly text: PrintedText; readonly page: number | null };

/** A paragraph outside all tables. */
interface PrintedText {
  readonly words: string;
  /** It has the style of a heading. */
  readonly isHeading: boolean;
  /** Words of it that stand on a colour, or behind a sign in one. */
  readonly pairs: readonly ColouredWords[];
}

/** What a key prints: a word beside its colour, `RRGGBB`. */
export interface ColouredWords {
  readonly words: string;
  readonly fill: string;
}

/** A row whose cells stand under the headings of the plan, one for each. */
export interface AlignedRow {
  readonly cells: readonly string[];
  readonly fills: readonly (string | null)[];
  /** Which of the cells are merged with those above. */
  readonly goesOn: readonly boolean[];
}

/**
 * The cells of a row under the headings: by their number where it is the same, else by where they stand. A cell over
 * several headings stands under the first; several cells under one heading are its lines.
 */
export function aligned(row: PrintedRow, headings: PrintedRow, sameTable: boolean): AlignedRow {
  const columns = columnsFor(row, headings, sameTable);
  const own = headings.cells.map((_, at) => row.cells.filter((_cell, n) => columns[n] === at));
  return {
    cells: own.map((cells) => lines(cells.map(({ text }) => text))),
    fills: own.map((cells) => cells.find(({ fill }) => fill !== null)?.fill ?? null),
    goesOn: own.map((cells) => cells.some(({ goesOn }) => goesOn)),
  };
}

function lines(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

/** For each cell the number of its heading. */
function columnsFor(row: PrintedRow, headings: PrintedRow, sameTable: boolean): readonly number[] {
  const inOrder = row.cells.length === headings.cells.length;
  const edges = new Set(headings.cells.flatMap(({ from, to }) => [from, to]));
  const onEdges = row.cells.every(({ from, to }) => edges.has(from) && edges.has(to));
  if (inOrder && !(sameTable && onEdges)) return row.cells.map((_, at) => at);
  const [own, theirs] = [spanOf(row), spanOf(headings)];
  const scale = sameTable || own.width === 0 ? 1 : theirs.width / own.width;
  const shift = sameTable ? 0 : theirs.from - own.from * scale;
  return row.cells.map(({ from, to }) => columnAt(from * scale + shift, to * scale + shift, headings));
}

function spanOf({ cells }: PrintedRow): { readonly from: number; readonly width: number } {
  const from = cells[0]?.from ?? 0;
  return { from, width: (cells.at(-1)?.to ?? from) - from };
}

/** The first heading that is covered for the most part, else the one that is covered most. */
function columnAt(from: number, to: number, { cells }: PrintedRow): number {
  const covered = cells.map((cell) => Math.max(0, Math.min(to, cell.to) - Math.max(from, cell.from)));
  const whole = cells.findIndex((cell, at) => (covered[at] ?? 0) > (cell.to - cell.from) * 0.6);
  return whole >= 0 ? whole : covered.indexOf(Math.max(...covered));
}
