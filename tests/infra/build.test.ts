import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaveOut } from '../../infra/local/bundling.mjs';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { hostEnding, LOCAL, runHost } from './running-host.js';

const APP = join(LOCAL, '../../dist/app');
const node = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, args, { env: { PATH: process.env.PATH, ...env } });

describe('the built app', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    [azurite] = await Promise.all([startAzurite(), node([join(LOCAL, 'build.mjs')])]);
  });
  afterAll(() => azurite.stop());

  test('registers from a small file, and keeps the SDKs in another', () => {
    const index = readFileSync(join(APP, 'index.cjs'), 'utf8');
    expect(index.length).toBeLessThan(400_000);
    expect(index).toContain('require("./app.cjs")');
    expect(index).not.toContain('node_modules/botbuilder');
    expect(readFileSync(join(APP, 'app.cjs'), 'utf8')).toContain('node_modules/botbuilder');
    expect(JSON.parse(readFileSync(join(APP, 'package.json'), 'utf8'))).toMatchObject({ main: 'index.cjs' });
  });

  test('refuses to start without its settings, and names them', async () => {
    const { code, said } = await hostEnding(APP);
    expect(code).toBe(1);
    expect(said).toContain('the app cannot start: The settings are not right:');
    for (const setting of ['MicrosoftAppId', 'AzureWebJobsStorage', 'WAYMARK_TOKEN_KEYS'])
      expect(said).toContain(setting);
  });

  test('is healthy in the local host, and shows the details to holders of the key only', async () => {
    const settings = { WAYMARK_LOCAL: '1', AzureWebJobsStorage: azurite.connectionString, WAYMARK_HOST_KEY: 'key' };
    const host = await runHost(APP, settings);
    try {
      const statusOf = async (path: string): Promise<number> => (await fetch(`${host.address}${path}`)).status;
      expect(await statusOf('/api/health')).toBe(200);
      expect(await statusOf('/api/health/detail')).toBe(401);
      expect(await statusOf('/api/health/detail?code=key')).toBe(200);
      expect((await fetch(`${host.address}/admin/functions/tick`, { method: 'POST' })).status).toBe(202);
    } finally {
      expect(await host.stop('SIGINT')).toBe(0);
    }
  });

  test('has a command line that writes nothing but its answer to stdout', async () => {
    const settings = { AzureWebJobsStorage: azurite.connectionString };
    const { stdout } = await node([join(LOCAL, 'waymark.mjs'), 'plans', '--json'], settings);
    expect(JSON.parse(stdout)).toMatchObject({ plans: [] });
    await expect(node([join(LOCAL, 'waymark.mjs'), 'no-such-verb'], settings)).rejects.toMatchObject({ code: 2 });
  });
});

test('what is left out of the bundle can be looked into, and says what it is when it is called', async () => {
  const source = `
    const { OpenAI, toFile } = require('openai');
    try { OpenAI.Chat.of; new OpenAI(); } catch (error) { console.log(error.message); }
    try { toFile(); } catch (error) { console.log(error.message); }`;
  const stdin = { contents: source, resolveDir: LOCAL };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'cjs', plugins: [leaveOut] });
  const { stdout } = await node(['--eval', outputFiles[0]?.text ?? '']);
  const sentence = 'openai is left out of this build (infra/local/bundling.mjs)';
  expect(stdout).toBe(`${sentence}\n${sentence}\n`);
});
