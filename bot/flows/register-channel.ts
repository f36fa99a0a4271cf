import type { PlanId } from '../domain/plan.js';
import { wholeReading } from '../domain/readings.js';
import { recordAct } from './audit.js';
import type { AuditEntry, Channel, Chat, Ports, Snapshot } from './ports.js';
import { planRollup } from './plan-rollup.js';

export interface RegisterOrder {
  readonly id: string;
  readonly name: string | null;
  readonly team: string | null;
  readonly chat: Chat;
  readonly plan: PlanId;
  readonly by: AuditEntry['by'];
}

/**
 * Makes a channel a reader of a plan and posts the summary there: what arrived with the mention is kept, nothing is typed
 * in, and the post proves that we may write there.
 */
export async function registerChannel(ports: Ports, order: RegisterOrder): Promise<Snapshot | null> {
  const known = await ports.channels.channel(order.id);
  const channel: Channel = {
    id: order.id,
    name: order.name ?? known?.value.name ?? null,
    team: order.team ?? known?.value.team ?? null,
    chat: order.chat,
    kind: known?.value.kind ?? 'channel',
    outsiders: known?.value.outsiders ?? 'none',
    reads: [...(known?.value.reads ?? []).filter(({ plan }) => plan !== order.plan), wholeReading(order.plan)],
    goneAt: null,
    registeredBy: known?.value.registeredBy ?? (order.by.kind === 'officer' ? order.by.id : null),
    registeredAt: known?.value.registeredAt ?? ports.clock.now(),
  };
  const written = await ports.channels.put(channel, known?.etag ?? null);
  const refused = written === 'written' ? null : 'somebody else changed it at this moment';
  await recordAct(ports, order.by, 'channel registered', `${order.plan} ${ports.hash(order.id).slice(0, 16)}`, refused);
  return written === 'conflict' ? null : planRollup(ports, order.plan, [channel], null);
}
