import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { appFolder, emptyAppFolder, hostEnding, runHost, type RunningHost } from './running-host.js';

interface Heard {
  readonly heard: readonly { readonly message?: unknown; readonly tries?: number; readonly timer?: boolean }[];
  readonly most: number;
}

describe('the local function host', () => {
  let azurite: Azurite;
  let host: RunningHost;

  beforeAll(async () => {
    azurite = await startAzurite();
    const settings = { AzureWebJobsStorage: azurite.connectionString, WAYMARK_HOST_KEY: 'open sesame' };
    host = await runHost(await appFolder('fixture-app.ts'), settings);
  });
  afterAll(async () => {
    expect(await host.stop()).toBe(0);
    await azurite.stop();
  });

  const call = (path: string, init?: RequestInit): Promise<Response> => fetch(`${host.address}${path}`, init);
  const heard = async (): Promise<Heard> => (await (await call('/api/heard')).json()) as Heard;

  test('hands over parameters, query, headers and body, and gives back status and headers', async () => {
    const answer = await call('/api/greet/Rowan%20A/kindly?q=1', {
      method: 'POST',
      body: 'words',
      headers: { 'x-ask': 'please' },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-asked')).toBe('please');
    expect(await answer.json()).toEqual({
      who: 'Rowan A',
      how: 'kindly',
      query: '1',
      body: 'words',
      url: `${host.address}/api/greet/Rowan%20A/kindly?q=1`,
    });
  });

  test('leaves out an optional parameter, and takes the rest of a path as one', async () => {
    expect(await (await call('/api/greet/Rowan')).json()).toMatchObject({ who: 'Rowan', query: null });
    expect(await (await call('/api/files/a/b.txt')).json()).toEqual({ path: 'a/b.txt' });
  });

  test('prefers a literal to a parameter', async () => {
    expect(await (await call('/api/greet/exact')).text()).toBe('the literal one');
  });

  test('answers 404, 405, 204 and 500 where Azure does', async () => {
    expect((await call('/api/unknown')).status).toBe(404);
    expect((await call('/greet/Rowan')).status).toBe(404);
    const refused = await call('/api/greet/Rowan', { method: 'DELETE' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await call('/api/nothing')).status).toBe(204);
    expect((await call('/api/broken')).status).toBe(500);
    expect(host.printed()).toContain('broken on purpose');
  });

  test('passes bytes through with their length', async () => {
    const bytes = new Uint8Array(3_000_000).map((_, index) => index % 256);
    const answer = await call('/api/echo', { method: 'PUT', body: bytes });
    expect(answer.headers.get('x-length')).toBe('3000000');
    expect(answer.headers.get('content-length')).toBe('3000000');
    expect(Buffer.compare(new Uint8Array(await answer.arrayBuffer()), bytes)).toBe(0);
  });

  test('refuses a body above 100 MB', async () => {
    const answer = await call('/api/echo', { method: 'PUT', body: new Uint8Array(100 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
  });

  test('opens a function with authLevel function for the key only', async () => {
    expect((await call('/api/locked')).status).toBe(401);
    expect((await call('/api/locked?code=wrong')).status).toBe(401);
    expect((await call('/api/locked?code=open%20sesame')).status).toBe(200);
    expect((await call('/api/locked', { headers: { 'x-functions-key': 'open sesame' } })).status).toBe(200);
  });

  test('runs a timer when told to, answers when it is done, and never runs it twice at once', async () => {
    const run = (): Promise<Response> => call('/admin/functions/yearly', { method: 'POST', body: '{}' });
    const answers = await Promise.all([run(), run()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    const { heard: said, most } = await heard();
    expect(said.filter((one) => one.timer === false)).toHaveLength(2);
    expect(most).toBe(1);
  });

  test('runs a queue function on a message given to it, and tells of a failure', async () => {
    const run = (body: object): Promise<Response> =>
      call('/admin/functions/listen', { method: 'POST', body: JSON.stringify(body) });
    expect((await run({ input: '{"plan":"by-hand"}' })).status).toBe(202);
    expect((await heard()).heard).toContainEqual({ message: { plan: 'by-hand' }, tries: 1 });
    const failed = await run({ input: 'fail' });
    expect([failed.status, await failed.json()]).toEqual([500, { error: 'failed on purpose' }]);
  });

  test('knows its own state, and no other admin paths', async () => {
    expect(await (await call('/admin/host/status')).json()).toMatchObject({ state: 'Running' });
    expect((await call('/admin/functions/unknown', { method: 'POST' })).status).toBe(404);
    expect((await call('/admin/functions/greet', { method: 'POST' })).status).toBe(404);
    expect((await call('/admin/functions/yearly')).status).toBe(405);
  });

  test('delivers queue messages, and moves one to the poison queue after five tries', async () => {
    const service = QueueServiceClient.fromConnectionString(azurite.connectionString);
    const queue = service.getQueueClient('fixture');
    await queue.createIfNotExists();
    for (const text of ['{"plan":"p1"}', 'fail']) await queue.sendMessage(Buffer.from(text).toString('base64'));
    const poison = service.getQueueClient('fixture-poison');
    await expect
      .poll(async () => (await poison.exists()) && (await poison.getProperties()).approximateMessagesCount, {
        timeout: 20_000,
      })
      .toBe(1);
    const [left] = (await poison.receiveMessages()).receivedMessageItems;
    expect(Buffer.from(left?.messageText ?? '', 'base64').toString()).toBe('fail');
    await expect.poll(async () => (await queue.getProperties()).approximateMessagesCount).toBe(0);
    const { heard: said } = await heard();
    expect(said).toContainEqual({ message: { plan: 'p1' }, tries: 1 });
    const tries = said.filter(({ message }) => message === 'fail').map((one) => one.tries);
    expect(tries.slice(-5)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('an app that cannot start', () => {
  const sourceOf = (text: string): string => {
    const folder = emptyAppFolder();
    writeFileSync(join(folder, 'index.cjs'), text);
    return folder;
  };

  test('ends the host with 1 and the reason', async () => {
    const thrown = await hostEnding(sourceOf('throw new Error("MicrosoftAppId: is missing")'));
    expect(thrown.code).toBe(1);
    expect(thrown.said).toContain('the app cannot start: MicrosoftAppId: is missing');
    const missing = await hostEnding(emptyAppFolder('gone.cjs'));
    expect(missing.code).toBe(1);
    expect(missing.said).toContain('"gone.cjs" as its main file, which does not exist');
    const empty = await hostEnding(sourceOf(''));
    expect([empty.code, empty.said]).toEqual([1, expect.stringContaining('registers no functions')]);
  });

  test('ends it when only the first invocation finds out, and when the queue has no storage', async () => {
    const register = (name: string, binding: string, handler: string): string =>
      `const core = require('@azure/functions-core');
       core.setProgrammingModel({ getInvocationModel: () => ({
         getArguments: async () => ({ inputs: [], context: {} }),
         invokeFunction: async (context, inputs, handler) => handler(),
         getResponse: async () => ({}) }) });
       core.registerFunction({ name: '${name}', bindings: { t: ${binding} } }, ${handler});`;
    const http = `{ type: 'httpTrigger', direction: 'in', authLevel: 'anonymous' }`;
    const sick = await hostEnding(sourceOf(register('health', http, '() => { throw new Error("no token keys") }')));
    expect([sick.code, sick.said]).toEqual([1, expect.stringContaining('the app cannot start: no token keys')]);
    const queue = `{ type: 'queueTrigger', direction: 'in', queueName: 'q', connection: 'AzureWebJobsStorage' }`;
    const dry = await hostEnding(sourceOf(register('listen', queue, '() => {}')));
    expect([dry.code, dry.said]).toEqual([1, expect.stringContaining('the setting AzureWebJobsStorage')]);
  });
});
