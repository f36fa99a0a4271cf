import { afterAll, beforeAll, expect, test } from 'vitest';
import { live } from './day.js';
import { startStage, type Stage } from './stage.js';
import { account, add, newTally, table } from './tally.js';
import { ring } from './troubles.js';

/** As many runs as fit; `npm run torture` has all of them. */
const SECONDS = Number(process.env.RING_SECONDS ?? 45);

let stage: Stage;

beforeAll(async () => {
  stage = await startStage(null);
}, 60_000);

afterAll(async () => {
  await stage.close();
}, 60_000);

test('whatever is cut, killed or stopped at whatever request: nothing twice, nothing lost, nothing left open', async () => {
  const tally = newTally();
  const calm = await live(stage, { seed: 1, together: false, troubles: [] });
  add(tally, calm);
  // The day is worth troubling: everybody gets a card, the channel its summary with two replies, and two people answer.
  expect(calm).toMatchObject({ faults: [], cards: 7, answers: 2, copies: 0, losses: 0, inDoubt: 0, openRows: 0 });
  const started = performance.now();
  for (const run of ring(2, calm.requests)) {
    const worthIt = Math.min(tally.kills, tally.cuts, tally.stops, tally.refusals) > 0;
    if (worthIt && performance.now() - started > SECONDS * 1000) break;
    const outcome = await live(stage, run);
    add(tally, outcome);
    expect(outcome.faults, account(outcome)).toEqual([]);
  }
  console.log(table(tally));
}, 300_000);
