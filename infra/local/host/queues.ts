import { setTimeout as sleep } from 'node:timers/promises';
import { QueueServiceClient, RestError, type DequeuedMessageItem, type QueueClient } from '@azure/storage-queue';
import { Refusal, type Registered, type WireValue } from './core.js';
import type { Invoke } from './invoke.js';
import { complain, inWords } from './logging.js';
import { withSettings, type QueueSettings } from './settings.js';

/** A message in hand is hidden for as long as in Azure. */
const HIDDEN_SECONDS = 600;
const SHORTEST_POLL_MS = 100;

export interface QueueListener {
  /** Takes no more messages; resolves when those in hand are done. */
  stop(): Promise<void>;
}

/** Listens to the queue of one function: at least once, `NAME-poison` after too many tries. */
export function listenToQueue(registered: Registered, invoke: Invoke, settings: QueueSettings): QueueListener {
  const service = serviceOf(registered);
  const name = withSettings(String(registered.trigger.queueName));
  const queue = service.getQueueClient(name);
  const poison = service.getQueueClient(`${name}-poison`);
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  const handle = (message: DequeuedMessageItem): void => {
    const work = tryOnce(registered, invoke, message, settings)
      .then((succeeded) => settle({ queue, poison, message, settings, succeeded }))
      .catch((error: unknown) => {
        complain(`queue ${name}: ${inWords(error)}`);
      });
    inHand.add(work);
    void work.finally(() => inHand.delete(work));
  };
  const loop = poll({ queue, name, settings, inHand, handle, signal: stopping.signal });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([loop, ...inHand]);
    },
  };
}

function serviceOf({ metadata, trigger }: Registered): QueueServiceClient {
  const setting = typeof trigger.connection === 'string' ? trigger.connection : 'AzureWebJobsStorage';
  const connection = process.env[setting];
  if (connection === undefined || connection === '') {
    throw new Refusal(`The queue of "${metadata.name}" needs a connection string in the setting ${setting}.`);
  }
  try {
    return QueueServiceClient.fromConnectionString(connection);
  } catch (error) {
    throw new Refusal(`The setting ${setting} is not a connection string.`, { cause: error });
  }
}

interface Polling {
  readonly queue: QueueClient;
  readonly name: string;
  readonly settings: QueueSettings;
  readonly inHand: ReadonlySet<Promise<void>>;
  readonly handle: (message: DequeuedMessageItem) => void;
  readonly signal: AbortSignal;
}

async function poll({ queue, name, settings, inHand, handle, signal }: Polling): Promise<void> {
  let pause = SHORTEST_POLL_MS;
  let failing = false;
  while (!signal.aborted) {
    if (inHand.size > settings.newBatchThreshold) {
      await Promise.race(inHand);
      continue;
    }
    const messages = await receive(queue, settings).catch((error: unknown) => {
      if (!failing) complain(`queue ${name}: ${error instanceof Error ? error.message : 'lost'}`);
      return null;
    });
    failing = messages === null;
    for (const message of messages ?? []) handle(message);
    pause = messages?.length ? SHORTEST_POLL_MS : Math.min(pause * 2, settings.maxPollingMs);
    if (!messages?.length) await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** A queue that is not there yet is an empty one: the app makes it when it first writes. */
async function receive(queue: QueueClient, settings: QueueSettings): Promise<readonly DequeuedMessageItem[]> {
  try {
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: settings.batchSize,
      visibilityTimeout: HIDDEN_SECONDS,
    });
    return receivedMessageItems;
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function tryOnce(
  registered: Registered,
  invoke: Invoke,
  message: DequeuedMessageItem,
  { encoding }: QueueSettings,
): Promise<boolean> {
  const { messageText } = message;
  const text = encoding === 'base64' ? Buffer.from(messageText, 'base64').toString('utf8') : messageText;
  try {
    await invoke(registered, { string: text }, queueMetadata(text, message));
    return true;
  } catch (error) {
    complain(`${registered.metadata.name} failed on try ${String(message.dequeueCount)}: ${inWords(error)}`);
    return false;
  }
}

/** Strings as strings and all else as JSON, as the real host sends them. */
export function queueMetadata(
  text: string,
  message?: Pick<
    DequeuedMessageItem,
    'messageId' | 'popReceipt' | 'dequeueCount' | 'insertedOn' | 'expiresOn' | 'nextVisibleOn'
  >,
): Readonly<Record<string, WireValue>> {
  const now = new Date();
  return {
    QueueTrigger: { string: text },
    Id: { string: message?.messageId ?? 'admin' },
    PopReceipt: { string: message?.popReceipt ?? '' },
    DequeueCount: { json: JSON.stringify(message?.dequeueCount ?? 1) },
    InsertionTime: { json: JSON.stringify(message?.insertedOn ?? now) },
    ExpirationTime: { json: JSON.stringify(message?.expiresOn ?? now) },
    NextVisibleTime: { json: JSON.stringify(message?.nextVisibleOn ?? now) },
  };
}

interface Settling {
  readonly queue: QueueClient;
  readonly poison: QueueClient;
  readonly message: DequeuedMessageItem;
  readonly settings: QueueSettings;
  readonly succeeded: boolean;
}

async function settle({ queue, poison, message, settings, succeeded }: Settling): Promise<void> {
  const { messageId, popReceipt, messageText, dequeueCount } = message;
  if (!succeeded && dequeueCount < settings.maxDequeueCount) {
    await queue.updateMessage(messageId, popReceipt, messageText, settings.visibilitySeconds);
    return;
  }
  if (!succeeded) {
    await poison.createIfNotExists();
    await poison.sendMessage(messageText);
  }
  await queue.deleteMessage(messageId, popReceipt).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404;
}
