import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/v4';
import { jsonColumns, parseRow, readJson, textColumns } from '../../bot/storage/columns.js';
import type { Columns, StoredRow } from '../../bot/storage/rows.js';

const rowOf = (columns: Columns): StoredRow => ({
  partition: 'p',
  row: 'r',
  etag: 'e',
  columns: { ...columns, w: 'x' },
});

describe('columns', () => {
  it('hold any text in pieces, none of which ends in half a character', () => {
    const sizes = fc.constantFrom(0, 1, 31_999, 32_000, 32_001, 63_999, 64_000, 70_000);
    fc.assert(
      fc.property(sizes, fc.boolean(), (size, shifted) => {
        const text = (shifted ? 'x' : '') + '😀'.repeat(size / 2);
        const columns = textColumns('a', text, 'It', 4);
        for (const piece of Object.values(columns)) {
          expect(piece.length).toBeLessThanOrEqual(32_768);
          expect(/\p{Surrogate}/u.test(piece)).toBe(false);
        }
        expect(parseRow('Open', rowOf(columns), z.object({ a: z.string() })).a).toBe(text);
      }),
      { numRuns: 20 },
    );
  });

  it('hold any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readJson('Open', rowOf(jsonColumns(value, 'It')), z.json())).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('name what does not fit', () => {
    expect(() => jsonColumns('x'.repeat(64_000), 'The digest of o1', 2)).toThrow(
      'The digest of o1 is too large to store: 64002 characters, the limit is 64000',
    );
  });

  it('name the row that is malformed, and not what it holds', () => {
    const read = (json: string) => () => readJson('Open', rowOf({ json }), z.object({ a: z.number() }));
    expect(read('{"a":"secret"}')).toThrow(
      'Malformed row in Open, partition p, row r: json.a: Invalid input: expected number, received string',
    );
    expect(read('{secret')).toThrow('Malformed row in Open, partition p, row r: json: not JSON');
    expect(() => readJson('Open', rowOf({}), z.string())).toThrow(/json: Invalid input/);
  });
});
