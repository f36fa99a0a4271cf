import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registered } from './core.js';
import { answer, bodyOf, type Listener } from './http.js';
import type { Invoke } from './invoke.js';
import { complain, inWords } from './logging.js';
import { queueMetadata } from './queues.js';
import type { Timers } from './timers.js';

export const ADMIN = '/admin/';

interface Running {
  readonly functions: readonly Registered[];
  readonly invoke: Invoke;
  readonly timers: Timers;
}

/**
 * `GET /admin/host/status`, `GET /admin/functions` for each function with its bindings, and `POST /admin/functions/NAME` with `{input}`, as in Azure, except that the answer comes
 * when the function is done, and says whether it failed. No key: it listens on this machine only.
 */
export function adminFunctions(running: Running): Listener {
  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (request.method === 'GET' && path === '/admin/host/status') {
      json(response, 200, { state: 'Running', functions: running.functions.map(({ metadata }) => metadata.name) });
      return;
    }
    if (request.method === 'GET' && path === '/admin/functions') {
      json(response, 200, running.functions.map(listed));
      return;
    }
    const name = /^\/admin\/functions\/([^/]+)$/.exec(path)?.[1];
    const registered = running.functions.find(({ metadata }) => metadata.name.toLowerCase() === name?.toLowerCase());
    if (registered === undefined || registered.trigger.type === 'httpTrigger') answer(response, 404);
    else if (request.method !== 'POST') answer(response, 405, { allow: 'POST' });
    else await run(running, registered, request, response);
  };
}

function listed({ metadata: { name, bindings } }: Registered): object {
  const list = Object.entries(bindings).map(([binding, options]) => ({ ...options, name: binding }));
  return { name, config: { bindings: list } };
}

async function run(
  { invoke, timers }: Running,
  registered: Registered,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const input = inputOf((await bodyOf(request))?.toString('utf8') ?? '');
  if (input === undefined) {
    json(response, 400, { error: 'The body must be {"input": "..."}, or empty.' });
    return;
  }
  try {
    if (registered.trigger.type === 'timerTrigger') await timers.run(registered);
    else await invoke(registered, { string: input }, queueMetadata(input));
    answer(response, 202);
  } catch (error) {
    complain(`${registered.metadata.name} failed: ${inWords(error)}`);
    json(response, 500, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** What a queue function gets as its message; undefined when the body says something else. */
function inputOf(body: string): string | undefined {
  if (body.trim() === '') return '';
  try {
    const { input } = JSON.parse(body) as { input?: unknown };
    return typeof input === 'string' ? input : input === undefined ? '' : JSON.stringify(input);
  } catch {
    return undefined;
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  answer(response, status, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(value)));
}
