import { pageLabelIn } from './plan-shapes.js';
import type { PrintedCell, PrintedRow, PrintedTable } from './printed-table.js';
import {
  addInline,
  child,
  emptyInline,
  isOn,
  valueOf,
  type Inline,
  type InlineNeeds,
  type Node,
} from './read-docx-inline.js';
import type { Numbers } from './read-docx-numbers.js';
import { cleanWords, oneLine } from './words.js';

/** What turns the elements of tables into what is printed. */
export interface CellNeeds extends InlineNeeds {
  /** The words of a note by its id: "footnote 2". */
  readonly notes: ReadonlyMap<string, string>;
  readonly numbers: Numbers;
  /** Tables by their element, once they are read. */
  readonly tables: ReadonlyMap<Node, PrintedTable>;
}

/** A row, and how many pages ended before its first words and within it. */
export interface ReadRow extends Omit<PrintedRow, 'page'> {
  readonly before: boolean;
  readonly breaks: number;
  readonly within: readonly PrintedTable[];
}

/** A row as printed; undefined for one that was deleted. `edges` are those of the table's grid. */
export function rowIn(row: Node, edges: readonly number[], needs: CellNeeds): ReadRow | undefined {
  const properties = child(row, 'trPr');
  if (child(properties, 'del') !== undefined) return undefined;
  const cells: ReadCell[] = [];
  let at = Number(valueOf(child(properties, 'gridBefore')) ?? 0) || 0;
  for (const cell of cellsOf(row)) {
    const own = child(cell, 'tcPr');
    const span = Math.min(Math.max(Number(valueOf(child(own, 'gridSpan')) ?? 1) || 1, 1), MOST_COLUMNS);
    const [from, to] = [edgeAt(edges, at), edgeAt(edges, at + span)];
    at += span;
    const last = cells.at(-1);
    if (last !== undefined && (valueOf(child(own, 'hMerge')) ?? 'restart') !== 'restart')
      cells.splice(-1, 1, { ...last, to });
    else if (cells.length < MOST_COLUMNS) cells.push(cellIn(cell, from, to, needs));
  }
  const label = cells.find((cell) => cell.label !== null)?.label ?? null;
  return {
    cells: cells.filter(({ onlyLabel }) => !onlyLabel),
    label,
    notes: cells.flatMap(({ notes }) => notes),
    before: cells.some(({ before }) => before),
    breaks: Math.max(0, ...cells.map(({ breaks }) => breaks)),
    within: cells.flatMap(({ within }) => within),
  };
}

/** Wider than any plan; what stands beyond is told by the columns it has no heading in. */
const MOST_COLUMNS = 500;

/** Where each column of a table's grid begins, and the last one ends; no number where the file gives no widths. */
export function gridOf(table: Node | undefined): readonly number[] {
  const columns = (child(table, 'tblGrid')?.children ?? []).slice(0, MOST_COLUMNS);
  const widths = columns.map((column) => Number(valueOf(column, 'w') ?? 0) || 0);
  if (widths.every((width) => width <= 0)) return [];
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + Math.max(width, 1));
  return edges;
}

function edgeAt(edges: readonly number[], at: number): number {
  const last = edges.length - 1;
  if (last < 1) return at;
  return edges[at] ?? (edges[last] ?? 0) + (at - last) * ((edges[last] ?? 0) / last);
}

function cellsOf(node: Node): Node[] {
  return node.children.flatMap((one) => (one.name === 'tc' ? [one] : AROUND.has(one.name) ? cellsOf(one) : []));
}

/** What may stand around cells, paragraphs and tables and adds nothing of its own. */
const AROUND = new Set(['sdt', 'sdtContent', 'customXml', 'ins', 'moveTo', 'smartTag']);

/* ---- One cell ---- */

interface ReadCell extends PrintedCell {
  readonly label: number | null;
  /** It holds the label of a page, turned on its side or merged down the page, and nothing else. */
  readonly onlyLabel: boolean;
  readonly notes: readonly string[];
  readonly before: boolean;
  readonly breaks: number;
  readonly within: readonly PrintedTable[];
}

function cellIn(cell: Node, from: number, to: number, needs: CellNeeds): ReadCell {
  const properties = child(cell, 'tcPr');
  const inside = emptyInline();
  const within = addBlocks(cell, inside, needs);
  const boxes = inside.boxes.map((words) => ({ words, label: pageLabelIn(words) }));
  const printed = cleanWords(inside.pieces.map(({ words }) => words).join(''));
  const turned = child(properties, 'textDirection') !== undefined;
  const beside = turned ? pageLabelIn(oneLine(printed)) : null;
  const others = boxes.filter(({ label }) => label?.ref !== '').map(({ words }) => words);
  const merge = child(properties, 'vMerge');
  const text = printed === '' ? cleanWords(others.join('\n')) : printed;
  const notes = inside.notes.flatMap((id) => needs.notes.get(id) ?? []);
  return {
    ...{ from, to, goesOn: merge !== undefined && valueOf(merge) !== 'restart' },
    ...withColour(text, needs.colours.shading(child(properties, 'shd')), inside),
    label: boxes.find(({ label }) => label?.ref === '')?.label?.page ?? (beside?.ref === '' ? beside.page : null),
    onlyLabel: beside?.ref === '',
    notes: [...(printed === '' ? [] : others), ...notes],
    ...{ before: inside.first, breaks: inside.breaks, within },
  };
}

/** A sign in a colour, or a shape, is the colour of its cell where that has none, and no words of it. */
function withColour(text: string, fill: string | null, { pieces, shapes }: Inline): Pick<PrintedCell, 'text' | 'fill'> {
  const isSign = text !== '' && !/[\p{L}\p{N}]/u.test(text);
  const inks = new Set(pieces.filter(({ words }) => words.trim() !== '').map(({ ink }) => ink));
  const [ink] = inks;
  if (isSign && inks.size === 1 && ink != null) return { text: '', fill: fill ?? ink };
  return { text, fill: fill ?? behindAll(pieces) ?? (text === '' || isSign ? (shapes[0] ?? null) : null) };
}

/** The colour behind all the words; null where some have another. */
function behindAll(pieces: Inline['pieces']): string | null {
  const behind = new Set(pieces.filter(({ words }) => words.trim() !== '').map((piece) => piece.behind));
  const [only] = behind;
  return behind.size === 1 ? (only ?? null) : null;
}

/** The paragraphs of a cell as lines, and the tables in it, whose rows are lines too. */
function addBlocks(node: Node, into: Inline, needs: CellNeeds): PrintedTable[] {
  return node.children.flatMap((part): PrintedTable[] => {
    if (part.name === 'p') {
      const from = into.pieces.length;
      addInline(part, into, needs);
      into.pieces.splice(from, 0, { ...END_OF_LINE, words: needs.numbers.before(part) });
      if (child(part, 'pPr', 'rPr', 'del') === undefined) into.pieces.push(END_OF_LINE);
      return [];
    }
    if (part.name !== 'tbl') {
      const isHint = part.name === 'sdt' && isOn(child(part, 'sdtPr', 'showingPlcHdr'));
      return AROUND.has(part.name) && !isHint ? addBlocks(part, into, needs) : [];
    }
    const table = needs.tables.get(part);
    for (const row of table?.rows ?? []) {
      const words = row.cells.map((cell) => cell.text).filter((text) => text !== '');
      into.pieces.push({ ...END_OF_LINE, words: `${words.join(' ')}\n` });
    }
    return table === undefined ? [] : [table, ...table.within];
  });
}

const END_OF_LINE = { words: '\n', behind: null, ink: null };
