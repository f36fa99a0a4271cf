import { createServer } from 'node:net';

/** A sentence for the person who started us; nothing else is printed. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
}

const taken = new Set<number>();

/** The port wished for in the setting, which must then be free, else the first free one from `preferred` on. */
export async function choosePort(setting: string, preferred: number): Promise<number> {
  const wish = process.env[setting];
  if (wish === undefined || wish === '') return freePort(preferred);
  const port = /^\d{1,5}$/.test(wish) ? Number(wish) : 0;
  if (port < 1 || port > 65_535) throw new Trouble(`${setting} is "${wish}", which is no port.`);
  if (!(await isFree(port))) throw new Trouble(`Port ${wish} (${setting}) is taken by another program.`);
  taken.add(port);
  return port;
}

/** The first port from the given one on that nobody listens on and that we have not given out yet. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + 200 && port <= 65_535; port += 1) {
    if (taken.has(port) || !(await isFree(port))) continue;
    taken.add(port);
    return port;
  }
  throw new Trouble(`No free port was found from ${String(from)} on.`);
}

/** On this machine and on all interfaces: the Playground listens on all. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port));
}

function canListen(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
