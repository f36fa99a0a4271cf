import { describe, expect, it } from 'vitest';
import { live } from './whole-life.js';
import { liveAll, range, wereWorthLiving } from './lives.js';

/**
 * `SEED=123` replays one life; `SEEDS=2000` lives more of them, from `FIRST_SEED` on, for at most `LIFE_SECONDS`: what
 * `npm run torture` sets. Without them so many are lived as show every kind of trouble.
 */
const wanted = process.env.SEED;
const firstSeed = Number(process.env.FIRST_SEED ?? 1);
const seeds = wanted === undefined ? range(firstSeed, Number(process.env.SEEDS ?? 110)) : [Number(wanted)];
const LIMIT_MS = Math.max(300_000, seeds.length * 3_000);

describe('whatever fails, in the end', () => {
  it(
    'nobody was asked twice, nobody was forgotten, nothing that was said is lost, and no work is left',
    async () => {
      const lived = await liveAll(seeds, Number(process.env.LIFE_SECONDS ?? Infinity));
      wereWorthLiving(lived);
      if (seeds.length > 110) console.log(`${String(lived.count)} lives from seed ${String(firstSeed)}`);
    },
    LIMIT_MS,
  );

  it('a life follows from its seed: lived again, Teams sees the same', async () => {
    for (const seed of [firstSeed, firstSeed + 1, firstSeed + 2]) {
      const [once, again] = [await live(seed), await live(seed)];
      expect(once.faults).toEqual(again.faults);
      expect(JSON.stringify(once.world.posted)).toBe(JSON.stringify(again.world.posted));
      expect(once.world.posted.length).toBeGreaterThan(5);
    }
  }, 60_000);
});
