/** Function hosts as processes of their own, that are killed, stopped and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One host with its settings; it may run or not. */
export interface TorturedHost {
  readonly name: string;
  /** Starts it, or waits until it is ready if it is being started. */
  start(): Promise<void>;
  /** At once and without a word, as when the machine loses its power. */
  kill(): void;
  /** Stands still until `wake`. */
  freeze(): void;
  wake(): void;
  /** Whether this process is the client of a connection to a port of ours. */
  owns(clientPort: number): boolean;
  readonly alive: boolean;
  /** Runs a timer and waits for it. The status, or null when the host did not live to answer. */
  fire(name: string): Promise<number | null>;
  /** What Teams would deliver. The answer's body, or null when there was none. */
  deliver(activity: object, token: string): Promise<{ readonly status: number; readonly body: unknown } | null>;
  /** What it printed, all its lives together. */
  said(): string;
}

/** The build, apart from whatever is built meanwhile, with queues that are looked at more often. */
export function appApart(folder: string): string {
  const app = join(folder, 'app');
  cpSync(resolve('dist/app'), app, { recursive: true });
  const file = join(app, 'host.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { extensions: { queues: { maxPollingInterval: string } } };
  settings.extensions.queues.maxPollingInterval = '00:00:00.400';
  writeFileSync(file, JSON.stringify(settings));
  return app;
}

export function torturedHost(name: string, app: string, env: Readonly<Record<string, string>>): TorturedHost {
  let child: ChildProcess | null = null;
  let address = '';
  let said = '';
  let ready: Promise<void> | null = null;
  const ended = (): void => {
    child = null;
    ready = null;
  };
  const send = (signal: NodeJS.Signals): void => {
    child?.kill(signal);
  };
  return {
    name,
    start: () => {
      ready ??= new Promise<void>((done, fail) => {
        const args = ['--disable-warning=DEP0040', resolve('dist/local/host.cjs'), '--port', '0', '--app', app];
        const cache = resolve('node_modules/.cache/waymark-compiled');
        const started = spawn(process.execPath, args, {
          env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache, ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        child = started;
        let mine = '';
        const hear = (chunk: Buffer): void => {
          mine += chunk.toString();
          said += chunk.toString();
          address = /Host ready at (\S+)/.exec(mine)?.[1] ?? address;
          if (mine.includes('Host ready at')) done();
        };
        started.stdout.on('data', hear);
        started.stderr.on('data', hear);
        started.once('exit', () => {
          if (child === started) ended();
          fail(new Error(`Host ${name} ended: ${mine.slice(-2000)}`));
        });
      });
      return ready;
    },
    kill: () => {
      send('SIGKILL');
      ended();
    },
    freeze: () => {
      send('SIGSTOP');
    },
    wake: () => {
      send('SIGCONT');
    },
    owns: (clientPort) => child?.pid !== undefined && ownsPort(child.pid, clientPort),
    get alive() {
      return child !== null;
    },
    fire: async (timer) => {
      const answer = await ask(`${address}/admin/functions/${timer}`, { body: '{}' });
      return answer?.status ?? null;
    },
    deliver: (activity, token) =>
      ask(`${address}/api/messages`, {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(activity),
      }),
    said: () => said,
  };
}

async function ask(url: string, init: RequestInit): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetch(url, { method: 'POST', ...init });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  } catch {
    return null;
  }
}

/** Linux tells which process holds a connection: by the number of its socket. */
function ownsPort(pid: number, port: number): boolean {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const line = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .find((one) => one.trim().split(/\s+/)[1]?.endsWith(wanted));
  const inode = line?.trim().split(/\s+/)[9];
  if (inode === undefined) return false;
  try {
    return readdirSync(`/proc/${String(pid)}/fd`).some((fd) => {
      try {
        return readlinkSync(`/proc/${String(pid)}/fd/${fd}`) === `socket:[${inode}]`;
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
