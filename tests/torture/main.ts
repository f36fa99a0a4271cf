/**
 * `npm run torture`: the process ring at full length. Prints a table, and for every run that broke an invariant how to
 * see exactly that one again; ends with 1 when there was one.
 */
import { parseArgs } from 'node:util';
import { live } from './day.js';
import { startStage, type Stage } from './stage.js';
import { account, add, newTally, table, verdict, type Tally } from './tally.js';
import { inWords, ring, runFrom, type Run } from './troubles.js';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

let aloud = false;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '3600' },
      run: { type: 'string' },
      times: { type: 'string', default: '1' },
      log: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  aloud = values.verbose;
  const stage = await startStage(values.log ?? null);
  try {
    const tally = newTally();
    if (values.run === undefined) {
      await all(stage, tally, {
        kills: Number(values.kills),
        seed: Number(values.seed),
        seconds: Number(values.seconds),
      });
    } else {
      for (let time = 0; time < Number(values.times); time += 1) await one(stage, tally, runFrom(values.run));
      if (tally.broken.length > 0) say(stage.hosts.map((host) => host.said()).join('\n'));
    }
    if (values.run === undefined) for (const outcome of tally.broken) say(account(outcome));
    say(table(tally));
    for (const line of verdict(tally)) say(line);
    return tally.broken.length > 0 ? 1 : 0;
  } finally {
    await stage.close();
  }
}

interface Wanted {
  readonly kills: number;
  readonly seed: number;
  readonly seconds: number;
}

/** A day without trouble tells how many requests there are; then each in turn. */
async function all(stage: Stage, tally: Tally, { kills, seed, seconds }: Wanted): Promise<void> {
  const started = performance.now();
  const calm = await live(stage, { seed, together: false, troubles: [] });
  add(tally, calm);
  const { all: requests, writes, teams } = calm.requests;
  say(
    `A day without trouble: ${String(requests)} requests, ${String(writes)} writes, ${String(teams)} to Teams. Seed ${String(seed)}.`,
  );
  for (const run of ring(seed + 1, calm.requests)) {
    if (tally.kills >= kills || performance.now() - started > seconds * 1000) return;
    await one(stage, tally, run);
    if (tally.runs % 10 === 0)
      say(`${String(tally.runs)} runs, ${String(tally.kills)} kills, ${String(tally.broken.length)} broken`);
  }
}

async function one(stage: Stage, tally: Tally, run: Run): Promise<void> {
  const outcome = await live(stage, run);
  add(tally, outcome);
  if (outcome.faults.length > 0) say(account(outcome));
  else if (aloud) say(`${inWords(run)} ${outcome.hits.map(({ host, request }) => `${host} ${request}`).join(' ')}`);
}

process.exitCode = await main();
