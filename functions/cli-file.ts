import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { UsageError } from './cli-line.js';

/** More than any file that we read has; a copy of everything is read piece by piece. */
const MOST_BYTES = 100 * 1024 * 1024;

/** A file that was named on the line. */
export function bytesOf(file: string): Uint8Array {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST_BYTES)
    throw new UsageError(`The file “${file}” is larger than 100 MB, which nothing that is read here is.`);
  try {
    return readFileSync(file);
  } catch {
    throw new UsageError(`The file “${file}” cannot be read.`);
  }
}

/** Whether it took the place of a file that held something. */
export function writeTo(file: string, contents: Uint8Array | string): boolean {
  try {
    const held = statSync(file, { throwIfNoEntry: false });
    writeFileSync(file, contents);
    return held !== undefined && held.size > 0;
  } catch {
    throw new UsageError(`The file “${file}” cannot be written.`);
  }
}
