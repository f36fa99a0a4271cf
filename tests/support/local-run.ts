import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';

/** What `npm start` runs, with data of its own and a clock that the test holds. */
export interface LocalRun {
  readonly playground: string;
  readonly messages: string;
  readonly health: string;
  readonly storage: string;
  readonly folder: string;
  /** Moves the clock of the bot and of the command line. */
  setClock(instant: string): void;
  /** One verb of the command line; what it printed as JSON. */
  waymark(...args: readonly string[]): Promise<unknown>;
  log(): string;
  stop(): Promise<void>;
}

/** Wednesday 18 November 2026, 10:00 in London. */
export const CLOCK = '2026-11-18T10:00:00.000Z';

/** While one start looks for free ports and takes them. */
const STARTING = join(tmpdir(), 'waymark-run-starting');
const STARTS_WITHIN_MS = 90_000;

/**
 * Starts everything as a person would and waits until it runs. Needs a build (`npm test` makes one).
 *
 * @param app the folder of an unpacked app, in place of the build
 */
export async function startLocalRun(app?: string): Promise<LocalRun> {
  await oneAtATime();
  try {
    return await start(app === undefined ? [] : ['--app', app]);
  } finally {
    rmSync(STARTING, { recursive: true, force: true });
  }
}

/** Two test files that start at one moment would find the same ports free. */
async function oneAtATime(): Promise<void> {
  for (;;) {
    try {
      mkdirSync(STARTING);
      return;
    } catch {
      const since = statSync(STARTING, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
      if (Date.now() - since > STARTS_WITHIN_MS) rmSync(STARTING, { recursive: true, force: true });
      await sleep(100);
    }
  }
}

async function start(args: readonly string[]): Promise<LocalRun> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-run-'));
  const clock = join(folder, 'clock');
  writeFileSync(clock, CLOCK);
  const env = { ...process.env, WAYMARK_BROWSER: 'none', WAYMARK_DATA: folder, WAYMARK_CLOCK_FILE: clock };
  const child = spawn(process.execPath, ['dist/local/start.cjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const addresses = await readyAddresses(child, join(folder, 'local.json'), () => said);
  return {
    ...addresses,
    folder,
    setClock: (instant) => {
      writeFileSync(clock, instant);
    },
    waymark: async (...args) => {
      const cliEnv = { ...process.env, AzureWebJobsStorage: addresses.storage, WAYMARK_CLOCK_FILE: clock };
      const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli.cjs', ...args, '--json'], {
        env: cliEnv,
      });
      return JSON.parse(stdout) as unknown;
    },
    log: () => `${said}\n${existsSync(join(folder, 'host.log')) ? readFileSync(join(folder, 'host.log'), 'utf8') : ''}`,
    stop: async () => {
      child.kill('SIGINT');
      for (let tried = 0; tried < 100 && child.exitCode === null; tried += 1) await sleep(100);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Addresses {
  readonly playground: string;
  readonly messages: string;
  readonly health: string;
  readonly storage: string;
}

async function readyAddresses(child: ChildProcess, file: string, said: () => string): Promise<Addresses> {
  for (let tried = 0; tried < 600; tried += 1) {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Addresses;
    if (child.exitCode !== null) throw new Error(`The local run did not start:\n${said()}`);
    await sleep(100);
  }
  child.kill('SIGINT');
  throw new Error(`The local run was not ready within a minute:\n${said()}`);
}
