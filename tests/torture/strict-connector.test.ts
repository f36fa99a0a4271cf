import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rollingWindows } from '../support/rolling-windows.js';
import {
  CONVERSATION_LIMITS,
  startStrictConnector,
  TENANT_LIMITS,
  type Arrival,
  type StrictConnector,
} from '../support/strict-connector.js';

const CARD = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'A1' }] };
const MESSAGE = {
  type: 'message',
  summary: 'One milestone',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: CARD }],
};
const OPENING = { isGroup: false, members: [{ id: 'e-ann' }], bot: { id: '28:bot' }, tenantId: 'home' };

let connector: StrictConnector;
let folder: string;
let now: number;
let passed: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-strict-'));
  now = 0;
  passed = 0;
  connector = await start();
});

afterEach(async () => {
  await connector.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(tokens: 'none' | 'expected' = 'none'): Promise<StrictConnector> {
  const file = join(folder, `log-${tokens}`);
  return startStrictConnector({
    tokens,
    seed: 1,
    now: () => now,
    monotonic: () => passed,
    file,
    medianLatencyMs: 0,
  });
}

function ask(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${String(connector.port)}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-ms-client-request-id': 'r1', connection: 'close', ...headers },
    body: JSON.stringify(body),
  });
}

const post = (body: unknown = MESSAGE, chat = 'chat-1'): Promise<Response> =>
  ask('POST', `/v3/conversations/${encodeURIComponent(chat)}/activities`, body);

describe('what is right', () => {
  it('is taken and logged, body and all, in a file as it happens', async () => {
    const posted = (await (await post(MESSAGE, '19:a@b')).json()) as { id: string };
    await ask('PUT', `/v3/conversations/19%3Aa%40b/activities/${posted.id}`, MESSAGE);
    const opened = (await (await ask('POST', '/v3/conversations', OPENING)).json()) as { id: string };
    expect(opened.id).toBe('opened-e-ann');
    expect(connector.violations).toEqual([]);
    const lines = readFileSync(join(folder, 'log-none'), 'utf8').trim().split('\n');
    const logged = lines.map((line) => JSON.parse(line) as Arrival);
    expect(logged).toEqual(connector.arrivals);
    expect(
      logged.map(({ act, conversation, activityId, accepted }) => [act, conversation, activityId, accepted]),
    ).toEqual([
      ['post', '19:a@b', posted.id, true],
      ['update', '19:a@b', posted.id, true],
      ['open', 'e-ann', 'open-3', true],
    ]);
    expect(logged[0]).toMatchObject({ requestId: 'r1', status: 201, body: MESSAGE });
    expect(logged.map(({ ns }) => BigInt(ns)).every((ns, index, all) => index === 0 || ns > all[index - 1]!)).toBe(
      true,
    );
  });
});

describe('what is wrong is refused and written down', () => {
  const broken: readonly (readonly [string, unknown])[] = [
    ['text beside the card', { ...MESSAGE, text: 'Hello' }],
    ['no summary', { ...MESSAGE, summary: undefined }],
    ['not one attachment', { ...MESSAGE, attachments: [MESSAGE.attachments[0], MESSAGE.attachments[0]] }],
    ['an activity of type typing', { ...MESSAGE, type: 'typing' }],
    ['not a card of version 1.5', withCard({ ...CARD, version: '1.6' })],
    ['a card that is too large', withCard({ ...CARD, body: ['x'.repeat(20_480)] })],
    ['a template that was not filled in', withCard({ ...CARD, body: ['${name}'] })],
  ];

  function withCard(content: object): object {
    return { ...MESSAGE, attachments: [{ ...MESSAGE.attachments[0], content }] };
  }

  it.each(broken)('%s', async (what, body) => {
    expect((await post(body)).status).toBe(400);
    expect(connector.violations).toEqual([`request 1: ${what}`]);
    expect(connector.arrivals).toMatchObject([{ accepted: false, status: 400 }]);
  });

  it('paths, ids and tokens that are not those of Teams', async () => {
    await ask('POST', '/v3/conversation/x/activities', MESSAGE);
    await ask('DELETE', '/v3/conversations/x/activities/y', MESSAGE);
    await ask('POST', '/v3/conversations', { ...OPENING, members: [] });
    await ask('POST', '/v3/conversations/x/activities', MESSAGE, { 'x-ms-client-request-id': '' });
    await ask('POST', '/v3/conversations/x/activities', MESSAGE, { authorization: 'Bearer a.b.c' });
    expect(connector.violations).toEqual([
      'request 1: no such path: POST /v3/conversation/x/activities',
      'request 2: no such path: DELETE /v3/conversations/x/activities/y',
      'request 3: not one member',
      'request 4: no x-ms-client-request-id',
      'request 5: a token, where none is expected',
    ]);
  });

  it('a token is wanted where one is expected', async () => {
    await connector.close();
    connector = await start('expected');
    await post();
    await ask('POST', '/v3/conversations/x/activities', MESSAGE, { authorization: 'Bearer a.b.c' });
    expect(connector.violations).toEqual(['request 1: no bearer token of three parts']);
  });
});

describe('limits', () => {
  it('the eighth message of a second in one chat is refused, with how long to wait', async () => {
    const answers = [];
    for (let number = 0; number < 8; number += 1) answers.push(await post());
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201, 201, 429]);
    expect(answers[7]?.headers.get('retry-after')).toBe('1');
    expect((await post(MESSAGE, 'chat-2')).status).toBe(201);
    expect(connector.violations).toEqual(['request 8: over the limits of Teams, to chat-1']);
  });

  it('windows roll: full until the oldest has left', () => {
    const windows = rollingWindows([...TENANT_LIMITS]);
    for (let number = 0; number < 50; number += 1) expect(windows.take('t', number * 10)).toBeNull();
    expect(windows.take('t', 500)).toBe(500);
    expect(windows.take('other', 500)).toBeNull();
    expect(windows.take('t', 999)).toBe(1);
    expect([windows.take('t', 1_000), windows.take('t', 1_000)]).toEqual([null, 10]);
  });

  it('in a chat the longest of the windows that are full counts', () => {
    const windows = rollingWindows([...CONVERSATION_LIMITS]);
    for (let number = 0; number < 8; number += 1) expect(windows.take('c', number * 200)).toBeNull();
    expect(windows.take('c', 1_600)).toBe(400);
    for (let number = 0; number < 52; number += 1) expect(windows.take('c', 3_000 + number * 400)).toBeNull();
    expect(windows.take('c', 25_000)).toBe(5_000);
  });
});

describe('whims', () => {
  it('it may take a message and say that it failed, or say nothing', async () => {
    connector.whim = ({ number }) => ({ kind: 'accept-then-fail', answer: number === 1 ? 502 : 'cut' });
    expect((await post()).status).toBe(502);
    await expect(post()).rejects.toThrow('fetch failed');
    expect(connector.arrivals.map(({ accepted, status }) => [accepted, status])).toEqual([
      [true, 502],
      [true, 'cut'],
    ]);
  });

  it('whoever writes again before Retry-After has passed is written down, by their own clock', async () => {
    connector.whim = ({ number }) =>
      number === 1 ? { kind: 'refuse', status: 429, retryAfterSeconds: 20 } : { kind: 'accept' };
    expect((await post()).headers.get('retry-after')).toBe('20');
    await post();
    expect(connector.violations).toEqual([]);
    passed = 501;
    now = 19_999;
    await post();
    now = 20_000;
    await post();
    expect(connector.violations).toEqual(['request 3: sent before the Retry-After that was given had passed']);
  });
});
