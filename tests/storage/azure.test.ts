import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { azureTables } from '../../bot/storage/azure.js';
import type { OpenTable } from '../../bot/storage/rows.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { storesOver } from './back-end.js';
import { aChange, DAY, milestoneImage, NOON, PLAN } from './samples.js';

/** What stands between the SDK and Azurite: what Azurite itself never does, and a look at every request. */
let azurite: Azurite;
let proxy: Server;
let connectionString: string;
let seen: string[] = [];
let loseResponse = false;
let emptyFirstPages = false;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  const upstream = new URL(/TableEndpoint=([^;]+)/.exec(azurite.connectionString)![1]!);
  proxy = createServer((incoming, outgoing) => {
    forward(upstream, incoming, outgoing);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  connectionString = azurite.connectionString.replace(upstream.host, `127.0.0.1:${String(port)}`);
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await azurite.stop();
});
beforeEach(() => {
  [seen, loseResponse, emptyFirstPages] = [[], false, false];
});

function forward(upstream: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const url = new URL(incoming.url ?? '/', upstream);
  seen.push(`${incoming.method ?? ''} ${decodeURIComponent(url.pathname + url.search)}`);
  if (emptyFirstPages && url.searchParams.has('$filter')) {
    if (!url.searchParams.has('NextPartitionKey')) {
      const more = { 'x-ms-continuation-NextPartitionKey': '1!4!cA--', 'x-ms-continuation-NextRowKey': '1!4!cg--' };
      outgoing.writeHead(200, { 'content-type': 'application/json', ...more }).end('{"value":[]}');
      return;
    }
    for (const name of ['NextPartitionKey', 'NextRowKey']) url.searchParams.delete(name);
  }
  const lost = loseResponse && incoming.method !== 'GET';
  if (lost) loseResponse = false;
  const onward = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
    if (lost) {
      answer.resume().on('end', () => incoming.socket.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  incoming.pipe(onward);
}

function fresh(): OpenTable {
  return azureTables({ kind: 'connection-string', connectionString }, `P${String((tables += 1))}x`);
}

describe('the table service', () => {
  it('is asked for one partition, or partitions up to one, in every query', async () => {
    const stores = storesOver(fresh());
    await stores.plans.commit(PLAN.id, [aChange({ kind: 'plan', plan: PLAN }), aChange(milestoneImage("1' or 'x'"))]);
    await stores.plans.list();
    await stores.plans.ids();
    await stores.plans.contents(PLAN.id);
    await stores.plans.outline(PLAN.id);
    await stores.plans.history(PLAN.id);
    await stores.plans.milestoneHistory(PLAN.id, "1' or RowKey ne '");
    await stores.dueIndex.upTo(DAY);
    await stores.leadIndex.of("o1' or PartitionKey ne '");
    await stores.ledger.read('o1');
    await stores.openDigests.list();
    await stores.schedules.list();
    await stores.runs.newestDone('s');
    await stores.runs.newestDone('s', NOON);
    await stores.schedules.unreadable();
    await stores.rollups.newestPostedBefore('s', NOON);
    await stores.rollups.openPosts('s');
    await stores.people.officers();
    await stores.channels.list();
    await stores.audit.month('2026-11');
    const queries = seen.filter((line) => line.startsWith('GET') && line.includes('()'));
    expect(queries.length).toBeGreaterThan(15);
    const bounded = /\$filter=PartitionKey (eq '[^']*'( and RowKey ge '[^']*')?( and RowKey lt '[^']*')?|le '[^']*')$/;
    for (const query of queries) expect(query.replaceAll('+', ' ')).toMatch(bounded);
  });

  it('may give an empty page that is not the last', async () => {
    const { plans } = storesOver(fresh());
    await plans.commit(PLAN.id, [aChange(milestoneImage('1')), aChange(milestoneImage('2'))]);
    emptyFirstPages = true;
    expect(await plans.history(PLAN.id)).toHaveLength(2);
    expect(seen.filter((line) => line.includes('NextPartitionKey'))).toHaveLength(1);
  });

  it('may lose the response of an insert, a transaction or a replace, which is then our own success', async () => {
    const { plans, sender, openDigests } = storesOver(fresh());
    await plans.history(PLAN.id);
    loseResponse = true;
    const changes = [aChange(milestoneImage('1'))];
    expect(await plans.commit(PLAN.id, changes)).toBe('written');
    expect(await plans.commit(PLAN.id, changes)).toBe('conflict');
    const free = await sender.read();
    loseResponse = true;
    const held = await sender.write({ ...free, value: { ...free.value, holder: 'me' } });
    expect(held).toEqual(await sender.read());
    await openDigests.add({ slot: 's', officer: 'o', since: NOON });
    const [row] = await openDigests.list();
    loseResponse = true;
    expect(await openDigests.remove(row!)).toBe('written');
    expect(seen.filter((line) => line.startsWith('POST') && line.includes('$batch'))).toHaveLength(3);
  });

  it('is asked once for each table that is missing, and not before it is used', async () => {
    const { schedules } = storesOver(fresh());
    expect(seen).toEqual([]);
    for (let i = 0; i < 3; i += 1) await schedules.list();
    expect(seen.filter((line) => line.startsWith('POST'))).toHaveLength(1);
    expect(seen).toHaveLength(5);
  });

  it('can be opened with an identity, whose library waits for the first request', () => {
    const tableServiceUri = 'https://account.table.core.windows.net';
    const queueServiceUri = 'https://account.queue.core.windows.net';
    for (const clientId of [null, 'a-client']) {
      const open = azureTables({ kind: 'identity', tableServiceUri, queueServiceUri, blobServiceUri: null, clientId });
      expect(open('Plans').table).toBe('Plans');
    }
  });

  it('throws when it cannot be reached', async () => {
    const unreachable = connectionString.replace(/TableEndpoint=[^;]+/, 'TableEndpoint=http://127.0.0.1:9/x');
    const { sender } = storesOver(azureTables({ kind: 'connection-string', connectionString: unreachable }));
    await expect(sender.read()).rejects.toThrow(/ECONNREFUSED/);
  });
});
