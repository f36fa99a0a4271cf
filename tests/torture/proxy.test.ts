import { Agent, createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { framer } from '../support/http-framing.js';
import { isUnbounded, startProxy, type Passing, type Proxy, type Treatment } from '../support/proxy.js';

let server: Server;
let proxy: Proxy;
/** What reached the server, as `METHOD path body`. */
let arrived: string[];
let treat: (request: Passing) => Treatment;

beforeEach(async () => {
  arrived = [];
  treat = () => ({ kind: 'pass' });
  server = createServer((incoming, response) => {
    void textOf(incoming).then((body) => {
      arrived.push(`${incoming.method ?? ''} ${incoming.url ?? ''} ${body}`);
      response.setHeader('x-path', incoming.url ?? '');
      // Without a length: in chunks, one of which is cut anywhere by the network.
      if (incoming.url === '/chunked') {
        response.write('first,');
        response.end('second');
      } else if (incoming.url === '/none') {
        response.writeHead(204).end();
      } else {
        response.end(`you sent ${String(body.length)}`);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  proxy = await startProxy((server.address() as AddressInfo).port, (seen) => treat(seen));
});

afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

async function textOf(stream: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function ask(method: string, path: string, body = '', agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: proxy.port, method, path, agent: agent ?? false }, (answer) => {
      textOf(answer).then((text) => {
        resolve(`${String(answer.statusCode)} ${text}`);
      }, reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Does it to the second request. */
function troubleSecond(treatment: Treatment): void {
  treat = ({ number }) => (number === 2 ? treatment : { kind: 'pass' });
}

describe('what passes', () => {
  it('is not changed, and is counted over all connections, kept alive or not', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const long = 'x'.repeat(300_000);
    expect(await ask('POST', '/a', long, agent)).toBe('200 you sent 300000');
    expect(await ask('GET', '/chunked', '', agent)).toBe('200 first,second');
    expect(await ask('DELETE', '/none', '', agent)).toBe('204 ');
    expect(await ask('HEAD', '/b', '', agent)).toBe('200 ');
    expect(await ask('GET', `/T()?$filter=${encodeURIComponent("PartitionKey eq 'a b'")}`)).toBe('200 you sent 0');
    agent.destroy();
    expect(arrived).toHaveLength(5);
    expect(proxy.seen.map(({ number, method, filter }) => [number, method, filter])).toEqual([
      [1, 'POST', null],
      [2, 'GET', null],
      [3, 'DELETE', null],
      [4, 'HEAD', null],
      [5, 'GET', "PartitionKey eq 'a b'"],
    ]);
    expect(new Set(proxy.seen.map(({ clientPort }) => clientPort)).size).toBe(2);
  });

  it('is counted one by one when several requests come in one piece, in pieces of any size', async () => {
    const one = 'POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n';
    const two = 'GET /q HTTP/1.1\r\nHost: h\r\n\r\n';
    const socket = connect(proxy.port, '127.0.0.1');
    let answers = '';
    socket.on('data', (bytes: Buffer) => (answers += bytes.toString()));
    socket.write(one + two + two);
    await expect.poll(() => answers.match(/200 OK/g)?.length).toBe(3);
    socket.destroy();
    expect([...arrived].sort()).toEqual(['GET /q ', 'GET /q ', 'POST /p abc']);
    expect(proxy.seen.map(({ path }) => path)).toEqual(['/p', '/q', '/q']);
  });

  it('is divided in the same places however the network divides it', () => {
    const stream = Buffer.from(
      'POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nTrailer: t\r\n\r\n' +
        'PUT /l HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /GET /n HTTP/1.1\r\n\r\n',
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }), (sizes) => {
        const reading = framer('requests');
        const pieces = [];
        let at = 0;
        for (const size of [...sizes, stream.length]) pieces.push(...reading.push(stream.subarray(at, (at += size))));
        expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
        expect(pieces.flatMap(({ head }) => head?.first ?? [])).toEqual([
          'POST /p HTTP/1.1',
          'PUT /l HTTP/1.1',
          'GET /n HTTP/1.1',
        ]);
        expect(pieces.filter(({ last }) => last)).toHaveLength(3);
      }),
    );
  });
});

describe('a query that reads a whole table', () => {
  const asked = (path: string, filter: string | null, method = 'GET') => isUnbounded({ method, path, filter });

  it('is told from one that names its partition, and from the reading of a row', () => {
    expect(asked('/account/Ledger()?$filter=x', "PartitionKey eq 'a' and RowKey ge 'b'")).toBe(false);
    expect(asked('/account/DueIndex()', "PartitionKey le '2026-11-18'")).toBe(false);
    expect(asked("/account/Ledger(PartitionKey='a',RowKey='b')", null)).toBe(false);
    expect(asked('/account/Ledger', null, 'POST')).toBe(false);
    expect(asked('/account/Ledger()', null)).toBe(true);
    expect(asked('/account/Ledger', "state eq 'open'")).toBe(true);
    expect(asked('/account/Ledger()', "PartitionKey ge 'a'")).toBe(true);
    expect(asked('/account/Ledger%28%29?$top=1', "PartitionKey eq 'a' or state eq 'open'")).toBe(true);
  });
});

describe('the trouble it makes', () => {
  const cases = [
    { treatment: { kind: 'cut-before' }, reaches: false },
    { treatment: { kind: 'reset' }, reaches: false },
    { treatment: { kind: 'cut-after' }, reaches: true },
    { treatment: { kind: 'half' }, reaches: true },
  ] as const;

  it.each(cases)('$treatment.kind', async ({ treatment, reaches }) => {
    troubleSecond(treatment);
    expect(await ask('POST', '/1', 'a')).toBe('200 you sent 1');
    await expect(ask('POST', '/2', 'a')).rejects.toThrow(/socket hang up|ECONNRESET|aborted/);
    expect(await ask('POST', '/3', 'a')).toBe('200 you sent 1');
    expect(arrived).toEqual(['POST /1 a', ...(reaches ? ['POST /2 a'] : []), 'POST /3 a']);
  });

  it('runs what is to happen between the answer of the server and the cut', async () => {
    const when: string[] = [];
    treat = () => ({ kind: 'cut-after', meanwhile: () => when.push(`${String(arrived.length)} arrived`) });
    await expect(ask('POST', '/1')).rejects.toThrow('socket hang up');
    expect(when).toEqual(['1 arrived']);
  });

  it('holds a request up until it is told, and others go past', async () => {
    let release = (): void => undefined;
    troubleSecond({ kind: 'stall', until: new Promise((resolve) => (release = resolve)) });
    await ask('POST', '/1');
    const held = ask('POST', '/2');
    await expect.poll(() => proxy.seen.length).toBe(2);
    await ask('POST', '/3');
    release();
    await held;
    expect(arrived).toEqual(['POST /1 ', 'POST /3 ', 'POST /2 ']);
  });

  it('answers in the place of the server', async () => {
    troubleSecond({ kind: 'answer', status: 503, retryAfter: '2' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask('POST', '/1', 'a', agent);
    expect(await ask('POST', '/2', 'a', agent)).toBe('503 ');
    expect(await ask('POST', '/3', 'a', agent)).toBe('200 you sent 1');
    agent.destroy();
    expect(arrived).toEqual(['POST /1 a', 'POST /3 a']);
  });

  it('sends what comes elsewhere once it is aimed there', async () => {
    const other = createServer((_, response) => response.end('other'));
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    await ask('GET', '/1');
    proxy.aim((other.address() as AddressInfo).port);
    expect(await ask('GET', '/2')).toBe('200 other');
    other.closeAllConnections();
    await new Promise((done) => other.close(done));
  });
});
