import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMs, instant, type Instant } from '../../bot/domain/dates.js';
import { memoryBells } from '../../bot/storage/memory-queues.js';
import { azureBells, readCause, readRefresh, readRollup } from '../../bot/storage/queues.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { NOON } from './samples.js';

const REFRESH = { plan: 'ilacs-2026', ref: 'CiN/CP 1.1 – ü' };
const ROLLUP = { scope: 'ilacs-2026', period: NOON, channel: '19:a@thread.tacv2' };

describe('bells over storage queues', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  it('put JSON in base64 where the host looks for it, at once or later', async () => {
    const { connectionString } = azurite;
    const bells = azureBells({ kind: 'connection-string', connectionString }, () => null);
    await Promise.all([bells.deliver(), bells.refresh(REFRESH), bells.rollup(ROLLUP)]);
    await bells.deliver(60);
    await bells.deliver(1e9);
    const service = QueueServiceClient.fromConnectionString(connectionString);
    const received = async (queue: string): Promise<unknown[]> => {
      const { receivedMessageItems } = await service.getQueueClient(queue).receiveMessages({ numberOfMessages: 9 });
      return receivedMessageItems.map(({ messageText }): unknown => {
        return JSON.parse(Buffer.from(messageText, 'base64').toString('utf8'));
      });
    };
    expect(await received('deliver')).toEqual([{}]);
    const [refresh] = await received('refresh');
    expect(readRefresh(refresh)).toEqual(REFRESH);
    const [rollup] = await received('rollup');
    expect(readRollup(rollup)).toEqual(ROLLUP);
    expect((await service.getQueueClient('deliver').getProperties()).approximateMessagesCount).toBe(3);
  });

  it('carry on what caused them, which nobody has to know of; messages of before, and strange ones, have no cause', async () => {
    const { connectionString } = azurite;
    const cause = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await azureBells({ kind: 'connection-string', connectionString }, () => cause).refresh(REFRESH);
    const client = QueueServiceClient.fromConnectionString(connectionString).getQueueClient('refresh');
    const { receivedMessageItems } = await client.receiveMessages({ numberOfMessages: 9 });
    const [message] = receivedMessageItems.map(({ messageText }): unknown =>
      JSON.parse(Buffer.from(messageText, 'base64').toString('utf8')),
    );
    expect(readCause(message)).toBe(cause);
    expect(readRefresh(message)).toEqual(REFRESH);
    for (const other of [REFRESH, { traceparent: 7 }, null, 'text', [cause]]) expect(readCause(other)).toBeNull();
  });

  it('refuse what is no message of theirs', () => {
    expect(() => readRefresh({ plan: 1 })).toThrow();
    expect(() => readRollup({ ...ROLLUP, period: 'yesterday' })).toThrow();
    expect(() => readRefresh('text')).toThrow();
  });
});

describe('a bell whose queue does not answer', () => {
  it('is given up when its limit is over, the making of a missing queue included', async () => {
    const answered = ['QueueNotFound'];
    const server = createServer((_, response) => {
      const code = answered.shift();
      // What follows it hangs for ever.
      if (code !== undefined) response.writeHead(404, { 'x-ms-error-code': code }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const connectionString = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=aaaa;QueueEndpoint=http://127.0.0.1:${String(port)}/a;`;
    const bells = azureBells({ kind: 'connection-string', connectionString }, () => null, 200);
    await expect(bells.refresh(REFRESH)).rejects.toThrow('aborted');
    expect(answered).toEqual([]);
    await expect(bells.refresh(REFRESH)).rejects.toThrow('aborted');
    server.closeAllConnections();
    server.close();
  });
});

describe('bells in memory', () => {
  let now: Instant = instant('2026-11-18T10:00:00Z');

  it('are taken when they are visible, oldest first, and can be put back', async () => {
    const bells = memoryBells(() => now);
    await bells.deliver(30);
    await bells.refresh(REFRESH);
    await bells.rollup(ROLLUP);
    expect(bells.take('deliver')).toBeNull();
    const first = bells.take();
    expect(first).toMatchObject({ queue: 'refresh', message: REFRESH });
    expect(bells.take('refresh')).toBeNull();
    bells.putBack(first!);
    now = addMs(now, 30_000);
    expect(bells.waiting().map((rung) => rung.queue)).toEqual(['deliver', 'rollup', 'refresh']);
    expect(bells.takeThis(bells.waiting()[1]!)).toBe(true);
    expect(bells.takeThis(first!)).toBe(false);
    expect([bells.take()?.queue, bells.take()?.queue, bells.take()]).toEqual(['deliver', 'refresh', null]);
  });
});
