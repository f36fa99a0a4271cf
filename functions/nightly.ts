import type { TimerHandler } from '@azure/functions';
import type { App } from './app.js';

/** Once a night: the indexes against the milestones. */
export function nightly(app: () => Promise<App>): TimerHandler {
  return async (_timer, context) => (await app()).nightly(context.traceContext?.traceParent ?? null);
}
