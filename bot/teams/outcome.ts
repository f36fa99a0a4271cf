/**
 * What one attempt to send came to, by guarantees.md 1 and platform.md 2.4. The bodies that Teams sends with a refusal
 * differ from page to page, some hold JSON inside a string: so the status decides, and codes are looked for anywhere in
 * the text.
 */
import * as z from 'zod/v4';
import type { PostOutcome } from '../flows/ports.js';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The headers Retry-After and Date, as sent. */
  readonly retryAfter: string | null;
  readonly date: string | null;
}

/** Nobody there to be written to, whatever 4xx they come with. */
const UNREACHABLE_CODES = [
  'BotDisabledByAdmin',
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'MessageWritesBlocked',
  'ForbiddenOperationException',
  'ConversationNotFound',
  'ActivityNotFoundInConversation',
  'InvalidBotApiHost',
  'NotEnoughPermissions',
];
const OTHER_CODES = ['BotNotRegistered', 'MessageSizeTooBig', 'PreconditionFailed', 'Throttled', 'ServiceError'];

export function outcomeOfResponse(answer: Answer): PostOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return accepted(answer.body);
  const code = [...UNREACHABLE_CODES, ...OTHER_CODES].find((one) => answer.body.includes(one));
  const reason = code === undefined ? `http-${String(status)}` : `http-${String(status)} ${code}`;
  if (status === 429 || status === 412) return { kind: 'not-accepted', reason, retryAfterMs: retryAfterMs(answer) };
  if (status === 408 || status >= 500) return { kind: 'in-doubt', reason };
  if (status === 413) return { kind: 'too-large', reason };
  if (status === 401) return { kind: 'unauthorised', reason };
  const gone = status === 403 || status === 404 || status === 410;
  const named = status >= 400 && code !== undefined && UNREACHABLE_CODES.includes(code);
  return { kind: gone || named ? 'unreachable' : 'refused', reason };
}

/** No answer came. Only what certainly happened before the first byte of the body left is `not-accepted`. */
export function outcomeOfError(error: unknown): PostOutcome {
  const code = textOf(error, 'code');
  const message = textOf(error, 'message');
  const reason = textOf(error, 'name') === 'AbortError' ? 'timeout' : code === '' ? 'network' : code;
  if (reason === 'timeout') return { kind: 'in-doubt', reason };
  const before = NEVER_CONNECTED.test(code) || UNTRUSTED.test(code) || BEFORE_BODY.test(message);
  return before ? { kind: 'not-accepted', reason, retryAfterMs: null } : { kind: 'in-doubt', reason };
}

const NEVER_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_[A-Z]+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;
/** A certificate that does not hold is found before anything is sent. */
const UNTRUSTED =
  /^(CERT_[A-Z_]+|ERR_TLS_CERT_ALTNAME_INVALID|(DEPTH_ZERO_)?SELF_SIGNED_CERT[A-Z_]*|UNABLE_TO_[A-Z_]+|ERR_SSL_[A-Z_]+)$/;
const BEFORE_BODY = /^connect |^getaddrinfo |before secure TLS connection was established/;

const IdSchema = z.looseObject({ id: z.string().min(1) });

/** A new post in a channel may be told as `CONVERSATION;messageid=NUMBER` (platform.md 2.6). */
function accepted(body: string): PostOutcome {
  const read = IdSchema.safeParse(parsed(body));
  if (!read.success) return { kind: 'accepted', activityId: null, conversationId: null };
  const { id } = read.data;
  const [conversation, message] = id.split(';messageid=');
  if (message === undefined) return { kind: 'accepted', activityId: id, conversationId: null };
  return { kind: 'accepted', activityId: message, conversationId: conversation ?? null };
}

/** Whatever Teams says: after a day it is asked again. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** Seconds, or a date measured against the clock of who sent it. */
function retryAfterMs(answer: Answer): number | null {
  const text = answer.retryAfter?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(LONGEST_WAIT_MS, Math.ceil(Number(text) * 1000));
  if (!/^[A-Z][a-z]{2}, /.test(text)) return null;
  const [then, now] = [Date.parse(text), Date.parse(answer.date ?? '')];
  return Number.isNaN(then) || Number.isNaN(now) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, then - now));
}

function textOf(error: unknown, field: 'name' | 'code' | 'message'): string {
  const value: unknown = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : '';
  return typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
