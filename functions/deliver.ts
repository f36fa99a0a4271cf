import type { StorageQueueHandler } from '@azure/functions';
import type { App } from './app.js';

/** The doorbell: there is something to send. */
export function deliver(app: () => Promise<App>): StorageQueueHandler {
  return async (message) => (await app()).deliver(message);
}

/** The doorbell failed five times. */
export function deliverPoison(app: () => Promise<App>): StorageQueueHandler {
  return async (message) => (await app()).buried('deliver', message);
}
