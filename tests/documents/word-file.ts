import { strToU8, zipSync } from 'fflate';
import { openZip } from '../../bot/documents/open-zip.js';
import { readDocxPlan } from '../../bot/documents/read-docx.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import { isRefused, type PlanFile, type PlanReading, type Refused } from '../../bot/domain/read-plan.js';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** A Word file whose body is the XML given, with other parts beside it. */
export function wordFile(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${W}" xmlns:w14="w14" xmlns:mc="mc" xmlns:wps="wps" xmlns:a="a" xmlns:v="v" xmlns:r="r"><w:body>${body}<w:sectPr/></w:body></w:document>`;
  const others = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync({
    '[Content_Types].xml': strToU8(`<Types><Override PartName="/word/document.xml" ContentType="${MAIN}"/></Types>`),
    '_rels/.rels': strToU8(
      '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(document),
    ...Object.fromEntries(others),
  });
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Runs of one line, with what stands for its look. */
export function run(text: string, look = ''): string {
  return `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
}

/** A paragraph; lines of the text are broken within it. */
export function p(text: string, properties = ''): string {
  const lines = text.split('\n').map((line) => run(line));
  return `<w:p><w:pPr>${properties}</w:pPr>${lines.join('<w:r><w:br/></w:r>')}</w:p>`;
}

/** A cell of words, a paragraph a line, or of XML as it is. */
export function cell(content: string, properties = ''): string {
  const inside = content.startsWith('<w:')
    ? content
    : content
        .split('\n')
        .map((line) => p(line))
        .join('');
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`;
}

export function row(cells: readonly string[], properties = ''): string {
  const all = cells.map((one) => (one.startsWith('<w:tc') || one.startsWith('<w:sdt') ? one : cell(one)));
  return `<w:tr><w:trPr>${properties}</w:trPr>${all.join('')}</w:tr>`;
}

export function table(rows: readonly string[], columns: number | readonly number[] = 6): string {
  const widths = typeof columns === 'number' ? Array.from({ length: columns }, () => 1500) : columns;
  const grid = widths.map((width) => `<w:gridCol w:w="${String(width)}"/>`).join('');
  return `<w:tbl><w:tblPr/><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

export const HEADER = '<w:tblHeader/>';
export const MERGED = '<w:vMerge w:val="restart"/>';
export const GOES_ON = '<w:vMerge/>';
export const NEW_PAGE = '<w:r><w:lastRenderedPageBreak/></w:r>';

export function fill(hex: string): string {
  return `<w:shd w:val="clear" w:color="auto" w:fill="${hex}"/>`;
}

export const READING: PlanReading = { knownNames: [], period: null, yearStarts: 4, key: DEFAULT_KEY, columns: [] };

export function readBytes(bytes: Uint8Array, reading: Partial<PlanReading> = {}): PlanFile | Refused {
  const zip = openZip(bytes);
  return isRefused(zip) ? zip : readDocxPlan(zip, { ...READING, ...reading });
}

/** The plan in a Word file with that body. */
export function planIn(
  body: string,
  reading: Partial<PlanReading> = {},
  parts: Readonly<Record<string, string>> = {},
): PlanFile {
  const found = readBytes(wordFile(body, parts), reading);
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

export function messages(plan: PlanFile, code: string): string[] {
  return plan.warnings.filter((one) => one.code === code).map(({ message }) => message);
}
