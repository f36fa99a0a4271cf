/** Where things come from, and where answers go: another tenant, another channel, another host. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Messenger } from '../../bot/flows/ports.js';
import { createAdapter } from '../../bot/teams/adapter.js';
import { createMessenger } from '../../bot/teams/messenger.js';
import { startCanary, type Canary } from '../support/canary.js';
import { startConnector } from '../support/connector.js';
import { lookalikes } from './lookalikes.js';
import {
  activity,
  APP_ID,
  OTHER_TENANT,
  PERSON,
  press,
  recordingLog,
  startWorld,
  TENANT,
  type World,
} from './world.js';

let world: World;
let canary: Canary;
beforeAll(async () => {
  [world, canary] = await Promise.all([startWorld(), startCanary()]);
});
afterAll(async () => {
  await Promise.all([world.close(), canary.close()]);
});
beforeEach(() => {
  world.seen.length = 0;
});

const BODIES = {
  400: { error: { code: 'bad-request', message: 'This is not an activity that can be read.' } },
  403: { error: { code: 'refused', message: 'This is not for this bot.' } },
};

async function expectRefused(status: keyof typeof BODIES, change: Readonly<Record<string, unknown>>): Promise<void> {
  const { serviceUrl } = change;
  const tellable = typeof serviceUrl === 'string' && serviceUrl !== '' && !serviceUrl.includes('\0');
  const authorization = `Bearer ${world.token(APP_ID, tellable ? serviceUrl : world.connector.url)}`;
  const bodies = [
    activity(world.connector.url, change),
    press(world.connector.url, { verb: 'x' }, change),
    activity(world.connector.url, { type: 'installationUpdate', action: 'add', ...change }),
  ];
  for (const body of bodies) {
    expect(await world.post(body, { authorization })).toEqual({ status, jsonBody: BODIES[status] });
  }
  expect(world.seen).toEqual([]);
  expect(world.connector.requests).toEqual([]);
}

describe('another tenant', () => {
  const places = (conversation: unknown, data: unknown, from?: unknown) => ({
    conversation: { id: 'a:personal', conversationType: 'personal', tenantId: conversation },
    channelData: { tenant: { id: data } },
    from: { id: '29:x', aadObjectId: PERSON, tenantId: from },
  });
  const cases: [string, 400 | 403, Readonly<Record<string, unknown>>][] = [
    ['in the conversation', 403, places(OTHER_TENANT, TENANT)],
    ['in the channel data', 403, places(TENANT, OTHER_TENANT)],
    ['in the sender', 403, places(TENANT, TENANT, OTHER_TENANT)],
    ['everywhere', 403, places(OTHER_TENANT, OTHER_TENANT, OTHER_TENANT)],
    ['everywhere but in the sender', 403, places(OTHER_TENANT, OTHER_TENANT, TENANT)],
    ['in a group chat, though it may read in channels', 403, groupOf(OTHER_TENANT)],
    ['with a list of tenants', 400, places([TENANT], TENANT)],
    ['none in the conversation', 403, places(undefined, TENANT)],
    ['null in the conversation', 403, places(null, TENANT)],
    ['an empty one in the conversation', 400, places('', TENANT)],
    ['a blank one in the conversation', 403, places(' ', TENANT)],
    ['none in the channel data', 400, places(TENANT, undefined)],
    ['an empty one in the channel data', 400, places(TENANT, '')],
    ['null in the channel data', 400, places(TENANT, null)],
    ['an empty one in the sender', 400, places(TENANT, TENANT, '')],
    ['no channel data', 403, { channelData: undefined }],
    ['empty channel data', 403, { channelData: {} }],
    ['none anywhere', 403, { ...places(undefined, undefined), channelData: {} }],
    ['ours with a blank', 403, places(`${TENANT} `, TENANT)],
    ['ours in braces', 403, places(TENANT, `{${TENANT}}`)],
    ['two at once', 403, places(`${TENANT},${OTHER_TENANT}`, TENANT)],
    [
      'the other one in a shared channel of theirs',
      403,
      {
        conversation: { id: '19:c@thread.tacv2', conversationType: 'channel', tenantId: OTHER_TENANT },
        channelData: { tenant: { id: TENANT } },
      },
    ],
    [
      'one that is not listed, in a shared channel of ours',
      403,
      {
        conversation: { id: '19:c@thread.tacv2', conversationType: 'channel', tenantId: TENANT },
        channelData: { tenant: { id: '55555555-5555-4555-8555-555555555555' } },
      },
    ],
  ];

  it.each(cases)('%s: %i', async (_, status, change) => {
    await expectRefused(status, change);
  });

  it('is not ours in capitals', async () => {
    const change = places(TENANT.toUpperCase(), TENANT.toUpperCase(), TENANT.toUpperCase());
    expect(await world.post(activity(world.connector.url, change))).toEqual({ status: 200 });
    expect(world.seen.map(({ turn }) => turn.actor?.tenantId)).toEqual([TENANT]);
  });

  function groupOf(tenant: string): Readonly<Record<string, unknown>> {
    return {
      conversation: { id: '19:g@thread.v2', conversationType: 'groupChat', tenantId: TENANT },
      channelData: { tenant: { id: tenant } },
    };
  }
});

describe('another channel', () => {
  it.each([
    ...['directline', 'directlinespeech', 'webchat', 'emulator', 'skill', 'skype', 'slack', 'email', 'm365extensions'],
    ...['agents', 'test', 'outlook', 'AseChannel', 'MSTEAMS', 'MsTeams', 'msteams ', ' msteams', 'msteams\t'],
    ...['msteams:COPILOT', 'msteams,directline', 'ｍsteams', 'msteams\u200b', 'all', '*', '__proto__x'],
  ])('403: %j', async (channelId) => {
    await expectRefused(403, { channelId });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['empty', ''],
    ['a list', ['msteams']],
    ['a number', 1],
  ])('400: %s', async (_, channelId) => {
    await expectRefused(400, { channelId });
  });
});

describe('another host', () => {
  it.each(lookalikes(1))('refused: %j', async (serviceUrl) => {
    // The world lets this machine in by its number, whatever the port.
    if (serviceUrl === 'http://127.0.0.1:1/') return;
    await expectRefused(serviceUrl.includes('\0') ? 400 : 403, { serviceUrl });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['empty', ''],
    ['a list', ['x']],
    ['an object', { href: 'x' }],
  ])('400: %s', async (_, serviceUrl) => {
    await expectRefused(400, { serviceUrl });
  });
});

describe('a stored reference that was poisoned', () => {
  const message = { kind: 'digest', reader: 'o1', reminder: 'a'.repeat(16), view: {} } as unknown as Message;
  const chatAt = (serviceUrl: string) => ({ serviceUrl, conversationId: 'a:1', botId: `28:${APP_ID}` });
  const bot = { appId: APP_ID, tenantId: TENANT, type: 'SingleTenant', password: null } as const;

  function messengerFor(hosts: readonly string[], serviceUrl: string): Messenger {
    const log = recordingLog([]);
    const adapter = createAdapter({ bot, inAzure: false, inbound: null }, log);
    const toCard = () => ({ card: { type: 'AdaptiveCard', version: '1.5', body: [] }, summary: 'x' });
    return createMessenger(adapter, { hosts, allowHttpLoopback: true, bot, serviceUrl, toCard }, log);
  }

  it('is noticed by the canary when its host is allowed: so silence means something', async () => {
    const url = `http://127.0.0.1:${String(canary.port)}/`;
    const messenger = messengerFor(['127.0.0.1'], url);
    await (await messenger.prepare(chatAt(url), message, null)).send();
    await (await messenger.prepare(chatAt(url), message, 'card-1')).send();
    await messenger.openChat('e-1', () => true);
    expect(canary.heard.connections).toBe(3);
    expect(canary.heard.bytes).toBeGreaterThan(300);
    Object.assign(canary.heard, { connections: 0, bytes: 0 });
  });

  it('brings nothing to anybody: neither a card, nor its update, nor a chat that is opened', async () => {
    const connector = await startConnector();
    const hosts = ['smba.trafficmanager.net', new URL(connector.url).host];
    const fine = messengerFor(hosts, connector.url);
    for (const url of lookalikes(canary.port)) {
      await expect(fine.prepare(chatAt(url), message, null), url).rejects.toThrow('not on an allowed host');
      await expect(fine.prepare(chatAt(url), message, 'card-1'), url).rejects.toThrow('not on an allowed host');
      await expect(
        messengerFor(hosts, url).openChat('e-1', () => true),
        url,
      ).rejects.toThrow('not on an allowed host');
    }
    expect(canary.heard).toEqual({ connections: 0, bytes: 0 });
    expect(connector.requests).toEqual([]);
    await connector.close();
  });

  it('nor where the answer to a card sends us on', async () => {
    const connector = await startConnector();
    const messenger = messengerFor([new URL(connector.url).host], connector.url);
    for (const status of [301, 302, 303, 307, 308]) {
      const location = `http://127.0.0.1:${String(canary.port)}/v3/conversations/a/activities`;
      connector.script({ status, headers: { location } });
      const outcome = await (await messenger.prepare(chatAt(connector.url), message, null)).send();
      expect(outcome.kind).not.toBe('accepted');
      await messenger.openChat('e-1', () => true);
    }
    expect(canary.heard).toEqual({ connections: 0, bytes: 0 });
    expect(connector.requests).toHaveLength(10);
    await connector.close();
  });
});
