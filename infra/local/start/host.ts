import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startChild, until } from './children.js';
import type { Place } from './place.js';
import { Trouble } from './ports.js';

interface HostWish {
  readonly port: number;
  /** Azure Functions Core Tools instead of our own host. */
  readonly coreTools: boolean;
  /** The folder of a built or unpacked app. */
  readonly app: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** The function host on an app; resolves when the app is healthy. */
export async function startFunctions(place: Place, { port, coreTools, app, settings }: HostWish): Promise<void> {
  const child = startChild({
    name: coreTools ? 'Azure Functions Core Tools' : 'The function host',
    run: coreTools ? { program: 'func' } : { script: join(place.root, 'dist', 'local', 'host.cjs') },
    args: coreTools ? ['start', '--port', String(port)] : ['--port', String(port), '--app', app],
    cwd: coreTools ? app : place.root,
    env: { ...process.env, ...settings, FUNCTIONS_WORKER_RUNTIME: 'node' },
    logs: place.data,
    log: 'host',
    stopWith: 'SIGTERM',
  });
  // Core Tools fetch their extension bundle when they run for the first time.
  await until(child, () => isHealthy(port), coreTools ? 180 : 60);
}

export function refuseWithoutCoreTools(): void {
  const { error } = spawnSync('func', ['--version'], { stdio: 'ignore' });
  if (error) throw new Trouble('Azure Functions Core Tools ("func") are not in the path: npm start runs without them.');
}

async function isHealthy(port: number): Promise<boolean> {
  const health = `http://127.0.0.1:${String(port)}/api/health`;
  const response = await fetch(health, { signal: AbortSignal.timeout(5000) });
  return response.status === 200;
}
