import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import * as z from 'zod/v4';
import type { Bells, RefreshMessage, RollupMessage } from '../flows/ports.js';
import { credentialOf, type StorageConnection } from './connection.js';
import { instantShape } from './shapes-basic.js';

/** As `functions/` binds them. */
export type QueueName = 'deliver' | 'refresh' | 'rollup';

const DAY_SECONDS = 86_400;
/** A message lives 7 days from when it is sent, so it must be visible before that. */
const LONGEST_DELAY = 6 * DAY_SECONDS;
const LIFE = 7 * DAY_SECONDS;
/** A connection that hangs must not hold up an invocation. */
const TIMEOUT_MS = 30_000;

const refreshShape: z.ZodType<RefreshMessage> = z.object({ plan: z.string(), ref: z.string() });
const rollupShape: z.ZodType<RollupMessage> = z.object({
  scope: z.string(),
  period: instantShape,
  channel: z.string(),
  part: z.string().optional(),
});

/** What the host hands to the consumer of `refresh`. Throws for anything else. */
export function readRefresh(message: unknown): RefreshMessage {
  return refreshShape.parse(message);
}

/** What the host hands to the consumer of `rollup`. Throws for anything else. */
export function readRollup(message: unknown): RollupMessage {
  return rollupShape.parse(message);
}

const causeShape = z.object({ traceparent: z.string() });

/** What caused a message, as it was said to `azureBells`, unread; null in messages of before, and of others. */
export function readCause(message: unknown): string | null {
  const read = causeShape.safeParse(message);
  return read.success ? read.data.traceparent : null;
}

/**
 * Bells over storage queues. Messages are JSON in base64, as the host expects them; a queue is made when it is first
 * rung and missing. A message may arrive twice, or out of order. Throws when the service fails, or has not answered
 * within the limit, whatever it did: a bell may have rung all the same.
 *
 * @param cause the `traceparent` of what is under way, which the message carries on; null for none
 */
export function azureBells(connection: StorageConnection, cause: () => string | null, limitMs = TIMEOUT_MS): Bells {
  let service: QueueServiceClient | undefined;
  const ring = async (queue: QueueName, message: object, delaySeconds = 0): Promise<void> => {
    service ??= openService(connection);
    const client = service.getQueueClient(queue);
    const traceparent = cause();
    const carried = traceparent === null ? message : { ...message, traceparent };
    const text = Buffer.from(JSON.stringify(carried), 'utf8').toString('base64');
    const abortSignal = AbortSignal.timeout(limitMs);
    try {
      await send(client, text, delaySeconds, abortSignal);
    } catch (error) {
      if (!isMissingQueue(error)) throw error;
      await client.createIfNotExists({ abortSignal });
      await send(client, text, delaySeconds, abortSignal);
    }
  };
  return {
    deliver: (delay) => ring('deliver', {}, delay),
    refresh: ({ plan, ref }, delay) => ring('refresh', { plan, ref }, delay),
    rollup: ({ scope, period, channel, part }, delay) => ring('rollup', { scope, period, channel, part }, delay),
    check: async () => {
      service ??= openService(connection);
      await service.getProperties({ abortSignal: AbortSignal.timeout(limitMs) });
    },
  };
}

async function send(client: QueueClient, text: string, delaySeconds: number, abortSignal: AbortSignal): Promise<void> {
  await client.sendMessage(text, {
    visibilityTimeout: Math.min(Math.max(Math.ceil(delaySeconds), 0), LONGEST_DELAY),
    messageTimeToLive: LIFE,
    abortSignal,
  });
}

function openService(connection: StorageConnection): QueueServiceClient {
  if (connection.kind === 'connection-string') {
    return QueueServiceClient.fromConnectionString(connection.connectionString);
  }
  return new QueueServiceClient(connection.queueServiceUri, credentialOf(connection));
}

function isMissingQueue(error: unknown): boolean {
  return z.object({ statusCode: z.literal(404), code: z.literal('QueueNotFound') }).safeParse(error).success;
}
