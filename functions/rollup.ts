import type { StorageQueueHandler } from '@azure/functions';
import type { App } from './app.js';

/** One summary to one channel. */
export function rollup(app: () => Promise<App>): StorageQueueHandler {
  return async (message) => (await app()).rollup(message);
}

/** A summary could not be posted five times. */
export function rollupPoison(app: () => Promise<App>): StorageQueueHandler {
  return async (message) => (await app()).buried('rollup', message);
}
