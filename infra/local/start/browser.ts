import { spawn } from 'node:child_process';

/** Opens the page for the person at this machine. A browser that cannot be started is no trouble: the address is printed. */
export function openBrowser(address: string): void {
  if (process.env.WAYMARK_BROWSER === 'none') return;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const [command, ...args] = commandFor(address);
  if (command === undefined) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function commandFor(address: string): readonly string[] {
  if (process.platform === 'darwin') return ['open', address];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', address];
  return ['xdg-open', address];
}
