import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** The signature of a PNG file. */
const HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture with at most 256 colours, a third of its size: cards are a few colours and the edges of letters. Takes
 * what a browser's screenshot gives, eight bits for each of red, green and blue.
 */
export function smallPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.content;
  if (header?.readUInt16BE(8) !== 0x0802) throw new Error('Not a picture of eight bits in three colours.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ content }) => content));
  const { palette, rows } = indexed(unfiltered(inflateSync(packed), width * 3, height), width, height);
  const shown = Buffer.from(header);
  shown.writeUInt8(3, 9);
  const parts = [chunk('IHDR', shown), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9 }))];
  return Buffer.concat([HEAD, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

function chunksOf(png: Buffer): readonly { readonly type: string; readonly content: Buffer }[] {
  const found = [];
  for (let at = HEAD.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const content = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    found.push({ type: png.toString('latin1', at + 4, at + 8), content });
  }
  return found;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The bytes themselves: in the file each row says by which of its neighbours it is told (PNG 9.2). */
function unfiltered(raw: Buffer, stride: number, height: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at += 1) {
      const here = row * stride + at;
      const left = at < 3 ? 0 : (out[here - 3] ?? 0);
      const above = row === 0 ? 0 : (out[here - stride] ?? 0);
      const corner = at < 3 || row === 0 ? 0 : (out[here - stride - 3] ?? 0);
      const told = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter] ?? 0;
      out[here] = ((raw[row * (stride + 1) + 1 + at] ?? 0) + told) & 255;
    }
  }
  return out;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** Colours that are alike become one, more so until 256 are enough; each row begins with 0: it is told by itself. */
function indexed(pixels: Buffer, width: number, height: number): { readonly palette: Buffer; readonly rows: Buffer } {
  for (let step = 1; ; step *= 2) {
    const rough = (at: number): number => Math.min(255, Math.round((pixels[at] ?? 0) / step) * step);
    const seen = new Map<number, number>();
    const rows = Buffer.alloc((width + 1) * height);
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      const colour = (rough(pixel * 3) << 16) | (rough(pixel * 3 + 1) << 8) | rough(pixel * 3 + 2);
      if (!seen.has(colour)) seen.set(colour, seen.size);
      rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = seen.get(colour) ?? 0;
    }
    if (seen.size > 256) continue;
    return { palette: Buffer.from([...seen.keys()].flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255])), rows };
  }
}
