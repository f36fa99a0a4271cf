/** A stand-in for the issuer of inbound tokens: an OpenID document, its keys, and tokens that are right or wrong. */
import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenWish {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** These texts in place of the header and the claims. */
  readonly raw?: { readonly header?: string; readonly claims?: string };
  /**
   * `stranger`: signed with a key that the issuer does not have. `hmac`: HS256 with the public key as secret. Or whoever
   * is given: the signature of a text in base64url.
   */
  readonly signedBy?: 'issuer' | 'stranger' | 'hmac' | 'nobody' | ((text: string, keys: SigningKeys) => string);
}

/** Private keys. All but `stranger` are published, under the ids of KEY_IDS. */
export interface SigningKeys {
  /** Endorsed for Teams. */
  readonly own: KeyObject;
  /** Endorsed for other channels only. */
  readonly webChat: KeyObject;
  /** Published without endorsements. */
  readonly plain: KeyObject;
  /** On an elliptic curve. */
  readonly elliptic: KeyObject;
  readonly stranger: KeyObject;
}

export const KEY_IDS = { own: 'key-1', webChat: 'key-2', plain: 'key-3', elliptic: 'key-4' } as const;

export interface OpenId {
  readonly metadataUrl: string;
  readonly issuer: string;
  /** Paths asked for, oldest first. */
  readonly asked: readonly string[];
  /** `hang`: never answers. `broken`: answers 500. */
  behave(how: 'well' | 'hang' | 'broken'): void;
  /** A token for the audience, with a service URL; everything may be overridden. Claims of undefined are left out. */
  token(audience: string, serviceUrl: string, wish?: TokenWish): string;
  close(): Promise<void>;
}

const ISSUER = 'https://api.botframework.com';
const RSA = { modulusLength: 2048 } as const;

let made: SigningKeys | null = null;

/** Made once: it takes most of a second. Every issuer of one process has the same. */
function signingKeys(): SigningKeys {
  return (made ??= {
    own: generateKeyPairSync('rsa', RSA).privateKey,
    webChat: generateKeyPairSync('rsa', RSA).privateKey,
    plain: generateKeyPairSync('rsa', RSA).privateKey,
    elliptic: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    stranger: generateKeyPairSync('rsa', RSA).privateKey,
  });
}

export async function startOpenId(): Promise<OpenId> {
  const keys = signingKeys();
  const published = {
    keys: [
      { ...publicJwk(keys.webChat), kid: KEY_IDS.webChat, endorsements: ['webchat', 'directline'] },
      { ...publicJwk(keys.own), kid: KEY_IDS.own, use: 'sig', endorsements: ['webchat', 'msteams'] },
      { ...publicJwk(keys.plain), kid: KEY_IDS.plain },
      { ...publicJwk(keys.elliptic), kid: KEY_IDS.elliptic, endorsements: ['msteams'] },
    ],
  };
  const asked: string[] = [];
  let behaviour: 'well' | 'hang' | 'broken' = 'well';
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (behaviour === 'hang') return;
    response.statusCode = behaviour === 'broken' ? 500 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? published : { issuer: ISSUER, jwks_uri: `${base}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    metadataUrl: `${base}/.well-known/openidconfiguration`,
    issuer: ISSUER,
    asked,
    behave: (how) => {
      behaviour = how;
    },
    token: (audience, serviceUrl, wish = {}) => tokenText(audience, serviceUrl, wish, keys),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export function publicJwk(key: KeyObject): object {
  return createPublicKey(key).export({ format: 'jwk' });
}

/** RSASSA-PKCS1 with SHA-256 or another hash, in base64url. */
export function signature(text: string, key: KeyObject, hash = 'SHA256'): string {
  return sign(hash, Buffer.from(text), key).toString('base64url');
}

function tokenText(audience: string, serviceUrl: string, wish: TokenWish, keys: SigningKeys): string {
  const now = Math.floor(Date.now() / 1000);
  const { signedBy = 'issuer', raw = {} } = wish;
  const header = { alg: 'RS256', typ: 'JWT', kid: KEY_IDS.own, ...wish.header };
  const claims = { iss: ISSUER, aud: audience, nbf: now - 10, exp: now + 3600, serviceurl: serviceUrl, ...wish.claims };
  const text = `${encoded(raw.header ?? JSON.stringify(header))}.${encoded(raw.claims ?? JSON.stringify(claims))}`;
  if (typeof signedBy === 'function') return `${text}.${signedBy(text, keys)}`;
  if (signedBy === 'nobody') return `${text}.`;
  if (signedBy === 'hmac') {
    const secret = createPublicKey(keys.own).export({ type: 'spki', format: 'pem' });
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  }
  return `${text}.${signature(text, signedBy === 'issuer' ? keys.own : keys.stranger)}`;
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
