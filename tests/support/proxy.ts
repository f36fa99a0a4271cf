/**
 * A proxy on loopback that passes bytes on unchanged, knows where each HTTP request begins and ends, and may do to any
 * of them what networks do: cut before or after it arrived, cut its answer in half, hold it up, or answer in its place.
 */
import { createServer, connect, type Server, type Socket } from 'node:net';
import { framer, type Head, type Piece } from './http-framing.js';

/** A request that came past. */
export interface Passing {
  /** From 1, over all connections of this proxy. */
  readonly number: number;
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** `$filter` in clear; null where there is none. */
  readonly filter: string | null;
  /** The port at the other end of the client's connection: who it was. */
  readonly clientPort: number;
}

/** What is done to one request. */
export type Treatment =
  | { readonly kind: 'pass' }
  /** Nothing reaches the server; the client sees the connection close. */
  | { readonly kind: 'cut-before' }
  /** As before, with a reset in place of a close. */
  | { readonly kind: 'reset' }
  /** The server has answered, and the client learns nothing of it. `meanwhile` runs between the two. */
  | { readonly kind: 'cut-after'; readonly meanwhile?: () => void }
  /** The client gets the first half of the answer. */
  | { readonly kind: 'half' }
  /** Held until then, and passed on. */
  | { readonly kind: 'stall'; readonly until: Promise<void> }
  /** Answered here; nothing reaches the server. */
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter?: string };

export interface Proxy {
  readonly port: number;
  /** Oldest first. */
  readonly seen: readonly Passing[];
  /** Sends what comes from now on elsewhere; whatever is connected is cut. */
  aim(port: number): void;
  close(): Promise<void>;
}

const PASS: Treatment = { kind: 'pass' };

/** @param treat asked once for each request, when its head is there and before any of it is passed on */
export async function startProxy(
  targetPort: number,
  treat: (request: Passing) => Treatment = () => PASS,
): Promise<Proxy> {
  const seen: Passing[] = [];
  const open = new Set<Socket>();
  let target = targetPort;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    converse(client, upstream, (head) => {
      const request = passing(head, seen.length + 1, client.remotePort ?? 0);
      seen.push(request);
      return treat(request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    seen,
    aim: (port) => {
      target = port;
      for (const socket of open) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

/**
 * For the proxy before a table service: a query of a table, not the reading of one row, that names no partition. In Azure
 * it would read everything, page by page; Azurite does not let it be felt (guarantees.md 4).
 */
export function isUnbounded({ method, path, filter }: Pick<Passing, 'method' | 'path' | 'filter'>): boolean {
  const queries = method === 'GET' && /^\/[^/]+\/\w+(\(\)|%28%29)?(\?|$)/i.test(path);
  return queries && (!/^PartitionKey (eq|le) '/.test(filter ?? '') || (filter ?? '').includes(' or '));
}

/** One request on its way, and what becomes of its answer. */
interface Exchange {
  readonly treatment: Treatment;
  readonly method: string;
  /** Resolves when its answer is through: those that follow on the connection wait for it where they must. */
  readonly answered: Promise<void>;
  readonly done: () => void;
  readonly kept: Buffer[];
}

function converse(client: Socket, upstream: Socket, begin: (head: Head) => Treatment): void {
  const waiting: Exchange[] = [];
  let asking: Exchange | null = null;
  const cut = (): void => {
    client.destroy();
    upstream.destroy();
  };
  const requests = framer('requests');
  const responses = framer('responses', () => waiting[0]?.method === 'HEAD');

  const onRequest = async (piece: Piece): Promise<void> => {
    if (piece.head !== undefined) {
      asking = exchangeOf(piece.head, begin(piece.head));
      if (asking.treatment.kind === 'stall') await asking.treatment.until;
      if (asking.treatment.kind === 'reset') client.resetAndDestroy();
      if (asking.treatment.kind === 'reset' || asking.treatment.kind === 'cut-before') {
        cut();
        return;
      }
      if (asking.treatment.kind !== 'answer') waiting.push(asking);
    }
    if (asking?.treatment.kind !== 'answer') return passOn(upstream, piece.bytes);
    if (!piece.last) return;
    await Promise.all(waiting.map((one) => one.answered));
    client.end(answerText(asking.treatment));
  };

  const onResponse = async (piece: Piece): Promise<void> => {
    const exchange = waiting[0];
    const interim = piece.head !== undefined && / 1\d\d /.test(piece.head.first);
    if (exchange === undefined || interim) return passOn(client, piece.bytes);
    const { kind } = exchange.treatment;
    if (kind === 'cut-after' || kind === 'half') exchange.kept.push(piece.bytes);
    else await passOn(client, piece.bytes);
    if (piece.last) end(waiting.shift());
  };

  const end = (exchange: Exchange | undefined): void => {
    if (exchange?.treatment.kind === 'cut-after') {
      exchange.treatment.meanwhile?.();
      cut();
    }
    if (exchange?.treatment.kind === 'half') {
      const whole = Buffer.concat(exchange.kept);
      client.write(whole.subarray(0, Math.floor(whole.length / 2)), cut);
    }
    exchange?.done();
  };

  follow(client, requests.push.bind(requests), onRequest, cut, () => upstream.end());
  follow(upstream, responses.push.bind(responses), onResponse, cut, () => {
    // An answer that only the end of the connection ends.
    end(waiting.shift());
    client.end();
  });
}

/** Handles the pieces of one direction strictly in order. */
function follow(
  from: Socket,
  push: (bytes: Buffer) => readonly Piece[],
  handle: (piece: Piece) => Promise<void>,
  cut: () => void,
  ended: () => void,
): void {
  let turn = Promise.resolve();
  const inTurn = (act: () => Promise<void> | void): void => {
    turn = turn.then(act).catch(cut);
  };
  from.on('data', (bytes: Buffer) => {
    inTurn(async () => {
      for (const piece of push(bytes)) await handle(piece);
    });
  });
  from.on('end', () => {
    inTurn(ended);
  });
  // A client that gave up frees its server, and the other way round.
  from.on('error', cut);
  from.on('close', () => {
    if (from.errored !== null) cut();
  });
}

async function passOn(to: Socket, bytes: Buffer): Promise<void> {
  if (to.destroyed || to.write(bytes)) return;
  await new Promise<void>((resolve) => {
    to.once('drain', resolve).once('close', resolve);
  });
}

function exchangeOf(head: Head, treatment: Treatment): Exchange {
  let done = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { treatment, method: head.first.split(' ')[0] ?? '', answered, done, kept: [] };
}

function passing({ first }: Head, number: number, clientPort: number): Passing {
  const [method = '', path = ''] = first.split(' ');
  const query = path.includes('?') ? new URLSearchParams(path.slice(path.indexOf('?'))) : null;
  return { number, method, path, filter: query?.get('$filter') ?? null, clientPort };
}

function answerText({ status, retryAfter }: Extract<Treatment, { kind: 'answer' }>): string {
  const lines = [`HTTP/1.1 ${String(status)} Refused by the proxy`, 'Content-Length: 0', 'Connection: close'];
  return [...lines, ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]), '', ''].join('\r\n');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy is not listening');
  return address.port;
}
