import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { onStop } from '../processes.mjs';
import { Refusal } from './core.js';
import { startHost } from './host.js';
import { complain, inWords } from './logging.js';

/**
 * `npm run --silent host -- --port N [--app DIR]`: what stands in for the Azure Functions host on one machine. Settings
 * come from the environment. Prints one line when the app's health is 200, and ends with 1 and the reason when the app
 * refuses to start.
 */
async function main(): Promise<void> {
  const { port, folder } = argumentsGiven();
  const starting = startHost(folder, port);
  const stopped = new AbortController();
  onStop(() => {
    if (stopped.signal.aborted) return;
    stopped.abort();
    void starting.then((host) => host.stop()).finally(() => process.exit(0));
  });
  const host = await starting;
  await host.healthy;
  if (stopped.signal.aborted) return;
  const opened = process.env.WAYMARK_HOST_KEY === undefined ? `, function key ${host.key}` : '';
  process.stdout.write(`Host ready at ${host.address} (${host.names.join(', ')}${opened})\n`);
}

function argumentsGiven(): { port: number; folder: string } {
  const { values } = parseArgs({ options: { port: { type: 'string' }, app: { type: 'string' } } });
  const port = Number(values.port ?? '7071');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Refusal(`"${String(values.port)}" is no port.`);
  return { port, folder: resolve(values.app ?? 'dist/app') };
}

main().catch((error: unknown) => {
  complain(error instanceof Refusal ? `the app cannot start: ${error.message}` : inWords(error));
  process.exit(1);
});
