import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { entriesOf, zipOf } from '../../infra/local/zip.mjs';

/** Unpacks a zip in a new empty folder, far from every node_modules; gives the folder. */
export function unpacked(zip: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-package-'));
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** The function app as `npm run package` makes it of the build, unpacked so. */
export function unpackedApp(): string {
  return unpacked(zipOf(entriesOf('dist/app')));
}
