import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
  type ISectionOptions,
} from 'docx';
import type { Report } from '../domain/report.js';
import { blockParts, headingOf, run } from './docx-blocks.js';
import { wordText } from './escapes.js';
import { zippedAt } from './zip-again.js';

const MARGIN = convertMillimetersToTwip(18);
/** In twentieths of a point, as Word has it. */
const A4 = { width: 11_906, height: 16_838 };

/** The report as a Word document: A4, real headings, the plan's table on wide pages, its marking on every page. */
export async function writeDocx(report: Report): Promise<Uint8Array> {
  const document = new Document({
    title: wordText(report.title),
    subject: wordText(report.position),
    creator: 'Waymark',
    lastModifiedBy: 'Waymark',
    description: report.markingLine,
    styles: STYLES,
    sections: [portrait(report), landscape(report)].filter(({ children }) => children.length > 0),
  });
  return zippedAt(await Packer.toBuffer(document), report.made);
}

const STYLES = {
  default: {
    document: {
      run: { font: 'Arial', size: 22, language: { value: 'en-GB' } },
      paragraph: { spacing: { after: 120, line: 276 } },
    },
    title: { run: { font: 'Arial', size: 40, bold: true, color: '000000' }, paragraph: { spacing: { after: 60 } } },
    heading1: {
      run: { font: 'Arial', size: 30, bold: true, color: '1F3864' },
      paragraph: { spacing: { before: 360, after: 120 }, keepNext: true },
    },
    heading2: {
      run: { font: 'Arial', size: 26, bold: true, color: '1F3864' },
      paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
    },
    heading3: {
      run: { font: 'Arial', size: 23, bold: true, color: '333333' },
      paragraph: { spacing: { before: 180, after: 60 }, keepNext: true },
    },
  },
};

function portrait(report: Report): ISectionOptions & { readonly children: readonly Paragraph[] } {
  const title = new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(wordText(report.title))] });
  const lines = [report.position, report.markingLine].map(
    (line) => new Paragraph({ children: [run({ text: `${wordText(line)}.`, bold: line === report.markingLine })] }),
  );
  const parts = report.sections.flatMap((section) => [
    headingOf(section),
    ...section.blocks.flatMap(widthOf(A4.width)),
  ]);
  return { ...aroundOf(report), properties: pageOf('portrait'), children: [title, ...lines, ...parts] as Paragraph[] };
}

function landscape(report: Report): ISectionOptions & { readonly children: readonly Paragraph[] } {
  const parts = report.wide.flatMap((section) => [headingOf(section), ...section.blocks.flatMap(widthOf(A4.height))]);
  return { ...aroundOf(report), properties: pageOf('landscape'), children: parts as Paragraph[] };
}

/** Tables are as wide as the page without its margins. */
function widthOf(page: number) {
  return (block: Parameters<typeof blockParts>[0]) => blockParts(block, page - 2 * MARGIN);
}

function pageOf(turned: 'portrait' | 'landscape'): NonNullable<ISectionOptions['properties']> {
  const orientation = turned === 'portrait' ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE;
  // The library turns width and height over by itself for a wide page.
  return {
    page: {
      size: { ...A4, orientation },
      margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: 400, footer: 400 },
    },
  };
}

/** Title and marking above, as-at and page numbers below, on every page. */
function aroundOf({ title, position, markingLine }: Report): Pick<ISectionOptions, 'headers' | 'footers'> {
  const small = (text: string, bold = false): TextRun => run({ text: wordText(text), size: 18, bold });
  const pages = run({ children: [' · Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], size: 18 });
  const above = new Paragraph({ children: [small(`${title} · `), small(markingLine, true)] });
  const below = new Paragraph({
    alignment: AlignmentType.LEFT,
    children: [small(`${position} · ${markingLine}`), pages],
  });
  return {
    headers: { default: new Header({ children: [above] }) },
    footers: { default: new Footer({ children: [below] }) },
  };
}
