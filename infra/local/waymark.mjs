/** `npm run --silent waymark -- VERB`: the command line. Only it writes to stdout; all that is said here goes to stderr. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { giveUp, install, ROOT, runNode } from './install.mjs';
import { isAlive } from './processes.mjs';

await install();
await build('cli');
process.exit(await runNode(['dist/cli.cjs', ...process.argv.slice(2)], settings()));

/** Storage named in the environment, else that of the local run in this folder, with what its cards need. */
function settings() {
  if (Object.keys(process.env).some((name) => /^AzureWebJobsStorage(__|$)/.test(name))) return {};
  const local = runningHere();
  if (local) return { ...local.settings, AzureWebJobsStorage: local.storage };
  return giveUp('There is no storage to work on: set AzureWebJobsStorage, or run npm start in this folder first.');
}

function runningHere() {
  try {
    const local = JSON.parse(readFileSync(join(ROOT, '.waymark', 'local.json'), 'utf8'));
    return isAlive(local.pid) ? local : undefined;
  } catch {
    return undefined;
  }
}
