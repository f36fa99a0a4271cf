/** A PNG file (https://www.w3.org/TR/png/) with eight bits a channel and opacity; the same bytes on every machine. */
import { Buffer } from 'node:buffer';
import { zlibSync } from 'fflate';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const RGBA = 6;

/** @param {number} size pixels along each side. @param {Uint8Array} pixels four bytes each, row by row. */
export function png(size, pixels) {
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, size);
  head.setUint32(4, size);
  head.setUint8(8, 8);
  head.setUint8(9, RGBA);
  const rows = new Uint8Array(size * (size * 4 + 1));
  // Each row begins with its filter: none.
  for (let y = 0; y < size; y += 1) rows.set(pixels.subarray(y * size * 4, (y + 1) * size * 4), y * (size * 4 + 1) + 1);
  const parts = [
    chunk('IHDR', new Uint8Array(head.buffer)),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ];
  return new Uint8Array([...SIGNATURE, ...parts.flatMap((part) => [...part])]);
}

function chunk(name, body) {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(Buffer.from(name, 'latin1'), 4);
  bytes.set(body, 8);
  view.setUint32(body.length + 8, checksum(bytes.subarray(4, body.length + 8)));
  return bytes;
}

/** CRC-32 as PNG has it. */
function checksum(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
