import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../bot/config.js';
import type { Env } from '../../bot/config-source.js';
import { KEEP } from '../../bot/domain/retention.js';
import { at, bicepReader, Expression, isMembers, type BicepFile, type Members, type Value } from './bicep/read.js';

/**
 * The settings of the deployed app against the code that reads them: which names `readConfig` asks for is found by letting
 * it ask, and what the templates give is worked out as a deployment would and handed to it.
 */
const FOLDER = 'infra/azure';
const ID = '11111111-1111-4111-8111-111111111111';
const KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** What only Azure knows. */
const OUTPUTS: Readonly<Record<string, string>> = {
  'identity.outputs.id': '/subscriptions/s/identity',
  'identity.outputs.clientId': ID,
  'identity.outputs.tenantId': ID,
  'storage.outputs.name': 'waymarkdata',
  'storage.outputs.deploymentContainer': 'deployment',
  'vault.outputs.tokenKeysUri': 'https://waymark-kv.vault.azure.net/secrets/waymark-token-keys',
  'watching.outputs.insightsName': 'waymark-insights',
  'insights.properties.ConnectionString': `InstrumentationKey=${ID};IngestionEndpoint=https://uksouth-1.in.applicationinsights.azure.com/`,
  'environment().suffixes.storage': 'core.windows.net',
  resourceBaseName: 'waymark',
  uniquePart: 'abcdefghijklm',
  admins: '',
};

let main: BicepFile;
let app: BicepFile;
let parts: readonly BicepFile[];
let settings: Members;

beforeAll(async () => {
  const read = await bicepReader();
  const file = (name: string): BicepFile => read(name, readFileSync(`${FOLDER}/${name}`, 'utf8'));
  [main, app] = [file('main.bicep'), file('function-app.bicep')];
  parts = main.modules.map((module) => file(module.file));
  const found = app.resources.find(({ type }) => type === 'Microsoft.Web/sites/config')?.body.properties;
  if (!isMembers(found)) throw new Error('There are no settings');
  settings = found;
});

/** A value as a deployment would make it. Throws for what is not known here. */
function worked(value: Value, known: Readonly<Record<string, string>>): string {
  if (!(value instanceof Expression)) return plainly(value);
  const { text } = value;
  const plain = /^string\((\w+)\)$/.exec(text)?.[1] ?? text;
  if (plain in known) return known[plain] ?? '';
  if (!text.startsWith("'")) throw new Error(`${text} is not known`);
  return text.slice(1, -1).replaceAll(/\$\{([^}]*)\}/g, (_whole, name: string) => {
    if (!(name in known)) throw new Error(`${name} is not known`);
    return known[name] ?? '';
  });
}

function plainly(value: Value | undefined): string {
  if (typeof value === 'object' || value === undefined) throw new Error('Not a plain value');
  return String(value);
}

/** The settings of a deployment with these parameters, and the usual ones else. */
function deployed(wish: Readonly<Record<string, string>> = {}): Env {
  const usual = main.parameters.flatMap(({ name, usual: value }) =>
    value === undefined ? [] : [[name, worked(value, {})] as const],
  );
  const outside = { ...OUTPUTS, ...Object.fromEntries(usual), ...wish };
  const given = main.modules.find(({ name }) => name === 'app')?.params ?? {};
  const inside = {
    ...OUTPUTS,
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, worked(value, outside)])),
  };
  const made = Object.entries(settings).map(([name, value]) => [name, worked(value, inside)] as const);
  return { ...Object.fromEntries(made), WEBSITE_SITE_NAME: 'waymark' };
}

const read = (env: Env): ReturnType<typeof readConfig> => readConfig(env, () => new Uint8Array(32));

function problems(env: Env): readonly string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ setting }) => setting);
    throw error;
  }
}

/** Every name that the code asks for, in whatever surroundings. */
function asked(): ReadonlySet<string> {
  const names = new Set<string>();
  const asking = (env: Env): Env =>
    new Proxy(env, {
      get: (target, name: string) => {
        names.add(name);
        return target[name];
      },
    });
  for (const env of [{}, { WEBSITE_SITE_NAME: 'x' }, { WAYMARK_LOCAL: '1' }, deployed()]) problems(asking(env));
  return names;
}

/** The rows of the table in the README: a setting, and why Azure does not get it. */
function leftOut(): ReadonlyMap<string, string> {
  const [, section = ''] = readFileSync(`${FOLDER}/README.md`, 'utf8').split('## Settings that Azure does not get');
  const [table = ''] = section.split('\n## ');
  return new Map([...table.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm)].map(([, name = '', why = '']) => [name, why]));
}

describe('the settings of the deployed app', () => {
  it('are all that the code reads, but for those that the README leaves out with a reason', () => {
    const given = Object.keys(settings);
    const missing = [...asked()].filter((name) => !given.includes(name));
    expect([...leftOut().keys()].sort()).toEqual(missing.sort());
    expect([...leftOut().values()].filter((why) => why.length < 20)).toEqual([]);
    expect(asked().size).toBeGreaterThan(25);
  });

  it('are read by something: by the code, or by a library of it', () => {
    const library = 'node_modules/@azure/monitor-opentelemetry-exporter/dist/esm/Declarations/Constants.js';
    const others = Object.keys(settings).filter((name) => !asked().has(name));
    expect(others).toEqual(['APPLICATION_INSIGHTS_NO_STATSBEAT']);
    for (const name of others) expect(readFileSync(library, 'utf8')).toContain(`"${name}"`);
  });

  it('are taken by the code as they come out, and are its own where nobody says otherwise', () => {
    const config = read({ ...deployed(), WAYMARK_TOKEN_KEYS: KEYS });
    const { WEBSITE_SITE_NAME, MicrosoftAppId, MicrosoftAppTenantId, MicrosoftAppType, ...rest } = deployed();
    const few = Object.entries(rest).filter(([name]) => /^(AzureWebJobsStorage|APPLICATIONINSIGHTS)/.test(name));
    const bot = { WEBSITE_SITE_NAME, MicrosoftAppId, MicrosoftAppTenantId, MicrosoftAppType };
    const needed = { WAYMARK_TOKEN_KEYS: KEYS, WAYMARK_SERVICE_HOSTS: 'smba.trafficmanager.net' };
    const least = read({ ...Object.fromEntries(few), ...bot, ...needed });
    expect({ ...config, keep: { ...KEEP, ...config.keep } }).toEqual({ ...least, keep: KEEP });
    expect(config.bot).toMatchObject({ appId: ID, type: 'UserAssignedMsi', password: null });
    expect(config.storage).toMatchObject({ kind: 'identity', clientId: ID });
  });

  it('hold no secret: the token keys are a reference, and as long as it leads nowhere the app does not start', () => {
    expect(deployed().WAYMARK_TOKEN_KEYS).toMatch(/^@Microsoft\.KeyVault\(SecretUri=https:\/\/[^)]+\)$/);
    expect(problems(deployed())).toEqual(['WAYMARK_TOKEN_KEYS']);
  });

  it('are taken at both ends of what a parameter allows', () => {
    const limited = main.parameters.filter(({ decorators }) => decorators.has('minValue'));
    const own = limited.filter(({ name }) => app.parameters.some((one) => one.name === name));
    expect(own.length).toBeGreaterThan(5);
    for (const { name, decorators } of own) {
      for (const end of ['minValue', 'maxValue']) {
        const env = { ...deployed({ [name]: plainly(decorators.get(end)) }), WAYMARK_TOKEN_KEYS: KEYS };
        expect(problems(env), `${name} ${end}`).toEqual([]);
      }
    }
  });

  it('a wrong one is found here', () => {
    expect(problems({ ...deployed({ sendRate: '51' }), WAYMARK_TOKEN_KEYS: KEYS })).toEqual(['WAYMARK_SEND_RATE']);
    expect(problems({ ...deployed({ timeZone: 'GMT Standard Time' }), WAYMARK_TOKEN_KEYS: KEYS })).toEqual([
      'WAYMARK_TIME_ZONE',
    ]);
  });
});

it('the containers are those that the code uses, and what it might leave in them goes all the same', () => {
  const named = ['blobs', 'drafts-blobs'].map((file) => {
    const code = readFileSync(`bot/storage/${file}.ts`, 'utf8');
    return /^const CONTAINER = '([a-z-]+)';$/m.exec(code)?.[1];
  });
  const containers = parts.flatMap(({ resources }) =>
    resources
      .filter(
        ({ type, isExisting }) => type === 'Microsoft.Storage/storageAccounts/blobServices/containers' && !isExisting,
      )
      .map(({ body }) => body.name),
  );
  expect(containers).toEqual(expect.arrayContaining(named));
  const lifecycle = parts.find(({ file }) => file === 'storage.bicep')?.text ?? '';
  for (const name of named) expect(lifecycle).toContain(`'${name ?? 'none'}/'`);
});

it('the queues are those that functions hear', () => {
  const index = readFileSync('functions/index.ts', 'utf8');
  const heard = [...index.matchAll(/queueName: '([a-z-]+)'/g)].map(([, name]) => name);
  const storage = parts.find(({ file }) => file === 'storage.bicep');
  const made = storage?.resources.find(({ type }) => type === 'Microsoft.Storage/storageAccounts/queueServices/queues');
  expect(made?.each).toMatchObject({ text: 'queueNames' });
  expect(storage?.variables.get('queueNames')).toEqual(heard.sort());
  expect(heard).toHaveLength(6);
});

describe('what people read and fill in', () => {
  const readme = readFileSync(`${FOLDER}/README.md`, 'utf8');

  it('names every parameter and everything that comes out', () => {
    for (const { name } of [...main.parameters, ...main.outputs]) expect(readme).toContain(`\`${name}\``);
  });

  it('leads to files that there are', () => {
    const targets = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target = '']) => target);
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((target) => !existsSync(join(FOLDER, target)))).toEqual([]);
  });

  it('the file of parameters gives what has to be given, and nothing that nobody asks for', () => {
    const { parameters } = JSON.parse(readFileSync(`${FOLDER}/main.parameters.json`, 'utf8')) as {
      readonly parameters: Readonly<Record<string, { readonly value: string }>>;
    };
    const needed = main.parameters.filter(({ usual }) => usual === undefined).map(({ name }) => name);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(needed));
    expect(main.parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    // Filled in by the toolkit from env/.env.*.
    for (const { value } of Object.values(parameters)) expect(value).toMatch(/\$\{\{[A-Z_]+\}\}/);
  });

  it('the secret is put in under the name that the settings ask for', () => {
    const uri = 'waymark-token-keys';
    const vault = readFileSync(`${FOLDER}/key-vault.bicep`, 'utf8');
    expect(vault).toContain(`'${uri}'`);
    expect(readme).toContain(`--name ${uri}`);
    expect(at(settings, 'WAYMARK_TOKEN_KEYS')).toBeInstanceOf(Expression);
  });
});
