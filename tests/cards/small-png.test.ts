import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { smallPng } from './look/small-png.js';

type Pixel = readonly [number, number, number];
const PIXELS: readonly (readonly Pixel[])[] = [
  [
    [255, 255, 255],
    [36, 36, 36],
    [177, 14, 28],
  ],
  [
    [250, 5, 130],
    [255, 255, 255],
    [0, 1, 2],
  ],
  [
    [10, 20, 30],
    [40, 50, 60],
    [70, 80, 90],
  ],
  [
    [9, 200, 3],
    [9, 200, 3],
    [1, 100, 255],
  ],
  [
    [177, 14, 28],
    [36, 36, 36],
    [255, 0, 255],
  ],
];

/** Row n told by the n-th of the five ways that a PNG knows: itself, its left, above, both, the nearest of three. */
function told(rows: readonly (readonly Pixel[])[]): Buffer {
  const bytes = rows.map((row) => row.flat());
  const at = (row: number, byte: number): number => (row < 0 || byte < 0 ? 0 : (bytes[row]?.[byte] ?? 0));
  return Buffer.from(
    bytes.flatMap((line, row) => [
      row,
      ...line.map((value, byte) => {
        const [left, above, corner] = [at(row, byte - 3), at(row - 1, byte), at(row - 1, byte - 3)];
        const [a, b, c] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs) as [
          number,
          number,
          number,
        ];
        const paeth = a <= b && a <= c ? left : b <= c ? above : corner;
        return (value - ([0, left, above, Math.floor((left + above) / 2), paeth][row] ?? 0)) & 255;
      }),
    ]),
  );
}

function chunk(type: string, content: Buffer): Buffer {
  const [length, sum, named] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(type), content])];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function png(rows: readonly (readonly Pixel[])[]): Buffer {
  const header = Buffer.from([0, 0, 0, rows[0]!.length, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const head = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    head,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(told(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a picture with few colours keeps every one of them', () => {
  const small = smallPng(png(PIXELS));
  const part = (type: string): Buffer => {
    const at = small.indexOf(type, 0, 'latin1') + 4;
    return small.subarray(at, at + small.readUInt32BE(at - 8));
  };
  expect([...part('IHDR')].slice(8, 10)).toEqual([8, 3]);
  const rows = inflateSync(part('IDAT'));
  const shown = PIXELS.map((row, y) =>
    row.map((_, x) => [...part('PLTE').subarray((rows[y * 4 + 1 + x] ?? 0) * 3)].slice(0, 3)),
  );
  expect(shown).toEqual(PIXELS);
});
