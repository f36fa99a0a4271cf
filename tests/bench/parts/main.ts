/** One part of a benchmark as a process; its first argument says which. */
import { serveAzurite } from './azurite.js';
import { serveBare } from './bare.js';
import { serveConnector } from './connector.js';
import { serveLoad } from './load.js';

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  azurite: serveAzurite,
  bare: serveBare,
  connector: serveConnector,
  load: serveLoad,
};

const name = process.argv[2] ?? '';
const start = PARTS[name];
if (start === undefined) throw new Error(`There is no part ${name}`);
await start();
