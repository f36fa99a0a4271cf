/**
 * From an HTTP request to a turn and back. Everything that is not a turn of ours gets one of a few fixed answers: the SDK
 * puts the text of its errors into the body, and says 500 for a forged signature.
 */
import type { Response, TurnContext } from 'botbuilder';
import type { Log } from '../flows/ports.js';
import type { WaymarkAdapter } from './adapter.js';
import { LATE_PRESS } from './answers.js';
import { signatureFault } from './bearer.js';
import { reasonOf } from '../flows/fault.js';
import { readActivity, readHeaders, type GatedActivity, type GateRules, type Headers, type Refusal } from './gate.js';
import { ANSWER_LIMIT_MS, answerInTime, type Arrival } from './in-time.js';
import { readBody, type Body } from './read-body.js';
import { refusalLines, type RefusalLines } from './refusal-lines.js';

export interface HttpAnswer {
  readonly status: number;
  readonly jsonBody?: object;
}

/**
 * Header names in lower case. The body is asked for only when the caller is known. `began` is when the request arrived,
 * by `performance.now()`; now, if it is left out.
 */
export type Bridge = (headers: Headers, openBody: () => Body, began?: number) => Promise<HttpAnswer>;

export function createBridge(
  adapter: WaymarkAdapter,
  rules: GateRules,
  turn: (context: TurnContext) => Promise<unknown>,
  log: Log,
  limitMs = ANSWER_LIMIT_MS,
): Bridge {
  const lines = refusalLines(log, () => performance.now());
  const answer = async (headers: Headers, openBody: () => Body, arrival: Arrival): Promise<HttpAnswer> => {
    lines.look();
    try {
      const read = await admitted(adapter, rules, headers, openBody);
      const authorization = headers.authorization ?? '';
      if ('activity' in read) {
        return await handOver(adapter, rules, turn, { log, lines }, { authorization, body: read.activity, arrival });
      }
      lines.refused(read.status, read.reason);
      return fixedAnswer(read.status);
    } catch (error) {
      lines.failed(reasonOf(error));
      return fixedAnswer(500);
    }
  };
  return (headers, openBody, began) =>
    answerInTime(limitMs, log, (arrival) => answer(headers, openBody, arrival), lateAnswer, began);
}

/** A press is told so in its answer; words and arrivals are answered by messages of their own, which may follow. */
function lateAnswer(type: string | null): HttpAnswer {
  if (type === null) return fixedAnswer(503);
  return type === 'invoke' ? { status: 200, jsonBody: LATE_PRESS } : { status: 200 };
}

interface Admitted {
  readonly authorization: string;
  readonly body: GatedActivity;
  readonly arrival: Arrival;
}

const BODY_STATUS = { 'too-large': 413, 'too-slow': 408, broken: 400, 'not-utf-8': 400 } as const;

/** From the cheapest question to the dearest: headers, signature, body, activity. Throws when no keys can be had. */
async function admitted(
  adapter: WaymarkAdapter,
  rules: GateRules,
  headers: Headers,
  openBody: () => Body,
): Promise<{ readonly activity: GatedActivity } | Refusal> {
  const read = readHeaders(headers, rules, Date.now());
  if ('status' in read) return read;
  const forged = read.bearer === null ? null : await signatureFault(read.bearer, adapter.signingKeys);
  if (forged !== null) return { status: 401, reason: forged };
  const body = await readBody(openBody());
  if ('fault' in body) return { status: BODY_STATUS[body.fault], reason: `body-${body.fault}` };
  const found = readActivity(body.text, rules);
  if ('status' in found || read.bearer === null) return found;
  const named = read.bearer.serviceUrl === found.activity.serviceUrl;
  return named ? found : { status: 401, reason: 'token-service-url' };
}

/** What the SDK makes of it. `reached` is set once it took the signature too and our own code took over. */
async function handOver(
  adapter: WaymarkAdapter,
  rules: GateRules,
  turn: (context: TurnContext) => Promise<unknown>,
  { log, lines }: { readonly log: Log; readonly lines: RefusalLines },
  { authorization, body, arrival }: Admitted,
): Promise<HttpAnswer> {
  const { sink, response } = responseSink();
  const state = { reached: false, foreign: false };
  const request = { method: 'POST', headers: { authorization }, body: { ...body } };
  try {
    await adapter.process(request, response, async (context) => {
      state.foreign = rules.bot !== null && adapter.issuerOf(context) !== rules.bot.issuer;
      if (state.foreign || !arrival.reach(context)) return;
      state.reached = true;
      adapter.tame(context);
      await turn(context);
    });
  } catch (error) {
    log.error('inbound-failed', { reason: reasonOf(error) });
    return fixedAnswer(state.reached ? 500 : 400);
  }
  const status = state.foreign ? 401 : outerStatus(sink, state.reached);
  if (status >= 200 && status < 300) return { status, ...(isObject(sink.body) ? { jsonBody: sink.body } : {}) };
  lines.refused(status, state.reached ? 'turn' : 'signature');
  return fixedAnswer(status);
}

interface Sink {
  status: number;
  body: unknown;
}

/** What the SDK would write to a socket. */
function responseSink(): { readonly sink: Sink; readonly response: Response } {
  const sink: Sink = { status: 200, body: undefined };
  const response: Response = {
    socket: null,
    status: (status: number) => ((sink.status = status), response),
    send: (sent: unknown) => ((sink.body = sent), response),
    end: () => response,
    header: () => response,
  };
  return { sink, response };
}

/** The messages of the JWT library: the SDK lets them through as 500. */
const JWT_ERROR = /^(jwt |invalid (token|signature|algorithm))/;

function outerStatus(sink: { readonly status: number; readonly body: unknown }, reached: boolean): number {
  if (sink.status < 400) return sink.status;
  if (!reached && typeof sink.body === 'string' && JWT_ERROR.test(sink.body)) return 401;
  return sink.status >= 500 ? 500 : sink.status;
}

const MESSAGES = new Map([
  [400, ['bad-request', 'This is not an activity that can be read.']],
  [401, ['unauthorised', 'The caller could not be verified.']],
  [403, ['refused', 'This is not for this bot.']],
  [408, ['too-slow', 'The request took too long.']],
  [413, ['too-large', 'The request is too large.']],
  [500, ['failed', 'Something went wrong.']],
]);

/** The same words for the same status, whatever the cause. */
export function fixedAnswer(status: number): HttpAnswer {
  const [code, message] = MESSAGES.get(status) ?? MESSAGES.get(status < 500 ? 400 : 500) ?? [];
  return { status, jsonBody: { error: { code, message } } };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
