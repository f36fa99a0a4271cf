/** What strangers throw at an open door: requests of many kinds, and connections that are none. */
import { request, type Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { OpenId } from './openid.js';

export interface Rubbish {
  readonly kind: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent in these pieces; without a length of its own in the headers, chunked. */
  readonly pieces: readonly (string | Uint8Array)[];
}

export interface Answered {
  readonly kind: string;
  /** 0: the connection ended without an answer. */
  readonly status: number;
  readonly text: string;
}

/** One of each kind; the number makes key ids and texts differ. */
export function rubbishOf(openId: OpenId, appId: string, serviceUrl: string, number: number): readonly Rubbish[] {
  const activity = JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl, text: `x${String(number)}` });
  const json = { 'content-type': 'application/json' };
  const bearer = (token: string) => ({ ...json, authorization: `Bearer ${token}` });
  const good = bearer(openId.token(appId, serviceUrl));
  const forged = (header: object) =>
    bearer(openId.token(appId, serviceUrl, { header: { ...header }, signedBy: 'stranger' }));
  const post = (kind: string, headers: Readonly<Record<string, string>>, ...pieces: Rubbish['pieces']): Rubbish => ({
    kind,
    method: 'POST',
    headers,
    pieces,
  });
  const large = new Uint8Array(64 * 1024).fill(0x20);
  return [
    post('no token', json, activity),
    post('a token that is none', bearer('abc'), activity),
    post('an unknown key', forged({ kid: `made-up-${String(number)}` }), activity),
    post('a forged signature', forged({}), activity),
    post(
      'no algorithm',
      bearer(openId.token(appId, serviceUrl, { header: { alg: 'none' }, signedBy: 'nobody' })),
      activity,
    ),
    post('another audience', bearer(openId.token('other', serviceUrl)), activity),
    post('large without a token', json, large, large, large, large, large),
    post('large with a token', good, large, large, large, large, large),
    post('large as announced', { ...json, 'content-length': '300000' }, '{'.repeat(300_000)),
    post('deep', good, '{"a":'.repeat(40_000)),
    post('prototypes', good, '{"__proto__":{"admin":true}}'),
    post('twice', good, '{"type":"message","type":"invoke"}'),
    post('no JSON', { ...good, 'content-type': 'text/xml' }, '<xml/>'),
    post('no UTF-8', good, new Uint8Array([0xff, 0xfe, 0x7b, 0x00])),
    post('an activity of nobody', good, activity),
    post('nothing', good),
    { kind: 'GET', method: 'GET', headers: good, pieces: [] },
    { kind: 'PUT', method: 'PUT', headers: good, pieces: [activity] },
    { kind: 'DELETE', method: 'DELETE', headers: {}, pieces: [] },
  ];
}

/** Sends one request and reads its answer to the end. Never throws. */
export function throwAt(address: string, rubbish: Rubbish, agent: Agent): Promise<Answered> {
  const { kind, method, headers, pieces } = rubbish;
  return new Promise((resolve) => {
    const none = (): void => {
      resolve({ kind, status: 0, text: '' });
    };
    const sent = request(`${address}/api/messages`, { method, headers, agent }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      response.on('error', none);
      response.on('end', () => {
        resolve({ kind, status: response.statusCode ?? 0, text });
      });
    });
    sent.on('error', none);
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

/** Connections that open and do not go on: half a head, half a body, no HTTP at all, and one that is reset. */
export async function hangOn(port: number, count: number): Promise<readonly Socket[]> {
  const heads = [
    'POST /api/messages HTTP/1.1\r\nHost: x\r\n',
    'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"type":',
    'POST /api/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
    'GET / HTTP/9.9\r\n\r\n',
    'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin',
    `POST /api/messages HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
    '',
  ];
  return Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<Socket>((resolve) => {
          const socket = connect(port, '127.0.0.1', () => {
            socket.write(heads[index % heads.length] ?? '');
            resolve(socket);
          });
          socket.on('error', () => {
            resolve(socket);
          });
          socket.resume();
        }),
    ),
  );
}
