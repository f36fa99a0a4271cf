import { addMs, type Instant } from '../domain/dates.js';
import { holdOn } from '../domain/holds.js';
import { scopeKey } from '../domain/scope.js';
import { raise, settle } from './attention.js';
import { saveChannel } from './change-channel.js';
import { freeze, planPosts } from './plan-rollup.js';
import type { AuditEntry, Channel, Chat, Ports, Reading } from './ports.js';
import { todayOf } from './today.js';

/** Teams tells again what it has told for no longer than this. */
const REDELIVERED_MS = 60 * 60_000;
/** How far the clocks of two machines may be apart. */
const CLOCKS_APART_MS = 60_000;

export interface RegisterOrder {
  readonly id: string;
  readonly name: string | null;
  readonly team: string | null;
  readonly teamId: string | null;
  readonly kind: Channel['kind'];
  /** Teams says that it is shared with other teams, or other organisations. */
  readonly shared: boolean;
  readonly chat: Chat;
  readonly reading: Reading;
  readonly by: AuditEntry['by'];
  /** When it was said: Teams may tell the same mention twice, and it makes one summary. */
  readonly saidAt?: Instant | null;
}

/**
 * `posted`: the summary is on its way. `unconfirmed`: others than ours may read it, so nothing is posted before an admin
 * has confirmed that. `on-hold`: nothing is published to members until after that day.
 */
export type Registered =
  | { readonly kind: 'posted' | 'unconfirmed' | 'conflict'; readonly channel: Channel }
  | { readonly kind: 'on-hold'; readonly channel: Channel; readonly to: string };

/**
 * Makes a channel a reader and posts the summary there: what arrived with the mention is kept, nothing is typed in, and
 * the post proves that we may write there.
 */
export async function registerChannel(ports: Ports, order: RegisterOrder): Promise<Registered> {
  const known = await ports.channels.channel(order.id);
  const channel = registered(ports, order, known?.value ?? null);
  const subject = { kind: 'channel', channel: channel.id } as const;
  if (channel.outsiders === 'unconfirmed') await raise(ports, subject, 'outsiders', 'members-of-others');
  const written = await saveChannel(ports, order.by, 'channel registered', {
    value: channel,
    etag: known?.etag ?? null,
  });
  if (written === 'conflict') return { kind: 'conflict', channel };
  if (channel.outsiders === 'unconfirmed') return { kind: 'unconfirmed', channel };
  // It is there again, whatever was told of it before.
  await settle(ports, subject);
  const hold = order.reading.memberFacing ? await holdToday(ports) : null;
  if (hold !== null) return { kind: 'on-hold', channel, to: hold };
  const { plan, area, tag } = order.reading;
  const snapshot = await freeze(ports, { plan, area, tag }, slotOf(ports, order), null);
  // A person asks for it: it leaves at once.
  if (snapshot !== null) await planPosts(ports, snapshot, [channel], null);
  return { kind: 'posted', channel };
}

/** By when it was said; by the present where that is not known, or no moment of just now. */
function slotOf({ clock }: Ports, { saidAt = null }: RegisterOrder): Instant | null {
  if (saidAt === null) return null;
  const now = clock.now();
  return addMs(now, -REDELIVERED_MS) <= saidAt && saidAt <= addMs(now, CLOCKS_APART_MS) ? saidAt : null;
}

function registered(ports: Ports, order: RegisterOrder, known: Channel | null): Channel {
  const { id, kind, shared, chat, reading, by } = order;
  const key = scopeKey(reading);
  return {
    ...{ id, kind, chat, goneAt: null },
    name: order.name ?? known?.name ?? null,
    team: order.team ?? known?.team ?? null,
    teamId: order.teamId ?? known?.teamId ?? null,
    outsiders: shared && known?.outsiders !== 'confirmed' ? 'unconfirmed' : (known?.outsiders ?? 'none'),
    reads: [...(known?.reads ?? []).filter((one) => scopeKey(one) !== key), reading],
    registeredBy: known?.registeredBy ?? (by.kind === 'officer' ? by.id : null),
    registeredAt: known?.registeredAt ?? ports.clock.now(),
  };
}

/** The last day of the hold that today falls in; null when there is none. */
async function holdToday(ports: Ports): Promise<string | null> {
  const { holds } = await ports.diary.read();
  return holdOn(holds?.holds ?? [], todayOf(ports))?.to ?? null;
}
