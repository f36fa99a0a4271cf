/** How digests are sent by whoever does not think of limits: the peers of our sender, against the same strict Teams. */
import { setTimeout as sleep } from 'node:timers/promises';
import sample from '../../cards/digest.sample.json';
import { digestCard } from '../../cards/index.js';
import type { DigestView } from '../../bot/domain/views.js';
import { startPart } from './parts.js';
import type { Seen } from './stage.js';

export interface Sent extends Seen {
  readonly cardBytes: number;
}

/** One after the other; refused ones again when they may. */
export function awaitedLoop(digests: number, latencyMs: number): Promise<Sent> {
  return sending(digests, latencyMs, 1);
}

export function thirtyAtOnce(digests: number, latencyMs: number): Promise<Sent> {
  return sending(digests, latencyMs, 30);
}

async function sending(digests: number, latencyMs: number, atOnce: number): Promise<Sent> {
  const { card, summary } = digestCard(sample as unknown as DigestView, () => 't'.repeat(160));
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
  const body = JSON.stringify({ type: 'message', summary, attachments });
  const connector = await startPart('connector');
  try {
    const port = await connector.ask<number>('open', { medianLatencyMs: latencyMs });
    const left = Array.from({ length: digests }, (_, number) => number);
    const worker = async (): Promise<void> => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) await untilAccepted(port, one, body);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return { ...(await connector.ask<Seen>('seen')), cardBytes: body.length };
  } finally {
    await connector.end();
  }
}

async function untilAccepted(port: number, number: number, body: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/v3/conversations/chat-${String(number)}/activities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ms-client-request-id': `naive-${String(number)}` },
      body,
    });
    await answer.text();
    if (answer.ok) return;
    if (answer.status !== 429) throw new Error(`The connector answered ${String(answer.status)}`);
    await sleep(Number(answer.headers.get('retry-after') ?? '1') * 1000);
  }
}
