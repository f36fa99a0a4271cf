/** How much of what Teams takes is used, and how often it is asked for too much. */
import type { Bench, Env, Measured } from './bench.js';
import { awaitedLoop, thirtyAtOnce, type Sent } from './naive.js';
import { onStage, type Seen } from './stage.js';

/** What Teams takes in a second (strict-connector.ts). */
const CEILING = 50;
const DIGESTS = 2_000;
/** What the peers send: enough to see their pace. */
const LOOP = 200;
const THIRTY = 600;
const LATENCY_MS = 45;

export const goodput: Bench = {
  id: 'goodput',
  about: '2,000 digests against a Teams that takes 50 a second, beside a plain awaited loop and thirty at once',
  run: async (env) => {
    const { seen, bytes, cpu } = await drained(env);
    const [loop, thirty] = [await awaitedLoop(LOOP, LATENCY_MS), await thirtyAtOnce(THIRTY, LATENCY_MS)];
    env.say(
      `loop ${String(shareOf(loop))} %, thirty at once ${String(shareOf(thirty))} % with ${String(thirty.throttled)} 429s`,
    );
    const share = shareOf(seen);
    const note = `${String(seen.accepted)} were accepted; a digest, planned and sent, took the bot ${((cpu / DIGESTS) * 1_000).toFixed(1)} ms of processor.`;
    const target = { atLeast: 97.5 };
    const common = { unit: '% of 50 a second', target, note };
    const found: Measured[] = [
      { id: 'goodput-share', value: share, peer: { name: 'a plain awaited loop', value: shareOf(loop) }, ...common },
      { id: 'goodput-share-thirty', value: share, peer: { name: 'thirty at once', value: shareOf(thirty) }, ...common },
      {
        id: 'goodput-refused',
        value: seen.throttled,
        unit: `of ${String(DIGESTS)} refused with 429`,
        peer: { name: 'thirty at once', value: (thirty.throttled / THIRTY) * DIGESTS },
        target: { atMost: 1 },
        ...(seen.violations.length === 0 ? {} : { note: `Teams found: ${seen.violations.join('; ')}.` }),
      },
      {
        id: 'goodput-logged',
        value: bytes / DIGESTS,
        unit: 'bytes logged a reminder',
        peer: { name: 'the card itself, were it logged', value: thirty.cardBytes },
        target: { atMost: 2_048 },
      },
    ];
    return found;
  },
};

/** Posts a second, from the first to the last, of what may be. */
function shareOf({ accepted, first, last }: Pick<Sent, 'accepted' | 'first' | 'last'>): number {
  return ((accepted - 1) / ((last - first) / 1e9) / CEILING) * 100;
}

async function drained(env: Env): Promise<{ seen: Seen; bytes: number; cpu: number }> {
  const wish = { officers: DIGESTS, due: ['2026-11-18'], latencyMs: LATENCY_MS };
  return onStage(wish, async ({ bot, teams }) => {
    env.say(`${String(DIGESTS)} officers are asked`);
    const before = bot.logged.bytes;
    const [cpu, began] = [bot.cpu(), performance.now()];
    await bot.fire('tick');
    // What a tick leaves, its bell brings.
    const seen = await teams.until(DIGESTS);
    const used = bot.cpu() - cpu;
    env.say(`${((performance.now() - began) / 1000).toFixed(1)} s, ${used.toFixed(1)} s of processor`);
    return { seen, bytes: bot.logged.bytes - before, cpu: used };
  });
}
