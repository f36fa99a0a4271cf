import { describe, expect, it } from 'vitest';
import { ConfigError, readBasicConfig, readConfig } from '../bot/config.js';
import type { Env } from '../bot/config-source.js';

const APP_ID = '11111111-1111-4111-8111-111111111111';
const TENANT = '22222222-2222-4222-8222-222222222222';
const KEY = Buffer.alloc(32, 7).toString('base64');

const azure: Env = {
  WEBSITE_SITE_NAME: 'waymark',
  MicrosoftAppId: APP_ID,
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppTenantId: TENANT,
  AzureWebJobsStorage__accountName: 'waymarkdata',
  AzureWebJobsStorage__credential: 'managedidentity',
  AzureWebJobsStorage__clientId: APP_ID,
  WAYMARK_TOKEN_KEYS: `k1:${KEY}`,
  WAYMARK_SERVICE_HOSTS: 'smba.trafficmanager.net',
};
const outside: Env = {
  MicrosoftAppId: APP_ID,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  WAYMARK_TOKEN_KEYS: `k1:${KEY}`,
  WAYMARK_SERVICE_HOSTS: '127.0.0.1:3978',
};
const local: Env = { WAYMARK_LOCAL: '1', AzureWebJobsStorage: 'UseDevelopmentStorage=true' };

const randomKey = () => new Uint8Array(32).fill(9);
const read = (env: Env) => readConfig(env, randomKey);

function problems(env: Env): ConfigError['problems'] {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
const settings = (env: Env) => problems(env).map((one) => one.setting);

describe('good settings', () => {
  it('in Azure', () => {
    expect(read(azure)).toEqual({
      surroundings: 'azure',
      bot: { appId: APP_ID, tenantId: TENANT, type: 'UserAssignedMsi', password: null },
      storage: {
        kind: 'identity',
        tableServiceUri: 'https://waymarkdata.table.core.windows.net',
        queueServiceUri: 'https://waymarkdata.queue.core.windows.net',
        blobServiceUri: 'https://waymarkdata.blob.core.windows.net',
        clientId: APP_ID,
      },
      admins: [],
      readingTenants: [],
      zone: 'Europe/London',
      traces: { file: null, insights: null },
      tokenKeys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }],
      serviceHosts: ['smba.trafficmanager.net'],
      fileHosts: ['*.sharepoint.com'],
      serviceUrl: 'https://smba.trafficmanager.net/teams/',
      sendRate: 49,
      copyDays: 35,
      clockFile: null,
      keep: {},
      inbound: null,
    });
  });

  it('outside Azure, with all that is allowed there', () => {
    const config = read({
      ...outside,
      MicrosoftAppPassword: 'not-in-azure',
      WAYMARK_CLOCK_FILE: '/tmp/clock',
      WAYMARK_SERVICE_URL: 'http://127.0.0.1:3978/',
      WAYMARK_ADMINS: ` ${APP_ID.toUpperCase()} , ${TENANT},${TENANT}`,
      WAYMARK_TENANTS: TENANT,
      WAYMARK_TIME_ZONE: 'Europe/Dublin',
      WAYMARK_SEND_RATE: '5',
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/openid',
      ToBotFromChannelTokenIssuer: 'https://issuer.test',
    });
    expect(config).toMatchObject({
      surroundings: 'outside',
      bot: { type: 'SingleTenant', password: 'not-in-azure' },
      clockFile: '/tmp/clock',
      serviceUrl: 'http://127.0.0.1:3978/',
      admins: [APP_ID, TENANT],
      readingTenants: [TENANT],
      zone: 'Europe/Dublin',
      sendRate: 5,
      inbound: { openIdMetadataUrl: 'http://127.0.0.1:9/openid', issuer: 'https://issuer.test' },
    });
  });

  it('outside Azure, where a loopback host without a port stands for every port', () => {
    const any = { ...outside, WAYMARK_SERVICE_HOSTS: '127.0.0.1', WAYMARK_SERVICE_URL: 'http://127.0.0.1:5555' };
    expect(read(any).serviceUrl).toBe('http://127.0.0.1:5555');
  });

  it('in local mode, where nothing but storage is needed', () => {
    expect(read(local)).toMatchObject({
      surroundings: 'local',
      bot: null,
      tokenKeys: [{ id: 'local', key: randomKey() }],
      serviceHosts: ['127.0.0.1', 'localhost'],
      fileHosts: ['*.sharepoint.com', '127.0.0.1', 'localhost'],
      serviceUrl: null,
    });
  });

  it('in local mode with the ids of the Playground and keys of its own', () => {
    const env = { ...local, WAYMARK_ADMINS: '00000000-0000-0000-0000-0000000000020', WAYMARK_TOKEN_KEYS: `a:${KEY}` };
    expect(read(env).admins).toEqual(['00000000-0000-0000-0000-0000000000020']);
    expect(read(env).tokenKeys[0]?.id).toBe('a');
  });

  it('in Azure with two services named, as older settings have them: the copies lie beside the tables', () => {
    const named = (tables: string, more: Env = {}) => {
      const env = { ...azure, AzureWebJobsStorage__accountName: undefined };
      const uris = {
        AzureWebJobsStorage__tableServiceUri: tables,
        AzureWebJobsStorage__queueServiceUri: 'https://q.x',
      };
      const { storage } = read({ ...env, ...uris, ...more });
      return storage.kind === 'identity' ? storage.blobServiceUri : undefined;
    };
    const usual = 'https://waymarkdata.table.core.windows.net';
    expect(named(usual)).toBe('https://waymarkdata.blob.core.windows.net');
    expect(named('https://tables.example')).toBeNull();
    expect(named(usual, { AzureWebJobsStorage__blobServiceUri: 'https://b.example' })).toBe('https://b.example');
  });

  it('of how long things are kept, as far as they are given', () => {
    const kept = read({ ...azure, WAYMARK_KEEP_LEDGER_DAYS: '30', WAYMARK_KEEP_ADDRESS_DAYS: '365' }).keep;
    expect(kept).toEqual({ ledgerDays: 30, addressDays: 365 });
    expect(read({ ...azure, WAYMARK_KEEP_IMPORT_DAYS: '1' }).keep).toEqual({ draftDays: 1 });
    const years = { WAYMARK_KEEP_AUDIT_YEARS: '1', WAYMARK_KEEP_HISTORY_YEARS: '30' };
    expect(read({ ...azure, ...years }).keep).toEqual({ auditYears: 1, historyYears: 30 });
  });

  it('of several keys the first signs', () => {
    const two = read({ ...azure, WAYMARK_TOKEN_KEYS: `new2:${KEY}, old1:${KEY}` });
    expect(two.tokenKeys.map((key) => key.id)).toEqual(['new2', 'old1']);
  });

  it('for the command line: storage, zone and clock', () => {
    expect(readBasicConfig({ AzureWebJobsStorage: 'UseDevelopmentStorage=true' })).toEqual({
      surroundings: 'outside',
      storage: { kind: 'connection-string', connectionString: 'UseDevelopmentStorage=true' },
      zone: 'Europe/London',
      clockFile: null,
      keep: {},
      admins: [],
    });
    expect(() => readBasicConfig({})).toThrow('AzureWebJobsStorage');
  });
});

describe('wrong settings are named', () => {
  const names = [
    'MicrosoftAppId',
    'MicrosoftAppTenantId',
    'MicrosoftAppType',
    'AzureWebJobsStorage',
    'WAYMARK_SERVICE_HOSTS',
    'WAYMARK_TOKEN_KEYS',
  ];
  it.each(names)('%s is missing', (name) => {
    expect(
      settings({
        ...azure,
        AzureWebJobsStorage__accountName: undefined,
        AzureWebJobsStorage: 'AccountName=a',
        [name]: '',
      }),
    ).toContain(name);
    expect(settings({ ...outside, [name]: undefined })).toContain(name);
    expect(settings({ ...outside, [name]: '  ' })).toContain(name);
  });

  it('all at once, in one error', () => {
    expect(new Set(settings({}))).toEqual(new Set(names));
    expect(() => read({})).toThrow(/MicrosoftAppId[^]*WAYMARK_TOKEN_KEYS/);
  });

  it.each(
    Object.entries({
      WAYMARK_LOCAL: '1',
      WAYMARK_CLOCK_FILE: '/tmp/clock',
      MicrosoftAppPassword: 'canary-secret',
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/openid',
      ToBotFromChannelTokenIssuer: 'https://issuer.test',
      WAYMARK_SERVICE_HOSTS: '127.0.0.1',
      WAYMARK_FILE_HOSTS: '127.0.0.1',
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      MicrosoftAppType: 'SingleTenant',
      WAYMARK_ADMINS: 'alex',
    }),
  )('%s = %s is refused in Azure', (name, value) => {
    expect(settings({ ...azure, [name]: value })).toEqual([name]);
  });

  it.each([
    ['MicrosoftAppType', 'MultiTenant'],
    ['MicrosoftAppType', 'SingelTenant'],
    ['MicrosoftAppId', 'not an id'],
    ['MicrosoftAppTenantId', 'contoso.com'],
    ['WAYMARK_LOCAL', 'yes'],
    ['WAYMARK_TIME_ZONE', 'Europe/Londn'],
    ['WAYMARK_TIME_ZONE', '+01:00'],
    ['WAYMARK_SEND_RATE', '0'],
    ['WAYMARK_SEND_RATE', '51'],
    ['WAYMARK_SEND_RATE', '4.5'],
    ['WAYMARK_SEND_RATE', 'fast'],
    ['WAYMARK_ADMINS', 'alex@contoso.com'],
    ['WAYMARK_TENANTS', '*'],
    ['WAYMARK_TOKEN_KEYS', KEY],
    ['WAYMARK_TOKEN_KEYS', `k1:${Buffer.alloc(31).toString('base64')}`],
    ['WAYMARK_TOKEN_KEYS', `toolongkid:${KEY}`],
    ['WAYMARK_TOKEN_KEYS', `k1:${KEY},k1:${KEY}`],
    ['WAYMARK_TOKEN_KEYS', 'k1:'],
    ['WAYMARK_SERVICE_HOSTS', '*.trafficmanager.net'],
    ['WAYMARK_SERVICE_HOSTS', 'https://smba.trafficmanager.net'],
    ['WAYMARK_SERVICE_HOSTS', 'smba.trafficmanager.net/teams'],
    ['WAYMARK_SERVICE_HOSTS', 'smba.trafficmanager.net:8443'],
    ['WAYMARK_SERVICE_HOSTS', 'SMBA.trafficmanager.net'],
    ['WAYMARK_SERVICE_HOSTS', '10.0.0.1'],
    ['WAYMARK_SERVICE_HOSTS', '[::1]:3978'],
    ['WAYMARK_FILE_HOSTS', '*'],
    ['WAYMARK_FILE_HOSTS', '*.com'],
    ['WAYMARK_FILE_HOSTS', 'https://council.sharepoint.com'],
    ['WAYMARK_FILE_HOSTS', 'council.*.com'],
    ['WAYMARK_FILE_HOSTS', '10.0.0.1'],
    ['WAYMARK_SERVICE_URL', 'smba.trafficmanager.net'],
    ['WAYMARK_SERVICE_URL', 'https://elsewhere.example/'],
    ['WAYMARK_SERVICE_URL', 'http://smba.trafficmanager.net/'],
    ['WAYMARK_SERVICE_URL', 'http://127.0.0.1:9999/'],
    ['WAYMARK_SERVICE_URL', 'https://user:canary-secret@smba.trafficmanager.net/'],
    ['WAYMARK_COPY_DAYS', '0'],
    ['WAYMARK_COPY_DAYS', 'a month'],
    ['AzureWebJobsStorage', 'canary-secret'],
    ['ToBotFromChannelOpenIdMetadataUrl', 'https://evil.example/openid'],
  ])('%s = %s', (name, value) => {
    expect(new Set(settings({ ...outside, [name]: value }))).toEqual(new Set([name]));
  });

  it.each([
    ['AzureWebJobsStorage__accountName', 'No_Account'],
    ['AzureWebJobsStorage__credential', 'password'],
    ['AzureWebJobsStorage__tableServiceUri', 'http://tables.example'],
    ['AzureWebJobsStorage__queueServiceUri', 'https://q.example/?sig=canary-secret'],
    ['AzureWebJobsStorage__blobServiceUri', 'ftp://blobs.example'],
  ])('%s = %s', (name, value) => {
    expect(settings({ ...azure, [name]: value })).toEqual([name]);
  });

  it('an issuer without its keys', () => {
    expect(settings({ ...outside, ToBotFromChannelTokenIssuer: 'https://issuer.test' })).toEqual([
      'ToBotFromChannelOpenIdMetadataUrl',
    ]);
  });

  it('a bot id in local mode', () => {
    expect(settings({ ...local, MicrosoftAppId: APP_ID })).toEqual(['MicrosoftAppId']);
  });

  it('a password beside a managed identity', () => {
    const env = { ...outside, MicrosoftAppType: 'UserAssignedMsi', MicrosoftAppPassword: 'canary-secret' };
    expect(settings(env)).toEqual(['MicrosoftAppPassword']);
  });

  it('without repeating secrets', () => {
    const secret = 'canary-secret';
    const env = {
      ...azure,
      MicrosoftAppPassword: secret,
      AzureWebJobsStorage: secret,
      WAYMARK_TOKEN_KEYS: `${secret},k1:${secret}`,
      WAYMARK_SERVICE_URL: `https://u:${secret}@smba.trafficmanager.net/`,
    };
    const told = JSON.stringify(problems(env));
    expect(settings(env)).toHaveLength(5);
    expect(told).not.toContain(secret);
  });
});

describe('how long things are kept', () => {
  it.each([
    ['WAYMARK_KEEP_LEDGER_DAYS', '29'],
    ['WAYMARK_KEEP_LEDGER_DAYS', '3651'],
    ['WAYMARK_KEEP_ADDRESS_DAYS', '0'],
    ['WAYMARK_KEEP_ADDRESS_DAYS', '366'],
    ['WAYMARK_KEEP_AUDIT_YEARS', '-1'],
    ['WAYMARK_KEEP_AUDIT_YEARS', '6.5'],
    ['WAYMARK_KEEP_HISTORY_YEARS', 'six'],
    ['WAYMARK_KEEP_HISTORY_YEARS', '31'],
    ['WAYMARK_KEEP_IMPORT_DAYS', '0'],
    ['WAYMARK_KEEP_IMPORT_DAYS', '91'],
  ])('%s is not %s', (setting, text) => {
    expect(settings({ ...azure, [setting]: text })).toEqual([setting]);
  });
});

describe('where traces go', () => {
  const key = '55555555-5555-4555-8555-555555555555';
  const connection = `InstrumentationKey=${key};IngestionEndpoint=https://uksouth-1.in.applicationinsights.azure.com/;LiveEndpoint=https://uksouth.livediagnostics.monitor.azure.com/`;
  const authentication = `ClientId=${APP_ID};Authorization=AAD`;
  const insights = (connectionString?: string, string?: string) => ({
    APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString,
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: string,
  });

  it('is Application Insights in Azure, by an identity where that is asked for', () => {
    const identity = { clientId: APP_ID };
    expect(read({ ...azure, ...insights(connection, authentication) }).traces).toEqual({
      file: null,
      insights: { connectionString: connection, identity },
    });
    expect(read({ ...azure, ...insights(connection, 'Authorization=AAD') }).traces.insights?.identity).toEqual({
      clientId: null,
    });
    expect(read({ ...azure, ...insights(connection) }).traces.insights?.identity).toBeNull();
  });

  it('is a file outside Azure, and nowhere unless somebody asks', () => {
    expect(read({ ...local, WAYMARK_TRACE_FILE: '/tmp/traces.jsonl' }).traces.file).toBe('/tmp/traces.jsonl');
    expect(settings({ ...azure, WAYMARK_TRACE_FILE: '/tmp/traces.jsonl' })).toEqual(['WAYMARK_TRACE_FILE']);
    expect(read(outside).traces).toEqual({ file: null, insights: null });
  });

  const CONNECTION = 'APPLICATIONINSIGHTS_CONNECTION_STRING';
  const AUTHENTICATION = 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING';
  it.each([
    ['no key', insights(connection.replace(key, 'key')), CONNECTION],
    ['no place', insights(`InstrumentationKey=${key}`), CONNECTION],
    ['a place without https', insights(connection.replace(/https/, 'http')), CONNECTION],
    ['an identity and nowhere to go', insights(undefined, authentication), CONNECTION],
    ['an identity that is a key', insights(connection, 'Authorization=ApiKey'), AUTHENTICATION],
    ['an identity that is none', insights(connection, 'ClientId=me;Authorization=AAD'), AUTHENTICATION],
  ])('is refused with %s, without repeating it', (_, env, setting) => {
    const found = problems({ ...azure, ...env });
    expect(found.map((one) => one.setting)).toEqual([setting]);
    expect(found[0]?.message).not.toContain(key);
  });
});
