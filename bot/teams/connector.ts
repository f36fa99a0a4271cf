/**
 * One request is one request. The SDK's connector client repeats a POST up to three times on 429, 5xx and broken
 * connections, follows a 307 with the card to wherever it points, and waits for ever; no option turns that off. Taking
 * two policies out of its pipeline does (platform.md 2.4). That is an internal of the pinned version: tests/teams counts.
 */
import type { PostOutcome } from '../flows/ports.js';
import { outcomeOfError, outcomeOfResponse, type Answer } from './outcome.js';

export const SEND_LIMIT_MS = 8_000;

/** What we use of the SDK's ConnectorClient. */
export interface Connector {
  readonly conversations: {
    sendToConversation(conversationId: string, activity: object, options: CallOptions): Promise<object>;
    updateActivity(conversationId: string, activityId: string, activity: object, options: CallOptions): Promise<object>;
    createConversation(parameters: object, options: CallOptions): Promise<object>;
  };
  readonly credentials: object;
}

export interface CallOptions {
  readonly abortSignal: AbortSignal;
}

interface Request {
  abortSignal?: object;
  disableKeepAlive?: boolean;
  readonly headers: { set(name: string, value: string): unknown };
}

interface Response {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
  readonly bodyAsText?: string | null;
}

interface Pipeline {
  removePolicy(which: { readonly name: string }): readonly unknown[];
  addPolicy(policy: object, options: object): void;
}

const TAMED = 'waymarkOneRequest';

/** Requests that have set out, with what came back, by the signal that belongs to the call. */
const calls = new WeakMap<object, Answer | 'no-answer'>();
/** What a request is called in the logs on both sides, by the same signal. */
const names = new WeakMap<object, string>();

/**
 * Changes the client so that each call is one request of at most 8 seconds. Throws when the SDK no longer has the two
 * policies: then it may have found another way to repeat itself, and someone has to look.
 */
export function postingOnce(connector: unknown): Connector {
  const { pipeline } = (connector as { readonly client: { readonly pipeline: Pipeline } }).client;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) {
    if (pipeline.removePolicy({ name }).length !== 1) throw new Error(`the connector client has no ${name} to remove`);
  }
  pipeline.addPolicy({ name: TAMED, sendRequest: oneRequest }, { phase: 'Sign' });
  return connector as Connector;
}

/**
 * Without keep-alive of the client's own, Node's shared agent is used: it drops connections idle for 5 seconds, before
 * the other side does. A request on a connection that is just being closed would be one more arrival in doubt.
 */
async function oneRequest(request: Request, next: (request: Request) => Promise<Response>): Promise<Response> {
  request.disableKeepAlive = true;
  request.abortSignal ??= AbortSignal.timeout(SEND_LIMIT_MS);
  calls.set(request.abortSignal, 'no-answer');
  const name = names.get(request.abortSignal);
  if (name !== undefined) request.headers.set('x-ms-client-request-id', name);
  const response = await next(request);
  const answer = {
    status: response.status,
    body: response.bodyAsText ?? '',
    retryAfter: response.headers.get('retry-after') ?? null,
    date: response.headers.get('date') ?? null,
  };
  calls.set(request.abortSignal, answer);
  return response;
}

/**
 * Makes one call and says what it came to. Never throws.
 *
 * @param name what the request is called in the logs: sent as `x-ms-client-request-id`
 */
export async function outcomeOf(call: (options: CallOptions) => Promise<unknown>, name: string): Promise<PostOutcome> {
  const abortSignal = AbortSignal.timeout(SEND_LIMIT_MS);
  names.set(abortSignal, name);
  let failure: unknown = null;
  try {
    await call({ abortSignal });
  } catch (error) {
    failure = error;
  }
  const answer = calls.get(abortSignal);
  if (answer === undefined) return { kind: 'not-accepted', reason: 'not-sent', retryAfterMs: null };
  return answer === 'no-answer' ? outcomeOfError(failure) : outcomeOfResponse(answer);
}
