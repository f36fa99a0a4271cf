/** What stands in a written file, read back by other means than it was written with. */
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** The parts of an Office file as text; throws where one is no XML, or is not told of in the content types. */
export function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const parts = new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
  const types = parts.get('[Content_Types].xml') ?? '';
  for (const [name, text] of parts) {
    if (/\.(?:xml|rels)$/.test(name)) parse(text, {});
    const extension = name.split('.').at(-1) ?? '';
    if (name === '[Content_Types].xml') continue;
    const known = types.includes(`PartName="/${name}"`) || types.includes(`Extension="${extension}"`);
    if (!known) throw new Error(`${name} is of no content type`);
  }
  return parts;
}

interface Hearing {
  readonly open?: (tag: SaxesTagPlain) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

function parse(xml: string, { open, close, text }: Hearing): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  if (open) parser.on('opentag', open);
  if (close)
    parser.on('closetag', ({ name }) => {
      close(name);
    });
  if (text) parser.on('text', text);
  parser.write(xml).close();
}

/** A Word document as lines: headings by their level, list lines by a hyphen, rows of tables between bars. */
export function docxLines(bytes: Uint8Array): readonly string[] {
  const lines: string[] = [];
  let [style, words, isText, isWide] = ['', '', false, false];
  let row: { cells: string[]; header: boolean; whole: boolean } | null = null;
  let cell: { lines: string[]; fill: string } | null = null;
  parse(partsOf(bytes).get('word/document.xml') ?? '', {
    open: ({ name, attributes }) => {
      if (name === 'w:p') [style, words] = ['', ''];
      if (name === 'w:pStyle') style = attributes['w:val'] ?? '';
      if (name === 'w:numPr') style = 'list';
      if (name === 'w:t') isText = true;
      if (name === 'w:br') words += '\n';
      if (name === 'w:tr') row = { cells: [], header: false, whole: false };
      if (name === 'w:tblHeader' && row) row.header = true;
      if (name === 'w:cantSplit' && row) row.whole = true;
      if (name === 'w:tc') cell = { lines: [], fill: '' };
      if (name === 'w:shd' && cell) cell.fill = attributes['w:fill'] ?? '';
      if (name === 'w:pgSz') isWide = attributes['w:orient'] === 'landscape';
    },
    text: (text) => {
      if (isText) words += text;
    },
    close: (name) => {
      if (name === 'w:t') isText = false;
      if (name === 'w:p' && cell) cell.lines.push(words);
      else if (name === 'w:p' && words !== '') lines.push(`${markOf(style)}${words}`);
      if (name === 'w:tc' && cell && row) {
        row.cells.push(`${cell.lines.join('\n')}${cell.fill === '' ? '' : ` {${cell.fill}}`}`);
        cell = null;
      }
      if (name === 'w:tr' && row) {
        lines.push(`${row.header ? 'header ' : ''}${row.whole ? '' : 'split '}| ${row.cells.join(' | ')} |`);
        row = null;
      }
      if (name === 'w:sectPr') lines.push(`=== ${isWide ? 'landscape' : 'portrait'} ===`);
    },
  });
  return lines;
}

function markOf(style: string): string {
  if (style === 'list') return '- ';
  return style === '' ? '' : `[${style}] `;
}

/** Headers and footers of a Word document. */
export function docxAround(bytes: Uint8Array): readonly string[] {
  return [...partsOf(bytes)]
    .filter(([name]) => /^word\/(?:header|footer)\d+\.xml$/.test(name))
    .map(([, xml]) => {
      let words = '';
      parse(xml, { text: (text) => (words += text) });
      return words;
    });
}

/** The cells of a sheet as they would be shown, row by row; dates as days. */
export async function sheetsIn(bytes: Uint8Array): Promise<ReadonlyMap<string, readonly (readonly string[])[]>> {
  partsOf(bytes);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  return new Map(
    book.worksheets.map((sheet) => {
      const rows: string[][] = [];
      sheet.eachRow({ includeEmpty: false }, (row) => {
        const cells = Array.from({ length: sheet.columnCount }, (_, at) => shown(row.getCell(at + 1)));
        rows.push(cells);
      });
      return [sheet.name, rows];
    }),
  );
}

function shown({ value, type, fill }: ExcelJS.Cell): string {
  if (type === ExcelJS.ValueType.Formula) throw new Error(`a formula: ${JSON.stringify(value)}`);
  // The library says that there is a fill where there is none.
  const looks = fill as ExcelJS.Fill | undefined;
  const argb = looks?.type === 'pattern' ? (looks.fgColor?.argb ?? '') : '';
  const colour = argb === '' ? '' : ` {${argb.slice(2)}}`;
  if (value === null) return '';
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : JSON.stringify(value);
  return `${value instanceof Date ? value.toISOString().slice(0, 10) : text}${colour}`;
}
