/**
 * A stand-in for the service that takes our messages to Teams, on loopback. It does what it is told for each request and
 * logs every one of them: that log is the truth about how often something was sent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ConnectorRequest {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON; the text when it is not JSON; null when the body was never read. */
  readonly body: unknown;
}

export type Behaviour =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly delayMs?: number;
    }
  /** Reads everything and never answers. */
  | 'hang'
  /** Cuts the connection as soon as the head of the request is there. */
  | 'reset-before-body'
  /** Cuts the connection when all has arrived. */
  | 'reset-after-body'
  /** Begins an answer and cuts it in the middle. */
  | 'reset-in-answer';

/** What is done with one request, by where it goes; null: it is accepted. */
export type ByPath = (path: string) => Behaviour | null;

export interface Connector {
  /** Ends in a slash. */
  readonly url: string;
  readonly requests: readonly ConnectorRequest[];
  /** What to do with the requests to come: in order, the last one for all that follow. */
  script(...behaviours: readonly (Behaviour | ByPath)[]): void;
  close(): Promise<void>;
}

export async function startConnector(): Promise<Connector> {
  const requests: ConnectorRequest[] = [];
  let behaviours: (Behaviour | ByPath)[] = [];
  const server = createServer((request, response) => {
    const next = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
    const behaviour = (typeof next === 'function' ? next(request.url ?? '') : next) ?? accepted(requests.length + 1);
    void answer(behaviour, request, response, requests);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    requests,
    script: (...next) => {
      behaviours = [...next];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const accepted = (number: number): Behaviour => ({ status: 201, body: { id: `activity-${String(number)}` } });

async function answer(
  behaviour: Behaviour,
  request: IncomingMessage,
  response: ServerResponse,
  requests: ConnectorRequest[],
): Promise<void> {
  const { method = '', url: path = '', headers } = request;
  if (behaviour === 'reset-before-body') {
    requests.push({ method, path, headers, body: null });
    request.socket.destroy();
    return;
  }
  requests.push({ method, path, headers, body: await bodyOf(request) });
  if (behaviour === 'hang') return;
  if (behaviour === 'reset-after-body') {
    request.socket.destroy();
    return;
  }
  if (behaviour === 'reset-in-answer') {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '200' });
    response.write('{"id":', () => request.socket.destroy());
    return;
  }
  if (behaviour.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, behaviour.delayMs));
  response.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers });
  response.end(typeof behaviour.body === 'string' ? behaviour.body : JSON.stringify(behaviour.body ?? {}));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
