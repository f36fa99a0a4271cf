import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN, adminFunctions } from './admin.js';
import { loadApp } from './app.js';
import { Refusal } from './core.js';
import { untilHealthy } from './health.js';
import { answer, httpFunctions, type Listener } from './http.js';
import { invoker } from './invoke.js';
import { complain, inWords } from './logging.js';
import { listenToQueue } from './queues.js';
import { readHostSettings } from './settings.js';
import { startTimers } from './timers.js';

/** Azure cuts off who is slow to send a request after seconds; Node alone would wait for five minutes. */
const REQUEST_MS = 30_000;
const HEADERS_MS = 15_000;

/** How long work in hand may take when the host is told to stop. */
const GRACE_MS = 4000;

export interface Host {
  readonly address: string;
  readonly names: readonly string[];
  /** Opens what is not anonymous. */
  readonly key: string;
  /** Resolves when the app's health is 200; throws a Refusal when the app cannot start. */
  readonly healthy: Promise<void>;
  stop(): Promise<void>;
}

/** Serves a built app on this machine. Throws a Refusal, with the reason, when it cannot. */
export async function startHost(folder: string, port: number): Promise<Host> {
  const settings = readHostSettings(folder);
  const app = loadApp(folder);
  const invoke = invoker(app);
  const key = process.env.WAYMARK_HOST_KEY ?? randomBytes(16).toString('hex');
  const timers = startTimers(app.functions, invoke);
  const admin = adminFunctions({ functions: app.functions, invoke, timers });
  const http = httpFunctions(app.functions, invoke, { routePrefix: settings.routePrefix, key });
  const queued = app.functions.filter(({ trigger }) => trigger.type === 'queueTrigger');
  const server = await listening(port, (request, response) =>
    request.url?.startsWith(ADMIN) ? admin(request, response) : http(request, response),
  );
  const listeners = queued.map((registered) => listenToQueue(registered, invoke, settings.queues));
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const stopping = new AbortController();
  return {
    address,
    key,
    names: app.functions.map(({ metadata }) => metadata.name),
    healthy: untilHealthy(app.functions, invoke, `${address}/${settings.routePrefix}/health`, stopping.signal),
    stop: async () => {
      stopping.abort();
      timers.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const done = Promise.allSettled([closed, ...listeners.map((one) => one.stop()), ...timers.running.values()]);
      await Promise.race([done, sleep(GRACE_MS, undefined, { ref: false })]);
      server.closeAllConnections();
    },
  };
}

async function listening(port: number, listener: Listener): Promise<Server> {
  const server = createServer((request, response) => void guarded(listener, request, response));
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = HEADERS_MS;
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Refusal(`Port ${String(port)} of this machine is taken.`, { cause: error });
  }
  return server;
}

async function guarded(listener: Listener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await listener(request, response);
  } catch (error) {
    complain(inWords(error));
    if (response.headersSent) response.destroy();
    else answer(response, 400);
  }
}
