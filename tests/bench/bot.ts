/** The built bot in the local host, as a process of its own that is watched. */
import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Bot {
  readonly address: string;
  /** Runs a timer and waits for it. @throws Error when it failed */
  fire(timer: string): Promise<void>;
  /** Megabytes of memory that are its own now. */
  memory(): number;
  /** Seconds of processor since its start. */
  cpu(): number;
  /** Bytes that it wrote, which Azure would keep as its log; and how to find what they say. */
  readonly logged: { readonly bytes: number; readonly text: string };
  stop(): Promise<void>;
}

const TICKS_A_SECOND = 100;

/** The build, apart from whatever is built meanwhile. */
export function appApart(folder: string): string {
  const app = join(folder, 'app');
  cpSync(resolve('dist/app'), app, { recursive: true });
  return app;
}

/** @throws Error with what it said, when it ended before it was ready */
export async function startBot(
  app: string,
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<Bot> {
  const args = ['--disable-warning=DEP0040', ...flags, resolve('dist/local/host.cjs'), '--port', '0', '--app', app];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The host could not be started');
  const logged = { bytes: 0, text: '' };
  const exited = new Promise<void>((done) =>
    child.once('exit', () => {
      done();
    }),
  );
  const address = await new Promise<string>((done, fail) => {
    const hear = (chunk: Buffer): void => {
      logged.bytes += chunk.length;
      logged.text += chunk.toString();
      const found = /Host ready at (\S+)/.exec(logged.text)?.[1];
      if (found !== undefined) done(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => {
      fail(new Error(`The host ended: ${logged.text.slice(-2000)}`));
    });
  });
  return {
    address,
    fire: async (timer) => {
      const answer = await fetch(`${address}/admin/functions/${timer}`, { method: 'POST' });
      if (!answer.ok) throw new Error(`${timer} failed: ${await answer.text()}`);
    },
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024,
    cpu: () => cpuOf(pid),
    logged,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
    },
  };
}

/** User and system, from the fields after the name of the program, which may hold anything. */
function cpuOf(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')
      .at(-1)
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
