import { strToU8, zipSync } from 'fflate';

/** A cell of a workbook made for a test: words, a number with its format, or XML of its own. */
export type TestCell =
  string | number | null | { readonly number: number; readonly format: string } | { readonly xml: string };

export interface TestSheet {
  readonly name: string;
  readonly cells: readonly (readonly TestCell[])[];
  /** "A1:C1". */
  readonly merges?: readonly string[];
  readonly state?: 'hidden' | 'veryHidden';
  /** Numbers of rows, from 1, and of columns. */
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  /** Stands behind the cells: hyperlinks. */
  readonly behind?: string;
  /** Whole relations of the sheet. */
  readonly relations?: string;
}

export interface TestBook {
  readonly since1904?: boolean;
  /** Words stand in the cells and not in the shared list. */
  readonly inline?: boolean;
  /** Colours by the number of a style, "RRGGBB": the styles behind those of the formats. */
  readonly other?: Readonly<Record<string, string>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook as Excel writes it, but for looks that no reader needs. */
export function workbook(
  sheets: readonly TestSheet[],
  { since1904 = false, inline = false, other = {} }: TestBook = {},
) {
  const formats: string[] = ['General'];
  const strings: string[] = [];
  const parts = sheets.map((sheet) => sheetXml(sheet, { formats, strings, inline }));
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${since1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${xml(name)}" sheetId="${String(at + 1)}"${state ? ` state="${state}"` : ''} r:id="rId${String(at + 1)}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${sheets
      .map(
        (_, at) =>
          `<Relationship Id="rId${String(at + 1)}" Type="${REL}/worksheet" Target="worksheets/sheet${String(at + 1)}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="s" Type="${REL}/styles" Target="styles.xml"/><Relationship Id="t" Type="${REL}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': stylesXml(formats),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.join('')}</sst>`,
    ...Object.fromEntries(parts.map((part, at) => [`xl/worksheets/sheet${String(at + 1)}.xml`, part])),
    ...Object.fromEntries(
      sheets.flatMap(({ relations }, at) =>
        relations === undefined
          ? []
          : [
              [
                `xl/worksheets/_rels/sheet${String(at + 1)}.xml.rels`,
                `<Relationships xmlns="${PACKAGE}">${relations}</Relationships>`,
              ],
            ],
      ),
    ),
    ...other,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

interface Shared {
  readonly formats: string[];
  readonly strings: string[];
  readonly inline: boolean;
}

function sheetXml(sheet: TestSheet, shared: Shared): string {
  const { cells, merges = [], hiddenRows = [], hiddenColumns = [], behind = '' } = sheet;
  const columns = hiddenColumns.map((at) => `<col min="${String(at)}" max="${String(at)}" hidden="1"/>`).join('');
  const rows = cells.map((row, at) => {
    const hidden = hiddenRows.includes(at + 1) ? ' hidden="1"' : '';
    const own = row.map((cell, column) => cellXml(cell, `${letters(column)}${String(at + 1)}`, shared)).join('');
    return `<row r="${String(at + 1)}"${hidden}>${own}</row>`;
  });
  const merged =
    merges.length === 0 ? '' : `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  return `<worksheet xmlns="${MAIN}" xmlns:r="${REL}">${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>${rows.join('')}</sheetData>${merged}${behind}</worksheet>`;
}

function cellXml(cell: TestCell, at: string, { formats, strings, inline }: Shared): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${String(cell)}</v></c>`;
  if (typeof cell === 'string') {
    if (inline) return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`;
    strings.push(`<si><t xml:space="preserve">${xml(cell)}</t></si>`);
    return `<c r="${at}" t="s"><v>${String(strings.length - 1)}</v></c>`;
  }
  if ('xml' in cell) return cell.xml.replace('AT', at);
  if (!formats.includes(cell.format)) formats.push(cell.format);
  return `<c r="${at}" s="${String(formats.indexOf(cell.format))}"><v>${String(cell.number)}</v></c>`;
}

/** A style for each format, then one for each of three colours. */
function stylesXml(formats: readonly string[]): string {
  const codes = formats
    .map((code, at) => `<numFmt numFmtId="${String(200 + at)}" formatCode="${xml(code)}"/>`)
    .join('');
  const fills = COLOURS.map(
    (rgb) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/></patternFill></fill>`,
  );
  const looks = formats.map((_, at) => `<xf numFmtId="${String(200 + at)}" fillId="0"/>`).join('');
  const coloured = COLOURS.map((_, at) => `<xf numFmtId="0" fillId="${String(at + 1)}"/>`).join('');
  return `<styleSheet xmlns="${MAIN}"><numFmts>${codes}</numFmts><fills><fill><patternFill patternType="none"/></fill>${fills.join('')}</fills><cellXfs>${looks}${coloured}</cellXfs></styleSheet>`;
}

/** Their styles stand behind those of the formats. */
export const COLOURS = ['FF0000', 'FFC000', '00B050'] as const;

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? letters(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

/** As Excel escapes what XML cannot hold. */
function xml(text: string): string {
  return Array.from(text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'), (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if ('&<>"\r'.includes(sign)) return `&#${String(code)};`;
    const held =
      code === 9 ||
      code === 10 ||
      (code >= 32 && code !== 0xfffe && code !== 0xffff && (code < 0xd800 || code > 0xdfff));
    return held ? sign : `_x${code.toString(16).padStart(4, '0')}_`;
  }).join('');
}
