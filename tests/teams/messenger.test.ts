import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Message, Messenger, PostOutcome } from '../../bot/flows/ports.js';
import { LEFT_FOR_A_POST_MS } from '../../bot/flows/sender.js';
import { createAdapter } from '../../bot/teams/adapter.js';
import { SEND_LIMIT_MS } from '../../bot/teams/connector.js';
import { createMessenger } from '../../bot/teams/messenger.js';
import { startConnector, type Connector, type ConnectorRequest } from '../support/connector.js';
import { APP_ID, PERSON, recordingLog, TENANT } from './world.js';

const bot = { appId: APP_ID, tenantId: TENANT, type: 'SingleTenant', password: null } as const;
const message = { kind: 'digest', reader: 'o1', view: {} } as unknown as Message;
const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Fällig: 3' }] };
const rules = { hosts: ['127.0.0.1'], allowHttpLoopback: true };
const log = recordingLog([]);

let connector: Connector;
let messenger: Messenger;
let chat: Chat;

beforeAll(async () => {
  connector = await startConnector();
});
afterAll(async () => {
  await connector.close();
});
beforeEach(() => {
  connector.script();
  chat = { serviceUrl: connector.url, conversationId: 'a:chat/1', botId: `28:${APP_ID}` };
  messenger = messengerFor(connector.url);
});

function messengerFor(serviceUrl: string | null): Messenger {
  const adapter = createAdapter({ bot, inAzure: false, inbound: null }, log);
  const toCard = () => ({ card, summary: '3 milestones are due' });
  return createMessenger(adapter, { ...rules, bot, serviceUrl, toCard }, log);
}

/** The outcome of one send, with the requests it cost. */
async function sendTo(to: Chat): Promise<{ outcome: PostOutcome; requests: readonly ConnectorRequest[] }> {
  const before = connector.requests.length;
  const prepared = await messenger.prepare(to, message, null);
  expect(connector.requests.length, 'preparing posts nothing').toBe(before);
  const outcome = await prepared.send();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { outcome, requests: connector.requests.slice(before) };
}

describe('what is sent', () => {
  it('is a card alone, with a summary, to the conversation', async () => {
    const { outcome, requests } = await sendTo(chat);
    expect(outcome).toMatchObject({ kind: 'accepted', conversationId: 'a:chat/1' });
    expect(requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      {
        method: 'POST',
        path: '/v3/conversations/a%3Achat%2F1/activities',
        body: {
          type: 'message',
          summary: '3 milestones are due',
          attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
        },
      },
    ]);
  });

  it('is called by one name in the logs on both sides: that of the reminder', async () => {
    const digest = { ...message, kind: 'digest', reader: 'o1', reminder: '0123456789abcdef' } as unknown as Message;
    for (const replaces of [null, 'a1']) {
      const before = connector.requests.length;
      await (await messenger.prepare(chat, digest, replaces)).send();
      const [request, ...more] = connector.requests.slice(before);
      expect([request?.headers['x-ms-client-request-id'], more]).toEqual(['0123456789abcdef', []]);
    }
    const { requests } = await sendTo(chat);
    expect(requests[0]?.headers['x-ms-client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('carries no token outside Azure without a password', async () => {
    const { requests } = await sendTo(chat);
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it('updates by conversation and activity id', async () => {
    const before = connector.requests.length;
    expect(await (await messenger.prepare(chat, message, 'act/1')).send()).toMatchObject({ kind: 'accepted' });
    const [request] = connector.requests.slice(before);
    expect(request).toMatchObject({ method: 'PUT', path: '/v3/conversations/a%3Achat%2F1/activities/act%2F1' });
    expect(request?.body).toMatchObject({ type: 'message', summary: '3 milestones are due', id: 'act/1' });
  });
});

describe('one request an attempt, as tests/teams/conformance shows for every answer of Teams', () => {
  it.each([301, 302, 303, 307, 308])('%i: the place it points to sees nothing', async (status) => {
    const canary = await startConnector();
    connector.script({ status, headers: { location: `${canary.url}v3/conversations/x/activities` } });
    const { outcome, requests } = await sendTo(chat);
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(requests).toHaveLength(1);
    expect(canary.requests).toEqual([]);
    await canary.close();
  });

  it.each([300, 303, 307])('%i to another place of the same host: one request all the same', async (status) => {
    // The SDK itself stops at the border of the host only.
    connector.script(
      { status, headers: { location: `${connector.url}v3/conversations/x/activities` } },
      { status: 201 },
    );
    const { outcome, requests } = await sendTo(chat);
    expect([outcome.kind, requests.length]).toEqual(['refused', 1]);
  });

  it('updates and new chats are single requests too', async () => {
    connector.script({ status: 503 });
    const before = connector.requests.length;
    expect(await (await messenger.prepare(chat, message, 'a1')).send()).toMatchObject({ kind: 'in-doubt' });
    expect(await messenger.openChat(PERSON, () => true)).toMatchObject({ outcome: { kind: 'in-doubt' }, chat: null });
    expect(connector.requests.length - before).toBe(2);
  });
});

it('a request is over before another process may send: the sender stops posting that long before its lease ends', () => {
  expect(SEND_LIMIT_MS).toBeLessThan(LEFT_FOR_A_POST_MS);
});

describe('certainly not accepted', () => {
  it('nobody listens', async () => {
    const closed = await startConnector();
    await closed.close();
    const { outcome } = await sendTo({ ...chat, serviceUrl: closed.url });
    expect(outcome).toEqual({ kind: 'not-accepted', reason: 'ECONNREFUSED', retryAfterMs: null });
  });

  it('no such host', async () => {
    const nowhere = 'waymark.invalid';
    const adapter = createAdapter({ bot, inAzure: false, inbound: null }, log);
    const toCard = () => ({ card, summary: 's' });
    const settings = { bot, serviceUrl: null, toCard, hosts: [nowhere], allowHttpLoopback: false };
    const abroad = createMessenger(adapter, settings, log);
    const prepared = await abroad.prepare({ ...chat, serviceUrl: `https://${nowhere}/` }, message, null);
    expect(await prepared.send()).toMatchObject({ kind: 'not-accepted' });
  });
});

describe('where it may be sent', () => {
  it.each([
    'https://evil.example/',
    'https://127.0.0.1/',
    'http://127.0.0.1@evil.example/',
    'http://[::1]/',
    'http://127.0.0.1.evil.example/',
    '',
    'file:///etc/passwd',
  ])('a stored reference to %j is refused before anything leaves', async (serviceUrl) => {
    const before = connector.requests.length;
    await expect(messenger.prepare({ ...chat, serviceUrl }, message, null)).rejects.toThrow('allowed host');
    await expect(messenger.prepare({ ...chat, serviceUrl }, message, 'a1')).rejects.toThrow('allowed host');
    expect(connector.requests.length).toBe(before);
  });

  it('a conversation id cannot leave its place in the path', async () => {
    const { requests } = await sendTo({ ...chat, conversationId: '../../evil?x=1#' });
    expect(requests[0]?.path).toBe('/v3/conversations/..%2F..%2Fevil%3Fx%3D1%23/activities');
  });
});

describe('opening a chat', () => {
  it('gives the chat that was made', async () => {
    connector.script({ status: 201, body: { id: 'a:new' } });
    const opened = await messenger.openChat(PERSON, () => true);
    expect(opened.chat).toEqual({ serviceUrl: connector.url, conversationId: 'a:new', botId: `28:${APP_ID}` });
  });

  it('not installed for them, or an answer without an id: no chat', async () => {
    connector.script({ status: 403 }, { status: 201, body: {} });
    expect((await messenger.openChat(PERSON, () => true)).chat).toBeNull();
    expect((await messenger.openChat(PERSON, () => true)).chat).toBeNull();
  });

  it('is refused when no service URL is known', async () => {
    const opened = await messengerFor(null).openChat(PERSON, () => true);
    expect(opened).toEqual({ outcome: { kind: 'refused', reason: 'no-service-url' }, chat: null });
  });
});
