/**
 * The one opaque value that a button carries: `KID.BODY.MAC`, where BODY is base64url of the JSON
 * `[1, verb, plan, ref, rev, officer, expires]` and MAC the first 16 bytes of HMAC-SHA-256 over `KID.BODY`.
 * It says which button this was. It never authorises: who acts comes from the verified activity (DESIGN 5).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/v4';
import { msOf, type Instant } from '../domain/dates.js';
import type { OfficerId, PlanId, Ref } from '../domain/plan.js';

/** One key of WAYMARK_TOKEN_KEYS. The id is `[A-Za-z0-9]{1,8}`, the key at least 32 bytes. */
export interface SigningKey {
  readonly id: string;
  readonly key: Uint8Array;
}

export interface TokenClaim {
  readonly verb: string;
  readonly plan: PlanId;
  readonly ref: Ref;
  /** The revision of the milestone that the card showed. */
  readonly rev: number;
  /** For whom the card was made. */
  readonly officer: OfficerId;
}

/** `forged` is also what a token of a retired key is: its signature cannot be checked. */
export type TokenFault = 'malformed' | 'forged' | 'expired';

export const TOKEN_MAX_LENGTH = 160;
export const TOKEN_LIFE_MS = 30 * 24 * 60 * 60 * 1000;

const MAC_BYTES = 16;
const TOKEN_SHAPE = /^([A-Za-z0-9]{1,8})\.([A-Za-z0-9_-]{1,200})\.([A-Za-z0-9_-]{22})$/;
const BodySchema = z.tuple([
  z.literal(1),
  z.string(),
  z.string(),
  z.string(),
  z.int().min(0),
  z.string(),
  /** Seconds since 1970. */
  z.int(),
]);

/**
 * Makes tokens with the first key, good for 30 days. Signing throws a RangeError when the token would be longer than
 * 160 characters: verb, plan, ref, revision and officer together have room for about 70 bytes.
 */
export function signer(keys: readonly SigningKey[], now: () => Instant): (claim: TokenClaim) => string {
  const [first] = keys;
  if (first === undefined) throw new Error('signing card tokens needs at least one key');
  return (claim) => {
    const expires = Math.ceil((msOf(now()) + TOKEN_LIFE_MS) / 1000);
    const token = tokenText(first, claim, expires);
    if (token.length > TOKEN_MAX_LENGTH) {
      throw new RangeError(
        `a card token for plan "${claim.plan}", ref "${claim.ref}", verb "${claim.verb}" would have ` +
          `${String(token.length)} characters; at most ${String(TOKEN_MAX_LENGTH)} are allowed`,
      );
    }
    return token;
  };
}

/** Whether a token for this claim fits, whatever the moment. For checking plan ids and refs when they are imported. */
export function tokenFits(keyId: string, claim: TokenClaim): boolean {
  const key = { id: keyId, key: new Uint8Array(32) };
  return tokenText(key, claim, 9_999_999_999).length <= TOKEN_MAX_LENGTH;
}

/** Whether a ref of a plan fits on every button of a milestone, whoever reads it. */
export function refFits(plan: PlanId, ref: Ref): boolean {
  return tokenFits('keyid123', { verb: 'r', plan, ref, rev: 99_999, officer: 'o'.repeat(12) });
}

/** Reads tokens signed with any of the keys. The signature is checked before anything in the token is looked at. */
export function tokenReader(
  keys: readonly SigningKey[],
  now: () => Instant,
): (token: string) => TokenClaim | TokenFault {
  return (token) => {
    const [, keyId, body, mac] = TOKEN_SHAPE.exec(token) ?? [];
    if (keyId === undefined || body === undefined || mac === undefined) return 'malformed';
    const key = keys.find((candidate) => candidate.id === keyId);
    if (key === undefined || !sameText(mac, macOf(key, body))) return 'forged';
    const read = BodySchema.safeParse(parsed(body));
    if (!read.success) return 'malformed';
    const [, verb, plan, ref, rev, officer, expires] = read.data;
    if (msOf(now()) >= expires * 1000) return 'expired';
    return { verb, plan, ref, rev, officer };
  };
}

function tokenText(key: SigningKey, claim: TokenClaim, expires: number): string {
  const fields = [1, claim.verb, claim.plan, claim.ref, claim.rev, claim.officer, expires];
  const body = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return `${key.id}.${body}.${macOf(key, body)}`;
}

function macOf(key: SigningKey, body: string): string {
  const full = createHmac('sha256', key.key).update(`${key.id}.${body}`).digest();
  return full.subarray(0, MAC_BYTES).toString('base64url');
}

/** In constant time; comparing the text also leaves one spelling of a signature only. */
function sameText(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
