import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { reminderId } from '../../bot/flows/reminder-id.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { woken } from '../../bot/flows/woken.js';
import { lineLog } from '../../bot/log.js';
import { lineOf } from '../../bot/traces-out.js';
import { openTraces, traceOf } from '../../bot/traces.js';
import type { Behaviour } from '../support/connector.js';
import { loadPlan } from '../support/world.js';
import { cardOf, linkHere, openForm, save, startTalk, type Talk } from './talk.js';
import { recordingLog } from './world.js';

/** Of its logs and spans together (guarantees.md 6). */
const MOST_BYTES = 2_048;
/** Every span of a real life took some time, which is told in more digits than here. */
const DIGITS = 20;
const PLANTED = ['Quenby', 'Periwinkle', 'Milestone', 'e-quenby', 'chat-Quenby'];
const ACCEPTED: Behaviour = { status: 201, body: { id: 'card-1' } };

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Traced {
  readonly talk: Talk;
  /** One sweep and its sending, as the tick does them. */
  readonly asks: () => Promise<void>;
  readonly spans: () => Promise<readonly ReadableSpan[]>;
}

async function started(leads: readonly string[] = ['Quenby']): Promise<Traced> {
  const memory = new InMemorySpanExporter();
  const traces = openTraces(() => Promise.resolve([memory]), recordingLog([]));
  const talk = (open = await startTalk([], { traces }));
  const { ports, world } = talk;
  await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads }]);
  await linkHere(talk, leads);
  const asks = woken(ports, 'tick', async () => {
    await sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true });
    await drain(ports);
  });
  const spans = async (): Promise<readonly ReadableSpan[]> => {
    await traces.flush();
    return memory.getFinishedSpans();
  };
  return { talk, asks, spans };
}

/** The id of the newest card of somebody. */
async function reminderOf({ ports }: Talk, name: string): Promise<string> {
  const officer = (await ports.people.byName(name))!.value.id;
  const digests = (await ports.ledger.read(officer)).digests.map(({ value }) => value.slot).sort();
  return reminderId(ports, officer, digests.at(-1)!);
}

const inTrace = (spans: readonly ReadableSpan[], reminder: string): readonly ReadableSpan[] =>
  spans.filter((span) => span.spanContext().traceId === traceOf(reminder).traceId);

const namesOf = (spans: readonly ReadableSpan[]): readonly string[] => spans.map(({ name }) => name);

function bytesOf(spans: readonly ReadableSpan[], { world }: Talk, reminder: string): number {
  const lines = spans.map(lineOf);
  const log = lineLog(
    (_, line) => lines.push(line),
    () => world.clock.now(),
  );
  const own = world.logged.filter(({ fields }) => (fields as { readonly reminder?: string }).reminder === reminder);
  for (const { level, event, fields } of own) log[level as 'info'](event, fields);
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

describe('the trace of a reminder', () => {
  it('goes from the tick to the POST, to each press, and to what the answer changes', async () => {
    const { talk, asks, spans } = await started(['Quenby', 'Ben']);
    await asks();
    const [mine, theirs] = [await reminderOf(talk, 'Quenby'), await reminderOf(talk, 'Ben')];
    const posted = talk.connector.requests.find(({ path }) => path.includes('chat-Quenby'));
    const card = (posted?.body as { attachments: { content: never }[] }).attachments[0]!.content;
    talk.world.clock.advance(60_000);
    const form = await openForm(talk, 'Quenby', card, 'A1', '● Green');
    cardOf(await save(talk, 'Quenby', form, { note: 'Periwinkle' }));
    const rung = talk.world.bells.waiting().find(({ queue }) => queue === 'refresh');
    await talk.hear();
    // Until then its reader sees the confirmation.
    talk.world.clock.advance(120_000);
    await drain(talk.ports);
    const all = await spans();
    const own = inTrace(all, mine);
    expect(namesOf(own)).toEqual(['plan', 'post', 'attempt', 'turn', 'turn', 'turn', 'refresh', 'edit']);
    const first = traceOf(mine).spanId;
    const parents = Object.fromEntries(own.map((span) => [span.name, span.parentSpanContext?.spanId]));
    const [saved, refresh] = [own[5]?.spanContext().spanId, own[6]];
    expect(parents).toMatchObject({ plan: undefined, attempt: first, turn: first, edit: first, refresh: saved });
    expect(rung?.traceparent).toBe(`00-${traceOf(mine).traceId}-${saved!}-01`);
    // What it changed on the card of another lead stands in the trace of that, and says what changed it.
    const edit = inTrace(all, theirs).find(({ name }) => name === 'edit');
    expect(edit?.links.map(({ context }) => context.spanId)).toEqual([refresh?.spanContext().spanId]);
    const tick = all.find(({ name }) => name === 'tick')?.spanContext().spanId;
    for (const span of own.filter(({ name }) => name === 'plan' || name === 'attempt')) {
      expect(span.links.map(({ context }) => context.spanId)).toEqual([tick]);
    }
    const words = all.map(lineOf).join('\n');
    expect(PLANTED.filter((word) => words.includes(word))).toEqual([]);
  });

  it.each<readonly [string, readonly Behaviour[], number, readonly string[]]>([
    ['without trouble', [ACCEPTED], 1, ['sent']],
    [
      'with two hours of throttling',
      [...Array.from({ length: 120 }, () => ({ status: 429, headers: { 'retry-after': '30' } })), ACCEPTED],
      140,
      ['retry', 'sent'],
    ],
    ['with a doubt, and the repeat', [{ status: 502 }, ACCEPTED], 20, ['retry', 'sent']],
    ['with two doubts', [{ status: 502 }, { status: 502 }], 40, ['retry', 'in-doubt']],
    ['that is refused', [{ status: 400 }], 1, ['dead']],
    ['that nobody can be reached by', [{ status: 403 }], 1, ['undeliverable']],
  ])('takes at most 2 KB with its logs %s, and no failure is left out', async (_, behaviours, turns, states) => {
    const { talk, asks, spans } = await started();
    talk.connector.script(...behaviours);
    await asks();
    for (let turn = 0; turn < turns; turn += 1) {
      talk.world.clock.advance(60_000);
      await drain(talk.ports);
    }
    const reminder = await reminderOf(talk, 'Quenby');
    const own = inTrace(await spans(), reminder);
    const attempts = own.filter(({ name }) => name === 'attempt');
    expect(attempts.map(({ attributes }) => attributes.state)).toEqual(states);
    expect(attempts.map(({ status }) => status.code === SpanStatusCode.ERROR)).toEqual(
      states.map((state) => state !== 'sent'),
    );
    expect(attempts.at(-1)?.attributes.attempts).toBe(behaviours.length);
    expect(bytesOf(own, talk, reminder)).toBeLessThanOrEqual(MOST_BYTES - DIGITS);
  });
});
