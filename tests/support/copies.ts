import { copyFile } from '../../bot/documents/copy-file.js';
import type { Truth } from '../../bot/flows/ports-copies.js';
import type { OpenCopy } from '../../bot/flows/restore-check.js';
import type { RestorePorts } from '../../bot/flows/restore.js';
import type { Process, World } from './world.js';

/** A whole copy of a world, as a file would hold it. */
export async function copyOf({ ports }: Pick<World, 'ports'>, zipped = false): Promise<Uint8Array> {
  return collected(copyFile.write(ports.clock.now(), ports.truth.rows(), zipped, () => undefined));
}

export async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A file that is read from its beginning as often as it is opened, in pieces of this many bytes. */
export function opening(copy: Uint8Array, piece = 65_536): OpenCopy {
  return async function* pieces() {
    for (let start = 0; start < copy.length; start += piece) {
      yield await Promise.resolve(copy.subarray(start, start + piece));
    }
  };
}

export function restoring({ ports }: Pick<Process, 'ports'>): RestorePorts {
  return { ...ports, copyFile };
}

/** Every row of the truth as a text; without the audit, which tells of the copy and its restore too. */
export async function truthOf({ truth }: { readonly truth: Truth }): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const row of truth.rows()) if (row.table !== 'Audit') rows.push(JSON.stringify(row));
  return rows;
}
