import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, toCsv } from '../../bot/documents/csv.js';
import { cleanCell } from '../../bot/documents/words.js';

describe('CSV that is written', () => {
  it('quotes what would be taken apart, and disarms what would be calculated', () => {
    expect(toCsv([['a', 'b, "c"', 'd\ne', '=1+1', '@x', '-1', ' f']])).toBe(
      'a,"b, ""c""","d\ne",\'=1+1,\'@x,\'-1," f"\r\n',
    );
  });

  it('reads as it was, but for blanks at its ends and unseen characters', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 20 }).map(cleanCell);
    const rows = fc.array(fc.tuple(words, words, fc.constant('x')), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (cells) => {
        expect(readCsv(toCsv([['H', 'I', 'J'], ...cells]), (row) => (row.join() === 'H,I,J' ? 3 : 0))).toEqual({
          rows: [['H', 'I', 'J'], ...cells].map((kept, at) => ({ row: at + 1, cells: kept })),
        });
      }),
    );
  });
});
