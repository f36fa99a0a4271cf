/**
 * The seam: all that an SDK for Teams does for us, in our words. What is known of the one in use is in adapter.ts,
 * context-turn.ts, connector.ts and teams-app.ts; another one is put in by writing these anew, and judged by
 * tests/teams/conformance.
 */
import type { PostOutcome } from '../flows/ports.js';
import type { GatedActivity } from './gate.js';
import type { SigningKeys } from './signing-keys.js';

/** One verified activity, and the two ways to answer it. */
export interface SdkTurn {
  /** As it passed the gate, whatever the SDK makes of it. */
  readonly activity: GatedActivity;
  /** Who signed the request: the issuer claim; null in local mode. */
  readonly issuer: string | null;
  /** Answers an `invoke`: HTTP 200 with this body, as it is. */
  answer(body: object): Promise<void>;
  /**
   * Posts a new message where the activity came from, in the same thread: one request, never repeated. Null when Teams
   * took it; else that it certainly did not, and may be asked again. Throws for anything else.
   */
  say(message: object): Promise<PutOff | null>;
}

export interface PutOff {
  /** Milliseconds that Teams asked for; null where it names none. */
  readonly retryAfterMs: number | null;
}

/** What is to be written to the caller. */
export interface SdkAnswer {
  readonly status: number;
  /** The body of the answer to an invoke; else whatever the SDK put there. */
  readonly body: unknown;
}

/** The SDK, made for one bot. */
export interface Sdk<T extends SdkTurn = SdkTurn> {
  /** By which the signatures of requests are judged, by us and by the SDK. */
  readonly signingKeys: SigningKeys;
  /**
   * Judges the token once more and runs the turn; answers when the turn is over. 401 without running it for a token that
   * is not taken. What a turn throws is logged, and told to the person in a fixed sentence.
   *
   * @param authorization the header, as sent
   */
  receive(authorization: string, activity: GatedActivity, turn: (turn: T) => Promise<unknown>): Promise<SdkAnswer>;
  /** A client for messages that nobody asked for. Asks for no token yet. */
  connectorFor(serviceUrl: string): Promise<Connector>;
}

/** Each call is one request of at most `SEND_LIMIT_MS`, which never throws and is never repeated nor redirected. */
export interface Connector {
  /**
   * Has a token at hand, so that a send is one request. Throws when none can be had.
   *
   * @param fresh whether the last one was refused
   */
  ready(fresh: boolean): Promise<void>;
  /** @param name what the request is called in the logs of both sides: the header `x-ms-client-request-id` */
  post(conversationId: string, message: object, name: string): Promise<PostOutcome>;
  /** Writes over a message of ours. */
  put(conversationId: string, activityId: string, message: object, name: string): Promise<PostOutcome>;
  /** Opens a conversation; its id comes as `activityId`. */
  open(parameters: object, name: string): Promise<PostOutcome>;
}
