import type { HttpHandler } from '@azure/functions';
import type { App } from './app.js';

/** GET /api/health: up or down, and nothing else. */
export function health(app: () => Promise<App>): HttpHandler {
  return async () => {
    const alive = await (await app()).alive();
    return { status: alive ? 200 : 503, jsonBody: { status: alive ? 'up' : 'down' } };
  };
}

/** GET /api/health/detail, with the function key. */
export function healthDetail(app: () => Promise<App>): HttpHandler {
  return async () => {
    const state = await (await app()).readiness();
    return { status: state.storage ? 200 : 503, jsonBody: { status: state.storage ? 'up' : 'down', ...state } };
  };
}
