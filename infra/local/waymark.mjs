/** `npm run --silent waymark -- VERB`: the command line. Only it writes to stdout; all that is said here goes to stderr. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { install, ROOT, runNode } from './install.mjs';
import { isAlive } from './processes.mjs';

await install();
await build('cli');
// npm runs scripts at the top; a file is named from where the person is.
const cwd = process.env.INIT_CWD ?? ROOT;
process.exit(await runNode([join(ROOT, 'dist', 'cli.cjs'), ...process.argv.slice(2)], settings(), cwd));

/** Storage named in the environment, else that of the local run in this folder, with what its cards need. */
function settings() {
  if (Object.keys(process.env).some((name) => /^AzureWebJobsStorage(__|$)/.test(name))) return {};
  const local = runningHere();
  // Where there is none, the command line says so in its own form.
  return local ? { ...local.settings, AzureWebJobsStorage: local.storage } : {};
}

function runningHere() {
  try {
    const local = JSON.parse(readFileSync(resolve(ROOT, process.env.WAYMARK_DATA ?? '.waymark', 'local.json'), 'utf8'));
    return isAlive(local.pid) ? local : undefined;
  } catch {
    return undefined;
  }
}
