import type { StorageQueueHandler } from '@azure/functions';
import type { App } from './app.js';

/** A milestone was answered: the cards that show it are rebuilt. */
export function refresh(app: () => Promise<App>): StorageQueueHandler {
  return async (message) => (await app()).refresh(message);
}

/** Cards could not be rebuilt five times. */
export function refreshPoison(app: () => Promise<App>): StorageQueueHandler {
  return async (message) => (await app()).buried('refresh', message);
}
