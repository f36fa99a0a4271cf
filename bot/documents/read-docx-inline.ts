import { oneLine } from './words.js';

/** An element of a document, its name without what stands before the colon, and nothing of what is left out. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  /** The words of a `t`. */
  words: string;
}

export function child(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let found = node;
  for (const name of path) found = found?.children.find((one) => one.name === name);
  return found;
}

/** The attribute, whatever stands before the colon. */
export function valueOf(node: Node | undefined, name = 'val'): string | undefined {
  if (node === undefined) return undefined;
  return Object.entries(node.attributes).find(([key]) => key.slice(key.indexOf(':') + 1) === name)?.[1];
}

/** A switch that is on: `<w:b/>`, `<w:b w:val="1"/>`. */
export function isOn(node: Node | undefined): boolean {
  return node !== undefined && !['0', 'false', 'off', 'none'].includes(valueOf(node) ?? '');
}

/** Colours as a document says them, as `RRGGBB`; null for none that is seen. */
export interface Colours {
  /** Of a `shd`. */
  shading(node: Node | undefined): string | null;
  /** Of a `color`. */
  ink(node: Node | undefined): string | null;
  /** The look that a style gives to words: behind them, and of them. */
  ofStyle(id: string | undefined): { readonly behind: string | null; readonly ink: string | null };
}

/** Words of one run, with how they look. */
export interface Piece {
  readonly words: string;
  readonly behind: string | null;
  readonly ink: string | null;
}

/** What stands in one or more paragraphs. */
export interface Inline {
  readonly pieces: Piece[];
  /** The ids of its notes: "footnote 2". */
  readonly notes: string[];
  /** The words of each text box. */
  readonly boxes: string[];
  /** The colours of shapes drawn here. */
  readonly shapes: string[];
  /** Pages that end within it; `first` is true where one does before any words. */
  breaks: number;
  first: boolean;
}

export function emptyInline(): Inline {
  return { pieces: [], notes: [], boxes: [], shapes: [], breaks: 0, first: false };
}

export interface InlineNeeds {
  readonly colours: Colours;
  /** The name of the element that ends a page: as Word last laid it out, or as somebody asked for it. */
  readonly pageBreak: 'lastRenderedPageBreak' | 'br';
}

/** Adds what stands in an element of a paragraph. What was deleted never gets this far. */
export function addInline(node: Node, into: Inline, needs: InlineNeeds): void {
  for (const part of node.children) {
    if (part.name === 'r') addRun(part, into, needs);
    else if (part.name === 'sdt') {
      if (!isOn(child(part, 'sdtPr', 'showingPlcHdr'))) addInline(part, into, needs);
    } else if (part.name === 'oMath' || part.name === 'oMathPara') addWords(deepWords(part), into, null, null);
    else if (!PROPERTIES.test(part.name)) addInline(part, into, needs);
  }
}

const PROPERTIES = /(?:Pr|PrEx|End)$/;

function addRun(run: Node, into: Inline, needs: InlineNeeds): void {
  const look = child(run, 'rPr');
  if (isOn(child(look, 'vanish'))) return;
  const style = needs.colours.ofStyle(valueOf(child(look, 'rStyle')));
  const behind =
    HIGHLIGHTS[valueOf(child(look, 'highlight')) ?? ''] ?? needs.colours.shading(child(look, 'shd')) ?? style.behind;
  const ink = needs.colours.ink(child(look, 'color')) ?? style.ink;
  for (const part of run.children) {
    const words = part.name === 't' ? part.words : signOf(part);
    if (words !== undefined) addWords(words, into, behind, ink);
    else if (isPageBreak(part, needs)) {
      into.breaks += 1;
      into.first ||= into.pieces.every((piece) => piece.words.trim() === '');
    } else if (part.name === 'footnoteReference' || part.name === 'endnoteReference') {
      into.notes.push(`${part.name.slice(0, -'Reference'.length)} ${valueOf(part, 'id') ?? ''}`);
    } else if (DRAWN.has(part.name)) addDrawn(part, into, needs);
  }
}

function addWords(words: string, into: Inline, behind: string | null, ink: string | null): void {
  if (words !== '') into.pieces.push({ words, behind, ink });
}

function isPageBreak(node: Node, { pageBreak }: InlineNeeds): boolean {
  return node.name === pageBreak && (pageBreak !== 'br' || valueOf(node, 'type') === 'page');
}

/** What stands for a character; undefined where it stands for none. */
function signOf(node: Node): string | undefined {
  switch (node.name) {
    case 'tab':
    case 'ptab':
      return ' ';
    case 'br':
      return valueOf(node, 'type') === 'page' ? undefined : '\n';
    case 'cr':
      return '\n';
    case 'noBreakHyphen':
      return '-';
    case 'sym':
      return '\u25cf';
    default:
      return undefined;
  }
}

/* ---- What is drawn ---- */

const DRAWN = new Set(['drawing', 'pict', 'object', 'AlternateContent']);

function addDrawn(node: Node, into: Inline, needs: InlineNeeds): void {
  const boxes = found(node, (one) => one.name === 'txbxContent');
  for (const box of boxes) {
    const inside = emptyInline();
    for (const paragraph of found(box, (one) => one.name === 'p')) {
      addInline(paragraph, inside, needs);
      addWords('\n', inside, null, null);
    }
    const words = oneLine(inside.pieces.map((piece) => piece.words).join(''));
    if (words !== '') into.boxes.push(words);
  }
  if (boxes.length > 0) return;
  const fills = found(node, (one) => one.name === 'spPr').map((one) => child(one, 'solidFill', 'srgbClr'));
  const old = found(node, (one) => one.attributes.fillcolor !== undefined).map((one) => one.attributes.fillcolor);
  for (const colour of [...fills.map((fill) => valueOf(fill)), ...old]) {
    const hex = /^#?(?<hex>[0-9a-f]{6})/i.exec(colour ?? '')?.groups?.hex;
    if (hex !== undefined) into.shapes.push(hex.toUpperCase());
  }
}

/** The elements that are meant, none of them within another. */
function found(node: Node, isMeant: (node: Node) => boolean): Node[] {
  return node.children.flatMap((one) => (isMeant(one) ? [one] : found(one, isMeant)));
}

function deepWords(node: Node): string {
  return node.words + node.children.map(deepWords).join('');
}

/** The colours that Word marks words with. */
const HIGHLIGHTS: Readonly<Record<string, string>> = {
  red: 'FF0000',
  darkRed: '800000',
  yellow: 'FFFF00',
  darkYellow: '808000',
  green: '00FF00',
  darkGreen: '008000',
  blue: '0000FF',
  darkBlue: '000080',
  cyan: '00FFFF',
  darkCyan: '008080',
  magenta: 'FF00FF',
  darkMagenta: '800080',
};
