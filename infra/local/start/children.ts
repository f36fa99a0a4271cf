import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Trouble } from './ports.js';

const STOP_MS = 10_000;
const LAST_LINES = 8;
/** Old packages under us still ask for `punycode`, once a process. */
export const QUIET = '--disable-warning=DEP0040';
const LEASH = ['--import', pathToFileURL(resolve('infra/local/leash.mjs')).href];

export interface ChildPlan {
  /** As a person would call it: "The storage emulator". */
  readonly name: string;
  /** A script for the present Node, or another program. */
  readonly run: { readonly script: string } | { readonly program: string };
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Its output goes to NAME.log in this folder. */
  readonly logs: string;
  readonly log: string;
  readonly stopWith: NodeJS.Signals;
}

export interface Child {
  readonly name: string;
  /** Rejects with a sentence when it ends without having been told to. */
  readonly died: Promise<never>;
  /** Tells it to end and waits until it has. */
  stop(): Promise<void>;
}

/** In the order in which they were started. */
const children: Child[] = [];

/** In the reverse order: storage goes last, when nobody writes to it any more. */
export async function stopChildren(): Promise<void> {
  for (let child = children.pop(); child !== undefined; child = children.pop()) await child.stop();
}

/** Rejects when one of those started ends without having been told to. */
export function anyDied(): Promise<never> {
  return Promise.race(children.map(({ died }) => died));
}

export function startChild(plan: ChildPlan): Child {
  const log = createWriteStream(join(plan.logs, `${plan.log}.log`));
  const words: string[] = [];
  // A group of its own: Ctrl-C reaches only us, and each child is then told to stop once, in the right order.
  const [command, ...before] =
    'program' in plan.run ? [plan.run.program] : [process.execPath, QUIET, ...LEASH, plan.run.script];
  const child = spawn(command, [...before, ...plan.args], {
    cwd: plan.cwd,
    env: plan.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log.write(chunk);
      words.push(chunk.toString('utf8'));
      if (words.length > 50) words.shift();
    });
  }
  let told = false;
  const died = new Promise<never>((_, reject) => {
    child.once('error', (error) => {
      reject(new Trouble(`${plan.name} could not be started: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      log.end();
      if (!told) reject(new Trouble(`${plan.name} ended unexpectedly (${String(signal ?? code)}).${said(words)}`));
    });
  });
  // Whoever waits for it hears of it; without anybody waiting it must not count as unhandled.
  died.catch(() => undefined);
  const started: Child = {
    name: plan.name,
    died,
    stop: async () => {
      told = true;
      await stopped(child, plan.stopWith);
    },
  };
  children.push(started);
  return started;
}

function said(words: readonly string[]): string {
  const lines = words.join('').trim().split('\n').slice(-LAST_LINES);
  return lines.join('') === '' ? '' : ` It said:\n${lines.join('\n')}`;
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const patience = sleep(STOP_MS, 'late', { ref: false });
  if ((await Promise.race([ended, patience])) === 'late') child.kill('SIGKILL');
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Waits until the question is answered with yes, the child dies or the time is up. */
export async function until(child: Child, ready: () => Promise<boolean>, seconds: number): Promise<void> {
  const stop = new AbortController();
  const asking = async (): Promise<void> => {
    const end = performance.now() + seconds * 1000;
    while (!stop.signal.aborted) {
      if (await ready().catch(() => false)) return;
      if (performance.now() > end)
        throw new Trouble(`${child.name} did not come up within ${String(seconds)} seconds.`);
      await sleep(100);
    }
  };
  try {
    await Promise.race([asking(), child.died]);
  } finally {
    stop.abort();
  }
}
