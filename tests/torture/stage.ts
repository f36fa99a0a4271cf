/**
 * Everything real but Teams and Azure: two hosts as processes, Azurite behind proxies, a strict connector behind another
 * one, signed tokens. A run gets storage of its own; the hosts live on from run to run, unless they are killed.
 */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addMs, instant, msOf, type Instant } from '../../bot/domain/dates.js';
import type { Ports } from '../../bot/flows/ports.js';
import { readBasicConfig } from '../../bot/config.js';
import { wireCommandLine } from '../../bot/wiring-command-line.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { startOpenId, type OpenId } from '../support/openid.js';
import { isUnbounded, startProxy, type Passing, type Proxy, type Treatment } from '../support/proxy.js';
import { startStrictConnector, type StrictConnector } from '../support/strict-connector.js';
import { APP_ID, TENANT } from '../teams/world.js';
import { appApart, torturedHost, type TorturedHost } from './hosts.js';
import type { Among, Counts, Trouble } from './troubles.js';

/** After which nobody who has a lease of the bot may still believe in it. */
const LONGER_THAN_A_LEASE_MS = 25_000;
const QUIET_MS = 120;
const LONGEST_WAIT_MS = 20_000;

export interface Clock {
  now(): Instant;
  set(moment: Instant): void;
  advance(ms: number): void;
}

/** A trouble that came to pass, and the request that it hit. */
export interface Hit extends Trouble {
  readonly host: string;
  readonly request: string;
}

export interface Stage {
  readonly hosts: readonly [TorturedHost, TorturedHost];
  readonly clock: Clock;
  /** As Teams names itself in every activity. */
  readonly serviceUrl: string;
  readonly openId: OpenId;
  /** Storage and a connector that nobody has used; the flows over that storage, past all proxies. */
  begin(seed: number, troubles: readonly Trouble[]): Promise<Scene>;
  close(): Promise<void>;
}

export interface Scene {
  readonly ports: Ports;
  readonly connector: StrictConnector;
  readonly hits: readonly Hit[];
  /** Requests of the bot so far: those that the host makes to look at its queues are not among them. */
  counted(): Counts;
  /** Table queries that were not bound to a partition. */
  readonly unbounded: readonly string[];
  /** Resolves when no request has come past for a moment, and no trouble is under way. */
  quiet(): Promise<void>;
  /** No more trouble: whatever is dead is started again. */
  heal(): Promise<void>;
  end(): Promise<void>;
}

/** @param logFile where the connector keeps its log; null: in memory alone */
export async function startStage(logFile: string | null): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-torture-'));
  const clock = fileClock(join(folder, 'clock'));
  const [openId, template] = await Promise.all([startOpenId(), startAzurite()]);
  /** What treats a request, in the run that is on. */
  let treat: (who: 'A' | 'B' | null, to: string, request: Passing) => Treatment = () => ({ kind: 'pass' });
  const proxyFor = (who: 'A' | 'B' | null, to: string): Promise<Proxy> =>
    startProxy(1, (request) => treat(who, to, request));
  const endpoints = endpointsOf(template.connectionString);
  const storage = await Promise.all(
    (['A', 'B'] as const).map(async (who) => ({
      who,
      proxies: await Promise.all(endpoints.map(({ service }) => proxyFor(who, service))),
    })),
  );
  const toTeams = await proxyFor(null, 'teams');
  const serviceUrl = `http://127.0.0.1:${String(toTeams.port)}/`;
  const app = appApart(folder);
  const hostOf = ({ who, proxies }: (typeof storage)[number]): TorturedHost =>
    torturedHost(who, app, {
      AzureWebJobsStorage: through(
        template.connectionString,
        proxies.map(({ port }) => port),
      ),
      ...settings(folder, serviceUrl, openId),
    });
  const hosts = [hostOf(storage[0]!), hostOf(storage[1]!)] as const;
  await template.stop();

  const begin = async (seed: number, troubles: readonly Trouble[]): Promise<Scene> => {
    const azurite = await startAzurite();
    const now = (): number => msOf(clock.now());
    const connector = await startStrictConnector({ tokens: 'none', seed, now, file: logFile, medianLatencyMs: 45 });
    const ports = endpointsOf(azurite.connectionString).map(({ port }) => port);
    for (const { proxies } of storage) for (const [index, proxy] of proxies.entries()) proxy.aim(ports[index] ?? 1);
    toTeams.aim(connector.port);
    const scene = sceneOf({ hosts, clock, azurite, connector, troubles, clockFile: join(folder, 'clock') });
    treat = scene.treat;
    return scene;
  };
  return {
    hosts,
    clock,
    serviceUrl,
    openId,
    begin,
    close: async () => {
      for (const host of hosts) host.kill();
      const proxies = [toTeams, ...storage.flatMap((one) => one.proxies)];
      await Promise.all([openId.close(), ...proxies.map((proxy) => proxy.close())]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Props {
  readonly hosts: readonly [TorturedHost, TorturedHost];
  readonly clock: Clock;
  readonly azurite: Azurite;
  readonly connector: StrictConnector;
  readonly troubles: readonly Trouble[];
  readonly clockFile: string;
}

function sceneOf({ hosts, clock, azurite, connector, troubles, clockFile }: Props) {
  const hits: Hit[] = [];
  const unbounded: string[] = [];
  const underWay = new Set<Promise<unknown>>();
  const counted = { all: 0, writes: 0, teams: 0 };
  let [last, healed] = [performance.now(), false];

  /** While one stands still, its lease runs out and the other goes on. */
  const otherGoesOn = async (other: TorturedHost): Promise<void> => {
    clock.advance(LONGER_THAN_A_LEASE_MS);
    if (other.alive) await other.fire('tick');
  };
  const during = (work: Promise<unknown>): Promise<void> => {
    const done = work.catch(() => undefined).then(() => undefined);
    underWay.add(done);
    void done.then(() => underWay.delete(done));
    return done;
  };
  const trouble = ({ kind }: Trouble, owner: TorturedHost, to: string): Treatment => {
    const other = hosts.find((one) => one !== owner) ?? owner;
    switch (kind) {
      case 'cut-before':
      case 'reset':
      case 'half':
      case 'cut-after':
        return { kind };
      case 'kill-before':
        owner.kill();
        return { kind: 'cut-before' };
      case 'kill-after':
        return {
          kind: 'cut-after',
          meanwhile: () => {
            owner.kill();
          },
        };
      case 'freeze':
        owner.freeze();
        void during(
          otherGoesOn(other).finally(() => {
            owner.wake();
          }),
        );
        return { kind: 'pass' };
      case 'stall':
        return { kind: 'stall', until: during(otherGoesOn(other)) };
      case 'throttle':
        return to === 'teams'
          ? { kind: 'answer', status: 429, retryAfter: '2' }
          : { kind: 'answer', status: 503, retryAfter: '1' };
      case 'fail':
        return { kind: 'answer', status: 500 };
      case 'accept-then-fail':
        if (to !== 'teams') return { kind: 'cut-after' };
        once(connector);
        return { kind: 'pass' };
    }
  };

  const treat = (who: 'A' | 'B' | null, to: string, request: Passing): Treatment => {
    if (to === 'table' && isUnbounded(request))
      unbounded.push(`${request.path.split('?')[0] ?? ''} ${request.filter ?? 'unfiltered'}`);
    if (isPolling(to, request)) return { kind: 'pass' };
    last = performance.now();
    const sorts = sortsOf(to, request);
    for (const sort of sorts) counted[sort] += 1;
    const due = healed ? undefined : troubles.find(({ among, at }) => sorts.includes(among) && at === counted[among]);
    if (due === undefined) return { kind: 'pass' };
    const owner = hosts.find((host) => (who === null ? host.owns(request.clientPort) : host.name === who));
    if (owner === undefined) return { kind: 'pass' };
    hits.push({ ...due, host: owner.name, request: `${to} ${request.method} ${request.path}`.slice(0, 200) });
    return trouble(due, owner, to);
  };

  return {
    ports: wireCommandLine(
      readBasicConfig({ AzureWebJobsStorage: azurite.connectionString, WAYMARK_CLOCK_FILE: clockFile }),
      () => undefined,
    ),
    connector,
    hits,
    unbounded,
    counted: () => ({ ...counted }),
    treat,
    quiet: async () => {
      const started = performance.now();
      while (performance.now() - last < QUIET_MS || underWay.size > 0) {
        if (performance.now() - started > LONGEST_WAIT_MS) return;
        await sleep(20);
      }
    },
    heal: async () => {
      await Promise.all(underWay);
      healed = true;
      await Promise.all(hosts.map((host) => host.start()));
    },
    end: async () => {
      await Promise.all([connector.close(), azurite.stop()]);
    },
  };
}

/** The next message is taken, and its sender told that it was not. */
function once(connector: StrictConnector): void {
  const before = connector.whim;
  connector.whim = () => {
    connector.whim = before;
    return { kind: 'accept-then-fail', answer: 502 };
  };
}

/** The host looks at its queues all the time, whatever the bot does. */
function isPolling(to: string, { method, path }: Passing): boolean {
  return to === 'queue' && (method !== 'POST' || !/\/messages(\?|$)/.test(path));
}

function sortsOf(to: string, { method }: Passing): readonly Among[] {
  if (to === 'teams') return ['all', 'teams'];
  return method === 'GET' ? ['all'] : ['all', 'writes'];
}

function endpointsOf(connectionString: string): readonly { readonly service: string; readonly port: number }[] {
  const found = connectionString.matchAll(/(\w+)Endpoint=http:\/\/127\.0\.0\.1:(\d+)\//g);
  return [...found].map(([, service = '', port]) => ({ service: service.toLowerCase(), port: Number(port) }));
}

/** The same connection string by way of other ports, in the same order. */
function through(connectionString: string, ports: readonly number[]): string {
  let next = 0;
  return connectionString.replace(/(Endpoint=http:\/\/127\.0\.0\.1:)\d+/g, (_, start: string) => {
    const port = ports[next];
    next += 1;
    return `${start}${String(port)}`;
  });
}

function settings(folder: string, serviceUrl: string, openId: OpenId): Record<string, string> {
  return {
    WAYMARK_CLOCK_FILE: join(folder, 'clock'),
    MicrosoftAppId: APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    WAYMARK_SERVICE_HOSTS: '127.0.0.1',
    WAYMARK_SERVICE_URL: serviceUrl,
    WAYMARK_TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
    ToBotFromChannelTokenIssuer: openId.issuer,
  };
}

function fileClock(file: string): Clock {
  const now = (): Instant => instant(readFileSync(file, 'utf8'));
  const set = (moment: Instant): void => {
    // At one go: a host may be reading.
    writeFileSync(`${file}.next`, moment);
    renameSync(`${file}.next`, file);
  };
  set(instant('2026-11-18T10:00:30.000Z'));
  return {
    now,
    set,
    advance: (ms) => {
      set(addMs(now(), ms));
    },
  };
}
