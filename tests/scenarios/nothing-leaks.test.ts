import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { startConnector, type Connector } from '../support/connector.js';
import { startOpenId, type OpenId } from '../support/openid.js';
import { runHost, type RunningHost } from '../infra/running-host.js';
import { activity, APP_ID, PERSON, press, TENANT } from '../teams/world.js';

/** The built app as a process: all that it prints and traces, whatever goes wrong, holds no name, typed word, id of theirs or secret. */
const KEY = Buffer.alloc(32, 7).toString('base64');
const PLANTED = ['Quenby', 'Marmalade', 'Periwinkle', PERSON, TENANT, KEY, 'AccountKey', 'a:personal', 'Bearer '];
const PLAN = `Ref,Area,Objective,Milestone,Due,Leads,RAG
FD 1.1,Front door,Thresholds,Marmalade threshold,18 November 2026,Quenby Quill,Green
`;

let azurite: Azurite;
let connector: Connector;
let openId: OpenId;
let host: RunningHost;
let folder: string;
let env: NodeJS.ProcessEnv;
const terminal: string[] = [];

beforeAll(async () => {
  [azurite, connector, openId] = await Promise.all([startAzurite(), startConnector(), startOpenId()]);
  folder = mkdtempSync(join(tmpdir(), 'waymark-leaks-'));
  writeFileSync(join(folder, 'clock'), '2026-11-18T10:00:00Z');
  writeFileSync(join(folder, 'plan.csv'), PLAN);
  writeFileSync(join(folder, 'people.csv'), `Name,Entra id,Role,Aliases\nQuenby Quill,${PERSON},,\n`);
  env = {
    AzureWebJobsStorage: azurite.connectionString,
    WAYMARK_CLOCK_FILE: join(folder, 'clock'),
    MicrosoftAppId: APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    WAYMARK_SERVICE_HOSTS: '127.0.0.1',
    WAYMARK_SERVICE_URL: connector.url,
    WAYMARK_TOKEN_KEYS: `k1:${KEY}`,
    WAYMARK_TRACE_FILE: join(folder, 'traces.jsonl'),
    ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
    ToBotFromChannelTokenIssuer: openId.issuer,
  };
  host = await runHost(resolve('dist/app'), env);
}, 60_000);

afterAll(async () => {
  await host.stop();
  await Promise.all([connector.close(), openId.close(), azurite.stop().catch(() => undefined)]);
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

test('a host whose cards fail, whose presses are wrong and whose storage goes away prints codes only', async () => {
  await waymark('import', join(folder, 'plan.csv'), '--plan', 'front');
  await waymark('officers', 'import', join(folder, 'people.csv'));
  await waymark('schedules', 'add', 'mornings', '--kind', 'sweep', '--cron', '0 10 * * 1-5');
  writeFileSync(join(folder, 'clock'), '2026-11-19T10:00:30Z');
  connector.script({ status: 503, body: { error: { code: 'Quenby', message: `Marmalade ${PERSON}` } } });
  await fire('tick');
  const answers: string[] = [];
  const token = openId.token(APP_ID, connector.url);
  const typed = { token: 'Marmalade', rating: 'Periwinkle', in_note: 'Periwinkle family' };
  for (const [body, bearer] of [
    [press(connector.url, { verb: 'record-update', data: typed }), 'Quenby'],
    [
      press(connector.url, { verb: 'record-update', data: typed }),
      openId.token(APP_ID, connector.url, { signedBy: 'stranger' }),
    ],
    [activity(connector.url, { conversation: { id: 'Quenby', tenantId: 'Marmalade' } }), token],
    ['{"Quenby":', token],
    [activity(connector.url, { text: 'update Marmalade' }), token],
  ] as const) {
    const answer = await post(body, bearer);
    answers.push(await answer.text());
  }
  await post(press(connector.url, { verb: 'record-update', data: typed }), token);
  await fire('refresh', '{"plan":"Quenby","ref":["Marmalade"]}');
  await azurite.stop();
  await Promise.all([fire('tick'), post(activity(connector.url, { text: 'my milestones' }), token).catch(() => null)]);
  answers.push(await (await fetch(`${host.address}/api/health`)).text());
  expect(answers.flatMap(plantedIn)).toEqual([]);
  const printed = host.printed();
  expect(printed).toContain('"event":"digest"');
  expect(printed).toContain('work-failed');
  expect(printed.split('\n').filter((line) => plantedIn(line).length > 0)).toEqual([]);
  const traces = readFileSync(join(folder, 'traces.jsonl'), 'utf8');
  for (const span of ['tick', 'plan', 'attempt', 'open-chat', 'turn', 'refresh'])
    expect(traces).toContain(`"span":"${span}"`);
  expect(traces.split('\n').filter((line) => plantedIn(line).length > 0)).toEqual([]);
  expect(terminal.filter((line) => /AccountKey|k1:/.test(line) || line.includes(KEY))).toEqual([]);
}, 120_000);

function plantedIn(text: string): readonly string[] {
  const base64 = (word: string): string => Buffer.from(word).toString('base64').replace(/=+$/, '').slice(0, -1);
  return PLANTED.filter((word) => [word, encodeURIComponent(word), base64(word)].some((form) => text.includes(form)));
}

async function fire(name: string, input = ''): Promise<void> {
  const answer = await fetch(`${host.address}/admin/functions/${name}`, {
    method: 'POST',
    body: JSON.stringify({ input }),
  });
  await answer.text();
}

function post(body: unknown, token: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${host.address}/api/messages`, { method: 'POST', headers, body: text });
}

function waymark(...args: readonly string[]): Promise<void> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['dist/cli.cjs', ...args, '--json'],
      { env: { ...process.env, ...env } },
      (_, out, err) => {
        terminal.push(out, err);
        done();
      },
    );
  });
}
