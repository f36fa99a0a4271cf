import { whenInWords } from '../../domain/dates.js';
import { heldBackNow, heldInWords, leavesInWords } from '../held-back.js';
import { planRollup } from '../plan-rollup.js';
import type { Channel, RollupPost } from '../ports.js';
import { isUnsettled } from '../../domain/delivery.js';
import { scopeKey, type Scope } from '../../domain/scope.js';
import { counted, type CommandPorts } from './answer.js';

/**
 * Queues the summary of a scope for its channels and says when it leaves: nobody here can know that it was posted. While
 * all sending waits, a channel for which one waits already gets no second one.
 */
export async function postLines(
  ports: CommandPorts,
  scope: Scope,
  channels: readonly Channel[],
): Promise<readonly string[]> {
  const held = await heldBackNow(ports);
  const around = { zone: ports.zone, now: ports.clock.now() };
  const waiting = held === null ? [] : await waitingOf(ports, scope);
  const since = new Map(waiting.map(({ channel, period }) => [channel, period]));
  const toPlan = channels.filter(({ id }) => !since.has(id));
  await planRollup(ports, scope, toPlan, null);
  const [oldest] = channels.flatMap(({ id }) => since.get(id) ?? []).sort();
  const already =
    oldest === undefined
      ? []
      : [
          `A summary for ${counted(channels.length - toPlan.length, 'channel')} waits already, since ${whenInWords(oldest, around)}: no second one was added.`,
        ];
  const summary = toPlan.length === 0 ? [] : [`The summary for ${counted(toPlan.length, 'channel')} is queued.`];
  const leaves =
    held === null
      ? 'It leaves within a minute.'
      : `It waits: ${heldInWords(held, around)}. It leaves ${leavesInWords(held)}.`;
  return [...already, ...summary, leaves];
}

/** Summaries that wait to be posted, without what follows in their threads. */
async function waitingOf({ rollups }: CommandPorts, scope: Scope): Promise<readonly RollupPost[]> {
  const open = (await rollups.openPosts(scopeKey(scope))).map(({ value }) => value);
  return open.filter(({ part, state }) => part === '' && isUnsettled(state));
}
