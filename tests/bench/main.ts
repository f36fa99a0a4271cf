/**
 * `npm run bench -- [--only ID,ID] [--runs N] [--json]`: every figure that was promised, beside its peer. What goes on is
 * told on stderr; stdout has the results, as a table or as one JSON value. Ends with 0 whether targets are met or not: a
 * busy machine is no fault of the code. Ends with 1 when something could not be measured, and says what.
 */
import { parseArgs } from 'node:util';
import { runBench, type Bench, type Result } from './bench.js';
import { BENCHES } from './registry.js';
import { listed, shown } from './shown.js';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  const wanted = [...values.only, ...positionals].flatMap((ids) => ids.split(',')).filter((id) => id !== '');
  const strange = wanted.filter((id) => !BENCHES.some((bench) => bench.id === id));
  if (strange.length > 0) return refused(`There is no benchmark ${strange.join(', ')}. There are:\n${listed(BENCHES)}`);
  if (!Number.isInteger(runs) || runs < 1) return refused('--runs takes a whole number from 1.');
  const chosen = wanted.length === 0 ? BENCHES : BENCHES.filter(({ id }) => wanted.includes(id));
  const { results, failed } = await all(chosen, runs);
  process.stdout.write(`${values.json ? JSON.stringify({ results }) : shown(results)}\n`);
  return failed ? 1 : 0;
}

/** One after the other: on two cores they would measure each other. */
async function all(benches: readonly Bench[], runs: number): Promise<{ results: readonly Result[]; failed: boolean }> {
  const results: Result[] = [];
  let failed = false;
  for (const bench of benches) {
    say(`${bench.id}: ${bench.about}`);
    const began = performance.now();
    try {
      results.push(
        ...(await runBench(bench, {
          runs,
          say: (text) => {
            say(`  ${text}`);
          },
        })),
      );
    } catch (error) {
      failed = true;
      say(
        `${bench.id} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    say(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  return { results, failed };
}

function refused(sentence: string): number {
  say(sentence);
  return 2;
}

process.exitCode = await main();
