/** What officers feel while 5,000 digests are sent, and what that does to the memory of the bot. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Env, Measured } from './bench.js';
import { percentile } from './measure.js';
import type { Answered, Load } from './parts/load.js';
import { startPart, type Part } from './parts.js';
import { headersFor, pressesOn } from './presses.js';
import { onStage, type Stage } from './stage.js';

/** A week's digests to a thousand officers, held back: five each, of five days. */
const OFFICERS = 1_000;
const DAYS = ['2026-11-11', '2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17'];
/** Of each officer's milestones, those that are not asked about yet and are answered here. */
const SPARE = ['2027-06-30', '2027-07-28', '2027-08-31', '2027-09-29'];
const DIGESTS = OFFICERS * DAYS.length;
const LATENCY_MS = 45;
const RATES = [50, 200] as const;
/** Presses at each rate: enough for a 99th percentile. */
const PRESSES = { 50: 250, 200: 600 } as const;
const SETTLE_MS = 1_500;
/** Nobody waits longer than a second for a card (the service level of `waymark levels`). */
const PATIENCE_MS = 1_000;

const FULL = 'The bare handler misses it, too: at this rate storage and processors of this machine take no more.';

type Way = 'bot' | 'bare';
/** Milliseconds of each press, by way and rate. */
type Times = Readonly<Record<Way, Readonly<Record<50 | 200, readonly number[]>>>>;

export const drainBench: Bench = {
  id: 'drain',
  about: 'submissions at 50 and 200 a second, alone and while 5,000 digests are sent, beside the bare handler; memory',
  run: (env) =>
    onStage({ officers: OFFICERS, due: [...DAYS, ...SPARE], asked: DAYS, latencyMs: LATENCY_MS }, async (stage) => {
      await sleep(SETTLE_MS);
      const idle = stage.bot.memory();
      const [load, bare] = [await startPart('load'), await startPart('bare')];
      try {
        const port = await bare.ask<number>('open', { storage: stage.storage, clock: stage.clock });
        const pressed = pressing(env, stage, load, `http://127.0.0.1:${String(port)}/`);
        await pressed.warmUp();
        const alone = await pressed.all('alone');
        const draining = stage.bot.fire('tick');
        await sleep(SETTLE_MS);
        const during = await pressed.all('during the drain');
        const { accepted } = await stage.teams.seen();
        env.say(`${String(accepted)} of ${String(DIGESTS)} were sent by then`);
        await draining;
        await sleep(SETTLE_MS);
        const sent = (await stage.teams.seen()).accepted;
        const memory = { idle, after: stage.bot.memory(), bare: await bare.ask<number>('memory') };
        return [...submissions(alone, during, accepted < DIGESTS), ...remembered(memory, sent)];
      } finally {
        await Promise.all([load.end(), bare.end()]);
      }
    }),
};

interface Pressing {
  /** What both run often is compiled by then. */
  warmUp(): Promise<void>;
  all(when: string): Promise<Times>;
}

function pressing(env: Env, stage: Stage, load: Part, bareUrl: string): Pressing {
  const presses = pressesOn(stage, SPARE.length);
  const botUrl = `${stage.bot.address}/api/messages`;
  const run = async (way: Way, ratePerSecond: number, count: number): Promise<Answered> => {
    const wish: Load =
      way === 'bot'
        ? { url: botUrl, headers: headersFor(stage), bodies: presses.toBot(count), ratePerSecond, right: 'aved' }
        : { url: bareUrl, headers: {}, bodies: presses.toBare(count), ratePerSecond, right: '"saved"' };
    return load.ask<Answered>('run', wish);
  };
  const one = async (way: Way, rate: 50 | 200, when: string): Promise<readonly number[]> => {
    const cpu = stage.bot.cpu();
    const { latencies, wrong, example } = await run(way, rate, PRESSES[rate]);
    const took = ((stage.bot.cpu() - cpu) * 1_000) / latencies.length;
    const words = [0.5, 0.99].map((share) => percentile(latencies, share).toFixed(0)).join(' and ');
    const processor = way === 'bot' ? `, ${took.toFixed(1)} ms of processor each` : '';
    env.say(`${way} at ${String(rate)} a second ${when}: p50 and p99 ${words} ms${processor}`);
    if (wrong > 0) env.say(`  ${String(wrong)} were not saved, such as: ${example ?? ''}`);
    await sleep(SETTLE_MS);
    return latencies;
  };
  return {
    warmUp: async () => {
      for (const way of ['bot', 'bare'] as const) await run(way, 20, 30);
    },
    all: async (when) => {
      const found: Record<Way, Record<50 | 200, readonly number[]>> = {
        bot: { 50: [], 200: [] },
        bare: { 50: [], 200: [] },
      };
      for (const rate of RATES)
        for (const way of ['bot', 'bare'] as const) found[way][rate] = await one(way, rate, when);
      return found;
    },
  };
}

function submissions(alone: Times, during: Times, inTime: boolean): readonly Measured[] {
  const late = inTime ? {} : { note: 'The drain ended before the last submissions.' };
  return RATES.flatMap((rate) =>
    (
      [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const
    ).flatMap(([name, share]): Measured[] => {
      const of = (times: Times, way: Way): number => percentile(times[way][rate], share);
      const peer = 'the bare handler with the same storage calls';
      return [
        {
          id: `drain-submission-${String(rate)}-alone-${name}`,
          value: of(alone, 'bot'),
          unit: 'ms',
          peer: { name: peer, value: of(alone, 'bare') },
          target: { atMost: PATIENCE_MS },
          ...(of(alone, 'bare') > PATIENCE_MS ? { note: FULL } : {}),
        },
        {
          id: `drain-submission-${String(rate)}-${name}`,
          value: of(during, 'bot') / of(alone, 'bot'),
          unit: 'times as long as alone',
          peer: { name: `${peer}, beside the same drain`, value: of(during, 'bare') / of(alone, 'bare') },
          target: { atMost: 1.5 },
          ...late,
        },
      ];
    }),
  );
}

function remembered(memory: Record<'idle' | 'after' | 'bare', number>, sent: number): readonly Measured[] {
  return [
    {
      id: 'drain-memory-idle',
      value: memory.idle,
      unit: 'MB',
      peer: { name: 'the bare handler, after its submissions', value: memory.bare },
      target: { atMost: 256 },
      note: 'The target is our own: an eighth of the 2 GB that an instance has.',
    },
    {
      id: 'drain-memory-growth',
      value: memory.after - memory.idle,
      unit: `MB more after ${String(sent)} sends`,
      peer: { name: 'all of it when idle', value: memory.idle },
      target: { atMost: 256 },
      note: 'The target is our own, as before; submissions beside it are included.',
    },
  ];
}
