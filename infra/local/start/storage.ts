import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startChild, until } from './children.js';
import { freePort } from './ports.js';
import type { Place } from './place.js';

/** Of the emulator's one account: printed in Azurite's own documentation, and no secret. */
const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/**
 * Azurite with all three services (`azurite-table` alone loses tables), its data kept in `.waymark/azurite`. Free ports:
 * on the usual ones another program's store may answer without anybody noticing. It writes its data when it is stopped
 * with SIGINT, so it must be waited for. Gives the connection string.
 */
export async function startStorage(place: Place): Promise<string> {
  const [blob, queue, table] = [await freePort(10_000), await freePort(10_001), await freePort(10_002)];
  const folder = join(place.data, 'azurite');
  mkdirSync(folder, { recursive: true });
  const child = startChild({
    name: 'The storage emulator (Azurite)',
    run: { script: createRequire(join(place.root, 'package.json')).resolve('azurite/dist/src/azurite.js') },
    args: [
      ...['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--location', folder],
      ...['--blobPort', String(blob), '--queuePort', String(queue), '--tablePort', String(table)],
    ],
    cwd: place.data,
    env: process.env,
    logs: place.data,
    log: 'azurite',
    stopWith: 'SIGINT',
  });
  await until(child, async () => (await Promise.all([blob, queue, table].map(answers))).every(Boolean), 60);
  return connectionTo(blob, queue, table);
}

function connectionTo(blob: number, queue: number, table: number): string {
  const at = (port: number): string => `http://127.0.0.1:${String(port)}/${ACCOUNT}`;
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT}`,
    `AccountKey=${ACCOUNT_KEY}`,
    `BlobEndpoint=${at(blob)}`,
    `QueueEndpoint=${at(queue)}`,
    `TableEndpoint=${at(table)}`,
  ].join(';');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => {
      done(true);
    });
    socket.once('error', () => {
      done(false);
    });
  });
}
