/** How long a cold start takes: until the functions are registered, and until the first person has an answer. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Bench, Measured } from './bench.js';
import { appApart } from './bot.js';
import { inTurn, median, spread } from './measure.js';
import type { Start, Started } from './parts/start.js';
import { headersFor, pressesOn } from './presses.js';
import { onStage, settings, type Stage } from './stage.js';

const BUILT = 'dist/local/bench-start.mjs';
/** A start is short: more of them cost little. */
const TIMES_MORE = 2;

export const start: Bench = {
  id: 'start',
  about:
    'from loading the app to its functions registered, and to the first turn answered, beside all imported at the top',
  run: ({ runs }) =>
    onStage({ officers: 40, due: ['2026-12-16'], latencyMs: 0 }, async (stage) => {
      const folder = mkdtempSync(join(tmpdir(), 'waymark-start-'));
      try {
        const app = appApart(folder);
        await begun(stage, { app, allAtOnce: false, turn: null });
        const found = await inTurn(runs * TIMES_MORE, {
          lazy: async () => (await begun(stage, { app, allAtOnce: false, turn: null })).registered,
          eager: async () => (await begun(stage, { app, allAtOnce: true, turn: null })).registered,
        });
        const presses = pressesOn(stage, 1);
        const turned = await inTurn(runs, {
          lazy: () => firstAnswer(stage, app, false, presses.toBot(1)[0] ?? ''),
          eager: () => firstAnswer(stage, app, true, presses.toBot(1)[0] ?? ''),
        });
        return [figure('registered', found, 60), figure('first-turn', turned, 1_000)];
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
};

function figure(name: string, found: Readonly<Record<'lazy' | 'eager', readonly number[]>>, atMost: number): Measured {
  const peer = { name: 'all imported at the top', value: median(found.eager) };
  return { id: `start-${name}`, unit: 'ms', ...spread(found.lazy), peer, target: { atMost } };
}

/** From the beginning of the start to the answer. */
async function firstAnswer(stage: Stage, app: string, allAtOnce: boolean, body: string): Promise<number> {
  const headers = { ...headersFor(stage), 'content-type': 'application/json' };
  const { registered, firstTurn, status } = await begun(stage, { app, allAtOnce, turn: { headers, body } });
  if (firstTurn === null || status !== '200') throw new Error(`The first turn was answered with ${String(status)}`);
  return registered + firstTurn;
}

/** A process that starts, answers if it is asked something, and ends. */
function begun({ serviceUrl, openId, storage, clock }: Stage, wish: Start): Promise<Started> {
  const env = { ...settings(serviceUrl, openId), AzureWebJobsStorage: storage, WAYMARK_CLOCK_FILE: clock };
  const child = fork(resolve(BUILT), [JSON.stringify(wish)], {
    env: { PATH: process.env.PATH, ...env },
    execArgv: ['--disable-warning=DEP0040'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((done, fail) => {
    child.once('message', (message) => {
      done(message as Started);
    });
    child.once('exit', (code) => {
      fail(new Error(`A start ended with ${String(code)}`));
    });
  });
}
