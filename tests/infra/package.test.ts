import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldersIn, noticesFor, notForProduction } from '../../infra/local/notices.mjs';
import { filledManifest, idsFrom, SAMPLE_IDS } from '../../infra/local/teams-package.mjs';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { startConnector, type Connector } from '../support/connector.js';
import { unpacked } from '../support/packaged.js';
import { LOCAL, runHost, type RunningHost } from './running-host.js';

const ROOT = join(LOCAL, '../..');
/** All that a package is made of, beside node_modules. */
const SOURCES = ['bot', 'cards', 'functions', 'host.json', 'package.json', 'package-lock.json', 'tsconfig.json'];
const LOCK = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: object };
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** `npm run package` in a folder, with the environment a stranger's machine might have. */
async function pack(folder: string, env: NodeJS.ProcessEnv = {}, ...args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [join(folder, 'infra/local/package.mjs'), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  return (await run).stdout;
}

let there: string;
let said: { here: string; there: string };
beforeAll(async () => {
  there = mkdtempSync(join(tmpdir(), 'waymark-elsewhere-'));
  for (const name of [...SOURCES, 'infra/local', 'infra/azure/teams-app'])
    cpSync(join(ROOT, name), join(there, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(there, 'node_modules'));
  const elsewhere = { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8' };
  const [one, other] = await Promise.all([pack(ROOT), pack(there, elsewhere, '--sample')]);
  said = { here: one, there: other };
});
afterAll(() => {
  rmSync(there, { recursive: true, force: true });
});

describe('npm run package', () => {
  test('makes the same two files in another folder, another time zone and another language', () => {
    expect(said.there).toBe(said.here);
    expect(said.here).toMatch(/^dist\/waymark-functions\.zip {2}[\d,]+ bytes {2}SHA-256 [0-9a-f]{64}$/m);
    expect(said.here).toMatch(/^dist\/waymark-teams\.zip {2}[\d,]+ bytes {2}SHA-256 [0-9a-f]{64}$/m);
    expect(said.here).toMatch(/^The Teams package holds the app id [0-9a-f-]{36} .* sample ids, to look at\./m);
    for (const file of ['waymark-functions.zip', 'waymark-teams.zip']) {
      const [one, other] = [ROOT, there].map((folder) => readFileSync(join(folder, 'dist', file)));
      expect(Buffer.compare(one!, other!), file).toBe(0);
    }
  });

  test('holds the two bundles, the templates of the cards, where to start, the host’s settings and the licences', () => {
    const app = unzipSync(readFileSync(join(ROOT, 'dist/waymark-functions.zip')));
    const cards = Object.keys(app).filter((path) => path.startsWith('cards/'));
    const others = Object.keys(app).filter((path) => !path.startsWith('cards/'));
    expect(others).toEqual(['THIRD-PARTY-NOTICES.txt', 'app.cjs', 'host.json', 'index.cjs', 'package.json']);
    expect(Object.keys(app)).toEqual([...Object.keys(app)].sort());
    expect(cards.length).toBeGreaterThan(20);
    for (const path of cards) expect(Buffer.from(app[path]!).toString(), path).toBe(read(path));
    // What Flex Consumption runs bindings with, and what the guarantees count on: seconds until a doorbell rings again.
    expect(Buffer.from(app['host.json']!).toString()).toBe(read('host.json'));
    expect(JSON.parse(read('host.json'))).toMatchObject({
      extensionBundle: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.*, 5.0.0)' },
      functionTimeout: '00:10:00',
      extensions: {
        http: { routePrefix: 'api' },
        queues: { visibilityTimeout: '00:00:30', maxDequeueCount: 5, maxPollingInterval: '00:00:02' },
      },
    });
    const bundle = Buffer.from(app['app.cjs']!).toString();
    for (const path of cards) expect(bundle).toContain(`require("./${path}")`);
    expect(JSON.parse(Buffer.from(app['package.json']!).toString())).toMatchObject({
      type: 'commonjs',
      main: 'index.cjs',
    });
    expect(Buffer.from(app['index.cjs']!).toString()).toContain('require("@azure/functions-core")');
    for (const [path, bytes] of Object.entries(app)) expect(Buffer.from(bytes).includes(ROOT), path).toBe(false);
  });

  test('holds nothing that is there for development only, and names every library with its licence', () => {
    const metafile = JSON.parse(read('dist/.stamps/app.meta.json')) as Metafile;
    const folders = foldersIn(metafile);
    expect(folders.length).toBeGreaterThan(100);
    expect(notForProduction(folders, LOCK)).toEqual([]);
    expect(notForProduction(['node_modules/esbuild', 'node_modules/unheard-of', 'node_modules/zod'], LOCK)).toEqual([
      'node_modules/esbuild',
      'node_modules/unheard-of',
    ]);
    const notices = read('dist/app/THIRD-PARTY-NOTICES.txt');
    for (const folder of folders) {
      const { name, version } = JSON.parse(read(`${folder}/package.json`)) as { name: string; version: string };
      expect(notices).toContain(`${name} ${version} (`);
    }
    expect(notices).toContain(read('node_modules/botbuilder/LICENSE').trim().split('\n')[0]);
    // Where there is no text, who made it; a package in two places stands once.
    expect(noticesFor(['node_modules/saxes', 'node_modules/saxes'], ROOT)).toMatch(
      /\nsaxes 6\.0\.0 \(ISC\)\n\nThe package holds no licence text\. It names as its author: Louis-Dominique Dubeau/,
    );
  });

  test('refuses ids that are none, before anything is built', async () => {
    const app = '0c4a5f6e-1111-4222-8333-444455556666';
    const bot = '9B1DEB4D-3B7D-4BAD-9BDD-2B0D7B3DCB6D';
    await expect(pack(there, { TEAMS_APP_ID: app })).rejects.toMatchObject({
      code: 1,
      stderr: 'TEAMS_APP_ID is set and BOT_ID is not: a Teams package needs both, or neither for the sample ids.\n',
    });
    const ids = (TEAMS_APP_ID: string, BOT_ID: string): unknown => idsFrom({ TEAMS_APP_ID, BOT_ID }, false);
    expect(() => ids(app, 'waymark')).toThrow(/^BOT_ID is "waymark", which is no GUID/);
    expect(() => ids('00000000-0000-0000-0000-000000000000', bot)).toThrow(/^TEAMS_APP_ID is "0{8}-.* no GUID/);
    expect(() => ids(app, app)).toThrow(/^TEAMS_APP_ID and BOT_ID are the same/);
    const own = { ids: { TEAMS_APP_ID: app, BOT_ID: bot.toLowerCase() }, sample: false };
    expect(ids(` ${app} `, bot)).toEqual(own);
    expect(idsFrom({ TEAMS_APP_ID: app, BOT_ID: bot }, true)).toEqual({ ids: SAMPLE_IDS, sample: true });
    expect(idsFrom({ TEAMS_APP_ID: '', BOT_ID: ' ' }, false)).toEqual({ ids: SAMPLE_IDS, sample: true });
    expect(() => {
      filledManifest('${{ELSE}}', own.ids);
    }).toThrow('The manifest asks for ELSE, which is not known.');
  });
});

interface Listed {
  readonly name: string;
  readonly config: { readonly bindings: readonly Readonly<Record<string, unknown>>[] };
}

describe('the function app, unpacked in an empty folder', () => {
  let azurite: Azurite;
  let connector: Connector;
  let host: RunningHost;
  let folder: string;
  beforeAll(async () => {
    [azurite, connector] = await Promise.all([startAzurite(), startConnector()]);
    folder = unpacked(readFileSync(join(there, 'dist/waymark-functions.zip')));
    const settings = { WAYMARK_LOCAL: '1', AzureWebJobsStorage: azurite.connectionString };
    host = await runHost(folder, settings);
  });
  afterAll(async () => {
    await host.stop();
    await Promise.all([azurite.stop(), connector.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('has every function of functions/index.ts, with its trigger', async () => {
    const listed = (await (await fetch(`${host.address}/admin/functions`)).json()) as Listed[];
    const found = listed.map(({ name, config }) => {
      const { type, route, schedule, queueName, methods, authLevel } = config.bindings.find(({ type: kind }) =>
        String(kind).endsWith('Trigger'),
      )!;
      return { name, type, route, schedule, queueName, methods, authLevel };
    });
    expect(found).toEqual(registered());
    expect(found.length).toBeGreaterThan(10);
  });

  test('answers turns of every kind without anything that was left out', async () => {
    const turns: readonly object[] = [
      { type: 'installationUpdate', action: 'add' },
      { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] },
      { type: 'message', text: 'help' },
      { type: 'message', text: 'words that are no command' },
      {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb: 'x', data: {} } },
      },
      { type: 'invoke', name: 'signin/verifyState', value: { state: '1' } },
      { type: 'invoke', name: 'signin/tokenExchange', value: { id: '1' } },
      { type: 'invoke', name: 'composeExtension/query', value: {} },
      { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
      { type: 'installationUpdate', action: 'remove' },
    ];
    const statuses: number[] = [];
    for (const [index, turn] of turns.entries()) {
      const response = await fetch(`${host.address}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...common(index, connector.url), ...turn }),
      });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual(turns.map(() => 200));
    expect(connector.requests.filter(({ method }) => method === 'POST').length).toBeGreaterThanOrEqual(3);
    expect(host.printed()).not.toContain('left out of this build');
  });
});

const USER = '22222222-3333-4444-8555-666666666666';
const TENANT = '77777777-8888-4999-8aaa-bbbbbbbbbbbb';

function common(index: number, serviceUrl: string): object {
  return {
    ...{ id: `activity-${String(index)}`, channelId: 'msteams', serviceUrl, locale: 'en-GB' },
    timestamp: new Date().toISOString(),
    from: { id: '29:rowan', name: 'Rowan Adeyemi', aadObjectId: USER },
    recipient: { id: '28:bot', name: 'Waymark' },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
  };
}

/** What functions/index.ts says: each call with its name and its options, as the host lists them. */
function registered(): readonly object[] {
  const calls = read('functions/index.ts').matchAll(/azure\.(http|timer|storageQueue)\(\s*'([\w-]+)',\s*\{([^}]*)\}/g);
  return [...calls].map(([, kind, name, options = '']) => {
    const text = (key: string): string | undefined => new RegExp(`\\b${key}: '([^']*)'`).exec(options)?.[1];
    const methods = /methods: \['(\w+)'\]/.exec(options)?.[1];
    return {
      ...{ name, type: { http: 'httpTrigger', timer: 'timerTrigger', storageQueue: 'queueTrigger' }[kind!] },
      ...{ route: text('route'), schedule: text('schedule'), queueName: text('queueName') },
      ...{ methods: methods === undefined ? undefined : [methods], authLevel: text('authLevel') },
    };
  });
}
