/**
 * The bearer token of a request, judged by us before the body is read and before the SDK sees it. The SDK judges it once
 * more afterwards; but it fetches keys for every stranger, takes tokens of emulators and other bots, ignores what a
 * header calls critical, and answers 500 to some forgeries.
 */
import { verify } from 'node:crypto';
import * as z from 'zod/v4';
import type { SigningKeys } from './signing-keys.js';
import { strictJson } from './strict-json.js';

interface Caller {
  /** Who must have signed. */
  readonly issuer: string;
  /** For whom it must be meant. */
  readonly appId: string;
}

/** A token that says the right things; whether it may say them, its signature tells. */
export interface Bearer {
  readonly keyId: string;
  /** The claim that the service URL of the activity must be equal to. */
  readonly serviceUrl: string;
  readonly hash: 'SHA256' | 'SHA384' | 'SHA512';
  readonly signed: string;
  readonly signature: string;
}

const HASHES = { RS256: 'SHA256', RS384: 'SHA384', RS512: 'SHA512' } as const;
/** As the SDK allows for clocks that differ. */
const CLOCKS_DIFFER_S = 5 * 60;
/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;
const CHANNEL = 'msteams';

const HeaderSchema = z.looseObject({
  alg: z.enum(['RS256', 'RS384', 'RS512']),
  kid: z.string().min(1).max(400),
  /** These change how the rest is to be read, and we know none of their ways. */
  crit: z.undefined(),
  b64: z.undefined(),
  zip: z.undefined(),
});
const second = z.number().min(0).max(LAST_SECOND);
const ClaimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  /** A token without an end would pass the SDK. */
  exp: second,
  nbf: second.optional(),
  serviceurl: z.string().min(1),
});

/** What can be judged without a key. The reason is for our log only. @param now in milliseconds since 1970 */
export function readBearer(authorization: string, caller: Caller, now: number): Bearer | { readonly reason: string } {
  const [, head = '', body = '', signature = ''] =
    /^Bearer ([A-Za-z0-9_-]{2,2000})\.([A-Za-z0-9_-]{2,6000})\.([A-Za-z0-9_-]{20,2000})$/.exec(authorization) ?? [];
  if (head === '') return { reason: 'no-token' };
  const header = HeaderSchema.safeParse(decoded(head));
  if (!header.success) return { reason: 'token-header' };
  const claims = ClaimsSchema.safeParse(decoded(body));
  if (!claims.success) return { reason: 'token-claims' };
  const { iss, aud, exp, nbf = 0, serviceurl } = claims.data;
  if (iss !== caller.issuer) return { reason: 'token-issuer' };
  if (aud !== caller.appId) return { reason: 'token-audience' };
  const seconds = Math.floor(now / 1000);
  if (seconds >= exp + CLOCKS_DIFFER_S) return { reason: 'token-expired' };
  if (nbf > seconds + CLOCKS_DIFFER_S) return { reason: 'token-early' };
  const { alg, kid: keyId } = header.data;
  return { keyId, serviceUrl: serviceurl, hash: HASHES[alg], signed: `${head}.${body}`, signature };
}

/** Whether a key of the issuer signed it for Teams; else the reason. Throws when no keys can be had. */
export async function signatureFault(bearer: Bearer, keys: SigningKeys): Promise<string | null> {
  const found = await keys(bearer.keyId);
  if (found === null) return 'token-key';
  if (found.endorsements.length > 0 && !found.endorsements.includes(CHANNEL)) return 'token-endorsement';
  const signature = Buffer.from(bearer.signature, 'base64url');
  return verify(bearer.hash, Buffer.from(bearer.signed), found.key, signature) ? null : 'token-signature';
}

function decoded(part: string): unknown {
  const json = strictJson(Buffer.from(part, 'base64url').toString('utf8'));
  return 'object' in json ? json.object : null;
}
