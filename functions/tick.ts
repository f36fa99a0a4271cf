import type { TimerHandler } from '@azure/functions';
import type { App } from './app.js';

/** Every five minutes, UTC: what is due, planned and sent. */
export function tick(app: () => Promise<App>): TimerHandler {
  return async (_timer, context) => (await app()).tick(context.traceContext?.traceParent ?? null);
}
