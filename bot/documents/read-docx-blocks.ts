import type { Refused } from '../domain/read-plan.js';
import { MOST_ROWS } from './csv.js';
import { pageLabelIn } from './plan-shapes.js';
import type { ColouredWords, PrintedBlock, PrintedRow, PrintedTable } from './printed-table.js';
import { gridOf, rowIn, type CellNeeds, type ReadRow } from './read-docx-cells.js';
import {
  addInline,
  child,
  emptyInline,
  valueOf,
  type Colours,
  type InlineNeeds,
  type Node,
  type Piece,
} from './read-docx-inline.js';
import type { Numbers } from './read-docx-numbers.js';
import { walkXml } from './read-xlsx-xml.js';
import { oneLine } from './words.js';

/** What else of the file is needed to read its text. */
interface DocumentNeeds {
  readonly colours: Colours;
  readonly notes: ReadonlyMap<string, string>;
  readonly numbers: Numbers;
  /** The words at the top of the pages of a section, by the id that the section names them with. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Deeper than Word ever nests; what goes on deeper is made to break readers. */
const DEEPEST = 400;

class TooMuch extends Error {
  constructor(readonly refusal: string) {
    super(refusal);
  }
}

/**
 * The tables and paragraphs of a document in their order, with the pages on which they begin where the file says so.
 * Of tracked changes what was put in counts and what was taken out does not. Rows are taken as they come, so that no
 * more than one of them is held as XML. Throws `DamagedXml`.
 */
export function blocksIn(document: Uint8Array, needs: DocumentNeeds): readonly PrintedBlock[] | Refused {
  const reading = new Reading(needs, pagesIn(document));
  try {
    walkXml(document, reading);
    return reading.blocks;
  } catch (error) {
    if (error instanceof TooMuch) return { refused: error.refusal };
    throw error;
  }
}

/** How the file says where pages end: as Word last laid it out, by breaks that were asked for, or not at all. */
function pagesIn(document: Uint8Array): { readonly pageBreak: InlineNeeds['pageBreak']; readonly known: boolean } {
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.length);
  if (bytes.includes('lastRenderedPageBreak')) return { pageBreak: 'lastRenderedPageBreak', known: true };
  const asked = [':type="page"', 'pageBreakBefore', '</w:sectPr></w:pPr>'];
  return { pageBreak: 'br', known: asked.some((words) => bytes.includes(words)) };
}

/** Changes that were made and then struck out, old looks, codes of fields, and what stands for hidden or spoken words. */
const LEFT_OUT = /^(?:del|moveFrom|instrText|delText|delInstrText|rt|\w+PrChange|tblGridChange|cellDel|binData)$/;
/** An element of that name says something of its parent, and has no words. */
const SAYS_OF = new Set(['rPr', 'trPr']);

class Reading {
  readonly blocks: PrintedBlock[] = [];
  private readonly stack: Node[] = [];
  private readonly rows = new Map<Node, PrintedRow[]>();
  private readonly inTables = new Map<Node, PrintedTable>();
  private readonly within = new Map<Node, PrintedTable[]>();
  private leftOut = 0;
  private count = 0;
  private page = 1;
  /** How many blocks stand before the section. */
  private section = 0;
  private readonly cellNeeds: CellNeeds;

  constructor(
    private readonly needs: DocumentNeeds,
    private readonly pages: ReturnType<typeof pagesIn>,
  ) {
    this.cellNeeds = { ...needs, pageBreak: pages.pageBreak, tables: this.inTables };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const above = this.stack.at(-1);
    if (this.leftOut > 0 || isLeftOut(name, above)) {
      this.leftOut += 1;
      return;
    }
    if (this.stack.length >= DEEPEST)
      throw new TooMuch(
        `The file nests its parts more than ${String(DEEPEST)} deep, which Word never does: save it again from Word.`,
      );
    const node: Node = { name, attributes, children: [], words: '' };
    // Of what stands straight in the body only its rows and paragraphs are kept, and those are taken when they end.
    if (above !== undefined && above.name !== 'body' && above.name !== 'document') above.children.push(node);
    this.stack.push(node);
  }

  words(text: string): void {
    const node = this.stack.at(-1);
    if (this.leftOut === 0 && node?.name === 't') node.words += text;
  }

  close(): void {
    if (this.leftOut > 0) {
      this.leftOut -= 1;
      return;
    }
    const node = this.stack.pop();
    if (node?.name === 'tr') this.endRow(node);
    else if (node?.name === 'tbl') this.endTable(node);
    else if (node?.name === 'sectPr') this.endSection(node);
    else if (node?.name === 'p' && !this.stack.some(({ name }) => name === 'tbl' || name === 'p'))
      this.endParagraph(node);
  }

  private endRow(node: Node): void {
    const table = this.stack.findLast(({ name }) => name === 'tbl');
    if (table === undefined) return;
    const row = rowIn(node, gridOf(table), this.cellNeeds);
    node.children.length = 0;
    if (row === undefined) return;
    this.count += 1;
    if (this.count > MOST_ROWS + 1) throw new TooMuch('The file has more than 20,000 rows, which no plan has.');
    const nested = this.stack.filter(({ name }) => name === 'tbl').length > 1;
    const rows = this.rows.get(table) ?? [];
    rows.push(this.onPage(row, nested));
    this.rows.set(table, rows);
    const within = this.within.get(table) ?? [];
    for (const one of row.within) within.push(one);
    this.within.set(table, within);
  }

  /** A row that goes on over a page begins on the one before; what stands in a table within a cell ends no page twice. */
  private onPage(row: ReadRow, nested: boolean): PrintedRow {
    const page = this.page + (row.before && !nested ? 1 : 0);
    if (!nested) this.page += row.breaks;
    const { cells, label, notes } = row;
    return { cells, label, notes, page: this.pages.known ? page : null };
  }

  private endTable(node: Node): void {
    const table = { rows: this.rows.get(node) ?? [], within: this.within.get(node) ?? [] };
    this.rows.delete(node);
    this.within.delete(node);
    node.children.length = 0;
    if (this.stack.some(({ name }) => name === 'tbl')) this.inTables.set(node, table);
    else if (!this.stack.some(({ name }) => name === 'p')) {
      this.blocks.push({ kind: 'table', table, page: table.rows[0]?.page ?? null });
      this.inTables.clear();
    }
  }

  /** The label of a page may stand at its top: a document made of pages has a section for each. */
  private endSection(node: Node): void {
    const words = node.children.map((one) => this.needs.headers.get(valueOf(one, 'id') ?? '') ?? '');
    const label = words.find((text) => pageLabelIn(text)?.ref === '');
    const at = this.blocks[this.section];
    if (label !== undefined && at !== undefined) {
      const text = { words: label, isHeading: false, pairs: [] };
      this.blocks.splice(this.section, 0, { kind: 'text', text, page: at.page });
    }
    this.section = this.blocks.length;
  }

  private endParagraph(node: Node): void {
    const inside = emptyInline();
    addInline(node, inside, this.cellNeeds);
    const properties = child(node, 'pPr');
    if (this.pages.pageBreak === 'br' && child(properties, 'pageBreakBefore') !== undefined) this.page += 1;
    if (inside.first) this.page += 1;
    const page = this.pages.known ? this.page : null;
    this.page += inside.breaks - (inside.first ? 1 : 0);
    if (this.pages.pageBreak === 'br' && endsPage(child(properties, 'sectPr'))) this.page += 1;
    const isHeading = /^(?:heading|title|berschrift)|heading/i.test(valueOf(child(properties, 'pStyle')) ?? '');
    const pairs = colouredWords(inside.pieces, this.cellNeeds.colours.shading(child(properties, 'shd')));
    const number = this.cellNeeds.numbers.before(node);
    const words = oneLine(number + inside.pieces.map((piece) => piece.words).join(''));
    if (words !== '') this.blocks.push({ kind: 'text', text: { words, isHeading, pairs }, page });
    for (const box of inside.boxes)
      this.blocks.push({ kind: 'text', text: { words: box, isHeading: false, pairs: [] }, page });
    node.children.length = 0;
  }
}

function isLeftOut(name: string, above: Node | undefined): boolean {
  // Of two ways to draw the same the first is read.
  if (name === 'Fallback') return above?.children.some((one) => one.name === 'Choice') ?? false;
  return LEFT_OUT.test(name) && !(name === 'del' && SAYS_OF.has(above?.name ?? ''));
}

function endsPage(section: Node | undefined): boolean {
  return section !== undefined && valueOf(child(section, 'type')) !== 'continuous';
}

/** Words on a colour, or behind a sign in one: "● On target". */
function colouredWords(pieces: readonly Piece[], shading: string | null): ColouredWords[] {
  const pairs: { words: string; fill: string }[] = [];
  let fill: string | null = null;
  for (const piece of pieces) {
    const isSign = piece.words.trim() !== '' && !/[\p{L}\p{N}]/u.test(piece.words);
    const own = piece.behind ?? (isSign ? piece.ink : null);
    if (own !== null && own !== fill) pairs.push({ words: '', fill: own });
    fill = own ?? fill;
    const last = pairs.at(-1);
    if (last !== undefined && !isSign) last.words += piece.words;
  }
  if (pairs.length === 0 && shading !== null)
    pairs.push({ words: pieces.map(({ words }) => words).join(''), fill: shading });
  return pairs.map(({ words, fill: colour }) => ({ words: oneLine(words), fill: colour }));
}
