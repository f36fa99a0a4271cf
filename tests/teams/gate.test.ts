import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { activity, APP_ID, OTHER_TENANT, PERSON, press, startWorld, TENANT, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});
beforeEach(() => {
  world.seen.length = 0;
});

const BODIES = {
  400: { error: { code: 'bad-request', message: 'This is not an activity that can be read.' } },
  401: { error: { code: 'unauthorised', message: 'The caller could not be verified.' } },
  403: { error: { code: 'refused', message: 'This is not for this bot.' } },
  413: { error: { code: 'too-large', message: 'The request is too large.' } },
};

function expectRefused(answer: unknown, status: keyof typeof BODIES): void {
  expect(answer).toEqual({ status, jsonBody: BODIES[status] });
  expect(world.seen).toEqual([]);
  expect(world.connector.requests).toEqual([]);
}

it('lets a message of our tenant with a good token through', async () => {
  expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
  expect(world.seen.map((one) => one.kind)).toEqual(['text']);
});

describe('activities', () => {
  const parts: [string, 400 | 403, Record<string, unknown>][] = [
    ['no type', 400, { type: undefined }],
    ['a type that is not text', 400, { type: 5 }],
    ['no sender', 400, { from: undefined }],
    ['no sender id', 400, { from: { aadObjectId: PERSON } }],
    ['no Entra id', 400, { from: { id: '29:x' } }],
    ['no conversation', 400, { conversation: undefined }],
    ['no conversation id', 400, { conversation: { tenantId: TENANT } }],
    ['no recipient', 400, { recipient: undefined }],
  ];

  it.each(parts)('%s: %i', async (_, status, change) => {
    expectRefused(await world.post(activity(world.connector.url, change)), status);
  });

  it('lets a listed tenant speak in a shared channel of ours, and nowhere else', async () => {
    const shared = { id: '19:c@thread.tacv2', conversationType: 'channel', tenantId: TENANT };
    const visitor = { channelData: { tenant: { id: OTHER_TENANT } } };
    const answer = await world.post(activity(world.connector.url, { ...visitor, conversation: shared }));
    expect(answer.status).toBe(200);
    expect(world.seen[0]?.turn.actor?.tenantId).toBe(OTHER_TENANT);
  });

  it('lets news about installations through without an Entra id', async () => {
    const news = { type: 'installationUpdate', action: 'add', from: { id: '29:x' }, text: undefined };
    expect((await world.post(activity(world.connector.url, news))).status).toBe(200);
    expect(world.seen.map((one) => one.kind)).toEqual(['installed']);
  });

  it('ignores what it does not know, with 200', async () => {
    for (const type of ['typing', 'messageReaction', 'event', 'endOfConversation', 'made-up']) {
      expect(await world.post(activity(world.connector.url, { type }))).toEqual({ status: 200 });
    }
    expect(world.seen).toEqual([]);
  });
});

describe('bodies', () => {
  it.each([
    ['no JSON', '{"type":'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a text', '"message"'],
    ['a number', '7'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['a key twice', '{"type":"message","type":"invoke"}'],
    ['a key twice in different spelling', '{"a":{"b":1,"\\u0062":2}}'],
    ['__proto__', '{"type":"message","__proto__":{"admin":true}}'],
    ['__proto__ in different spelling', '{"a":{"\\u005f_proto__":1}}'],
    ['constructor', '{"a":[{"constructor":{"prototype":{}}}]}'],
    ['prototype', '{"prototype":1}'],
    ['too deep in objects', `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`],
    ['too deep in lists', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['only brackets', '['.repeat(200_000)],
    ['only quotes', '"'.repeat(200_000)],
    ['only backslashes in a text', `{"${'\\'.repeat(100_000)}`],
  ])('400: %s', async (_, body) => {
    expectRefused(await world.post(body), 400);
  });

  it('413: more than 256 KB, by what is there', async () => {
    expectRefused(await world.post(activity(world.connector.url, { text: 'é'.repeat(131_072) })), 413);
  });

  it('413: more than 256 KB, by what is announced, before anything is read', async () => {
    const authorization = `Bearer ${world.token(APP_ID, world.connector.url)}`;
    expectRefused(await world.post('', { authorization, 'content-length': '262145' }), 413);
    expectRefused(await world.post('', { authorization, 'content-length': '-1' }), 400);
  });

  it('takes a body just under the limit', async () => {
    expect((await world.post(activity(world.connector.url, { text: 'x'.repeat(250_000) }))).status).toBe(200);
  });

  it('answers thousands of made-up bodies without a 5xx', async () => {
    const part = fc.option(fc.jsonValue({ maxDepth: 3 }), { nil: undefined });
    const body = fc.record(
      {
        type: fc.constantFrom('message', 'invoke', 'installationUpdate', 'conversationUpdate'),
        value: part,
        name: part,
        text: part,
        entities: part,
        membersAdded: part,
        membersRemoved: part,
        action: part,
        timestamp: part,
        channelData: part,
        conversation: part,
        recipient: part,
        from: part,
        id: part,
        replyToId: part,
      },
      { requiredKeys: ['type'] },
    );
    const headers = { authorization: `Bearer ${world.token(APP_ID, world.connector.url)}` };
    await fc.assert(
      fc.asyncProperty(body, async (made) => {
        const answer = await world.post(activity(world.connector.url, made), headers);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 2_000 },
    );
    const names = fc.record({ action: fc.record({ verb: part, data: part, type: part }) });
    await fc.assert(
      fc.asyncProperty(names, async (value) => {
        const answer = await world.post({ ...press(world.connector.url, {}), value }, headers);
        expect([200, 400]).toContain(answer.status);
      }),
      { numRuns: 500 },
    );
  });
});

describe('local mode', () => {
  it('takes the Playground without a token or our tenant, and still only from this machine', async () => {
    const local = await startWorld({ local: true });
    const body = activity(local.connector.url, { conversation: { id: 'a:1' }, channelData: undefined });
    expect((await local.post(body, {})).status).toBe(200);
    expect(local.seen).toHaveLength(1);
    const abroad = activity('https://evil.example/', {});
    expect((await local.post(abroad, {})).status).toBe(403);
    expect((await local.post(activity(local.connector.url, { channelId: 'directline' }), {})).status).toBe(403);
    await local.close();
  });
});
