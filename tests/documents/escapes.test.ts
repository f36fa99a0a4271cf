import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, toCsv } from '../../bot/documents/csv.js';
import { csvCell, csvCellRead, excelText, htmlText, wordText } from '../../bot/documents/escapes.js';
import { cleanCell } from '../../bot/documents/words.js';

const SIGNS = `=+-@\t\r\n\0'",;|_x0041_<>&"\u202e\u200b\ufeff\ud800\uffff\u{1f600}ab ＝＋－＠`;
const hostile = fc.string({ unit: fc.constantFrom(...Array.from(SIGNS)), maxLength: 25 });
/** What XML 1.0 knows. */
const XML = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

describe('CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://evil";"x")', `"'=HYPERLINK(""http://evil"";""x"")"`],
    ['+44 20', "'+44 20"],
    ['-2 weeks', "'-2 weeks"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['\0=1', "'=1"],
    ['\u200b=1', "'=1"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ["'quoted'", "'quoted'"],
    ['a;=1', '"a;=1"'],
    ['a,"b"', '"a,""b"""'],
    ['1-2', '1-2'],
  ])('%j is written %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('holds no cell that a spreadsheet calculates, however it parts the cells', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = csvCell(text);
        const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(inner).not.toMatch(/^[=+\-@\t\r\0＝＋－＠]/);
        if (!cell.startsWith('"')) expect(cell).not.toMatch(/[,;|\t\r\n"]/);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads as it was written, between cells that are hostile too', () => {
    const words = hostile.map(cleanCell);
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words, fc.constant('x')), { minLength: 1, maxLength: 5 }), (rows) => {
        const file = toCsv([['H', 'I', 'J'], ...rows]);
        const read = readCsv(file, (cells) => (cells.join() === 'H,I,J' ? 3 : 0));
        expect(read).toEqual({ rows: [['H', 'I', 'J'], ...rows].map((cells, at) => ({ row: at + 1, cells })) });
      }),
      { numRuns: 500 },
    );
    expect(csvCellRead("'=1")).toBe('=1');
    expect(csvCellRead("'tis")).toBe("'tis");
  });
});

describe('HTML', () => {
  it('is text between tags and in attributes', () => {
    expect(htmlText('<b onclick="x">\'`&amp;\u202e')).toBe('&#60;b onclick=&#34;x&#34;&#62;&#39;&#96;&#38;amp;');
    fc.assert(
      fc.property(hostile, (text) => {
        expect(htmlText(text)).toMatch(/^(?:[^<>"'`&]|&#\d+;)*$/u);
      }),
    );
  });
});

describe('Excel and Word', () => {
  it('hold only characters that XML knows, and every visible one of them', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        expect(excelText(text)).toMatch(XML);
        expect(wordText(text)).toMatch(XML);
      }),
      { numRuns: 1000 },
    );
    expect(wordText('a\u0001b\ud800c\uffffd\u202e “é” 👩‍👧')).toBe('abcd “é” 👩‍👧');
  });

  it('take nothing for a character by its number, nor for a formula: a cell is its text', () => {
    expect(excelText('_x0041_ _x00_ _X000D_')).toBe('_x005F_x0041_ _x00_ _x005F_X000D_');
    expect(excelText('=1+1')).toBe('=1+1');
  });

  it('have no cell longer than Excel takes', () => {
    expect(excelText('x'.repeat(32_767))).toHaveLength(32_767);
    expect(excelText('x'.repeat(32_768))).toBe(`${'x'.repeat(32_766)}…`);
    expect(excelText(`${'x'.repeat(32_765)}😀y`)).toBe(`${'x'.repeat(32_765)}…`);
    expect(excelText('_x0041_'.repeat(6_000)).length).toBeLessThanOrEqual(32_767);
  });
});
