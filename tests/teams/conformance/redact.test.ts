import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { faultsOf } from './judge.js';
import { redacted } from './redact.js';
import { startStage } from './stage.js';
import { onThisSdk } from './this-sdk.js';
import { casesIn } from './traffic.js';

/** It is no concern of a reader that this is no package of modules. */
const QUIET = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';

const folder = mkdtempSync(join(tmpdir(), 'recording-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const APP = 'aaaaaaaa-0000-4000-8000-00000000000a';
const TENANT = 'bbbbbbbb-0000-4000-8000-00000000000b';
const PERSON = 'cccccccc-0000-4000-8000-00000000000c';
const URL = 'https://smba.trafficmanager.net/uk/cccccccc/';
const CHAT = 'a:1pX9secretChatOfMegan';

/** Everything in the recording that could lead to anybody. */
const SECRETS = [
  ...[APP, TENANT, PERSON, CHAT.slice(2), 'Bowen', 'Megan', 'contoso', 'late again', 'eyJhbGciOi', '29:1megan', 'uk/'],
  ...['07700', '900123', 'HR-room', 'plan of Megan'],
];

function activity(parts: object): object {
  return {
    type: 'message',
    id: '1699999999123',
    timestamp: '2026-11-18T10:00:00.000Z',
    channelId: 'msteams',
    serviceUrl: URL,
    from: { id: '29:1megan', name: 'Megan Bowen', aadObjectId: PERSON, 'megan@contoso.com': 1 },
    recipient: { id: `28:${APP}`, name: 'Waymark' },
    conversation: { id: CHAT, conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT }, telephone: 7700900123 },
    text: 'A1 is late again, says Megan Bowen of contoso',
    ...parts,
  };
}

const entry = (url: string, sent: unknown, status: number, got: unknown, method = 'POST', headers = {}) => ({
  startedDateTime: '2026-11-18T10:00:00.000Z',
  request: {
    method,
    url,
    headers: [{ name: 'Authorization', value: 'Bearer eyJhbGciOiJSUzI1NiJ9.x.y' }],
    postData: { text: JSON.stringify(sent) },
  },
  response: {
    status,
    headers: Object.entries({ server: 'contoso', ...headers }).map(([name, value]) => ({ name, value })),
    content: { text: got === '' ? '' : JSON.stringify(got) },
  },
});

const inbound = (parts: object) => entry('https://bot.contoso.com/api/messages', activity(parts), 200, '');
const path = `${URL}v3/conversations/${encodeURIComponent(CHAT)}/activities`;
const MENTION = [
  { type: 'mention', text: '<at>Megan Bowen</at>', mentioned: { id: '29:1megan', name: 'Megan Bowen' } },
];
const thread = { id: '19:HR-room@thread.tacv2;messageid=1699999999000', conversationType: 'channel', tenantId: TENANT };
const RECORDING = {
  log: {
    version: '1.2',
    entries: [
      inbound({}),
      inbound({ text: '<at>Megan Bowen</at> help', entities: MENTION, conversation: thread }),
      inbound({ type: 'conversationUpdate', text: undefined, membersAdded: [{ id: `28:${APP}` }] }),
      inbound({
        attachments: [
          { contentType: 'text/html', content: '<p>Megan, call +44 07700 900123</p>', name: 'plan of Megan' },
        ],
      }),
      entry(path, { type: 'message', text: 'late again' }, 201, { id: '1699999999124' }),
      entry(`${path}/1699999999124`, {}, 200, { id: '1699999999124' }, 'PUT'),
      entry(path, {}, 429, { error: { code: 'Throttled', message: 'Megan is slow' } }, 'POST', { 'Retry-After': '7' }),
      entry(path, {}, 403, {
        errorCode: 209,
        message: '{"subCode":"MessageWritesBlocked","details":"by Megan Bowen"}',
      }),
      entry(`${URL}v3/conversations`, { members: [{ id: PERSON }] }, 201, { id: CHAT }),
      entry('https://login.microsoftonline.com/contoso/token', { client_secret: 'late again' }, 200, {
        token: 'eyJhbGciOi',
      }),
    ],
  },
};

it('leaves nobody and nothing to be found, and the same for the same', () => {
  const file = redacted(RECORDING);
  const text = JSON.stringify(file);
  for (const secret of SECRETS) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  expect(file.cases).toHaveLength(9);
  expect(file.cases[0]?.in?.body).toEqual({
    type: 'message',
    id: '1700000000001',
    timestamp: '2026-11-18T10:00:00.000Z',
    channelId: 'msteams',
    serviceUrl: '{{serviceUrl}}',
    from: { id: '29:id-2', name: 'Name 1', aadObjectId: '00000000-0000-4000-8000-000000000001', field: 0 },
    recipient: { id: '28:{{appId}}', name: 'Name 2' },
    conversation: { id: 'a:id-3', conversationType: 'personal', tenantId: '{{tenant}}' },
    channelData: { tenant: { id: '{{tenant}}' }, telephone: 0 },
    text: 'x0 xx xxxx xxxxx, xxxx xxxxx xxxxx xx xxxxxxx',
  });
  expect(file.cases[1]?.in?.body).toMatchObject({
    text: '<at>Name 1</at> xxxx',
    entities: [{ text: '<at>Name 1</at>', mentioned: { id: '29:id-2', name: 'Name 1' } }],
    conversation: { id: '19:id-4@thread.tacv2;messageid=1700000000005' },
  });
  expect(file.cases[4]).toMatchObject({ out: { conversation: 'a:id-3', replaces: null } });
  expect(file.cases[6]?.teams).toMatchObject([{ status: 429, headers: { 'retry-after': '7' } }]);
});

it('makes, by the command line, what the suite plays as it is', async () => {
  writeFileSync(join(folder, 'made.har'), JSON.stringify(RECORDING));
  const script = join(import.meta.dirname, 'redact.ts');
  writeFileSync(join(folder, 'made.json'), execFileSync('node', [QUIET, script, join(folder, 'made.har')]));
  expect(JSON.parse(readFileSync(join(folder, 'made.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(redacted(RECORDING))),
  );
  const stage = await startStage(onThisSdk);
  const faults: Record<string, readonly string[]> = {};
  for (const one of casesIn(folder)) faults[one.name] = await faultsOf(one, stage);
  await stage.close();
  expect(Object.keys(faults)).toHaveLength(9);
  expect(Object.values(faults).flat()).toEqual([]);
});

it('refuses a recording in which nothing is ours', () => {
  const elsewhere = { log: { entries: [entry('https://contoso.com/', {}, 200, {})] } };
  expect(() => redacted(elsewhere)).toThrow('nothing in this recording');
});
