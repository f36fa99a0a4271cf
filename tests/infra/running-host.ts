import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';

/** Where the entry files of the local tools are. */
export const LOCAL = join(import.meta.dirname, '../../infra/local');

const QUEUES = { visibilityTimeout: '00:00:00', maxDequeueCount: 5, maxPollingInterval: '00:00:01', batchSize: 4 };

/** An app folder as it would be unpacked in Azure, made of one source file. */
export async function appFolder(source: string): Promise<string> {
  const folder = emptyAppFolder();
  await build({
    entryPoints: [join(import.meta.dirname, source)],
    outfile: join(folder, 'index.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@azure/functions-core'],
    logLevel: 'silent',
  });
  return folder;
}

export function emptyAppFolder(main = 'index.cjs'): string {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-host-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'fixture', main }));
  writeFileSync(join(folder, 'host.json'), JSON.stringify({ version: '2.0', extensions: { queues: QUEUES } }));
  return folder;
}

export interface RunningHost {
  readonly address: string;
  /** Of the process that was started; the host itself may be its child. */
  readonly pid: number;
  readonly printed: () => string;
  /** Sends the signal and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the host as its entry file does, and waits for its ready line. */
export async function runHost(folder: string, env: NodeJS.ProcessEnv = {}): Promise<RunningHost> {
  const host = spawnHost(folder, env);
  const address = await new Promise<string>((resolve, reject) => {
    host.child.stdout.on('data', () => {
      const ready = /Host ready at (\S+)/.exec(host.printed())?.[1];
      if (ready !== undefined) resolve(ready);
    });
    host.child.once('exit', () => {
      reject(new Error(`The host ended: ${host.printed()}`));
    });
  });
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    const ended = host.ended;
    host.child.kill(signal);
    return ended;
  };
  return { address, pid: host.child.pid ?? 0, printed: host.printed, stop };
}

/** Runs the host until it ends by itself. */
export async function hostEnding(
  folder: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; said: string }> {
  const host = spawnHost(folder, env);
  return { code: await host.ended, said: host.printed() };
}

interface SpawnedHost {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly printed: () => string;
  readonly ended: Promise<number | null>;
}

function spawnHost(folder: string, env: NodeJS.ProcessEnv): SpawnedHost {
  const child = spawn(process.execPath, [join(LOCAL, 'host.mjs'), '--port', '0', '--app', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, printed: () => text, ended };
}
