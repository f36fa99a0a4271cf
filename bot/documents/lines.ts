import { DamagedCopy } from '../flows/ports-copies.js';

const NEW_LINE = 0x0a;

/**
 * The lines of a stream of bytes, without their ends; what stands after the last end is a line too. Lines end at a line
 * feed and nowhere else: JSON may hold other characters that some take for one.
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, longest: number): AsyncIterable<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, start)) {
      yield Buffer.concat([...held, chunk.subarray(start, end)]);
      [held, size, start] = [[], 0, end + 1];
    }
    held.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > longest) throw new DamagedCopy('This is no copy that Waymark made: a line of it is too long.');
  }
  if (size > 0) yield Buffer.concat(held);
}
