import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { smoke } from '../../infra/azure/smoke.mjs';

describe('the smoke test', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** A health page that answers so, the last one for all that follows. */
  async function healthOf(...statuses: readonly number[]): Promise<{ url: string; asked: () => number }> {
    let asked = 0;
    server = createServer((request, response) => {
      const status = statuses[Math.min(asked, statuses.length - 1)]!;
      asked += 1;
      response.writeHead(status, { location: '/api/health', connection: 'close' });
      response.end(request.url === '/api/health' ? '{"status":"ok"}' : '');
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/health`;
    return { url, asked: () => asked };
  }
  const run = async (url: string): Promise<{ healthy: boolean; said: readonly string[] }> => {
    const said: string[] = [];
    return { healthy: await smoke(url, { tries: 4, everyMs: 1, say: (line: string) => said.push(line) }), said };
  };

  test('is content with 200 after two 503, and asks no more', async () => {
    const { url, asked } = await healthOf(503, 503, 200, 500);
    expect(await run(url)).toEqual({ healthy: true, said: ['1 of 4: 503', '2 of 4: 503', '3 of 4: 200'] });
    expect(asked()).toBe(3);
  });

  test('fails where it is never 200: broken, moved elsewhere, or not there', async () => {
    const broken = await healthOf(503);
    expect(await run(broken.url)).toMatchObject({ healthy: false, said: { length: 4 } });
    server?.close();
    const moved = await healthOf(302);
    expect((await run(moved.url)).healthy).toBe(false);
    server?.close();
    expect(await run('http://127.0.0.1:1/api/health')).toMatchObject({ healthy: false });
  });

  test('tells a workflow by its exit code', async () => {
    const { url } = await healthOf(503, 200, 503);
    const node = (...args: readonly string[]): Promise<unknown> =>
      promisify(execFile)(process.execPath, ['infra/azure/smoke.mjs', ...args]);
    expect(await node(url, '--every', '0')).toMatchObject({ stdout: '1 of 20: 503\n2 of 20: 200\n' });
    const never = node(url, '--tries', '2', '--every', '0');
    await expect(never).rejects.toMatchObject({ code: 1, stderr: `${url} was never 200.\n` });
    await expect(node('health', '--tries', '2')).rejects.toMatchObject({ code: 2 });
    await expect(node(url, '--tries', 'x')).rejects.toMatchObject({ code: 2 });
  });
});
