/**
 * Who is let in. Every token here goes through the real bridge and the real adapter, against keys published on loopback:
 * those that are refused must not reach a handler, and those that are right must.
 */
import { createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEY_IDS, publicJwk, signature, type SigningKeys, type TokenWish } from '../support/openid.js';
import { activity, APP_ID, OTHER_TENANT, startWorld, TENANT, type World } from './world.js';

let world: World;
/** Where embedded addresses of keys point: whoever asks there is counted. */
let bait: { readonly url: string; readonly asked: string[]; close(): Promise<void> };

beforeAll(async () => {
  [world, bait] = await Promise.all([startWorld(), startBait()]);
});
afterAll(async () => {
  await Promise.all([world.close(), bait.close()]);
});
beforeEach(() => {
  world.seen.length = 0;
});

const NOW = Math.floor(Date.now() / 1000);
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const OTHER_APP = '99999999-9999-4999-8999-999999999999';
const EMULATOR = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';

const hmac = (secret: (keys: SigningKeys) => string | Buffer, hash: string) => (text: string, keys: SigningKeys) =>
  createHmac(hash, secret(keys)).update(text).digest('base64url');
const pem = ({ own }: SigningKeys) => createPublicKey(own).export({ type: 'spki', format: 'pem' });
const pkcs1 = ({ own }: SigningKeys) => createPublicKey(own).export({ type: 'pkcs1', format: 'pem' });
const der = ({ own }: SigningKeys) => createPublicKey(own).export({ type: 'spki', format: 'der' });
const jwkText = ({ own }: SigningKeys) => JSON.stringify(publicJwk(own));
const by = (which: keyof SigningKeys, hash?: string) => (text: string, keys: SigningKeys) =>
  signature(text, keys[which], hash);
const claimsText = (claims: object) =>
  JSON.stringify({ iss: 'https://api.botframework.com', aud: APP_ID, exp: NOW + HOUR, ...claims });

describe('let in', () => {
  const right: Record<string, TokenWish> = {
    RS256: {},
    RS384: { header: { alg: 'RS384' }, signedBy: by('own', 'SHA384') },
    RS512: { header: { alg: 'RS512' }, signedBy: by('own', 'SHA512') },
    'expired four and a half minutes ago: clocks differ': { claims: { exp: NOW - 4.5 * MINUTE } },
    'valid in four and a half minutes': { claims: { nbf: NOW + 4.5 * MINUTE } },
    'without a beginning': { claims: { nbf: undefined } },
    'with claims that we do not know': { claims: { name: 'x', scp: ['a'], nested: { a: 1 } } },
    'with the thumbprint of its key': { header: { x5t: 'GCxArWoFYf5u9XRV4BLfAD5SPGY' } },
    'by a key without endorsements': { header: { kid: KEY_IDS.plain }, signedBy: by('plain') },
  };

  it.each(Object.entries(right))('200: %s', async (_, wish) => {
    expect(await post(world.token(APP_ID, world.connector.url, wish))).toEqual({ status: 200 });
    expect(world.seen).toHaveLength(1);
  });
});

describe('refused', () => {
  const wrong: Record<string, TokenWish> = {
    'alg none': { header: { alg: 'none' }, signedBy: 'nobody' },
    'alg None': { header: { alg: 'None' }, signedBy: 'nobody' },
    'alg NONE with a signature': { header: { alg: 'NONE' } },
    'alg nOnE': { header: { alg: 'nOnE' }, signedBy: 'stranger' },
    'alg of nothing': { header: { alg: '' } },
    'alg null': { header: { alg: null } },
    'no alg': { header: { alg: undefined } },
    'alg as a list': { header: { alg: ['RS256'] } },
    'alg in small letters': { header: { alg: 'rs256' } },
    'RS256 said and RS512 done': { signedBy: by('own', 'SHA512') },
    'HS256 with the public key as PEM': { header: { alg: 'HS256' }, signedBy: 'hmac' },
    'HS256 with the public key as PKCS1': { header: { alg: 'HS256' }, signedBy: hmac(pkcs1, 'sha256') },
    'HS384 with the public key as PEM': { header: { alg: 'HS384' }, signedBy: hmac(pem, 'sha384') },
    'HS512 with the public key as PEM': { header: { alg: 'HS512' }, signedBy: hmac(pem, 'sha512') },
    'HS256 with the public key as DER': { header: { alg: 'HS256' }, signedBy: hmac(der, 'sha256') },
    'HS256 with the public key as JWK': { header: { alg: 'HS256' }, signedBy: hmac(jwkText, 'sha256') },
    'HS256 with an empty secret': { header: { alg: 'HS256' }, signedBy: hmac(() => '', 'sha256') },
    'RS256 in name, HMAC in fact': { signedBy: 'hmac' },
    PS256: { header: { alg: 'PS256' } },
    'ES256 with a key that the issuer publishes': {
      header: { alg: 'ES256', kid: KEY_IDS.elliptic },
      signedBy: by('elliptic'),
    },
    'RS256 in name, with the elliptic key': { header: { kid: KEY_IDS.elliptic }, signedBy: by('elliptic') },
    'another key under our key id': { signedBy: 'stranger' },
    'a key that is endorsed for other channels': { header: { kid: KEY_IDS.webChat }, signedBy: by('webChat') },
    'another key of the issuer under this key id': { signedBy: by('webChat') },
    'an unknown key id': { header: { kid: 'other' }, signedBy: 'stranger' },
    'an unknown key id with a good signature': { header: { kid: 'other' } },
    'no key id': { header: { kid: undefined } },
    'an empty key id': { header: { kid: '' } },
    'a key id that is a number': { header: { kid: 1 } },
    'a key id that is a path': { header: { kid: '../../../../etc/passwd' }, signedBy: 'stranger' },
    'a key id that is a query': { header: { kid: "x' UNION SELECT 'key" }, signedBy: 'stranger' },
    'a key id out of prototypes': { header: { kid: '__proto__' }, signedBy: 'stranger' },
    'another audience': { claims: { aud: OTHER_APP } },
    'no audience': { claims: { aud: undefined } },
    'several audiences with ours': { claims: { aud: [APP_ID, OTHER_APP] } },
    'a list of our audience alone': { claims: { aud: [APP_ID] } },
    'several audiences without ours': { claims: { aud: [OTHER_APP, 'x'] } },
    'an audience that begins like ours': { claims: { aud: `${APP_ID}x` } },
    'an audience with a scheme': { claims: { aud: `api://${APP_ID}` } },
    'another issuer': { claims: { iss: 'https://evil.example' } },
    'no issuer': { claims: { iss: undefined } },
    'the issuer in a list': { claims: { iss: ['https://api.botframework.com'] } },
    'the issuer with a slash': { claims: { iss: 'https://api.botframework.com/' } },
    'the issuer in capitals': { claims: { iss: 'HTTPS://API.BOTFRAMEWORK.COM' } },
    'the issuer as part of another': { claims: { iss: 'https://api.botframework.com.evil.example' } },
    'the issuer behind another': { claims: { iss: 'https://evil.example/https://api.botframework.com' } },
    'the emulator, version 1': { claims: { iss: EMULATOR, ver: '1.0', appid: APP_ID } },
    'the emulator, version 2': {
      claims: {
        iss: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0',
        ver: '2.0',
        azp: APP_ID,
      },
    },
    'our own tenant as issuer, version 1': {
      claims: { iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0', appid: APP_ID },
    },
    'our own tenant as issuer, version 2': {
      claims: { iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, ver: '2.0', azp: OTHER_APP },
    },
    'another tenant as issuer': { claims: { iss: `https://sts.windows.net/${OTHER_TENANT}/`, appid: OTHER_APP } },
    'our own outbound token sent back': { claims: { aud: 'https://api.botframework.com', appid: APP_ID } },
    'our own outbound token as the login service signs it': {
      claims: { iss: `https://sts.windows.net/${TENANT}/`, aud: 'https://api.botframework.com', appid: APP_ID },
    },
    'expired five and a half minutes ago': { claims: { exp: NOW - 5.5 * MINUTE } },
    'expired a year ago': { claims: { exp: NOW - 365 * 24 * HOUR } },
    'never expiring': { claims: { exp: undefined } },
    'an end that is text': { claims: { exp: String(NOW + HOUR) } },
    'an end that is null': { claims: { exp: null } },
    'an end beyond all calendars': { claims: { exp: 1e300 } },
    'an end below zero': { claims: { exp: -1 } },
    'an end that is no number any more': { raw: { claims: claimsText({}).replace(/"exp":\d+/, '"exp":1e999') } },
    'not valid for six minutes': { claims: { nbf: NOW + 6 * MINUTE } },
    'not valid for an hour': { claims: { nbf: NOW + HOUR } },
    'a beginning that is text': { claims: { nbf: 'tomorrow' } },
    'no service URL': { claims: { serviceurl: undefined } },
    'an empty service URL': { claims: { serviceurl: '' } },
    'service URLs in a list': { claims: { serviceurl: ['http://127.0.0.1:9/'] } },
    'the issuer twice': {
      raw: { claims: claimsText({}).replace('{', '{"iss":"https://evil.example",') },
    },
    'the audience twice': { raw: { claims: claimsText({}).replace('{', `{"aud":"${OTHER_APP}",`) } },
    'the algorithm twice': {
      raw: { header: `{"alg":"none","alg":"RS256","kid":"${KEY_IDS.own}"}` },
    },
    'claims out of prototypes': { raw: { claims: claimsText({}).replace('{', '{"__proto__":{"admin":true},') } },
    'claims that are a list': { raw: { claims: `[${claimsText({})}]` } },
    'claims that are text': { raw: { claims: 'claims' } },
    'critical headers': { header: { crit: ['exp'] } },
    'critical headers that nobody knows': { header: { crit: ['http://evil.example/x'], 'http://evil.example/x': 1 } },
    'claims that are not encoded': { header: { b64: false, crit: ['b64'] } },
    'packed claims': { header: { zip: 'DEF' } },
  };

  it.each(Object.entries(wrong))('401: %s', async (_, wish) => {
    await expectRefused(`Bearer ${world.token(APP_ID, world.connector.url, wish)}`);
  });

  /** Refused when the body is known too: by what it says, or by the SDK behind our own check. */
  const later: Record<string, TokenWish> = {
    'a skill: another bot, version 1': { claims: { ver: '1.0', appid: OTHER_APP } },
    'a skill: another bot, version 2': { claims: { ver: '2.0', azp: OTHER_APP } },
    'another service URL': { claims: { serviceurl: 'http://127.0.0.1:9/' } },
    'our service URL without its slash': { claims: { serviceurl: 'http://127.0.0.1' } },
  };

  it.each(Object.entries(later))('401: %s', async (_, wish) => {
    const authorization = `Bearer ${world.token(APP_ID, world.connector.url, wish)}`;
    expectFixed(await world.post(activity(world.connector.url), { authorization }));
  });

  it('401: an audience in capitals is another one', async () => {
    const world = await startWorld({ appId: 'aaaaaaaa-1111-4111-8111-111111111111' });
    const post = (audience: string) => {
      const authorization = `Bearer ${world.token(audience, world.connector.url)}`;
      return world.post(activity(world.connector.url), { authorization });
    };
    expect((await post('AAAAAAAA-1111-4111-8111-111111111111')).status).toBe(401);
    expect(world.seen).toEqual([]);
    expect((await post('aaaaaaaa-1111-4111-8111-111111111111')).status).toBe(200);
    await world.close();
  });

  it.each(['jku', 'x5u', 'jwk', 'x5c'])('401: a key of its own in the header, by %s', async (name) => {
    const own = (keys: SigningKeys): KeyObject => keys.stranger;
    let jwk = {};
    world.token(APP_ID, world.connector.url, { signedBy: (_, keys) => ((jwk = publicJwk(own(keys))), '') });
    const value = { jku: `${bait.url}/keys`, x5u: `${bait.url}/cert`, jwk, x5c: ['MIIB'] }[name];
    const header = { [name]: value };
    await expectRefused(`Bearer ${world.token(APP_ID, world.connector.url, { header, signedBy: 'stranger' })}`);
    await expectRefused(
      `Bearer ${world.token(APP_ID, world.connector.url, { header: { ...header, kid: 'mine' }, signedBy: 'stranger' })}`,
    );
    expect(bait.asked).toEqual([]);
  });

  describe('by how the header is written', () => {
    const good = (): string => world.token(APP_ID, world.connector.url);
    const parts = (): string[] => good().split('.');
    const nested = (): string => {
      const claims = Buffer.from(good()).toString('base64url');
      return world.token(APP_ID, world.connector.url, {
        header: { cty: 'JWT' },
        raw: { claims: Buffer.from(claims).toString() },
      });
    };
    const other = (): string =>
      world.token(APP_ID, world.connector.url, { claims: { name: 'other' } }).split('.')[2] ?? '';
    const headers: Record<string, () => string> = {
      nothing: () => '',
      blanks: () => '   ',
      'the scheme alone': () => 'Bearer',
      'the scheme and a blank': () => 'Bearer ',
      Basic: () => 'Basic YTpi',
      'Basic with a good token': () => `Basic ${good()}`,
      'no scheme': good,
      'the scheme in small letters': () => `bearer ${good()}`,
      'two blanks': () => `Bearer  ${good()}`,
      'two tokens': () => `Bearer ${good()} ${good()}`,
      'two headers': () => `Bearer ${good()}, Bearer ${good()}`,
      'the scheme twice': () => `Bearer Bearer ${good()}`,
      'a line feed behind': () => `Bearer ${good()}\n`,
      'a NUL behind': () => `Bearer ${good()}\0`,
      quotes: () => `Bearer "${good()}"`,
      rubbish: () => 'Bearer abc',
      dots: () => 'Bearer ...',
      'two parts': () => `Bearer ${parts().slice(0, 2).join('.')}`,
      'four parts': () => `Bearer ${good()}.${parts()[2] ?? ''}`,
      'five parts, as encrypted tokens have': () => `Bearer ${good()}.e30.e30`,
      'a signature that is cut': () => `Bearer ${good().slice(0, -40)}`,
      'a signature of another token': () => `Bearer ${[...parts().slice(0, 2), other()].join('.')}`,
      'no signature': () => `Bearer ${[...parts().slice(0, 2), ''].join('.')}`,
      'claims changed after signing': () => {
        const [head = '', claims = '', mac = ''] = parts();
        const changed = Buffer.from(claims, 'base64url').toString().replace('"aud"', '"sub":"x","aud"');
        return `Bearer ${head}.${Buffer.from(changed).toString('base64url')}.${mac}`;
      },
      'a header changed after signing': () => {
        const [, claims = '', mac = ''] = parts();
        const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: KEY_IDS.own, x: 1 })).toString('base64url');
        return `Bearer ${header}.${claims}.${mac}`;
      },
      'base64 with the other alphabet': () => `Bearer ${good().replaceAll('-', '+').replaceAll('_', '/')}==`,
      'a token in a token': () => `Bearer ${nested()}`,
      'a very long one': () => `Bearer ${'a'.repeat(100_000)}.${'b'.repeat(100_000)}.${'c'.repeat(100_000)}`,
      'very long claims with a good signature': () =>
        `Bearer ${world.token(APP_ID, world.connector.url, { claims: { pad: 'x'.repeat(20_000) } })}`,
    };

    it.each(Object.entries(headers))('401: %s', async (_, made) => {
      await expectRefused(made());
    });

    it('401: the token where no token belongs', async () => {
      const token = good();
      const places: Readonly<Record<string, string>>[] = [
        { cookie: `authorization=Bearer ${token}` },
        { 'x-ms-token': token, 'x-forwarded-authorization': `Bearer ${token}` },
        { 'proxy-authorization': `Bearer ${token}` },
        { 'x-ms-client-principal': Buffer.from('{"userRoles":["Admin"]}').toString('base64') },
      ];
      for (const headers of places) {
        expectFixed(await world.post(activity(world.connector.url, { token, authorization: token }), headers));
      }
    });
  });
});

describe('the keys', () => {
  it('are asked for once for many, and never again for an unknown key id', async () => {
    const fresh = await startWorld();
    const [unknown, good] = [{ header: { kid: 'other' }, signedBy: 'stranger' } as const, {}];
    const post = (wish: TokenWish) => {
      const authorization = `Bearer ${fresh.token(APP_ID, fresh.connector.url, wish)}`;
      return fresh.post(activity(fresh.connector.url), { authorization });
    };
    const strangers = await Promise.all(Array.from({ length: 200 }, () => post(unknown)));
    expect(new Set(strangers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(fresh.openId.asked).toHaveLength(2);
    // The SDK behind the gate judges by the same keys, and asks for none itself.
    expect((await post(good)).status).toBe(200);
    await Promise.all(Array.from({ length: 50 }, () => post(unknown)));
    expect((await post(good)).status).toBe(200);
    expect(fresh.openId.asked).toHaveLength(2);
    await fresh.close();
  });

  it('that cannot be had are not asked for by every caller, and their lack is told in fixed words', async () => {
    const fresh = await startWorld();
    fresh.openId.behave('broken');
    const posts = Array.from({ length: 100 }, () => fresh.post(activity(fresh.connector.url)));
    for (const answer of await Promise.all(posts)) {
      expect(answer).toEqual({
        status: 500,
        jsonBody: { error: { code: 'failed', message: 'Something went wrong.' } },
      });
    }
    expect(fresh.openId.asked).toHaveLength(1);
    expect(fresh.seen).toEqual([]);
    await fresh.close();
  });

  it('that never come keep nobody waiting for ever, and nobody at all whose key is known', async () => {
    const [none, known] = await Promise.all([startWorld(), startWorld()]);
    none.openId.behave('hang');
    const unknown = known.token(APP_ID, known.connector.url, { header: { kid: 'other' } });
    await known.post(activity(known.connector.url), { authorization: `Bearer ${unknown}` });
    known.openId.behave('hang');
    const answers = await Promise.all([none, known].map((one) => one.post(activity(one.connector.url))));
    expect(answers.map(({ status }) => status)).toEqual([503, 200]);
    expect([none.seen.length, known.seen.length]).toEqual([0, 1]);
    await Promise.all([none.close(), known.close()]);
  });
});

async function post(token: string) {
  return world.post(activity(world.connector.url), { authorization: `Bearer ${token}` });
}

async function expectRefused(authorization: string): Promise<void> {
  expectFixed(await world.post(activity(world.connector.url), { authorization }));
  // Judged before the body: the same for a body that nobody could read.
  expectFixed(await world.post('{', { authorization }));
}

function expectFixed(answer: unknown): void {
  expect(answer).toEqual({
    status: 401,
    jsonBody: { error: { code: 'unauthorised', message: 'The caller could not be verified.' } },
  });
  expect(world.seen).toEqual([]);
  expect(world.connector.requests).toEqual([]);
}

async function startBait(): Promise<typeof bait> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
