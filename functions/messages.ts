import type { HttpHandler } from '@azure/functions';
import type { App } from './app.js';

/** POST /api/messages: everything that Teams tells us. The body is left alone until the caller is known. */
export function messages(app: () => Promise<App>): HttpHandler {
  return async (request, context) => {
    const began = performance.now();
    const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value]));
    const cause = context.traceContext?.traceParent ?? null;
    return (await app()).messages(cause, headers, () => request.body as ReadableStream<Uint8Array> | null, began);
  };
}
