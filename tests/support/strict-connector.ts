/**
 * A stand-in for the service that takes our messages to Teams, as strict as the real one and stricter: what it is sent is
 * checked in every way we know, its limits hold, and whoever does not keep to them is written down. Its own log, kept in
 * a file as it happens, is the truth about how often something reached Teams.
 */
import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { rollingWindows } from './rolling-windows.js';
import { seededRandom } from './world.js';

/** One request that reached us. */
export interface Arrival {
  /** From 1. */
  readonly number: number;
  /** Nanoseconds of this machine's monotonic clock. */
  readonly ns: string;
  readonly act: 'post' | 'update' | 'open' | 'unknown';
  /** In clear; of an `open`, the Entra id. */
  readonly conversation: string;
  /** The activity that was made or replaced. */
  readonly activityId: string | null;
  /** `x-ms-client-request-id`. */
  readonly requestId: string | null;
  /** Whether people see it: it is on their screens whatever we answered. */
  readonly accepted: boolean;
  readonly status: number | 'cut';
  readonly body: unknown;
}

/** What is done with one request that is right. */
export type Whim =
  | { readonly kind: 'accept' }
  /** People see it, and the sender gets no answer, or this one. */
  | { readonly kind: 'accept-then-fail'; readonly answer: 'cut' | 500 | 502 | 503 }
  | { readonly kind: 'refuse'; readonly status: number; readonly retryAfterSeconds?: number };

export interface StrictOptions {
  /** A bearer token is wanted, or must not be there. */
  readonly tokens: 'expected' | 'none';
  readonly seed: number;
  /** Milliseconds by which `Retry-After` is measured: the sender's own clock. */
  readonly now: () => number;
  /** Milliseconds by which the limits are measured; without it, this machine's. */
  readonly monotonic?: () => number;
  /** Where the log is kept, a line of JSON a request; null: in memory alone. */
  readonly file: string | null;
  /** Milliseconds that an answer takes: the median of a log-normal. Zero: none. */
  readonly medianLatencyMs: number;
}

export interface StrictConnector {
  readonly port: number;
  readonly arrivals: readonly Arrival[];
  /** What the sender did that it must not. */
  readonly violations: readonly string[];
  /** What to do with the requests to come. */
  whim: (arrival: Pick<Arrival, 'act' | 'conversation' | 'number'>) => Whim;
  close(): Promise<void>;
}

/** For the whole tenant, and for each conversation (guarantees.md 0.8). */
export const TENANT_LIMITS = [{ most: 50, ms: 1_000 }] as const;
export const CONVERSATION_LIMITS = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
] as const;

const LARGEST_CARD = 40_960;
/** What was on its way when `Retry-After` was told could not know of it. */
const ON_ITS_WAY_MS = 500;

export async function startStrictConnector(options: StrictOptions): Promise<StrictConnector> {
  const arrivals: Arrival[] = [];
  const violations: string[] = [];
  const monotonic = options.monotonic ?? (() => performance.now());
  const random = seededRandom(options.seed);
  const tenant = rollingWindows(TENANT_LIMITS);
  const conversations = rollingWindows(CONVERSATION_LIMITS);
  /** By the sender's clock, and the real moment at which it was told. */
  const waits: { readonly until: number; readonly told: number }[] = [];

  const log = (arrival: Arrival): void => {
    arrivals.push(arrival);
    if (options.file !== null) appendFileSync(options.file, `${JSON.stringify(arrival)}\n`);
  };
  const wrong = (number: number, what: string): void => {
    violations.push(`request ${String(number)}: ${what}`);
  };

  const overLimits = (number: number, conversation: string): number | null => {
    const now = monotonic();
    const waitsFor = tenant.take('tenant', now) ?? conversations.take(conversation, now);
    if (waitsFor !== null) wrong(number, `over the limits of Teams, to ${conversation}`);
    return waitsFor;
  };
  const checkPatience = (number: number): void => {
    const early = waits.some(({ until, told }) => monotonic() - told > ON_ITS_WAY_MS && options.now() < until);
    if (early) wrong(number, 'sent before the Retry-After that was given had passed');
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await textOf(request);
    const number = arrivals.length + 1;
    const ns = process.hrtime.bigint().toString();
    const body = parsed(text);
    const { act, conversation, activityId } = target(request.method ?? '', request.url ?? '', body);
    const requestId = request.headers['x-ms-client-request-id']?.toString() ?? null;
    const faults = [
      ...(act === 'unknown' ? [`no such path: ${request.method ?? ''} ${request.url ?? ''}`] : []),
      ...headerFaults(request, options.tokens),
      ...(act === 'post' || act === 'update' ? activityFaults(body) : []),
      ...(act === 'open' ? openFaults(body) : []),
    ];
    for (const fault of faults) wrong(number, fault);
    checkPatience(number);
    const overBy = overLimits(number, conversation);
    const whim = whimOf(faults, overBy, () => connector.whim({ act, conversation, number }));
    const seen = whim.kind !== 'refuse';
    const id = seen && act !== 'update' ? `${act}-${String(number)}` : activityId;
    const status = whim.kind === 'accept' ? 201 : whim.kind === 'refuse' ? whim.status : whim.answer;
    // Before the answer: a sender that dies of the answer has still been heard.
    log({ number, ns, act, conversation, activityId: id, requestId, accepted: seen, status, body });
    if (options.medianLatencyMs > 0) await sleep(latency(options.medianLatencyMs, random));
    if (whim.kind === 'refuse' && whim.retryAfterSeconds !== undefined) {
      waits.push({ until: options.now() + whim.retryAfterSeconds * 1000, told: monotonic() });
    }
    answer(response, whim, status, id, act === 'open' ? `opened-${conversation}` : null);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connector: StrictConnector = {
    port: (server.address() as AddressInfo).port,
    arrivals,
    violations,
    whim: () => ({ kind: 'accept' }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return connector;
}

function whimOf(faults: readonly string[], overBy: number | null, whim: () => Whim): Whim {
  if (overBy !== null) return { kind: 'refuse', status: 429, retryAfterSeconds: Math.ceil(overBy / 1000) };
  return faults.length > 0 ? { kind: 'refuse', status: 400 } : whim();
}

function answer(
  response: ServerResponse,
  whim: Whim,
  status: number | 'cut',
  id: string | null,
  opened: string | null,
): void {
  if (status === 'cut') {
    response.socket?.destroy();
    return;
  }
  const wait = whim.kind === 'refuse' ? whim.retryAfterSeconds : undefined;
  const headers = { 'content-type': 'application/json', ...(wait !== undefined && { 'retry-after': String(wait) }) };
  response.writeHead(status, headers);
  response.end(JSON.stringify(status < 300 ? { id: opened ?? id } : { error: { code: 'Refused' } }));
}

/** Between about 20 and 100 ms with a median of 45, as measured of the real one. */
function latency(medianMs: number, random: { fraction(): number }): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
  return Math.min(medianMs * 2.3, Math.max(medianMs * 0.45, medianMs * Math.exp(0.4 * normal)));
}

/* ---- What is looked at ---- */

function target(method: string, url: string, body: unknown): Pick<Arrival, 'act' | 'conversation' | 'activityId'> {
  const [, conversation, activity] = /^\/v3\/conversations(?:\/([^/?]+)\/activities(?:\/([^/?]+))?)?$/.exec(url) ?? [];
  const known = url.startsWith('/v3/conversations');
  const activityId = activity === undefined ? null : decodeURIComponent(activity);
  if (known && conversation !== undefined) {
    const named = { conversation: decodeURIComponent(conversation), activityId };
    if (method === 'POST' && activityId === null) return { act: 'post', ...named };
    if (method === 'PUT' && activityId !== null) return { act: 'update', ...named };
  }
  if (method === 'POST' && url === '/v3/conversations') {
    const { members } = record(body) as { readonly members?: readonly { readonly id?: string }[] };
    return { act: 'open', conversation: members?.[0]?.id ?? '', activityId: null };
  }
  return { act: 'unknown', conversation: '', activityId: null };
}

function headerFaults(request: IncomingMessage, tokens: StrictOptions['tokens']): readonly string[] {
  const { authorization, 'content-type': type } = request.headers;
  const faults: string[] = [];
  if ((request.headers['x-ms-client-request-id'] ?? '') === '') faults.push('no x-ms-client-request-id');
  if (!/^application\/json\b/.test(type ?? '')) faults.push(`the content type is ${type ?? 'missing'}`);
  if (tokens === 'none' && authorization !== undefined) faults.push('a token, where none is expected');
  const bearer = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;
  if (tokens === 'expected' && !bearer.test(authorization ?? '')) faults.push('no bearer token of three parts');
  return faults;
}

/** DESIGN 5. */
function activityFaults(body: unknown): readonly string[] {
  const { type, text, attachments, summary } = record(body);
  const faults: string[] = [];
  if (type !== 'message') faults.push(`an activity of type ${String(type)}`);
  if (text !== undefined && text !== '') faults.push('text beside the card');
  if (typeof summary !== 'string' || summary === '') faults.push('no summary');
  if (!Array.isArray(attachments) || attachments.length !== 1) return [...faults, 'not one attachment'];
  const { contentType, content } = record(attachments[0]);
  if (contentType !== 'application/vnd.microsoft.card.adaptive') faults.push(`an attachment of ${String(contentType)}`);
  const card = record(content);
  if (card.type !== 'AdaptiveCard' || card.version !== '1.5') faults.push('not a card of version 1.5');
  if (JSON.stringify(content).length * 2 > LARGEST_CARD) faults.push('a card that is too large');
  if (JSON.stringify(content).includes('${')) faults.push('a template that was not filled in');
  return faults;
}

function openFaults(body: unknown): readonly string[] {
  const { isGroup, members, bot, tenantId } = record(body);
  const faults: string[] = [];
  if (isGroup === true) faults.push('a group was opened');
  if (!Array.isArray(members) || members.length !== 1) faults.push('not one member');
  if (typeof record(bot).id !== 'string') faults.push('no bot');
  if (typeof tenantId !== 'string') faults.push('no tenant');
  return faults;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
