/**
 * Submissions to the built app in function hosts as processes: killed in the middle, started anew with other keys, and
 * with storage that stands still. The history in storage is the judge.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { azureTables } from '../../bot/storage/azure.js';
import { openStores, type Stores } from '../../bot/storage/stores.js';
import { signer, type SigningKey } from '../../bot/teams/card-token.js';
import { codeOf } from '../../bot/teams/verbs.js';
import { startConnector, type Connector } from '../support/connector.js';
import { startOpenId, type OpenId } from '../support/openid.js';
import { createWorld, loadPlan, PLAN } from '../support/world.js';
import { appApart, torturedHost, type TorturedHost } from '../torture/hosts.js';
import { APP_ID, PERSON, press, TENANT } from '../teams/world.js';

const NOW = '2026-11-18T10:00:00Z';
const OLD: SigningKey = { id: 'k1', key: new Uint8Array(32).fill(7) };
const NEW: SigningKey = { id: 'k2', key: new Uint8Array(32).fill(8) };
const OTHER_BYTES: SigningKey = { id: 'k1', key: new Uint8Array(32).fill(9) };
/** The notes of all that was saved, oldest first. */
const SAVED: string[] = [];

let azurite: ChildProcess;
let connector: Connector;
let openId: OpenId;
let folder: string;
let connectionString: string;
let stores: Stores;
let officer: string;
let app: string;
let delivered = 0;
const hosts: TorturedHost[] = [];

beforeAll(async () => {
  [connector, openId] = await Promise.all([startConnector(), startOpenId(), startStorage()]);
  folder = mkdtempSync(join(tmpdir(), 'waymark-submissions-'));
  writeFileSync(join(folder, 'clock'), NOW);
  app = appApart(folder);
  const world = createWorld(NOW);
  stores = openStores({
    open: azureTables({ kind: 'connection-string', connectionString }),
    tenant: 'home',
    random: world.random,
  });
  await loadPlan({ ...world.ports, ...stores }, [{ ref: 'A1', due: '2026-12-16', leads: ['Ann'], declared: 'green' }]);
  const found = (await stores.people.byName('Ann'))!;
  officer = found.value.id;
  await stores.people.put({ ...found.value, entraId: PERSON, welcomed: true }, found.etag);
}, 60_000);

afterAll(async () => {
  for (const each of hosts) each.kill();
  azurite.kill('SIGCONT');
  azurite.kill('SIGKILL');
  await Promise.all([connector.close(), openId.close()]);
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const MINUTES = { timeout: 180_000 };

test('the same press to two hosts at once, and after a restart, is one row', MINUTES, async () => {
  const [one, other] = [host([OLD]), host([OLD])];
  await Promise.all([one.start(), other.start()]);
  const first = submission('to both at once');
  expect(await Promise.all([deliver(one, first), deliver(other, first)])).toEqual([SAVED_AS, SAVED_AS]);
  SAVED.push('to both at once');
  const second = submission('by one after the other');
  for (const each of [one, other, one]) expect(await deliver(each, second)).toEqual(SAVED_AS);
  SAVED.push('by one after the other');
  expect(await notes()).toEqual(SAVED);

  one.kill();
  await one.start();
  // Also what others have answered past.
  for (const again of [first, second]) expect(await deliver(one, again)).toEqual(SAVED_AS);
  expect(await notes()).toEqual(SAVED);
  for (const each of [one, other]) each.kill();
});

test('a host that is killed in the middle leaves it saved once, or not until it comes again', MINUTES, async () => {
  const [steady, dying] = [host([OLD]), host([OLD])];
  await steady.start();
  for (const ms of [5, 40, 80, 160, 320]) {
    await dying.start();
    const words = `killed after ${String(ms)} ms`;
    const mine = submission(words);
    const cut = deliver(dying, mine);
    await new Promise((done) => setTimeout(done, ms));
    dying.kill();
    await cut;
    expect(await deliver(steady, mine)).toEqual(SAVED_AS);
    SAVED.push(words);
    expect(await notes()).toEqual(SAVED);
  }
  steady.kill();
});

test('keys are changed by starting anew: the old one works while it is listed', MINUTES, async () => {
  const mine = submission('signed with the old key');
  for (const [first, ...more] of [[NEW], [OTHER_BYTES, NEW]] as const) {
    const without = host([first, ...more]);
    await without.start();
    const told = await deliver(without, mine);
    expect(told).toContain('This card is out of date');
    expect(told).toContain('signed with the old key');
    expect(told).toContain(`"token":"${first.id}.`);
    expect(await notes()).toEqual(SAVED);
    without.kill();
  }
  const both = host([NEW, OLD]);
  await both.start();
  const saved = await deliver(both, mine);
  expect(saved).toEqual(SAVED_AS);
  expect(saved).toContain(`"token":"${NEW.id}.`);
  SAVED.push('signed with the old key');
  expect(await notes()).toEqual(SAVED);
  both.kill();
});

test('while storage stands still there is an answer, and when it goes on all is in order', MINUTES, async () => {
  const one = host([OLD]);
  await one.start();
  // Everything is loaded and connected by now, as on a working day.
  const before = submission('before storage stood still');
  expect(await deliver(one, before)).toEqual(SAVED_AS);
  SAVED.push('before storage stood still');
  const mine = submission('while storage stood still');
  azurite.kill('SIGSTOP');
  const told = await deliver(one, mine);
  azurite.kill('SIGCONT');
  expect(told).toContain('What you sent may already be saved: press again in a minute to see.');
  expect(await deliver(one, mine)).toEqual(SAVED_AS);
  SAVED.push('while storage stood still');
  expect(await notes()).toEqual(SAVED);
  expect(await stores.brokenLinks(PLAN)).toEqual([]);
  one.kill();
});

const SAVED_AS = expect.stringContaining('Saved as') as string;

/** A press of "Save as Green" on the card of the newest revision. */
function submission(note: string): object {
  const sign = signer([OLD], () => instant(NOW));
  const token = sign({ verb: codeOf('record-update'), plan: PLAN, ref: 'A1', rev: SAVED.length + 1, officer });
  return { verb: 'record-update', data: { token, rating: 'green', in_note: note } };
}

/** Delivered with an id of its own each time. The body of the answer; empty when none came. */
async function deliver(to: TorturedHost, action: object): Promise<string> {
  const activity = press(connector.url, action, { id: `17000000${String((delivered += 1))}` });
  const answer = await to.deliver(activity, openId.token(APP_ID, connector.url));
  return JSON.stringify(answer?.body ?? '');
}

/** What the history holds, without the row of the import. */
async function notes(): Promise<readonly (string | null | undefined)[]> {
  const rows = await stores.plans.milestoneHistory(PLAN, 'A1');
  return rows.slice(1).map(({ image }) => (image.kind === 'milestone' ? image.milestone.update?.note : null));
}

function host(keys: readonly SigningKey[]): TorturedHost {
  const listed = keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}`);
  const made = torturedHost(`h${String(hosts.length)}`, app, {
    AzureWebJobsStorage: connectionString,
    WAYMARK_CLOCK_FILE: join(folder, 'clock'),
    MicrosoftAppId: APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    WAYMARK_SERVICE_HOSTS: new URL(connector.url).host,
    WAYMARK_SERVICE_URL: connector.url,
    WAYMARK_TOKEN_KEYS: listed.join(','),
    ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
    ToBotFromChannelTokenIssuer: openId.issuer,
  });
  hosts.push(made);
  return made;
}

const QUIET = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=DEP0040'];

/** Azurite in a process of its own, so that it can stand still. */
async function startStorage(): Promise<void> {
  const script = `
    import { startAzurite } from ${JSON.stringify(resolve('tests/support/azurite.ts'))};
    console.log((await startAzurite()).connectionString);
  `;
  azurite = spawn(process.execPath, [...QUIET, '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  connectionString = await new Promise<string>((done, fail) => {
    azurite.stdout?.once('data', (chunk: Buffer) => {
      done(chunk.toString().trim());
    });
    azurite.once('exit', () => {
      fail(new Error('Azurite ended'));
    });
  });
}
