import { readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from './cli-line.js';

/** A file that was named on the line. */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UsageError(`The file “${file}” cannot be read.`);
  }
}

export function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    throw new UsageError(`The file “${file}” cannot be written.`);
  }
}
