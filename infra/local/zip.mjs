/** Zip files that are the same byte for byte wherever and whenever they are made. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

/** Zip keeps local times without a zone; made so, the fields read the same in every zone. */
const WHEN = new Date(2000, 0, 1, 12, 0, 0);
/** An ordinary file that everybody may read, as Unix writes it in the upper half. */
const UNIX = 3;
const READABLE = 0o100644 << 16;

/** @param {Record<string, Uint8Array>} entries by path in the zip. Deflated by fflate, not zlib, whose output differs between builds of Node. */
export function zipOf(entries) {
  const sorted = Object.keys(entries).sort();
  const files = sorted.map((path) => [path, [entries[path], { mtime: WHEN, os: UNIX, attrs: READABLE, level: 9 }]]);
  return zipSync(Object.fromEntries(files));
}

/** All files below a folder, by path from there. */
export function entriesOf(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split(sep).join('/'), new Uint8Array(readFileSync(path))]),
  );
}
