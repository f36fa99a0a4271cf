import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { fetchSigningKeys, signingKeys, type SigningKey, type SigningKeys } from '../../bot/teams/signing-keys.js';
import { KEY_IDS, startOpenId } from '../support/openid.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const key: SigningKey = {
  key: createPublicKey(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey),
  endorsements: ['msteams'],
};

let now: number;
let fetches: number;
let published: readonly string[] | Error | 'hangs';
let keys: SigningKeys;

beforeEach(() => {
  [now, fetches, published] = [5, 0, ['a']];
  const fetched = async (): Promise<ReadonlyMap<string, SigningKey>> => {
    fetches += 1;
    await Promise.resolve();
    if (published === 'hangs') return new Promise(() => undefined);
    if (published instanceof Error) throw published;
    return new Map(published.map((id) => [id, key]));
  };
  keys = signingKeys(fetched, () => now);
});

it('asks once for all who ask at once, and once a day after that', async () => {
  expect(await Promise.all(['a', 'a', 'x', 'a'].map((id) => keys(id)))).toEqual([key, key, null, key]);
  expect(fetches).toBe(1);
  now += 24 * HOUR;
  expect(await keys('a')).toBe(key);
  expect(fetches).toBe(1);
  now += 1;
  published = ['b'];
  // A key that is known is used while the next ones are fetched.
  expect(await Promise.all(['a', 'a', 'a'].map((id) => keys(id)))).toEqual([key, key, key]);
  expect(await keys('b')).toBe(key);
  expect(await keys('a')).toBeNull();
  expect(fetches).toBe(2);
});

it('keeps nobody waiting whose key it knows, while the issuer hangs', async () => {
  await keys('a');
  now += 25 * HOUR;
  published = 'hangs';
  for (let asked = 0; asked < 50; asked += 1) expect(await keys('a')).toBe(key);
  expect(fetches).toBe(2);
});

it('asks again for an id that it does not know, but once an hour', async () => {
  await keys('a');
  published = ['a', 'b'];
  for (let asked = 0; asked < 1_000; asked += 1) expect(await keys(`unknown-${String(asked)}`)).toBeNull();
  expect(fetches).toBe(1);
  now += HOUR + 1;
  expect(await keys('b')).toBe(key);
  expect(fetches).toBe(2);
  await Promise.all(Array.from({ length: 100 }, () => keys('c')));
  expect(fetches).toBe(2);
});

it('has nothing to say while no keys can be had, and asks again after ten seconds', async () => {
  published = new Error('down');
  await expect(Promise.all([keys('a'), keys('a')])).rejects.toThrow('down');
  await expect(keys('a')).rejects.toThrow('a moment ago');
  now += 9_999;
  await expect(keys('a')).rejects.toThrow('a moment ago');
  expect(fetches).toBe(1);
  now += 1;
  published = ['a'];
  expect(await keys('a')).toBe(key);
  expect(fetches).toBe(2);
});

it('goes on with the keys it has while new ones cannot be had', async () => {
  await keys('a');
  published = new Error('down');
  now += 25 * HOUR;
  for (let asked = 0; asked < 50; asked += 1) expect(await keys('a')).toBe(key);
  expect(fetches).toBe(2);
  now += 10_000;
  published = ['b'];
  expect(await keys('b')).toBe(key);
  expect(fetches).toBe(3);
});

it('reads the RSA keys that an issuer publishes, and leaves out what it cannot read', async () => {
  const openId = await startOpenId();
  const read = await fetchSigningKeys(openId.metadataUrl);
  expect([...read.keys()].sort()).toEqual([KEY_IDS.own, KEY_IDS.webChat, KEY_IDS.plain].sort());
  expect(read.get(KEY_IDS.plain)?.endorsements).toEqual([]);
  openId.behave('broken');
  await expect(fetchSigningKeys(openId.metadataUrl)).rejects.toThrow('500');
  await openId.close();
  await expect(fetchSigningKeys(openId.metadataUrl)).rejects.toThrow();
});
