import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { startConnector, type Connector } from '../support/connector.js';
import { startOpenId, type OpenId } from '../support/openid.js';
import { runHost, type RunningHost } from '../infra/running-host.js';
import { actionOf } from '../teams/talk.js';
import { activity, APP_ID, PERSON, press, TENANT } from '../teams/world.js';

/**
 * The built app in the function host as a process, with a bot id: tokens are checked, storage is Azurite, Teams is a
 * loopback connector. What Azure would run, but for Azure.
 */
const PLAN = `Ref,Area,Objective,Milestone,Due,Leads,RAG
FD 1.1,Front door,Thresholds,Agree the threshold document,18 November 2026,Ada Quill,Green
`;

let azurite: Azurite;
let connector: Connector;
let openId: OpenId;
let host: RunningHost;
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  [azurite, connector, openId] = await Promise.all([startAzurite(), startConnector(), startOpenId()]);
  folder = mkdtempSync(join(tmpdir(), 'waymark-bot-'));
  writeFileSync(join(folder, 'clock'), '2026-11-18T10:00:00Z');
  writeFileSync(join(folder, 'plan.csv'), PLAN);
  writeFileSync(join(folder, 'people.csv'), `Name,Entra id,Role,Aliases\nAda Quill,${PERSON},,\n`);
  env = {
    AzureWebJobsStorage: azurite.connectionString,
    WAYMARK_CLOCK_FILE: join(folder, 'clock'),
    MicrosoftAppId: APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    WAYMARK_SERVICE_HOSTS: '127.0.0.1',
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

test('from a plan file to a card, an answer and a row, past every check', async () => {
  expect((await fetch(`${host.address}/api/health`)).status).toBe(200);
  expect((await post(activity(connector.url), null)).status).toBe(401);
  const forged = openId.token(APP_ID, connector.url, { signedBy: 'stranger' });
  expect((await post(activity(connector.url), forged)).status).toBe(401);
  expect(connector.requests).toEqual([]);

  await waymark('import', join(folder, 'plan.csv'), '--plan', 'front');
  await waymark('officers', 'import', join(folder, 'people.csv'));
  await waymark('schedules', 'add', 'mornings', '--kind', 'sweep', '--cron', '0 10 * * 1-5');
  writeFileSync(join(folder, 'clock'), '2026-11-19T10:00:30Z');

  // The timer does it all: the slot, the sweep, the card. Twice is once.
  for (const time of ['first', 'second']) {
    const fired = await fetch(`${host.address}/admin/functions/tick`, { method: 'POST', body: '{}' });
    expect([time, fired.status]).toEqual([time, 202]);
  }
  const sent = connector.requests.filter(({ path }) => path.endsWith('/activities'));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.headers.authorization).toBeUndefined();
  const card = cardIn(sent[0]?.body);
  expect(JSON.stringify(card)).toContain('Agree the threshold document');

  // A press, as Teams would send it: the card comes back in the answer.
  const answered = await post(press(connector.url, actionOf(card, 'Update')), openId.token(APP_ID, connector.url));
  expect(answered.status).toBe(200);
  expect(await answered.text()).toContain('How is it going?');
  const { milestones } = await waymark('milestones', '--plan', 'front');
  expect(milestones).toMatchObject([{ ref: 'FD 1.1', rating: 'green', check: { rating: 'amber' } }]);
}, 60_000);

test('nothing of the inside is told to who sends rubbish', async () => {
  for (const body of ['', '{', '[]', '{"__proto__":{}}', 'x'.repeat(300_000)]) {
    const answer = await post(body, openId.token(APP_ID, connector.url));
    expect([400, 403, 413]).toContain(answer.status);
    expect(Object.keys((await answer.json()) as object)).toEqual(['error']);
  }
});

function post(body: unknown, token: string | null): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${host.address}/api/messages`, { method: 'POST', headers, body: text });
}

function cardIn(body: unknown): Parameters<typeof actionOf>[0] {
  const { attachments } = body as { attachments: { content: Parameters<typeof actionOf>[0] }[] };
  return attachments[0]!.content;
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
