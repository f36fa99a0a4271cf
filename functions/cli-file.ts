import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { UsageError } from './cli-line.js';

/** A file that was named on the line. */
export function bytesOf(file: string): Uint8Array {
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
