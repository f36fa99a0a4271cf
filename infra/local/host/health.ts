import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, type Registered } from './core.js';
import type { Invoke } from './invoke.js';
import { complain } from './logging.js';

const POLL_MS = 250;
const PATIENCE_MS = 10_000;

/**
 * Resolves when the app's own `health` function answers 200 (at once if it has none). An app that answers otherwise may
 * still come round, for instance when storage does; one whose first invocation throws never will.
 */
export async function untilHealthy(
  functions: readonly Registered[],
  invoke: Invoke,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const health = functions.find(
    ({ metadata, trigger }) => metadata.name === 'health' && trigger.type === 'httpTrigger',
  );
  if (health === undefined) return;
  const started = performance.now();
  let complained = false;
  while (!signal.aborted) {
    const status = await askOnce(health, invoke, address);
    if (status === '200') return;
    if (!complained && performance.now() - started > PATIENCE_MS) {
      complain(`the app is not healthy yet: its health function answers ${status}`);
      complained = true;
    }
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function askOnce(health: Registered, invoke: Invoke, address: string): Promise<string> {
  try {
    const result = await invoke(health, { http: { method: 'GET', url: address, headers: {}, query: {}, params: {} } });
    return result?.http?.statusCode ?? '204';
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
