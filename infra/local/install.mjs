/**
 * What every entry file does first: install what package-lock.json names, if it is not there yet, and find a Node that
 * the tools run on. Only built-in modules, and nothing newer than Node 20: on a fresh clone there is nothing else.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, onStop } from './processes.mjs';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'node_modules', '.bin');
/** Old packages under us still ask for `punycode`, once a process. */
const QUIET = '--disable-warning=DEP0040';
const STAMP = join(ROOT, 'node_modules', '.waymark-installed');

/** Tells a person what goes on. Never on stdout, which may belong to the command line's JSON. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Stops the program with one sentence. */
export function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

export async function install() {
  if (isInstalled()) return;
  await oneAtATime(() => {
    if (isInstalled()) return;
    say('Installing what package-lock.json names; this takes about half a minute ...');
    const npm = ['ci', '--include=dev', '--include=optional', '--loglevel=error'];
    const { status } = runNpm(npm);
    if (status !== 0) giveUp(`The installation failed: npm ${npm.join(' ')} ended with ${String(status)}.`);
    writeFileSync(STAMP, lockHash());
  });
}

function isInstalled() {
  const hash = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return true;
  if (!holdsWhatTheLockNames()) return false;
  writeFileSync(STAMP, hash);
  return true;
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
}

/** After `npm install NAME` everything is there without us; npm's own record of node_modules says so. */
function holdsWhatTheLockNames() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const leftOut = (optional || devOptional) && present[path] === undefined;
    return path === '' || leftOut || (present[path]?.version === version && existsSync(join(ROOT, path)));
  });
}

/** npm itself may be a script that only its caller can find, so the one that runs us is taken if there is one. */
function runNpm(args) {
  const options = { cwd: ROOT, stdio: ['ignore', process.stderr.fd, process.stderr.fd] };
  const caller = process.env.npm_execpath;
  if (caller?.endsWith('.js')) return spawnSync(process.execPath, [caller, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Two commands started at once on a fresh clone would install over each other. */
export async function oneAtATime(work) {
  const lock = join(ROOT, '.waymark', 'preparing');
  mkdirSync(join(ROOT, '.waymark'), { recursive: true });
  while (!tookLock(lock)) await sleep(200);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tookLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(holderOf(lock))) rmSync(lock, { force: true });
    return false;
  }
}

function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
}

/** Node 24 comes as an optional dependency for Linux; elsewhere the present Node must be new enough. */
export function pickNode() {
  const ours = join(BIN, 'node');
  if (existsSync(ours) && spawnSync(ours, ['--version']).status === 0) return ours;
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  return giveUp(`Waymark's tools need Node 22 or newer, and this is ${process.versions.node}: please install Node 24.`);
}

/** Runs a script or tool of node_modules under that Node, in our place: same streams, same signals, same exit code. */
export function runNode(args, env = {}, cwd = ROOT) {
  const child = spawn(pickNode(), [QUIET, ...args], { cwd, stdio: 'inherit', env: toolEnv(env) });
  onStop((signal) => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => giveUp(`${args[0]} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** The tools look up `node` in the path; compiled code is kept, so that the command line starts quickly. */
function toolEnv(env) {
  const cache = join(ROOT, 'node_modules', '.cache', 'waymark-compiled');
  const path = `${BIN}${delimiter}${process.env.PATH ?? ''}`;
  return { ...process.env, NODE_COMPILE_CACHE: cache, ...env, PATH: path };
}
