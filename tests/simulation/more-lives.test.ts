import { describe, it } from 'vitest';
import { liveAll, range, wereWorthLiving } from './lives.js';

/** The other half of the lives of `simulation.test.ts`, in a process of its own. */
const seeds = range(111, 110);

describe('whatever fails, in the end', () => {
  it('it is as in the first half', async () => {
    wereWorthLiving(await liveAll(seeds));
  }, 300_000);
});
