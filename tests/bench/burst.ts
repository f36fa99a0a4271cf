/** How soon everybody has their card when all are asked at once: planning and sending, from the tick on. */
import type { Bench } from './bench.js';
import { awaitedLoop } from './naive.js';
import { onStage } from './stage.js';

const DIGESTS = 450;
const LATENCY_MS = 100;
/** What the peer sends: its pace is the same throughout. */
const LOOP = 90;

export const burst: Bench = {
  id: 'burst',
  about: '450 digests planned and sent at 100 ms a card, from the tick to the last card, beside an awaited loop',
  run: async (env) => {
    const wish = { officers: DIGESTS, due: ['2026-11-18'], latencyMs: LATENCY_MS };
    const ours = await onStage(wish, async ({ bot, teams }) => {
      const began = Number(process.hrtime.bigint());
      await bot.fire('tick');
      const seen = await teams.until(DIGESTS);
      const first = (seen.first - began) / 1e9;
      env.say(`${String(seen.accepted)} cards, the first ${first.toFixed(2)} s after the tick`);
      return { ...seen, took: (seen.last - began) / 1e9, before: first };
    });
    const loop = await awaitedLoop(LOOP, LATENCY_MS);
    const missing = ours.accepted === DIGESTS ? '' : `Only ${String(ours.accepted)} were accepted. `;
    return [
      {
        id: 'burst',
        value: ours.took,
        unit: `s for ${String(DIGESTS)} digests`,
        peer: {
          name: `a plain awaited loop, by the pace of ${String(LOOP)}`,
          value: ((loop.last - loop.first) / 1e9 / (LOOP - 1)) * DIGESTS,
        },
        target: { atMost: 10 },
        note: `${missing}${ours.before.toFixed(2)} s of it before the first card; at 49 a second the cards alone take ${(DIGESTS / 49).toFixed(1)} s.`,
      },
    ];
  },
};
