/**
 * `npm run torture -- [--kills N] [--lives N] [--seed N] [--seconds S]`: the bot as processes that are killed, stopped and
 * cut off at every request in turn, then thousands of seeded lives in memory. Ends with 1 when an invariant was broken,
 * and says how to see exactly that run again: `--run WORDS` for a process, `--life SEED` for a life.
 */
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { giveUp, install, runNode, say } from './install.mjs';

const LIVES = ['node_modules/vitest/vitest.mjs', 'run', 'tests/simulation/simulation.test.ts'];

const options = wanted();
await install();
await build('app', 'local', 'torture');
const code = options.life === undefined ? await processes(options) : 0;
process.exit(Math.max(code, options.run === undefined ? await lives(options) : 0));

function wanted() {
  const text = { type: 'string' };
  try {
    const named = {
      kills: text,
      seed: text,
      seconds: text,
      lives: text,
      run: text,
      times: text,
      log: text,
      life: text,
      verbose: { type: 'boolean' },
    };
    return parseArgs({ options: named }).values;
  } catch (error) {
    return giveUp(`${error.message}\nIt takes --kills N, --lives N, --seed N, --seconds S, --run WORDS, --life SEED.`);
  }
}

function processes({ kills, seed, seconds, run, times, log, verbose }) {
  if (Number(kills) === 0) return 0;
  const given = Object.entries({ kills, seed, seconds, run, times, log }).filter(([, value]) => value !== undefined);
  const args = [...given.flatMap(([name, value]) => [`--${name}`, value]), ...(verbose ? ['--verbose'] : [])];
  return runNode(['dist/local/torture.mjs', ...args]);
}

/** In two processes: each has half of them. */
async function lives({ lives = '3000', life, seed = '1', seconds = '3600' }) {
  if (Number(lives) === 0) return 0;
  if (life !== undefined) return runNode(LIVES, { SEED: life });
  say(`Up to ${lives} lives in memory ...`);
  const half = Math.ceil(Number(lives) / 2);
  const codes = [0, half].map((from) =>
    runNode(LIVES, { SEEDS: String(half), FIRST_SEED: String(Number(seed) + from), LIFE_SECONDS: seconds }),
  );
  return Math.max(...(await Promise.all(codes)));
}
