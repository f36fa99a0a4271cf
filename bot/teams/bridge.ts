/**
 * From an HTTP request to a turn and back. Everything that is not a turn of ours gets one of a few fixed answers: the SDK
 * puts the text of its errors into the body, and says 500 for a forged signature.
 */
import type { Log } from '../flows/ports.js';
import { LATE_PRESS } from './answers.js';
import { signatureFault } from './bearer.js';
import { reasonOf } from '../flows/fault.js';
import { readActivity, readHeaders, type GatedActivity, type GateRules, type Headers, type Refusal } from './gate.js';
import { ANSWER_LIMIT_MS, answerInTime, type Arrival } from './in-time.js';
import { readBody, type Body } from './read-body.js';
import { refusalLines, type RefusalLines } from './refusal-lines.js';
import type { Sdk, SdkAnswer, SdkTurn } from './sdk.js';

export interface HttpAnswer {
  readonly status: number;
  readonly jsonBody?: object;
}

/**
 * Header names in lower case. The body is asked for only when the caller is known. `began` is when the request arrived,
 * by `performance.now()`; now, if it is left out.
 */
export type Bridge = (headers: Headers, openBody: () => Body, began?: number) => Promise<HttpAnswer>;

export function createBridge<T extends SdkTurn>(
  sdk: Sdk<T>,
  rules: GateRules,
  turn: (turn: T) => Promise<unknown>,
  log: Log,
  limitMs = ANSWER_LIMIT_MS,
): Bridge {
  const lines = refusalLines(log, () => performance.now());
  const answer = async (headers: Headers, openBody: () => Body, arrival: Arrival): Promise<HttpAnswer> => {
    lines.look();
    try {
      const read = await admitted(sdk, rules, headers, openBody);
      const authorization = headers.authorization ?? '';
      if ('activity' in read) {
        return await handOver(sdk, rules, turn, { log, lines }, { authorization, body: read.activity, arrival });
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
  sdk: Pick<Sdk, 'signingKeys'>,
  rules: GateRules,
  headers: Headers,
  openBody: () => Body,
): Promise<{ readonly activity: GatedActivity } | Refusal> {
  const read = readHeaders(headers, rules, Date.now());
  if ('status' in read) return read;
  const forged = read.bearer === null ? null : await signatureFault(read.bearer, sdk.signingKeys);
  if (forged !== null) return { status: 401, reason: forged };
  const body = await readBody(openBody());
  if ('fault' in body) return { status: BODY_STATUS[body.fault], reason: `body-${body.fault}` };
  const found = readActivity(body.text, rules);
  if ('status' in found || read.bearer === null) return found;
  const named = read.bearer.serviceUrl === found.activity.serviceUrl;
  return named ? found : { status: 401, reason: 'token-service-url' };
}

/** What the SDK makes of it. `reached` is set once it took the signature too and our own code took over. */
async function handOver<T extends SdkTurn>(
  sdk: Sdk<T>,
  rules: GateRules,
  turn: (turn: T) => Promise<unknown>,
  { log, lines }: { readonly log: Log; readonly lines: RefusalLines },
  { authorization, body, arrival }: Admitted,
): Promise<HttpAnswer> {
  const state = { reached: false, foreign: false };
  let answer: SdkAnswer;
  try {
    answer = await sdk.receive(authorization, body, async (come) => {
      state.foreign = rules.bot !== null && come.issuer !== rules.bot.issuer;
      if (state.foreign || !arrival.reach(come)) return;
      state.reached = true;
      await turn(come);
    });
  } catch (error) {
    log.error('inbound-failed', { reason: reasonOf(error) });
    return fixedAnswer(state.reached ? 500 : 400);
  }
  const status = state.foreign ? 401 : answer.status >= 500 ? 500 : answer.status;
  if (status >= 200 && status < 300) return { status, ...(isObject(answer.body) ? { jsonBody: answer.body } : {}) };
  lines.refused(status, state.reached ? 'turn' : 'signature');
  return fixedAnswer(status);
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
