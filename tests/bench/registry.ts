import type { Bench } from './bench.js';
import { burst } from './burst.js';
import { cards } from './cards.js';
import { drainBench } from './drain.js';
import { goodput } from './goodput.js';
import { rollup } from './rollup.js';
import { digestRequests, idleTick } from './small-requests.js';
import { start } from './start.js';
import { sweeps } from './sweeps.js';

/** All of them, in the order in which they run: what is quick and says most first. */
export const BENCHES: readonly Bench[] = [
  start,
  cards,
  idleTick,
  digestRequests,
  sweeps,
  rollup,
  burst,
  goodput,
  drainBench,
];
