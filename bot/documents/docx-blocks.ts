/** Parts of a report as parts of a Word document. */
import {
  BorderStyle,
  HeadingLevel,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx';
import type { RatingMark, ReportBlock, ReportCell, ReportSection, ReportTable, Words } from '../domain/report.js';
import { wordText } from './escapes.js';
import { cellInWords, FILLS, markInWords } from './report-looks.js';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
/** In half points: a table of eight columns is small, and still to be read on paper. */
const IN_TABLES = 18;

/** Words in one look. */
export function run(looks: IRunOptions): TextRun {
  return new TextRun(looks);
}

export function headingOf({ level, heading }: ReportSection): Paragraph {
  return new Paragraph({ heading: HEADINGS[level], children: [new TextRun(wordText(heading))] });
}

export function blockParts(block: ReportBlock, width: number): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case 'paragraph':
      return [new Paragraph({ ...aheadOf(block.words), children: runsOf(block.words) })];
    case 'list':
      return block.lines.map((line) => new Paragraph({ bullet: { level: 0 }, children: runsOf(line) }));
    case 'table':
      return [captionOf(block.table), tableOf(block.table, width), new Paragraph({ children: [] })];
  }
}

/** What begins with a rating stays with what is told of it. */
function aheadOf({ rating }: Words): IParagraphOptions {
  return rating === undefined ? {} : { keepNext: true, spacing: { before: 200, after: 60 } };
}

function runsOf({ strong, rest, rating }: Words): TextRun[] {
  return [
    ...(rating === undefined ? [] : [markRun(rating), new TextRun(' ')]),
    ...linesOf(strong, { bold: true }),
    ...linesOf(rest, {}),
  ];
}

/** Letter and word on the colour: to be read without it. */
function markRun(mark: RatingMark): TextRun {
  const fill = FILLS[mark.colour];
  const text = ` ${wordText(markInWords(mark))} `;
  return run({ text, bold: true, shading: { type: ShadingType.CLEAR, color: 'auto', fill } });
}

/** A line break stays one. */
function linesOf(text: string, looks: { readonly bold?: boolean; readonly size?: number }): TextRun[] {
  if (text === '') return [];
  return wordText(text)
    .split('\n')
    .map((line, at) => run({ text: line, ...looks, ...(at > 0 && { break: 1 }) }));
}

function captionOf({ caption }: ReportTable): Paragraph {
  const words = run({ text: wordText(caption), italics: true, size: IN_TABLES });
  return new Paragraph({ keepNext: true, spacing: { before: 120, after: 60 }, children: [words] });
}

/** A header row that comes again on each page, and no row that is cut by the end of one. */
function tableOf({ columns, rows }: ReportTable, width: number): Table {
  const shares = columns.reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column) => Math.round((column.width * width) / shares));
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ heading }, at) =>
      cellOf([...linesOf(heading, { bold: true, size: IN_TABLES })], widths[at] ?? 0, 'D9E2F0'),
    ),
  });
  const others = rows.map(
    (cells) => new TableRow({ cantSplit: true, children: cells.map((cell, at) => bodyCell(cell, widths[at] ?? 0)) }),
  );
  return new Table({
    rows: [header, ...others],
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    borders: BORDERS,
  });
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '8C8C8C' } as const;
const BORDERS = {
  top: LINE,
  bottom: LINE,
  left: LINE,
  right: LINE,
  insideHorizontal: LINE,
  insideVertical: LINE,
};

function bodyCell(cell: ReportCell, width: number): TableCell {
  const isRating = cell.kind === 'rating';
  const runs = linesOf(cellInWords(cell), { size: IN_TABLES, bold: isRating });
  return cellOf(runs, width, isRating ? FILLS[cell.mark.colour] : null);
}

function cellOf(runs: TextRun[], width: number, fill: string | null): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 70, right: 70 },
    ...(fill !== null && { shading: { type: ShadingType.CLEAR, color: 'auto', fill } }),
    children: [new Paragraph({ spacing: { after: 0, line: 240 }, children: runs })],
  });
}
