import type { Refused } from '../domain/read-plan.js';

/** One entry of an archive, by its central directory. */
export interface ZipEntry {
  readonly name: string;
  /** Where its bytes stand in the file. */
  readonly start: number;
  readonly end: number;
  /** Its bytes once they are inflated, as it says: to be counted, not trusted. */
  readonly size: number;
  readonly stored: boolean;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const SHORTEST_END = 22;
const LONGEST_COMMENT = 0xffff;

/**
 * The entries of an archive, in its order, without inflating any. Refused: an archive that is cut short, that has two
 * entries of one name (case aside) or in one place, more of them than `most`, one that is locked or packed in another
 * way than Word and Excel do. Archives in several volumes or of the large kind are refused as damaged: 25 MB need neither.
 */
export function entriesIn(bytes: Uint8Array, most: number): readonly ZipEntry[] | Refused {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endOf(view);
  if (end === null) return { refused: CUT_SHORT };
  const count = view.getUint16(end + 10, true);
  const at = view.getUint32(end + 16, true);
  const size = view.getUint32(end + 12, true);
  if (count > most) return { refused: `The file has more than ${most.toLocaleString('en-GB')} parts: it is no plan.` };
  if (count !== view.getUint16(end + 8, true) || at + size > end) return { refused: CUT_SHORT };
  const entries = directory(view, { at, end: at + size, count });
  return entries === null || !Array.isArray(entries) ? (entries ?? { refused: CUT_SHORT }) : apart(entries, at);
}

const CUT_SHORT = 'The file is damaged or cut short: save it again and try again.';
const LOCKED = 'A part of the file is locked with a password: save it without the password and try again.';
const PACKED_OTHERWISE =
  'The file is packed in a way that Word and Excel do not use: save it again from Word or Excel.';
const TWICE = 'The file holds two parts of one name or in one place, which Word and Excel never write: save it again.';

/** Where the record at the end of the archive stands; null where there is none. */
function endOf(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - SHORTEST_END - LONGEST_COMMENT);
  for (let at = view.byteLength - SHORTEST_END; at >= lowest; at -= 1) {
    const isEnd = view.getUint32(at, true) === END;
    if (isEnd && at + SHORTEST_END + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
}

interface Located extends ZipEntry {
  /** Where its own header starts. */
  readonly from: number;
}

interface Directory {
  readonly at: number;
  readonly end: number;
  readonly count: number;
}

function directory(view: DataView, { at, end, count }: Directory): Located[] | Refused | null {
  const entries: Located[] = [];
  let next = at;
  for (let n = 0; n < count; n += 1) {
    if (next + 46 > end || view.getUint32(next, true) !== DIRECTORY) return null;
    const length = 46 + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(next + field, true), 0);
    if (next + length > end) return null;
    if ((view.getUint16(next + 8, true) & 0x41) !== 0) return { refused: LOCKED };
    const method = view.getUint16(next + 10, true);
    if (method !== 0 && method !== 8) return { refused: PACKED_OTHERWISE };
    const entry = located(view, next, method === 0);
    if (entry === null) return null;
    entries.push(entry);
    next += length;
  }
  return next === end ? entries : null;
}

/** The entry that the directory names at `at`, where its own header agrees. */
function located(view: DataView, at: number, stored: boolean): Located | null {
  const from = view.getUint32(at + 42, true);
  if (from + 30 > view.byteLength || view.getUint32(from, true) !== LOCAL) return null;
  const name = nameAt(view, at + 46, view.getUint16(at + 28, true));
  const own = view.getUint16(from + 26, true);
  const start = from + 30 + own + view.getUint16(from + 28, true);
  const end = start + view.getUint32(at + 20, true);
  if (end > view.byteLength || nameAt(view, from + 30, own) !== name) return null;
  return { name, from, start, end, size: view.getUint32(at + 24, true), stored };
}

function nameAt(view: DataView, at: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
}

/** Entries that share bytes unpack to far more than the file holds; entries that share a name are read as either. */
function apart(entries: readonly Located[], end: number): readonly ZipEntry[] | Refused {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const inOrder = [...entries].sort((a, b) => a.from - b.from);
  const overlap = inOrder.some((entry, at) => entry.end > (inOrder[at + 1]?.from ?? end));
  return overlap || names.size < entries.length ? { refused: TWICE } : entries;
}
