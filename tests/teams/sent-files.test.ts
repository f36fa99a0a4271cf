import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isRefused } from '../../bot/domain/read-plan.js';
import { allowedFileAddress, sentFiles } from '../../bot/teams/sent-files.js';
import { recordingLog } from './world.js';

const RULES = { hosts: ['*.sharepoint.com', 'files.example.org', '127.0.0.1'], allowHttpLoopback: true };

describe('where a sent file may be read', () => {
  it.each([
    'https://council.sharepoint.com/_layouts/15/download.aspx?UniqueId=1&tempauth=v1.abc%2B',
    'https://a.b.sharepoint.com/x',
    'https://files.example.org/x',
    'http://127.0.0.1:4321/x',
  ])('%s', (address) => {
    expect(allowedFileAddress(address, RULES)).toBe(true);
  });

  it.each([
    'http://council.sharepoint.com/x',
    'https://sharepoint.com/x',
    'https://evilsharepoint.com/x',
    'https://council.sharepoint.com.evil.example/x',
    'https://council.sharepoint.com@evil.example/x',
    'https://user:pass@council.sharepoint.com/x',
    'https://council.sharepoint.com:8443/x',
    'https://127.0.0.1/x',
    'http://localhost:4321/x',
    'http://[::1]/x',
    'http://169.254.169.254/metadata',
    'https://2130706433/x',
    'file:///etc/passwd',
    'x',
    `https://council.sharepoint.com/${'x'.repeat(4000)}`,
  ])('not %s', (address) => {
    expect(allowedFileAddress(address, RULES)).toBe(false);
  });

  it('on this machine only outside Azure', () => {
    expect(allowedFileAddress('http://127.0.0.1:4321/x', { ...RULES, allowHttpLoopback: false })).toBe(false);
  });
});

describe('a sent file', () => {
  let server: Server | undefined;
  const asked: { url: string | undefined; authorization: string | undefined }[] = [];
  const logged: { level: string; event: string; fields: object }[] = [];
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    asked.length = logged.length = 0;
  });

  async function serve(answer: RequestListener): Promise<string> {
    const own = createServer((request, response) => {
      asked.push({ url: request.url, authorization: request.headers.authorization });
      answer(request, response);
    });
    server = own;
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((own.address() as AddressInfo).port)}`;
  }

  async function fetched(address: string, limits = { bytes: 1000, ms: 5000 }): Promise<string> {
    const got = await sentFiles(RULES, recordingLog(logged), limits).download(address);
    return isRefused(got) ? `refused: ${got.refused}` : Buffer.from(got).toString();
  }

  it('is read without any token', async () => {
    const host = await serve((_, response) => response.end('Ref,Milestone'));
    expect(await fetched(`${host}/file?secret=canary`)).toBe('Ref,Milestone');
    expect(asked).toEqual([{ url: '/file?secret=canary', authorization: undefined }]);
  });

  it('is followed to allowed hosts only', async () => {
    let to = '/there';
    const host = await serve((request, response) => {
      if (request.url === '/there') response.end('here');
      else response.writeHead(302, { location: to }).end();
    });
    expect(await fetched(`${host}/file`)).toBe('here');
    for (to of ['http://localhost:1/x', 'https://evil.example/x', 'http://169.254.169.254/x']) {
      expect(await fetched(`${host}/file`)).toContain('may not read from');
    }
    to = '/file';
    expect(await fetched(`${host}/file`)).toContain('could not be fetched');
  });

  it('is counted while it comes', async () => {
    const host = await serve((_, response) => {
      for (let at = 0; at < 20; at += 1) response.write('x'.repeat(100));
      response.end();
    });
    expect(await fetched(`${host}/file`)).toContain('larger than 25 MB');
    expect(await fetched(`${host}/file`, { bytes: 2000, ms: 5000 })).toHaveLength(2000);
  });

  it('that is gone, or does not come, is told plainly and its link is never logged', async () => {
    const host = await serve((request, response) => {
      if (request.url?.startsWith('/gone') === true) response.writeHead(403).end();
      else if (request.url?.startsWith('/broken') === true) response.writeHead(500).end();
    });
    expect(await fetched(`${host}/gone?secret=canary`)).toContain('send the file again');
    expect(await fetched(`${host}/broken?secret=canary`)).toContain('could not be fetched');
    expect(await fetched(`${host}/never?secret=canary`, { bytes: 10, ms: 50 })).toContain('could not be fetched');
    expect(await fetched('http://127.0.0.1:1/?secret=canary')).toContain('could not be fetched');
    expect(logged.map(({ event }) => event)).toEqual(Array.from({ length: 4 }, () => 'file-refused'));
    expect(JSON.stringify(logged)).not.toContain('canary');
  });
});
