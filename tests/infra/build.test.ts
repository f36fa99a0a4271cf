import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

test('what is left out of the bundle says what it is as soon as it is looked into, and the rest of teams-ai is there', async () => {
  const source = `
    const { Application, TeamsAdapter } = require('@microsoft/teams-ai');
    console.log(typeof Application, typeof TeamsAdapter);
    const said = (look) => { try { look(); } catch (error) { console.log(error.message); } };
    said(() => require('@microsoft/teams-ai').OpenAIModel);
    said(() => require('botbuilder-dialogs').DialogSet);
    said(() => require('axios').post);
    said(() => new Application({ ai: { planner: {} } }));
    said(() => new Application({ authentication: { settings: {} } }));`;
  const stdin = { contents: source, resolveDir: LOCAL };
  const options = { absWorkingDir: join(LOCAL, '../..'), bundle: true, write: false, platform: 'node' } as const;
  const made = await build({ ...options, stdin, format: 'cjs', metafile: true, plugins: [leaveOut] });
  const file = join(mkdtempSync(join(tmpdir(), 'waymark-left-out-')), 'all.cjs');
  writeFileSync(file, made.outputFiles[0]?.text ?? '');
  const { stdout } = await node([file]);
  const left = 'is left out of this build (infra/local/bundling.mjs)';
  expect(stdout.split('\n').slice(0, -1)).toEqual([
    'function function',
    `OpenAIModel of @microsoft/teams-ai ${left}`,
    `DialogSet of botbuilder-dialogs ${left}`,
    `post of axios ${left}`,
    `AI of @microsoft/teams-ai/lib/AI ${left}`,
    `AuthenticationManager of @microsoft/teams-ai/lib/Authentication ${left}`,
  ]);
  // Nothing for language models is left: of teams-ai its router, adapter and what these open.
  const inputs = Object.keys(made.metafile.inputs);
  const kept = inputs.flatMap((input) => /^node_modules\/@microsoft\/teams-ai\/(.+)/.exec(input)?.[1] ?? []);
  expect(kept.sort()).toEqual([
    ...['AdaptiveCards', 'Application', 'Meetings', 'MessageExtensions', 'Messages'].map((name) => `lib/${name}.js`),
    ...['TaskModules', 'TeamsAdapter', 'TurnState'].map((name) => `lib/${name}.js`),
    'lib/authentication/BotAuthenticationBase.js',
    'package.json',
  ]);
  expect(
    inputs.filter((input) => /node_modules\/(axios|openai|gpt-tokenizer|botbuilder-dialogs)\//.test(input)),
  ).toEqual([]);
});
