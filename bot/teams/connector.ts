/**
 * One request is one request. The SDK's connector client repeats a POST up to three times on 429, 5xx and broken
 * connections, follows a 307 with the card to wherever it points, and waits for ever; no option turns that off. Taking
 * two policies out of its pipeline does (platform.md 2.4). That is an internal of the pinned version: tests/teams counts.
 */
import * as z from 'zod/v4';
import type { PostOutcome } from '../flows/ports.js';
import { outcomeOfError, outcomeOfResponse, type Answer } from './outcome.js';
import type { Connector, PutOff } from './sdk.js';

/** Milliseconds from setting out to giving up. */
export const SEND_LIMIT_MS = 8_000;

/** What we use of the SDK's ConnectorClient. */
export interface SdkClient {
  readonly conversations: {
    sendToConversation(conversationId: string, activity: object, options: CallOptions): Promise<object>;
    updateActivity(conversationId: string, activityId: string, activity: object, options: CallOptions): Promise<object>;
    createConversation(parameters: object, options: CallOptions): Promise<object>;
  };
  /** Those of the SDK keep the token they fetched; those that sign nothing have none to fetch. */
  readonly credentials: { readonly getToken?: (force: boolean) => Promise<string> };
}

interface CallOptions {
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
 * Changes the client so that each call is one request of at most so many milliseconds. Throws when the SDK no longer has
 * the two policies: then it may have found another way to repeat itself, and someone has to look.
 */
export function postingOnce(client: unknown, limitMs = SEND_LIMIT_MS): SdkClient {
  const { pipeline } = (client as { readonly client: { readonly pipeline: Pipeline } }).client;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) {
    if (pipeline.removePolicy({ name }).length !== 1) throw new Error(`the connector client has no ${name} to remove`);
  }
  const sendRequest = (request: Request, next: Next): Promise<Response> => oneRequest(request, next, limitMs);
  pipeline.addPolicy({ name: TAMED, sendRequest }, { phase: 'Sign' });
  return client as SdkClient;
}

type Next = (request: Request) => Promise<Response>;

/**
 * Without keep-alive of the client's own, Node's shared agent is used: it drops connections idle for 5 seconds, before
 * the other side does. A request on a connection that is just being closed would be one more arrival in doubt.
 */
async function oneRequest(request: Request, next: Next, limitMs: number): Promise<Response> {
  request.disableKeepAlive = true;
  request.abortSignal ??= AbortSignal.timeout(limitMs);
  calls.set(request.abortSignal, 'no-answer');
  const name = names.get(request.abortSignal);
  if (name !== undefined) request.headers.set('x-ms-client-request-id', name);
  const response = await next(request);
  calls.set(request.abortSignal, answerOf(response.status, response.bodyAsText ?? '', response.headers));
  return response;
}

function answerOf(status: number, body: string, headers: Response['headers']): Answer {
  return { status, body, retryAfter: headers.get('retry-after') ?? null, date: headers.get('date') ?? null };
}

/** The calls of a tamed client, in our words. */
export function connectorOf(client: SdkClient, limitMs = SEND_LIMIT_MS): Connector {
  const { conversations, credentials } = client;
  const outcome = (name: string, call: Call): Promise<PostOutcome> => outcomeOf(call, name, limitMs);
  return {
    ready: async (fresh) => {
      await credentials.getToken?.(fresh);
    },
    post: (conversationId, message, name) =>
      outcome(name, (options) => conversations.sendToConversation(conversationId, message, options)),
    put: (conversationId, activityId, message, name) => {
      const whole = { ...message, id: activityId };
      return outcome(name, (options) => conversations.updateActivity(conversationId, activityId, whole, options));
    },
    open: (parameters, name) => outcome(name, (options) => conversations.createConversation(parameters, options)),
  };
}

type Call = (options: CallOptions) => Promise<unknown>;

/** Makes one call and says what it came to. Never throws. */
async function outcomeOf(call: Call, name: string, limitMs: number): Promise<PostOutcome> {
  const abortSignal = AbortSignal.timeout(limitMs);
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

const ErrorShape = z.object({
  statusCode: z.number(),
  response: z.object({ headers: z.custom<Response['headers']>() }).optional(),
});

const NO_HEADERS: Response['headers'] = { get: () => undefined };

/** What the SDK throws when Teams refused a message, read: null for anything but being told to wait. */
export function putOffBy(error: unknown): PutOff | null {
  const read = ErrorShape.safeParse(error).data;
  if (read === undefined) return null;
  const outcome = outcomeOfResponse(answerOf(read.statusCode, '', read.response?.headers ?? NO_HEADERS));
  return outcome.kind === 'not-accepted' ? { retryAfterMs: outcome.retryAfterMs } : null;
}
