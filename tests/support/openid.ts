/** A stand-in for the issuer of inbound tokens: an OpenID document, its keys, and tokens that are right or wrong. */
import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenWish {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** `stranger`: signed with a key that the issuer does not have. `hmac`: HS256 with the public key as secret. */
  readonly signedBy?: 'issuer' | 'stranger' | 'hmac' | 'nobody';
}

export interface OpenId {
  readonly metadataUrl: string;
  readonly issuer: string;
  /** A token for the audience, with a service URL; everything may be overridden. Claims of undefined are left out. */
  token(audience: string, serviceUrl: string, wish?: TokenWish): string;
  close(): Promise<void>;
}

const KEY_ID = 'key-1';
const ISSUER = 'https://api.botframework.com';

export async function startOpenId(): Promise<OpenId> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', endorsements: ['msteams'] };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer: ISSUER, jwks_uri: `${base}/keys` }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    metadataUrl: `${base}/.well-known/openidconfiguration`,
    issuer: ISSUER,
    token: (audience, serviceUrl, wish = {}) =>
      tokenText(audience, serviceUrl, wish, { own: own.privateKey, stranger: stranger.privateKey }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function tokenText(
  audience: string,
  serviceUrl: string,
  wish: TokenWish,
  keys: { readonly own: KeyObject; readonly stranger: KeyObject },
): string {
  const now = Math.floor(Date.now() / 1000);
  const { signedBy = 'issuer' } = wish;
  const header = { alg: 'RS256', typ: 'JWT', kid: KEY_ID, ...wish.header };
  const claims = { iss: ISSUER, aud: audience, nbf: now - 10, exp: now + 3600, serviceurl: serviceUrl, ...wish.claims };
  const text = `${encoded(header)}.${encoded(claims)}`;
  if (signedBy === 'nobody') return `${text}.`;
  if (signedBy === 'hmac') {
    const secret = createPublicKey(keys.own).export({ type: 'spki', format: 'pem' });
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  }
  const key = signedBy === 'issuer' ? keys.own : keys.stranger;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
