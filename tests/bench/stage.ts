/** A bot with everything around it, each in a process of its own: fresh storage in memory, strict Teams, and a clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenId, type OpenId } from '../support/openid.js';
import { APP_ID, TENANT } from '../teams/world.js';
import { appApart, startBot, type Bot } from './bot.js';
import { startClock } from './clock.js';
import { startPart, type Part } from './parts.js';
import { copyTo, seedMemory, type Seeded, type Seeding } from './seed.js';

/** The Wednesday of DESIGN 6, half a minute after the sweep's slot. */
const MORNING = '2026-11-18T10:00:30.000Z';
export const KEY = new Uint8Array(32).fill(7);

export interface StageWish extends Omit<Seeding, 'serviceUrl'> {
  /** Median time that Teams takes for an answer. */
  readonly latencyMs: number;
  /** For Node. */
  readonly flags?: readonly string[];
}

export interface Stage {
  readonly bot: Bot;
  readonly seeded: Seeded;
  readonly teams: Teams;
  readonly openId: OpenId;
  readonly serviceUrl: string;
  readonly storage: string;
  /** The file that says what time it is there. */
  readonly clock: string;
}

/** What Teams saw: nanoseconds are of this machine's monotonic clock. */
export interface Seen {
  readonly accepted: number;
  readonly throttled: number;
  readonly first: number;
  readonly last: number;
  readonly violations: readonly string[];
}

export interface Teams {
  readonly port: number;
  seen(): Promise<Seen>;
  /** Waits until so many were accepted, or none has come for a while. */
  until(accepted: number): Promise<Seen>;
}

const LOOK_MS = 500;
const NO_MORE_MS = 30_000;

/** Sets it up, lets something be done there, and clears it away whatever came of that. */
export async function onStage<T>(wish: StageWish, act: (stage: Stage) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'));
  const undo: (() => unknown)[] = [
    () => {
      rmSync(folder, { recursive: true, force: true });
    },
  ];
  const ending = async (part: Promise<Part>): Promise<Part> => {
    const started = await part;
    undo.push(() => started.end());
    return started;
  };
  try {
    const [azurite, connector] = await Promise.all([ending(startPart('azurite')), ending(startPart('connector'))]);
    const openId = await startOpenId();
    undo.push(() => openId.close());
    const port = await connector.ask<number>('open', { medianLatencyMs: wish.latencyMs });
    const serviceUrl = `http://127.0.0.1:${String(port)}/`;
    const storage = await azurite.ask<string>('address');
    const seeded = await seedMemory({ ...wish, serviceUrl });
    await copyTo(storage, seeded);
    const clock = startClock(join(folder, 'clock'), MORNING);
    undo.push(() => {
      clock.stop();
    });
    const env = { ...settings(serviceUrl, openId), AzureWebJobsStorage: storage, WAYMARK_CLOCK_FILE: clock.file };
    const bot = await startBot(appApart(folder), env, wish.flags);
    undo.push(() => bot.stop());
    return await act({
      bot,
      seeded,
      openId,
      serviceUrl,
      storage,
      clock: clock.file,
      teams: teamsOf(connector, port),
    });
  } finally {
    for (const one of undo.reverse()) await one();
  }
}

function teamsOf(connector: Part, port: number): Teams {
  const seen = (): Promise<Seen> => connector.ask('seen');
  return {
    port,
    seen,
    until: async (accepted) => {
      let [found, since] = [await seen(), performance.now()];
      while (found.accepted < accepted && performance.now() - since < NO_MORE_MS) {
        await sleep(LOOK_MS);
        const now = await seen();
        if (now.accepted > found.accepted) since = performance.now();
        found = now;
      }
      return found;
    },
  };
}

/** Of a bot that this stage's people talk to. */
export function settings(serviceUrl: string, openId: OpenId): Record<string, string> {
  return {
    MicrosoftAppId: APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    WAYMARK_SERVICE_HOSTS: '127.0.0.1',
    WAYMARK_SERVICE_URL: serviceUrl,
    WAYMARK_TOKEN_KEYS: `k1:${Buffer.from(KEY).toString('base64')}`,
    ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
    ToBotFromChannelTokenIssuer: openId.issuer,
  };
}
