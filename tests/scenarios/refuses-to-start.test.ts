import { spawn } from 'node:child_process';
import { createServer, connect, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOCAL } from '../infra/running-host.js';

/**
 * The built app as a process, in Azure's surroundings and in those of a machine, with one thing missing or wrong: it ends
 * with 1 and says what to set, its port was never open, and no secret is repeated (guarantees.md 5, T1).
 */
const SECRET = Buffer.alloc(32, 0x5a).toString('base64');
const ACCOUNT_KEY = Buffer.alloc(64, 0x33).toString('base64');
const PASSWORD = 'a-password-that-nobody-may-read';

const AZURE: NodeJS.ProcessEnv = {
  WEBSITE_SITE_NAME: 'waymark',
  MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
  MicrosoftAppType: 'UserAssignedMsi',
  MicrosoftAppTenantId: '22222222-2222-4222-8222-222222222222',
  AzureWebJobsStorage: `DefaultEndpointsProtocol=https;AccountName=waymark;AccountKey=${ACCOUNT_KEY}`,
  WAYMARK_SERVICE_HOSTS: 'smba.trafficmanager.net',
  WAYMARK_TOKEN_KEYS: `k1:${SECRET}`,
};
const MACHINE: NodeJS.ProcessEnv = {
  ...AZURE,
  WEBSITE_SITE_NAME: undefined,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppPassword: PASSWORD,
};

const MISSING = [
  'MicrosoftAppId',
  'MicrosoftAppTenantId',
  'MicrosoftAppType',
  'AzureWebJobsStorage',
  'WAYMARK_SERVICE_HOSTS',
  'WAYMARK_TOKEN_KEYS',
];

describe.concurrent.each([
  ['in Azure', AZURE],
  ['on a machine', MACHINE],
])('%s', (_, env) => {
  test.each(MISSING)('without %s', async (setting) => {
    await expectRefusal({ ...env, [setting]: undefined }, setting);
  });
});

describe.concurrent('in Azure, with what lets strangers in', () => {
  test.each([
    ['WAYMARK_LOCAL', '1'],
    ['MicrosoftAppId', ' '],
    ['MicrosoftAppType', 'MultiTenant'],
    ['MicrosoftAppType', 'SingelTenant'],
    ['MicrosoftAppPassword', PASSWORD],
    ['WAYMARK_SERVICE_HOSTS', '*.trafficmanager.net'],
    ['WAYMARK_SERVICE_HOSTS', '127.0.0.1'],
    ['WAYMARK_TOKEN_KEYS', `k1:${SECRET.slice(0, 16)}`],
    ['ToBotFromChannelOpenIdMetadataUrl', 'http://127.0.0.1:1/openid'],
    ['ToBotFromChannelTokenIssuer', 'https://evil.example'],
  ])('%s set to %j', async (setting, value) => {
    await expectRefusal({ ...AZURE, [setting]: value }, setting);
  });
});

async function expectRefusal(env: NodeJS.ProcessEnv, setting: string): Promise<void> {
  const port = await freePort();
  const args = [join(LOCAL, 'host.mjs'), '--port', String(port), '--app', resolve('dist/app')];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const watch = { over: false, open: 0 };
  const watching = (async () => {
    while (!watch.over) if (await isOpen(port)) watch.open += 1;
  })();
  expect(await ended).toBe(1);
  watch.over = true;
  await watching;
  expect(watch.open).toBe(0);
  expect(said).toContain('the app cannot start: The settings are not right:');
  expect(said).toContain(`- ${setting}: `);
  expect(said).not.toContain('Host ready');
  for (const secret of [SECRET, SECRET.slice(0, 16), ACCOUNT_KEY, PASSWORD]) expect(said).not.toContain(secret);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => {
      setTimeout(done, 10, false);
    });
  });
}
