import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { azureCopies } from '../../bot/storage/blobs.js';
import { memoryCopies, type MemoryCopies } from '../../bot/storage/memory-copies.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { copiesContract } from './copies.contract.js';

describe('in memory', () => {
  copiesContract(memoryCopies, (copies, name) =>
    Promise.resolve(Buffer.from((copies as MemoryCopies).read(name) ?? []).toString()),
  );
});

describe('in blob storage', () => {
  let azurite: Azurite;
  let made = 0;
  const container = (): string => `copies-${String(made)}`;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  copiesContract(
    () => {
      made += 1;
      return azureCopies({ kind: 'connection-string', connectionString: azurite.connectionString }, container());
    },
    async (_, name) => {
      const service = BlobServiceClient.fromConnectionString(azurite.connectionString);
      return (await service.getContainerClient(container()).getBlobClient(name).downloadToBuffer()).toString();
    },
  );
});

describe('a place that keeps what it has', () => {
  let server: Server;
  let code = 'BlobImmutableDueToPolicy';
  let status = 409;
  const connectionString = (): string => {
    const { port } = server.address() as AddressInfo;
    return `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=aGk=;BlobEndpoint=http://127.0.0.1:${String(port)}/a;`;
  };
  beforeAll(async () => {
    server = createServer((_, response) => {
      const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
      response.writeHead(status, { 'x-ms-error-code': code, 'content-type': 'application/xml' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    [409, 'BlobImmutableDueToPolicy'],
    [403, 'AuthorizationPermissionMismatch'],
  ])('%s %s: the refusal is an answer', async (answered, word) => {
    [status, code] = [answered, word];
    const copies = azureCopies({ kind: 'connection-string', connectionString: connectionString() });
    expect(await copies.remove('2026-10-01.ndjson.gz')).toBe('refused');
  });

  it('any other failure is one', async () => {
    [status, code] = [404, 'ResourceTypeMismatch'];
    const copies = azureCopies({ kind: 'connection-string', connectionString: connectionString() });
    await expect(copies.remove('x')).rejects.toMatchObject({ code: 'ResourceTypeMismatch' });
  });

  it('says what is missing where no address is known', async () => {
    const uris = { tableServiceUri: 'https://t.example', queueServiceUri: 'https://q.example', blobServiceUri: null };
    const copies = azureCopies({ kind: 'identity', ...uris, clientId: null });
    await expect(copies.list()).rejects.toMatchObject({ code: 'no-blob-service' });
  });
});
