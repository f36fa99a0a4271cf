/**
 * The table of contents: every trigger, with its schedule, queue or route in sight. Settings are read here, once; wrong
 * ones stop the start. Everything heavy waits in app.cjs for the first invocation.
 */
import { randomBytes } from 'node:crypto';
import { app as azure } from '@azure/functions';
import { readConfig } from '../bot/config.js';
import type { WriteLine } from '../bot/flows/ports.js';
import type { App } from './app.js';
import { deliver, deliverPoison } from './deliver.js';
import { health, healthDetail } from './health.js';
import { messages } from './messages.js';
import { nightly } from './nightly.js';
import { refresh, refreshPoison } from './refresh.js';
import { rollup, rollupPoison } from './rollup.js';
import { tick } from './tick.js';

const config = readConfig(process.env, () => new Uint8Array(randomBytes(32)));
const write: WriteLine = (level, line) => {
  console[level](line);
};

let wired: Promise<App> | undefined;
const app = (): Promise<App> => (wired ??= import('./app.js').then(({ wire }) => wire(config, write)));

const connection = 'AzureWebJobsStorage';

azure.http('messages', { methods: ['POST'], authLevel: 'anonymous', route: 'messages', handler: messages(app) });
azure.http('health', { methods: ['GET'], authLevel: 'anonymous', route: 'health', handler: health(app) });
azure.http('health-detail', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'health/detail',
  handler: healthDetail(app),
});

azure.timer('tick', { schedule: '0 */5 * * * *', handler: tick(app) });
azure.timer('nightly', { schedule: '0 10 2 * * *', handler: nightly(app) });

azure.storageQueue('deliver', { queueName: 'deliver', connection, handler: deliver(app) });
azure.storageQueue('deliver-poison', { queueName: 'deliver-poison', connection, handler: deliverPoison(app) });
azure.storageQueue('refresh', { queueName: 'refresh', connection, handler: refresh(app) });
azure.storageQueue('refresh-poison', { queueName: 'refresh-poison', connection, handler: refreshPoison(app) });
azure.storageQueue('rollup', { queueName: 'rollup', connection, handler: rollup(app) });
azure.storageQueue('rollup-poison', { queueName: 'rollup-poison', connection, handler: rollupPoison(app) });
