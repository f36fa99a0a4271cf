/**
 * The settings, read once and checked: `readConfig(env)` gives plain data, or throws one ConfigError that lists all that
 * is wrong. The names are a contract with operators (DESIGN 6): add, never break. Values of secrets are never repeated.
 */
import { keepFrom } from './config-keep.js';
import { fileHostsFrom, hostsFrom, inboundFrom, serviceUrlFrom } from './config-hosts.js';
import {
  parts,
  required,
  source,
  type Env,
  type SettingProblem,
  type Source,
  type Surroundings,
} from './config-source.js';
import { storageFrom, type StorageSettings } from './config-storage.js';
import { tracesFrom, type TraceSettings } from './config-traces.js';
import type { Keep } from './domain/retention.js';

export type { StorageSettings } from './config-storage.js';
export type { TraceSettings } from './config-traces.js';

export interface BotIdentity {
  /** As given: inbound tokens must name it letter by letter. */
  readonly appId: string;
  /** Lower case. */
  readonly tenantId: string;
  readonly type: 'SingleTenant' | 'UserAssignedMsi';
  /** Null: in Azure the managed identity gives tokens; outside Azure outgoing calls carry none. */
  readonly password: string | null;
}

export interface TokenKey {
  readonly id: string;
  /** At least 32 bytes. */
  readonly key: Uint8Array;
}

/** What the command line needs: no bot. */
export interface BasicConfig {
  /** Entra object ids of the first admins, lower case. */
  readonly admins: readonly string[];
  readonly surroundings: Surroundings;
  readonly storage: StorageSettings;
  /** An IANA zone. */
  readonly zone: string;
  /** Holds the present instant; null: the real clock. */
  readonly clockFile: string | null;
  /** How long what is kept about people is kept, where that is not the default. */
  readonly keep: Partial<Keep>;
}

export interface Config extends BasicConfig {
  /** Null in local mode only, where callers are not checked. */
  readonly bot: BotIdentity | null;
  /** More tenants whose members may read in shared channels, lower case. */
  readonly readingTenants: readonly string[];
  /** The first one signs. Never empty. */
  readonly tokenKeys: readonly TokenKey[];
  /** `host`, or `host:port` on loopback; a loopback host without a port stands for every port. Never empty. */
  readonly serviceHosts: readonly string[];
  /** Where files that people send are read from; `*.` stands for every host below. Never empty. */
  readonly fileHosts: readonly string[];
  /** Where a chat is opened with someone who never wrote; null: such chats cannot be opened. */
  readonly serviceUrl: string | null;
  /** Requests a second. */
  readonly sendRate: number;
  /** Nightly copies older than this many days are removed, where the place lets go of them. */
  readonly copyDays: number;
  /** Where traces go. */
  readonly traces: TraceSettings;
  /** A stand-in on loopback that signs inbound tokens; null: Microsoft's. */
  readonly inbound: { readonly openIdMetadataUrl: string; readonly issuer: string } | null;
}

/** Everything that is wrong with the settings, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly SettingProblem[]) {
    super(['The settings are not right:', ...problems.map((one) => `- ${one.setting}: ${one.message}`)].join('\n'));
  }
}

/**
 * Reads every setting. In local mode nothing but storage is needed; a missing token key is then made with `randomKey`
 * (32 random bytes), so that cards end with the process that made them.
 */
export function readConfig(env: Env, randomKey: () => Uint8Array): Config {
  return checked(env, (from) => ({
    ...basicFrom(from),
    bot: botFrom(from),
    readingTenants: idList(from, 'WAYMARK_TENANTS'),
    tokenKeys: keysFrom(from, randomKey),
    serviceHosts: hostsFrom(from),
    fileHosts: fileHostsFrom(from),
    serviceUrl: serviceUrlFrom(from),
    sendRate: countFrom(from, 'WAYMARK_SEND_RATE', 49, 50),
    copyDays: countFrom(from, 'WAYMARK_COPY_DAYS', 35, 9_999),
    traces: tracesFrom(from),
    inbound: inboundFrom(from),
  }));
}

/** Reads what the command line needs: storage, zone and clock. The other settings may be absent. */
export function readBasicConfig(env: Env): BasicConfig {
  return checked(env, basicFrom);
}

/* ---- Reading one setting ---- */

function checked<T>(env: Env, read: (from: Source) => T): T {
  const from = source(env);
  const config = read(from);
  if (from.problems.length > 0) throw new ConfigError(from.problems);
  return config;
}

/* ---- Zone, clock ---- */

function basicFrom(from: Source): BasicConfig {
  const zone = from.get('WAYMARK_TIME_ZONE') ?? 'Europe/London';
  if (!isZone(zone)) from.wrong('WAYMARK_TIME_ZONE', `"${zone}" is not a known zone; give one like Europe/London`);
  const clockFile = from.get('WAYMARK_CLOCK_FILE') ?? null;
  const admins = idList(from, 'WAYMARK_ADMINS');
  return { surroundings: from.surroundings, storage: storageFrom(from), zone, clockFile, keep: keepFrom(from), admins };
}

/** By name only: offsets like +01:00, which some runtimes take, know no summer time. */
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

/* ---- The bot's identity and the people ---- */

function botFrom(from: Source): BotIdentity | null {
  if (from.surroundings === 'local') {
    if (from.get('MicrosoftAppId'))
      from.wrong('MicrosoftAppId', 'is set beside WAYMARK_LOCAL=1, which has no bot id; take one away');
    return null;
  }
  const appId = required(from, 'MicrosoftAppId', 'the client id of the bot');
  checkedId(from, 'MicrosoftAppId', appId);
  const tenantId = checkedId(from, 'MicrosoftAppTenantId', required(from, 'MicrosoftAppTenantId', 'the tenant served'));
  const password = from.get('MicrosoftAppPassword') ?? null;
  return { appId, tenantId, type: typeFrom(from, password), password };
}

/** The SDK takes any other word, a slip included, for MultiTenant. */
function typeFrom(from: Source, password: string | null): BotIdentity['type'] {
  const text = required(from, 'MicrosoftAppType', 'UserAssignedMsi, or outside Azure SingleTenant');
  const type = (['UserAssignedMsi', 'SingleTenant'] as const).find((one) => one.toLowerCase() === text.toLowerCase());
  if (text !== '' && type === undefined) {
    from.wrong('MicrosoftAppType', `is "${text}"; only SingleTenant and UserAssignedMsi are allowed`);
  }
  if (type === 'SingleTenant' && from.surroundings === 'azure') {
    from.wrong('MicrosoftAppType', 'is SingleTenant, which needs a password; in Azure give UserAssignedMsi');
  }
  if (type === 'UserAssignedMsi' && password !== null && from.surroundings !== 'azure') {
    from.wrong('MicrosoftAppPassword', 'is set, and UserAssignedMsi has none; take it away, or give SingleTenant');
  }
  return type ?? 'UserAssignedMsi';
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Outside Azure: the Playground's ids are not quite GUIDs. */
const LOOSE_ID = /^[0-9a-z][0-9a-z-]{0,63}$/i;

function checkedId(from: Source, setting: string, id: string): string {
  const right = (from.surroundings === 'azure' ? GUID : LOOSE_ID).test(id) || id === '';
  if (!right) from.wrong(setting, `"${id}" is not an id of the form 00000000-0000-0000-0000-000000000000`);
  return id.toLowerCase();
}

function idList(from: Source, setting: string): readonly string[] {
  return [...new Set(parts(from.get(setting)).map((id) => checkedId(from, setting, id)))];
}

/* ---- Card tokens ---- */

function keysFrom(from: Source, randomKey: () => Uint8Array): readonly TokenKey[] {
  const setting = 'WAYMARK_TOKEN_KEYS';
  const given = parts(from.get(setting));
  if (given.length === 0 && from.surroundings === 'local') return [{ id: 'local', key: randomKey() }];
  if (given.length === 0) from.wrong(setting, 'is missing; give kid:base64key[,kid2:base64key], the first one signs');
  const keys = given.map((part, index) => {
    const [, id = '', text = ''] = /^([A-Za-z0-9]{1,8}):([A-Za-z0-9+/_-]+={0,2})$/.exec(part) ?? [];
    const key = Buffer.from(text, 'base64');
    if (id === '') from.wrong(setting, `key ${String(index + 1)} is not kid:base64key (kid: 1 to 8 of A-Z a-z 0-9)`);
    else if (key.length < 32) from.wrong(setting, `key "${id}" has ${String(key.length)} bytes; give at least 32`);
    return { id, key: new Uint8Array(key) };
  });
  const ids = keys.map((key) => key.id);
  if (new Set(ids).size < ids.length) from.wrong(setting, 'holds one key id twice; each key needs its own');
  return keys;
}

/** A whole number from 1 to `most`. */
function countFrom(from: Source, setting: string, usual: number, most: number): number {
  const text = from.get(setting) ?? String(usual);
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most) from.wrong(setting, `is "${text}"; give a whole number from 1 to ${String(most)}`);
  return count;
}
