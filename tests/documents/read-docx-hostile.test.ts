import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefused } from '../../bot/domain/read-plan.js';
import { FIRST_LAYOUT } from './any-table.js';
import { p, readBytes, row, table, wordFile } from './word-file.js';

const HEADINGS = row(FIRST_LAYOUT);
const ACTION = row(['SG 1.1', 'SG 1 Safe', 'We will.', '1 May 2018 Jo Farl', '', '']);
const PLAN = table([HEADINGS, ACTION]);

function refusal(bytes: Uint8Array): string {
  const found = readBytes(bytes);
  return isRefused(found) ? found.refused : 'read';
}

describe('a Word file that is no plan', () => {
  it('is refused with one sentence on what was found', () => {
    expect(refusal(wordFile(p('Minutes of the board')))).toBe(
      'This is not a plan that can be read: the document has no table.',
    );
    expect(refusal(wordFile(table([row(['Name', 'Telephone'])], 2)))).toMatch(
      /no table has a column headed .* the largest begins with "Name" and "Telephone"\.$/,
    );
    expect(refusal(wordFile(table([HEADINGS])))).toMatch(/there is no row/);
  });

  it('is refused when its XML is broken, declares a document type, or has no text', () => {
    expect(refusal(wordFile(`${PLAN}<w:p>`))).toMatch(/damaged and cannot be read/);
    expect(refusal(wordFile(`${PLAN}<w:p><w:r><w:t>&other;</w:t></w:r></w:p>`))).toMatch(/damaged and cannot be read/);
    expect(refusal(wordFile(`${PLAN}<!DOCTYPE x>`))).toMatch(/document type/);
    expect(refusal(wordFile('', { 'word/document.xml': '' }))).toMatch(/damaged|text is missing/);
  });
});

describe('a Word file made to break readers', () => {
  it('may not nest its parts without end', () => {
    const deep = '<w:sdt><w:sdtContent>'.repeat(5000) + PLAN + '</w:sdtContent></w:sdt>'.repeat(5000);
    expect(refusal(wordFile(deep))).toMatch(/nests its parts more than 400 deep/);
    const tables = '<w:tbl><w:tr><w:tc>'.repeat(2000) + '</w:tc></w:tr></w:tbl>'.repeat(2000);
    expect(refusal(wordFile(tables))).toMatch(/nests its parts/);
  });

  it('may not have more than 20,000 rows', () => {
    expect(
      refusal(wordFile(table([HEADINGS, ...Array.from({ length: 20_100 }, () => '<w:tr><w:tc/></w:tr>')]))),
    ).toMatch(/more than 20,000 rows/);
  });

  it('has no cell over millions of columns, and no more cells than are looked at', () => {
    const wide = row(['SG 1.2', '', 'We will too.', '1 May 2018 Jo Farl', '', '']).replace(
      '<w:tcPr>',
      '<w:tcPr><w:gridSpan w:val="2000000000"/>',
    );
    expect(refusal(wordFile(table([HEADINGS, ACTION, wide])))).toBe('read');
    expect(refusal(wordFile(table([HEADINGS, ACTION, `<w:tr>${'<w:tc/>'.repeat(50_000)}</w:tr>`])))).toBe('read');
  });

  it('has no grid of a million columns, and no row of tables without end', () => {
    const grid = `<w:tblGrid>${'<w:gridCol w:w="1"/>'.repeat(60_000)}</w:tblGrid>`;
    const many = Array.from({ length: 20 }, () => ACTION);
    expect(refusal(wordFile(`<w:tbl>${grid}${HEADINGS}${many.join('')}</w:tbl>`))).toMatch(/^read$|\.$/);
    const nests = `<w:tr><w:tc>${'<w:tbl/>'.repeat(20)}<w:p/></w:tc></w:tr>`;
    expect(refusal(wordFile(table([HEADINGS, ACTION, ...Array.from({ length: 1000 }, () => nests)])))).toBe('read');
  });

  it('may number its lists below nothing, between levels and without end', () => {
    const numbered = (ilvl: string) =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>`;
    const part = (ilvl: string, start: string, text: string) =>
      `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="${ilvl}"><w:start w:val="${start}"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="${text}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
    const read = (ilvl: string, start: string, text: string, times = 1) =>
      refusal(wordFile(PLAN + numbered(ilvl).repeat(times), { 'word/numbering.xml': part(ilvl, start, text) }));
    expect(read('0', '-100', '%1')).toBe('read');
    expect(read('0', '1e308', '%1')).toBe('read');
    expect(read('0.5', '1', '%1')).toBe('read');
    expect(read('-1', '1', '%1')).toBe('read');
    expect(read('0', '1', '%1'.repeat(20_000), 2000)).toBe('read');
  });

  it('is read or refused with any bytes changed, and never thrown at', () => {
    const whole = wordFile(PLAN);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Uint8Array.from(whole);
        for (const [at, byte] of changes) changed[at] = byte;
        expect(typeof refusal(changed)).toBe('string');
      }),
    );
  });

  it('is read or refused whatever elements stand where', () => {
    const names = [
      'p',
      'r',
      't',
      'tbl',
      'tr',
      'tc',
      'tcPr',
      'vMerge',
      'gridSpan',
      'sdt',
      'sdtContent',
      'ins',
      'del',
      'br',
      'tblGrid',
      'gridCol',
      'drawing',
      'txbxContent',
      'sectPr',
    ];
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.constantFrom('Milestone', 'Due', 'SG 1.1', ''),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('tree'), { maxLength: 4 }))
          .map(([name, inside]) => `<w:${name} w:val="1">${inside.join('')}</w:${name}>`),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), (trees) => {
        expect(typeof refusal(wordFile(trees.join('') + PLAN))).toBe('string');
      }),
    );
  });
});
