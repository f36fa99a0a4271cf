import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyFile } from '../../bot/documents/copy-file.js';
import { instant } from '../../bot/domain/dates.js';
import {
  DamagedCopy,
  TRUTH_TABLES,
  type CopyPart,
  type CopyTotals,
  type TruthRow,
} from '../../bot/flows/ports-copies.js';
import { collected, opening } from '../support/copies.js';

const AT = instant('2026-11-18T10:00:00Z');

async function* streamOf(rows: readonly TruthRow[]): AsyncIterable<TruthRow> {
  for (const row of rows) yield await Promise.resolve(row);
}

async function written(rows: readonly TruthRow[], zipped = false) {
  const told: CopyTotals[] = [];
  const bytes = await collected(copyFile.write(AT, streamOf(rows), zipped, (totals) => told.push(totals)));
  return { bytes, totals: told[0]! };
}

async function partsOf(bytes: Uint8Array, piece?: number): Promise<readonly CopyPart[]> {
  const parts: CopyPart[] = [];
  for await (const part of copyFile.read(opening(bytes, piece)())) parts.push(part);
  return parts;
}

const anyText = fc.string({ unit: 'grapheme', maxLength: 12 });
const anyRow: fc.Arbitrary<TruthRow> = fc.record({
  table: fc.constantFrom(...TRUTH_TABLES),
  partition: anyText,
  row: anyText,
  columns: fc.dictionary(
    anyText.filter((name) => name !== '__proto__'),
    anyText,
    { noNullPrototype: true },
  ),
});

describe('a copy as a file', () => {
  it('holds every row as it was, in whatever pieces it is read, zipped or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        async (rows, zipped, piece) => {
          const { bytes, totals } = await written(rows, zipped);
          const expected = rows.map((row) => ({ kind: 'row', row }));
          expect(await partsOf(bytes, piece)).toEqual([...expected, { kind: 'end', totals }]);
          expect([totals.rows, totals.at]).toEqual([rows.length, AT]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is lines of JSON that say what they are', async () => {
    const row: TruthRow = { table: 'People', partition: 'home', row: 'p|1', columns: { json: '{"a":"\u2028\n"}' } };
    const { bytes, totals } = await written([row]);
    const lines = Buffer.from(bytes).toString('utf8').split('\n');
    expect(lines.map((line) => (line === '' ? '' : (JSON.parse(line) as unknown)))).toEqual([
      { format: 'waymark-export', version: 1, at: AT },
      row,
      { end: 'waymark-export', tables: totals.tables, rows: 1, sha256: totals.sha256 },
      '',
    ]);
  });

  it('that is zipped and cut short is refused, wherever it was cut', async () => {
    const rows = Array.from({ length: 200 }, (_, index): TruthRow => {
      return { table: 'Audit', partition: '2026-11', row: String(index), columns: { json: String(index * 7_919) } };
    });
    const { bytes } = await written(rows, true);
    for (let end = 0; end < bytes.length - 8; end += 97) {
      await expect(partsOf(bytes.subarray(0, end))).rejects.toThrow(DamagedCopy);
    }
  });

  it('with a line that is none of ours is refused, and told which', async () => {
    const { bytes } = await written([{ table: 'Audit', partition: '2026-11', row: '1', columns: {} }]);
    const lines = Buffer.from(bytes).toString('utf8').split('\n');
    lines[1] = '{"table":"None"}';
    await expect(partsOf(Buffer.from(lines.join('\n')))).rejects.toThrow('its line 2 is not what Waymark writes');
  });

  it.each([
    ['nothing', ''],
    ['a plan', 'Ref,Area,Objective\nFD 1.1,Front door,Thresholds\n'],
    ['other JSON', '{"milestones": []}\n'],
    ['a later form', JSON.stringify({ format: 'waymark-export', version: 2, at: AT })],
    ['a line without an end', 'x'.repeat(9_000_000)],
  ])('of %s is refused in words', async (_, text) => {
    await expect(partsOf(Buffer.from(text))).rejects.toThrow(/^(This|The) /);
    await expect(partsOf(gzipSync(text))).rejects.toThrow(DamagedCopy);
  });

  it('is as broken off as what it was made from', async () => {
    async function* failing(): AsyncIterable<TruthRow> {
      yield await Promise.resolve({ table: 'Audit', partition: 'p', row: 'r', columns: {} });
      throw new Error('storage went away');
    }
    for (const zipped of [true, false]) {
      const bytes = copyFile.write(AT, failing(), zipped, () => undefined);
      await expect(collected(bytes)).rejects.toThrow('storage went away');
    }
  });
});
