import { gzipSync } from 'node:zlib';
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
});

describe('bodies', () => {
  /** A message that would be let in, but for what is put at its beginning. */
  const withPart = (part: string): string => JSON.stringify(activity(world.connector.url)).replace('{', `{${part},`);
  const nested = (levels: number): string => `"a":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  it.each([
    ['keys and values that we do not know', '"a":{"b":[1,"x",null,true,-0.5e3]}'],
    ['a pair of surrogates, written out', '"a":"\\ud83d\\ude00"'],
    ['backslashes before what looks like an escape', '"a":"\\\\ud83d \\\\u0000"'],
    ['forbidden keys as values', '"a":["__proto__","constructor","prototype"]'],
    ['twenty levels', nested(19)],
  ])('200: %s', async (_, part) => {
    expect((await world.post(withPart(part))).status).toBe(200);
    expect(world.seen).toHaveLength(1);
  });

  it.each([
    ['a key twice', '"type":"invoke"'],
    ['a key twice, spelled otherwise', '"\\u0074ype":"invoke"'],
    ['a key twice far inside', '"a":[[{"b":1,"c":2,"\\u0062":3}]]'],
    ['__proto__', '"__proto__":{"admin":true}'],
    ['__proto__, spelled otherwise', '"\\u005f_proto\\u005F_":{"admin":true}'],
    ['__proto__, all in escapes', '"\\u005f\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f\\u005f\\u005f":1'],
    ['constructor', '"a":[{"constructor":{"prototype":{}}}]'],
    ['constructor, spelled otherwise', '"a":{"c\\u006fnstructor":1}'],
    ['prototype', '"prototype":1'],
    ['twenty-one levels', nested(20)],
    ['a hundred thousand lists', `"a":${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['half a pair of surrogates', '"a":"\\ud83d"'],
    ['the other half', '"a":"x\\uDE00x"'],
    ['the halves the wrong way round', '"a":"\\ude00\\ud83d"'],
    ['half a pair in a key', '"\\ud83d":1'],
    ['a NUL', '"a":"x\\u0000x"'],
    ['a NUL in a key', '"a\\u0000":1'],
    ['a number without end', '"a":1e999'],
    ['a number without beginning', '"a":[{"b":-1e999}]'],
    ['a number that is none', '"a":NaN'],
    ['a number with a leading zero', '"a":01'],
    ['a comma too many', '"a":1,'],
    ['a comment', '"a":1/*x*/'],
    ['a control character', '"a":"\u0001"'],
    ['a line feed in a text', '"a":"\n"'],
    ['an escape that is none', '"a":"\\x41"'],
    ['single quotes', "'a':1"],
    ['no quotes', 'a:1'],
  ])('400: %s', async (_, part) => {
    expectRefused(await world.post(withPart(part)), 400);
  });

  const good = (): string => JSON.stringify(activity(world.connector.url));
  it.each<[string, () => string | Uint8Array]>([
    ['half of it', () => good().slice(0, -20)],
    ['two of it', () => good() + good()],
    ['something behind it', () => `${good()}x`],
    ['a NUL behind it', () => `${good()}\0`],
    ['a list of it', () => `[${good()}]`],
    ['a text of it', () => JSON.stringify(good())],
    ['a byte order mark before it', () => `\uFEFF${good()}`],
    ['UTF-16', () => Buffer.from(good(), 'utf16le')],
    ['UTF-16 with its mark', () => Buffer.from(`\uFEFF${good()}`, 'utf16le')],
    ['Latin-1', () => Buffer.from(good().replace('Alex', 'Zoë'), 'latin1')],
    ['packed', () => gzipSync(good())],
    ['a form', () => `payload=${encodeURIComponent(good())}`],
    ['nothing', () => ''],
    ['blanks', () => ' \r\n\t '],
    ['null', () => 'null'],
    ['a number', () => '7'],
    ['an empty object', () => '{}'],
    ['only brackets', () => '['.repeat(200_000)],
    ['only quotes', () => '"'.repeat(200_000)],
    ['only backslashes in a text', () => `{"${'\\'.repeat(100_000)}`],
  ])('400: %s', async (_, made) => {
    expectRefused(await world.post(made()), 400);
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

  it('408: a body that does not come to its end is not waited for', async () => {
    const slow = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(Buffer.from('{"type":'));
      },
    });
    const authorization = `Bearer ${world.token(APP_ID, world.connector.url)}`;
    expect(await world.postBody(slow, { authorization })).toEqual({
      status: 408,
      jsonBody: { error: { code: 'too-slow', message: 'The request took too long.' } },
    });
    expect(world.seen).toEqual([]);
  });

  it('are not even asked for when the caller is nobody', async () => {
    let opened = false;
    const body = new ReadableStream<Uint8Array>({ pull: () => void (opened = true) }, { highWaterMark: 0 });
    const forged = world.token(APP_ID, world.connector.url, { signedBy: 'stranger' });
    expectRefused(await world.postBody(body, {}), 401);
    expectRefused(await world.postBody(body, { authorization: `Bearer ${forged}` }), 401);
    expect(opened).toBe(false);
  });
});

describe('the data of a press', () => {
  const token = 'k1.abc.def';
  it.each<[string, unknown]>([
    ['a key that we do not know', { token, admin: true }],
    ['a field that no form has', { token, in_owner: 'x' }],
    ['a field that is a list', { token, in_note: ['x'] }],
    ['a field that is an object', { token, in_note: { toString: 'x' } }],
    ['a field that is a number', { token, in_note: 5 }],
    ['a field that is too long', { token, in_note: 'x'.repeat(4_001) }],
    ['a token that is a list', { token: [token] }],
    ['a token that is an object', { token: { token } }],
    ['a token that is too long', { token: 'x'.repeat(401) }],
    ['a rating that is a path', { token, rating: '../x' }],
    ['a key that is too long', { token, ['k'.repeat(101)]: 1 }],
    [
      'too many ticks',
      { token, ...Object.fromEntries(Array.from({ length: 131 }, (_, at) => [`in_track_${String(at)}`, ''])) },
    ],
    ['a list', [token]],
    ['a text', token],
  ])('is told a fixed sentence when it holds %s', async (_, data) => {
    const answer = await world.post(press(world.connector.url, { verb: 'open-update', data }));
    const message = 'This card cannot be read any more. Please write "my milestones" to get a new one.';
    expect(answer).toEqual({
      status: 200,
      jsonBody: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message } },
    });
    expect(world.seen).toEqual([]);
  });

  it('is taken when it holds what our cards hold', async () => {
    const data = { token, rating: 'green', in_note: 'x', in_track_1: 'true', msteams: { type: 'x' } };
    expect((await world.post(press(world.connector.url, { verb: 'open-update', data }))).status).toBe(200);
    expect(world.seen.map(({ kind }) => kind)).toEqual(['card']);
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
