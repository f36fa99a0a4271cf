import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registered, WireHttp, WireValue } from './core.js';
import type { Invoke } from './invoke.js';
import { complain, inWords } from './logging.js';
import { route, type Route } from './routes.js';

/** As in Azure. */
const LARGEST_BODY = 100 * 1024 * 1024;

interface Endpoint {
  readonly registered: Registered;
  readonly route: Route;
  readonly methods: readonly string[];
  readonly open: boolean;
}

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers requests with the app's HTTP functions. `key` opens those that are not anonymous. */
export function httpFunctions(
  functions: readonly Registered[],
  invoke: Invoke,
  { routePrefix, key }: { routePrefix: string; key: string },
): Listener {
  const endpoints = functions
    .filter(({ trigger }) => trigger.type === 'httpTrigger')
    .map((registered) => endpointOf(registered, routePrefix))
    .sort((a, b) => a.route.rank.localeCompare(b.route.rank));
  return async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const fitting = endpoints.filter((endpoint) => endpoint.route.match(url.pathname) !== undefined);
    const endpoint = fitting.find(({ methods }) => methods.includes(request.method ?? ''));
    if (endpoint === undefined) {
      const allow = fitting.flatMap(({ methods }) => methods).join(', ');
      answer(response, fitting.length > 0 ? 405 : 404, allow === '' ? {} : { allow });
      return;
    }
    if (!endpoint.open && !isKey(key, request, url)) {
      answer(response, 401);
      return;
    }
    const body = await bodyOf(request);
    if (body === undefined) {
      // The rest is read and thrown away: whoever still writes would not see the answer on a closed connection.
      request.resume();
      answer(response, 413);
      return;
    }
    const params = endpoint.route.match(url.pathname) ?? {};
    await respond(response, invoke(endpoint.registered, { http: wireRequest(request, url, params, body) }));
  };
}

function endpointOf(registered: Registered, routePrefix: string): Endpoint {
  const { trigger, metadata } = registered;
  const path = typeof trigger.route === 'string' ? trigger.route : metadata.name;
  const methods = Array.isArray(trigger.methods) ? trigger.methods.map(String) : ['GET', 'POST'];
  return {
    registered,
    route: route(`${routePrefix}/${path}`),
    methods: methods.map((method) => method.toUpperCase()),
    open: trigger.authLevel === 'anonymous',
  };
}

function isKey(key: string, request: IncomingMessage, url: URL): boolean {
  const given = Buffer.from(String(request.headers['x-functions-key'] ?? url.searchParams.get('code') ?? ''));
  const wanted = Buffer.from(key);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Undefined when it is too large. */
export async function bodyOf(request: IncomingMessage, largest = LARGEST_BODY): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // The connection stays, so that the answer can still be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function wireRequest(
  request: IncomingMessage,
  url: URL,
  params: Readonly<Record<string, string>>,
  body: Buffer,
): WireHttp {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: request.method ?? 'GET',
    url: url.href,
    headers: Object.fromEntries(headers) as Record<string, string>,
    query: Object.fromEntries(url.searchParams),
    params,
    body: { bytes: body },
  };
}

async function respond(response: ServerResponse, running: Promise<WireValue | null | undefined>): Promise<void> {
  try {
    const result = await running;
    const http = result?.http;
    if (http === undefined) answer(response, 204);
    else answer(response, Number(http.statusCode ?? 200), http.headers ?? {}, bytesOf(http.body));
  } catch (error) {
    complain(inWords(error));
    answer(response, 500);
  }
}

function bytesOf(value: WireValue | null | undefined): Uint8Array {
  return value?.bytes ?? Buffer.from(value?.string ?? value?.json ?? '');
}

export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Uint8Array = new Uint8Array(),
): void {
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, bodiless ? headers : { ...headers, 'content-length': String(body.length) });
  response.end(bodiless ? undefined : body);
}
