import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, it } from 'vitest';
import type { Traces } from '../bot/flows/ports.js';
import { readTraceparent, traceparentOf } from '../bot/flows/traceparent.js';
import { exportersOf, type Outside } from '../bot/traces-out.js';
import { FLUSH_LIMIT_MS, openTraces, traceOf } from '../bot/traces.js';
import { recordingLog } from './teams/world.js';

const REMINDER = '0123456789abcdef';
const ELSEWHERE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

const close: (() => void)[] = [];
afterEach(() => {
  for (const one of close.splice(0)) one();
});

function inMemory(): { readonly traces: Traces; readonly spans: () => Promise<readonly ReadableSpan[]> } {
  const memory = new InMemorySpanExporter();
  const traces = openTraces(() => Promise.resolve([memory]), recordingLog([]));
  const spans = async (): Promise<readonly ReadableSpan[]> => {
    await traces.flush();
    return memory.getFinishedSpans();
  };
  return { traces, spans };
}

const idsOf = (span: ReadableSpan | undefined) => ({
  trace: span?.spanContext().traceId,
  id: span?.spanContext().spanId,
  parent: span?.parentSpanContext?.spanId,
  links: span?.links.map(({ context }) => context.traceId),
});

describe('a traceparent', () => {
  it('is read as it is written', () => {
    expect(readTraceparent(ELSEWHERE)).toEqual({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) });
    expect(traceparentOf(readTraceparent(ELSEWHERE)!)).toBe(ELSEWHERE);
  });

  it.each([
    ['nothing', undefined],
    ['no text', { traceparent: ELSEWHERE }],
    ['another version', ELSEWHERE.replace(/^00/, '01')],
    ['capitals', ELSEWHERE.toUpperCase()],
    ['a trace of zeros', ELSEWHERE.replace(/a/g, '0')],
    ['a span of zeros', ELSEWHERE.replace(/b/g, '0')],
    ['something behind it', `${ELSEWHERE}-x`],
    ['a line behind it', `${ELSEWHERE}\n`],
  ])('is none that is %s', (_, text) => {
    expect(readTraceparent(text)).toBeNull();
  });
});

describe('spans', () => {
  it('of a reminder stand below its planning, whoever makes them, and are linked with what caused them', async () => {
    const { traces, spans } = inMemory();
    await traces.span('tick', {}, async () => {
      await traces.span('plan', { reminder: REMINDER, first: true }, () => Promise.resolve());
      await traces.span('attempt', { reminder: REMINDER }, () =>
        traces.span('post', { kind: 'client' }, () => Promise.resolve()),
      );
    });
    const [tick, plan, attempt, post] = ['tick', 'plan', 'attempt', 'post'].map(
      (name) => async () => (await spans()).find((span) => span.name === name),
    );
    const { traceId: trace, spanId: first } = traceOf(REMINDER);
    const tickIds = idsOf(await tick!());
    expect(trace.startsWith(REMINDER)).toBe(true);
    expect(idsOf(await plan!())).toEqual({ trace, id: first, parent: undefined, links: [tickIds.trace] });
    expect(idsOf(await attempt!())).toMatchObject({ trace, parent: first, links: [tickIds.trace] });
    expect(idsOf(await post!())).toMatchObject({ trace, parent: idsOf(await attempt!()).id });
    expect(tickIds.trace).not.toBe(trace);
  });

  it('of what came by a message stand below what sent it; a strange cause is none', async () => {
    const { traces, spans } = inMemory();
    await traces.span('refresh', { parent: ELSEWHERE }, () => Promise.resolve());
    await traces.span('rollup', { parent: 'Quenby' }, () => Promise.resolve());
    await traces.within(ELSEWHERE, () => traces.span('turn', { reminder: REMINDER }, () => Promise.resolve()));
    const [refresh, rollup, turn] = await spans();
    expect(idsOf(refresh)).toMatchObject({ trace: 'a'.repeat(32), parent: 'b'.repeat(16) });
    expect(idsOf(rollup).parent).toBeUndefined();
    expect(idsOf(turn)).toMatchObject({ trace: traceOf(REMINDER).traceId, links: ['a'.repeat(32)] });
  });

  it('name what is under way to whoever sends a message, and nothing outside', async () => {
    const { traces, spans } = inMemory();
    expect(traces.current()).toBeNull();
    const told = await traces.span('turn', { reminder: REMINDER }, () => Promise.resolve(traces.current()));
    const { trace, id } = idsOf((await spans())[0]);
    expect(told).toBe(`00-${trace!}-${id!}-01`);
    expect(traces.current()).toBeNull();
  });

  it('that failed say so by a code and are thrown on; those dropped are gone with what is below them', async () => {
    const { traces, spans } = inMemory();
    const fault = traces.span('tick', { fields: { slot: 'now' } }, () => Promise.reject(new TypeError('Ada Quill')));
    await expect(fault).rejects.toThrow('Ada Quill');
    await traces.span('attempt', { reminder: REMINDER }, async (span) => {
      await traces.span('post', {}, () => Promise.resolve());
      span.drop();
    });
    const [tick, ...others] = await spans();
    expect(others).toEqual([]);
    expect(tick?.status.code).toBe(2);
    expect(tick?.attributes).toMatchObject({ slot: 'now', reason: expect.stringMatching(/^TypeError at /) as string });
  });

  it('hold nothing but what a line of the log may hold', async () => {
    const { traces, spans } = inMemory();
    const long = `${'x'.repeat(70)} Bearer`;
    const fields = { officer: long, plan: '<b>', what: null, 'Quenby Quill': 'Ada' };
    await traces.span('turn', { reminder: 'Quenby Quill', fields }, () => Promise.resolve());
    const [turn] = await spans();
    expect(turn?.attributes).toEqual({ officer: '~ Bearer', plan: '?b?' });
    expect(idsOf(turn).parent).toBeUndefined();
  });
});

describe('where they go', () => {
  it('is a file outside Azure, a line a span', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-traces-'));
    close.push(() => {
      rmSync(folder, { recursive: true });
    });
    const file = join(folder, 'traces.jsonl');
    const traces = openTraces(exportersOf({ file, insights: null }, nobody), recordingLog([]));
    await traces.span('turn', { reminder: REMINDER, fields: { verb: 'help' } }, () => Promise.resolve());
    await traces.flush();
    const { traceId, spanId } = traceOf(REMINDER);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      ...{ span: 'turn', trace: traceId, parent: spanId, verb: 'help' },
    });
  });

  it('is Application Insights, with the token of the identity', async () => {
    const heard: { readonly url: string; readonly body: string; readonly auth: string }[] = [];
    const server = await listen((url, auth, body) => {
      heard.push({ url, auth, body });
      return JSON.stringify({ itemsReceived: 1, itemsAccepted: 1, errors: [] });
    });
    const asked: (string | null)[] = [];
    const token = { token: 'signed', expiresOnTimestamp: Date.now() + 3_600_000 };
    const credentialOf: Outside['credentialOf'] = ({ clientId }) => {
      asked.push(clientId);
      return { getToken: () => Promise.resolve(token) };
    };
    const insights = { connectionString: CONNECTION, identity: { clientId: 'the-client' } };
    const traces = openTraces(
      exportersOf({ file: null, insights }, { credentialOf, httpClient: carryTo(server) }),
      recordingLog([]),
    );
    await traces.span('post', { reminder: REMINDER, kind: 'client' }, () => Promise.resolve());
    await traces.flush();
    expect(asked).toEqual(['the-client']);
    expect(heard.map(({ url }) => url)).toEqual(['/v2.1/track']);
    expect(heard[0]?.body).toContain(traceOf(REMINDER).traceId);
    expect(heard[0]?.auth).toBe('Bearer signed');
    expect(heard[0]?.body).toContain('"ai.cloud.role":"waymark"');
  });

  it('holds nobody up where it does not answer, and only the first time for as long as that', async () => {
    let asked = 0;
    const server = await listen(() => {
      asked += 1;
      return null;
    });
    const logged: { event: string; fields: object; level: string }[] = [];
    const insights = { connectionString: CONNECTION, identity: null };
    const outside = { ...nobody, httpClient: carryTo(server) };
    const traces = openTraces(exportersOf({ file: null, insights }, outside), recordingLog(logged));
    await traces.span('tick', {}, () => Promise.resolve());
    await traces.flush();
    await traces.span('tick', {}, () => Promise.resolve());
    await traces.flush();
    expect(asked).toBe(1);
    expect(logged).toEqual([
      { level: 'warn', event: 'traces-not-taken', fields: { reason: 'late', limitMs: FLUSH_LIMIT_MS } },
    ]);
  });

  it('fails no work where it cannot even be opened, and is nowhere where nobody asked', async () => {
    const logged: { event: string; fields: object; level: string }[] = [];
    const traces = openTraces(() => Promise.reject(new Error('Quenby')), recordingLog(logged));
    expect(await traces.span('tick', {}, () => Promise.resolve(7))).toBe(7);
    await traces.flush();
    expect(logged.map(({ event }) => event)).toEqual(['traces-not-opened']);
    expect(exportersOf({ file: null, insights: null }, nobody)).toBeNull();
    expect(await openTraces(null, recordingLog([])).span('tick', {}, () => Promise.resolve(7))).toBe(7);
  });
});

const nobody: Outside = {
  credentialOf: () => {
    throw new Error('no identity is asked for');
  },
};
const CONNECTION =
  'InstrumentationKey=11111111-1111-4111-8111-111111111111;IngestionEndpoint=https://insights.invalid/';

/** The library speaks https only: its requests are carried to a server on loopback as they are. */
function carryTo(server: Server): NonNullable<Outside['httpClient']> {
  const { port } = server.address() as AddressInfo;
  return {
    sendRequest: async (request) => {
      const address = `http://127.0.0.1:${String(port)}${new URL(request.url).pathname}`;
      const headers = Object.fromEntries([...request.headers].filter(([name]) => !/length|encoding/i.test(name)));
      const answer = await fetch(address, { method: request.method, headers, body: request.body as string });
      return { request, headers: request.headers, status: answer.status, bodyAsText: await answer.text() };
    },
  };
}

/** Null: it is never answered. */
async function listen(answer: (url: string, auth: string, body: string) => string | null): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = answer(request.url ?? '', request.headers.authorization ?? '', Buffer.concat(parts).toString());
      if (text !== null) response.setHeader('content-type', 'application/json').end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return server;
}
