import { createServer, type AddressInfo } from 'node:net';

/** Listens on every address of this machine and counts what arrives, whatever it is. */
export interface Canary {
  readonly port: number;
  readonly heard: { connections: number; bytes: number };
  close(): Promise<void>;
}

export async function startCanary(): Promise<Canary> {
  const heard = { connections: 0, bytes: 0 };
  const server = createServer((socket) => {
    heard.connections += 1;
    socket.on('data', (chunk) => {
      heard.bytes += chunk.length;
      socket.end('HTTP/1.1 201 Created\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}');
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
