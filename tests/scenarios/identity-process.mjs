/**
 * Loads the second file of the bundle as the first one does, without the Functions host: a message, a tick and a night.
 * The settings come as they were read, since nothing on loopback may be named by settings in Azure.
 */
import { Blob } from 'node:buffer';
import { createRequire } from 'node:module';

const { wire } = createRequire(import.meta.url)('../../dist/app/app.cjs');
const { config, authorization, activity } = JSON.parse(process.env.WAYMARK_WISH);
const lines = [];
const tokenKeys = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];
const app = wire({ ...config, tokenKeys }, (_level, line) => lines.push(line));

const headers = { authorization, 'content-type': 'application/json' };
const { status } = await app.messages(null, headers, () => new Blob([JSON.stringify(activity)]).stream());
await app.tick(null);
await app.nightly(null);
const { storage } = await app.readiness();
process.stdout.write(JSON.stringify({ status, alive: await app.alive(), storage, lines }), () => process.exit(0));
