import type { Response } from 'botbuilder';
import { expect, it } from 'vitest';
import { createAdapter, type AdapterSettings } from '../../bot/teams/adapter.js';
import { postingOnce } from '../../bot/teams/connector.js';
import { KEY_IDS, signature, startOpenId, type TokenWish } from '../support/openid.js';
import { activity, APP_ID, recordingLog, TENANT } from './world.js';

const bot = { appId: APP_ID, tenantId: TENANT, type: 'SingleTenant', password: null } as const;

/** What signs the requests of a client; nothing is fetched before the first one. */
async function credentialsFor(settings: Partial<AdapterSettings>): Promise<object> {
  const adapter = createAdapter({ bot, inAzure: false, inbound: null, ...settings }, recordingLog([]));
  const client = await adapter.clientFor('https://smba.trafficmanager.net/teams/');
  return client.credentials;
}

it('signs with the managed identity in Azure', async () => {
  const credentials = await credentialsFor({ bot: { ...bot, type: 'UserAssignedMsi' }, inAzure: true });
  expect(credentials).toMatchObject({ appId: APP_ID, oAuthScope: 'https://api.botframework.com' });
  expect(credentials.constructor.name).toBe('ManagedIdentityAppCredentials');
});

it('signs with the password in its own tenant, never as a bot of many tenants', async () => {
  const credentials = await credentialsFor({ bot: { ...bot, password: 'x' } });
  expect(credentials).toMatchObject({ appId: APP_ID, tenant: TENANT });
});

it('signs nothing outside Azure without a password, nor in local mode', async () => {
  expect(await credentialsFor({})).not.toHaveProperty('getToken');
  expect(await credentialsFor({ bot: { ...bot, type: 'UserAssignedMsi' } })).not.toHaveProperty('getToken');
  expect(await credentialsFor({ bot: null })).not.toHaveProperty('getToken');
});

it('refuses a client that has no retries and redirects to take away: then the SDK has changed', async () => {
  const adapter = createAdapter({ bot, inAzure: false, inbound: null }, recordingLog([]));
  const tamed = await adapter.clientFor('https://smba.trafficmanager.net/teams/');
  expect(() => postingOnce(tamed)).toThrow('no defaultRetryPolicy');
});

it.each<[string, TokenWish, number]>([
  ['a good token', {}, 1],
  ['a signature of nobody we know', { signedBy: 'stranger' }, 0],
  ['a key that nobody published', { header: { kid: 'other' } }, 0],
  [
    'a key for other channels',
    { header: { kid: KEY_IDS.webChat }, signedBy: (text, keys) => signature(text, keys.webChat) },
    0,
  ],
  ['another audience', { claims: { aud: TENANT } }, 0],
  ['another service URL', { claims: { serviceurl: 'https://smba.trafficmanager.net/uk' } }, 0],
])('judges tokens itself, by the keys that it was given: %s', async (_, wish, turns) => {
  const openId = await startOpenId();
  const inbound = { openIdMetadataUrl: openId.metadataUrl, issuer: openId.issuer };
  const adapter = createAdapter({ bot, inAzure: false, inbound }, recordingLog([]));
  const url = 'https://smba.trafficmanager.net/teams';
  const body = activity(url);
  const headers = { authorization: `Bearer ${openId.token(APP_ID, url, wish)}` };
  const response: Response = {
    socket: null,
    status: () => response,
    send: () => response,
    end: () => response,
    header: () => response,
  };
  let reached = 0;
  const turn = (): Promise<void> => ((reached += 1), Promise.resolve());
  await adapter.process({ method: 'POST', headers, body }, response, turn).catch(() => undefined);
  expect(reached).toBe(turns);
  expect(openId.asked).toHaveLength(2);
  await openId.close();
});
