/**
 * `npm run breakages [-- WORDS]`: breaks a copy of the code on purpose, one way after the other, and says which test caught
 * it. Ends with 1 when one was caught by none. Only those with the words in their name, where words are given.
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { giveUp, install, say } from './install.mjs';

const LIST = 'tests/breakages/breakages.json';
const COPIED = [
  'bot',
  'cards',
  'functions',
  'infra',
  'tests',
  'package.json',
  'tsconfig.json',
  'vitest.config.mts',
  'host.json',
];

const words = process.argv.slice(2).join(' ');
await install();
const breakages = JSON.parse(await readFile(LIST, 'utf8')).filter(({ name }) => name.includes(words));
if (breakages.length === 0) giveUp(`No breakage is called “${words}”. They stand in ${LIST}.`);
const place = await mkdtemp(join(tmpdir(), 'waymark-broken-'));
let uncaught = 0;
try {
  for (const part of COPIED) await cp(part, join(place, part), { recursive: true });
  await symlink(resolve('node_modules'), join(place, 'node_modules'));
  for (const breakage of breakages) uncaught += (await tried(breakage)) ? 0 : 1;
} finally {
  await rm(place, { recursive: true, force: true });
}
say(`${breakages.length - uncaught} of ${breakages.length} were caught.`);
process.exit(uncaught === 0 ? 0 : 1);

async function tried({ name, file, changes, tests }) {
  const path = join(place, file);
  const whole = await readFile(path, 'utf8');
  let broken = whole;
  for (const { find, put } of changes) {
    if (broken.split(find).length !== 2) giveUp(`${name}: what it changes stands not once in ${file}.`);
    broken = broken.replace(find, () => put);
  }
  await writeFile(path, broken);
  const failed = await failuresIn(tests);
  await writeFile(path, whole);
  say(failed.length === 0 ? `NOT CAUGHT: ${name}` : `caught: ${name}\n    by ${failed[0]}`);
  return failed.length > 0;
}

/** The names of the tests that fail; the first is enough. */
async function failuresIn(tests) {
  const report = join(place, 'report.json');
  await rm(report, { force: true });
  const vitest = join(place, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', ...tests, '--bail=1', '--reporter=json', `--outputFile=${report}`];
  const child = spawn(process.execPath, args, { cwd: place, stdio: 'ignore' });
  await new Promise((ended) => child.once('exit', ended));
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = name.slice(place.length + 1);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    // A file that cannot even be loaded proves nothing about its tests.
    if (failed.length === 0 && message) giveUp(`${file} does not load: ${message}`);
    return failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
}
