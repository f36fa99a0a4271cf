/**
 * `node infra/azure/smoke.mjs URL [--tries 20] [--every 15]`: asks the health of a deployed app until it is 200, and ends
 * with 1 where it never is. A new package takes up to a minute to start everywhere; seconds between tries, each given
 * up after ten. Built-in modules only, so that a workflow runs it without installing anything.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const GIVE_UP_MS = 10_000;

/**
 * @param {string} url
 * @param {{ tries: number, everyMs: number, say: (line: string) => void }} how
 * @returns {Promise<boolean>} whether it was 200 once
 */
export async function smoke(url, { tries, everyMs, say }) {
  for (let tried = 1; tried <= tries; tried += 1) {
    const answer = await answerOf(url);
    say(`${tried} of ${tries}: ${answer}`);
    if (answer === '200') return true;
    if (tried < tries) await sleep(everyMs);
  }
  return false;
}

/** The status; in words where there was none. Another address than ours proves nothing, so none is followed. */
async function answerOf(url) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(GIVE_UP_MS) });
    await response.body?.cancel();
    return String(response.status);
  } catch (error) {
    return `no answer (${error.cause?.code ?? error.name})`;
  }
}

async function main() {
  const { url, tries, every } = wanted();
  const say = (line) => process.stdout.write(`${line}\n`);
  if (await smoke(url, { tries, everyMs: every * 1000, say })) return;
  process.stderr.write(`${url} was never 200.\n`);
  process.exitCode = 1;
}

function wanted() {
  try {
    const options = { tries: { type: 'string', default: '20' }, every: { type: 'string', default: '15' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [tries, every] = [Number(values.tries), Number(values.every)];
    if (positionals.length !== 1 || !URL.canParse(positionals[0])) throw new Error('It takes one address.');
    if (!Number.isInteger(tries) || tries < 1 || !(every >= 0)) throw new Error('Tries and seconds are numbers.');
    return { url: positionals[0], tries, every };
  } catch (error) {
    process.stderr.write(`${error.message}\nnode infra/azure/smoke.mjs URL [--tries 20] [--every 15]\n`);
    return process.exit(2);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
