import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { startConnector, type Connector } from '../support/connector.js';
import { startOpenId, type OpenId } from '../support/openid.js';
import { hangOn, rubbishOf, throwAt, type Answered } from '../support/rubbish.js';
import { runHost, type RunningHost } from '../infra/running-host.js';
import { actionOf } from '../teams/talk.js';
import { activity, APP_ID, PERSON, press, TENANT } from '../teams/world.js';

/**
 * The built app as a process, under thousands of posts that are none of its business, while a real person goes on using
 * it (guarantees.md 5, T15). Counts and ratios; no times.
 */
const PLAN = `Ref,Area,Objective,Milestone,Due,Leads,RAG
FD 1.1,Front door,Thresholds,Agree the threshold document,18 November 2026,Ada Quill,Green
`;
const ROUNDS = 110;
const AT_ONCE = 24;
const HANGING = 160;
/** A flood may leave this much behind, of what the process held after one just like it. */
const GROWTH = 1.25;

let azurite: Azurite;
let connector: Connector;
let openId: OpenId;
let host: RunningHost;
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  [azurite, connector, openId] = await Promise.all([startAzurite(), startConnector(), startOpenId()]);
  folder = mkdtempSync(join(tmpdir(), 'waymark-flood-'));
  writeFileSync(join(folder, 'clock'), '2026-11-19T10:00:30Z');
  writeFileSync(join(folder, 'plan.csv'), PLAN);
  writeFileSync(join(folder, 'people.csv'), `Name,Entra id,Role,Aliases\nAda Quill,${PERSON},,\n`);
  env = {
    AzureWebJobsStorage: azurite.connectionString,
    WAYMARK_CLOCK_FILE: join(folder, 'clock'),
    MicrosoftAppId: APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    WAYMARK_SERVICE_HOSTS: '127.0.0.1',
    // The one person presses and speaks faster than anybody may who is no admin.
    WAYMARK_ADMINS: PERSON,
    WAYMARK_SERVICE_URL: connector.url,
    WAYMARK_TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
    ToBotFromChannelTokenIssuer: openId.issuer,
  };
  host = await runHost(resolve('dist/app'), env);
}, 60_000);

afterAll(async () => {
  await host.stop();
  await Promise.all([connector.close(), openId.close(), azurite.stop()]);
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

test('rubbish by the thousand: memory flat, keys asked for once, and a real person served each time', async () => {
  await waymark('import', join(folder, 'plan.csv'), '--plan', 'front');
  await waymark('officers', 'import', join(folder, 'people.csv'));
  const card = await ownCard();
  const asked = openId.asked.length;
  expect(asked).toBeLessThanOrEqual(4);

  const first = await flood(card);
  const before = memoryOf(host.pid);
  const second = await flood(card);
  const after = memoryOf(host.pid);

  const statuses = new Map<string, Set<number>>();
  for (const { kind, status, text } of [...first, ...second]) {
    statuses.set(kind, (statuses.get(kind) ?? new Set()).add(status));
    if (text !== '') expect(text).toMatch(/^\{"error":\{"code":"[a-z-]+","message":"[A-Za-z .]+"\}\}$/);
  }
  expect(Object.fromEntries([...statuses].map(([kind, seen]) => [kind, [...seen]]))).toEqual({
    'no token': [401],
    'a token that is none': [401],
    'an unknown key': [401],
    'a forged signature': [401],
    'no algorithm': [401],
    'another audience': [401],
    'large without a token': [401],
    'large with a token': [413],
    'large as announced': [413],
    deep: [400],
    prototypes: [400],
    twice: [400],
    'no JSON': [400],
    'no UTF-8': [400],
    'an activity of nobody': [400],
    nothing: [400],
    GET: [405],
    PUT: [405],
    DELETE: [405],
  });
  expect(first.length + second.length).toBeGreaterThan(4_000);
  // Some two hundred tokens by keys that nobody knows, and not one more question to the issuer.
  expect(openId.asked).toHaveLength(asked);
  expect(after / before, `${String(before)} KB before, ${String(after)} KB after`).toBeLessThan(GROWTH);

  expect((await fetch(`${host.address}/api/health`)).status).toBe(200);
  const { milestones } = await waymark('milestones', '--plan', 'front');
  expect(milestones).toMatchObject([{ ref: 'FD 1.1', rating: 'green' }]);
}, 120_000);

/** One flood, from many sides at once; a real person speaks and presses until it is over. */
async function flood(card: Parameters<typeof actionOf>[0]): Promise<readonly Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const hanging = await hangOn(Number(new URL(host.address).port), HANGING);
  const answers: Answered[] = [];
  const crowd = { over: false };
  const person = (async () => {
    let served = 0;
    while (!crowd.over || served < 10) {
      expect((await post(press(connector.url, actionOf(card, 'Update')))).status).toBe(200);
      expect((await post(activity(connector.url, { text: 'help' }))).status).toBe(200);
      served += 1;
    }
    return served;
  })();
  let next = 0;
  const side = async (): Promise<void> => {
    while (next < ROUNDS) {
      const number = next;
      next += 1;
      for (const rubbish of rubbishOf(openId, APP_ID, connector.url, number)) {
        answers.push(await throwAt(host.address, rubbish, agent));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, side));
  crowd.over = true;
  expect(await person).toBeGreaterThanOrEqual(10);
  for (const [index, socket] of hanging.entries()) {
    if (index % 2 === 0) socket.resetAndDestroy();
    else socket.destroy();
  }
  agent.destroy();
  return answers;
}

/** The card that comes when the person writes, and every key with it. */
async function ownCard(): Promise<Parameters<typeof actionOf>[0]> {
  expect((await post(activity(connector.url, { text: 'my milestones' }))).status).toBe(200);
  const cards = connector.requests.map(({ body }) => (body as { attachments?: { content: unknown }[] }).attachments);
  const card = cards.findLast((one) => one !== undefined)?.[0]?.content;
  expect(JSON.stringify(card)).toContain('Agree the threshold document');
  return card as Parameters<typeof actionOf>[0];
}

function post(body: object): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${openId.token(APP_ID, connector.url)}`,
  };
  return fetch(`${host.address}/api/messages`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Resident memory of the largest process of a tree, in KB. */
function memoryOf(pid: number): number {
  const children = readdirSync(`/proc/${String(pid)}/task`).flatMap((thread) =>
    readFileSync(`/proc/${String(pid)}/task/${thread}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
  const own = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Math.max(Number(own ?? 0), ...children.map(memoryOf));
}

function waymark(...args: readonly string[]): Promise<Record<string, unknown>> {
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      ['dist/cli.cjs', ...args, '--json'],
      { env: { ...process.env, ...env } },
      (error, out) => {
        if (error === null) done(JSON.parse(out) as Record<string, unknown>);
        else fail(new Error(out));
      },
    );
  });
}
