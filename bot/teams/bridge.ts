/**
 * From an HTTP request to a turn and back. Everything that is not a turn of ours gets one of a few fixed answers: the SDK
 * puts the text of its errors into the body, and says 500 for a forged signature.
 */
import type { Response, TurnContext } from 'botbuilder';
import type { Log } from '../flows/ports.js';
import type { WaymarkAdapter } from './adapter.js';
import { faultOf } from './fault.js';
import { headerRefusal, readActivity, type GatedActivity, type GateRules, type Headers } from './gate.js';

export interface HttpAnswer {
  readonly status: number;
  readonly jsonBody?: object;
}

/** Header names in lower case. The body is read only when the headers let it. */
export type Bridge = (headers: Headers, readBody: () => Promise<string>) => Promise<HttpAnswer>;

export function createBridge(
  adapter: WaymarkAdapter,
  rules: GateRules,
  turn: (context: TurnContext) => Promise<unknown>,
  log: Log,
): Bridge {
  return async (headers, readBody) => {
    const early = headerRefusal(headers, rules);
    const read = early ?? readActivity(await readBody(), rules);
    if (!('activity' in read)) {
      log.warn('inbound-refused', { status: read.status, reason: read.reason });
      return fixedAnswer(read.status);
    }
    return handOver(adapter, rules, turn, log, headers.authorization ?? '', read.activity);
  };
}

/** What the SDK makes of it. `reached` is set once the signature held and our own code took over. */
async function handOver(
  adapter: WaymarkAdapter,
  rules: GateRules,
  turn: (context: TurnContext) => Promise<unknown>,
  log: Log,
  authorization: string,
  body: GatedActivity,
): Promise<HttpAnswer> {
  const sink = { status: 200, body: undefined as unknown };
  const state = { reached: false, foreign: false };
  const response: Response = {
    socket: null,
    status: (status: number) => ((sink.status = status), response),
    send: (sent: unknown) => ((sink.body = sent), response),
    end: () => response,
    header: () => response,
  };
  try {
    await adapter.process(
      { method: 'POST', headers: { authorization }, body: { ...body } },
      response,
      async (context) => {
        state.foreign = rules.bot !== null && adapter.issuerOf(context) !== rules.bot.issuer;
        if (state.foreign) return;
        state.reached = true;
        adapter.tame(context);
        await turn(context);
      },
    );
  } catch (error) {
    log.error('inbound-failed', faultOf(error));
    return fixedAnswer(state.reached ? 500 : 400);
  }
  const status = state.foreign ? 401 : outerStatus(sink, state.reached);
  if (status >= 200 && status < 300) return { status, ...(isObject(sink.body) ? { jsonBody: sink.body } : {}) };
  log.warn('inbound-refused', { status, reason: state.reached ? 'turn' : 'signature' });
  return fixedAnswer(status);
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
