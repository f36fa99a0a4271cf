/**
 * The keys with which Teams signs, as the issuer publishes them. Strangers choose the key id of a token, so neither many
 * callers nor unknown ids may turn into many requests: one is under way at most, and each wait below is kept.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/v4';

export interface SigningKey {
  readonly key: KeyObject;
  /** Channels that the key may sign for; empty: any. */
  readonly endorsements: readonly string[];
}

/** The published key of this id, or null. Throws when there are no keys at all and none can be had. */
export type SigningKeys = (keyId: string) => Promise<SigningKey | null>;

type KeySet = ReadonlyMap<string, SigningKey>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** As often as the issuer asks for; until new ones have come, the keys that are known are used. */
const STALE_MS = 24 * HOUR_MS;
/** For an id that is not there. New keys are published days before they sign. */
const UNKNOWN_MS = HOUR_MS;
/** After a failure. */
const AGAIN_MS = 10_000;
const FETCH_LIMIT_MS = 5_000;

/** @param now in milliseconds; only differences count */
export function signingKeys(fetchKeys: () => Promise<KeySet>, now: () => number): SigningKeys {
  let known: { readonly keys: KeySet; readonly at: number } | null = null;
  let failedAt = -Infinity;
  let running: Promise<void> | null = null;
  const fetched = async (): Promise<void> => {
    try {
      known = { keys: await fetchKeys(), at: now() };
    } catch (error) {
      failedAt = now();
      if (known === null) throw error;
    } finally {
      running = null;
    }
  };
  const refresh = async (): Promise<void> => {
    if (running === null && now() - failedAt < AGAIN_MS) {
      if (known === null) throw new Error('the keys of the issuer could not be had a moment ago');
      return;
    }
    await (running ??= fetched());
  };
  return async (keyId) => {
    const age = known === null ? Infinity : now() - known.at;
    const key = known?.keys.get(keyId);
    if (key === undefined) {
      if (age > UNKNOWN_MS) await refresh();
      return known?.keys.get(keyId) ?? null;
    }
    // Nobody whose key is known waits for an issuer that may hang; with keys at hand, a failure is only a later try.
    if (age > STALE_MS) void refresh();
    return key;
  };
}

const MetadataSchema = z.looseObject({ jwks_uri: z.url({ protocol: /^https?$/ }) });
const KeySetSchema = z.looseObject({ keys: z.array(z.unknown()) });
const KeySchema = z.looseObject({
  kid: z.string().min(1),
  n: z.string().min(1),
  e: z.string().min(1),
  endorsements: z.array(z.string()).nullish(),
});

/** Reads the OpenID document and the RSA keys that it names. Throws on anything else than two good answers. */
export async function fetchSigningKeys(metadataUrl: string): Promise<KeySet> {
  const { jwks_uri: keysUrl } = MetadataSchema.parse(await jsonAt(metadataUrl));
  const { keys } = KeySetSchema.parse(await jsonAt(keysUrl));
  return new Map(keys.flatMap(keyIn));
}

async function jsonAt(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_LIMIT_MS) });
  if (!response.ok) throw new Error(`the issuer of tokens answered ${String(response.status)}`);
  return response.json();
}

/** A key of another kind, or one that cannot be read, is as if it were not there. */
function keyIn(published: unknown): readonly (readonly [string, SigningKey])[] {
  const read = KeySchema.safeParse(published);
  if (!read.success) return [];
  const { kid, n, e, endorsements } = read.data;
  try {
    const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
    return [[kid, { key, endorsements: endorsements ?? [] }]];
  } catch {
    return [];
  }
}
