import { addMs, msOf, type Instant } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import { scopeKey, wholePlan, type Scope } from '../domain/scope.js';
import type { Channel, Ports, RollupMessage, RollupPost, Snapshot } from './ports.js';
import { readRollup, type RolledUp } from './read-rollup.js';
import { readingsOf } from './readings.js';
import { ringFor } from './ring.js';
import { decentFrom } from './sender.js';
import { WHOLE_READERSHIP } from './told-plan.js';
import { todayOf } from './today.js';

const LATE_MS = 15 * 60_000;
/** A tick takes slots up to so much ahead: what was acknowledged a minute before a slot is in storage by then. */
const AHEAD_MS = 60_000;

/**
 * Freezes the figures of a scope now and rings for their posting, once for each channel. Null when there is no such
 * plan, or no channel to post to.
 *
 * @param slot of a schedule: the same slot planned again posts nothing twice; null when a person asks for it
 */
export async function planRollup(
  ports: Ports,
  scope: Scope,
  channels: readonly Channel[],
  slot: Instant | null,
): Promise<Snapshot | null> {
  const snapshot = channels.length === 0 ? null : await freeze(ports, scope, slot, null);
  if (snapshot !== null) await planPosts(ports, snapshot, channels, slot);
  return snapshot;
}

/**
 * Plans a summary for channels, each once, and rings for it.
 *
 * @param slot the time for which it is posted; null when a person asks for it: then it leaves at once (RULES 3)
 */
export async function planPosts(
  ports: Ports,
  snapshot: Snapshot,
  channels: readonly Pick<Channel, 'id'>[],
  slot: Instant | null,
): Promise<void> {
  const now = ports.clock.now();
  const from = slot === null ? now : decentFrom(ports, now);
  // Of a window, whose figures are days old: it is late from its own time on, and not from theirs.
  const own = snapshot.window === null ? null : (slot ?? now);
  const notBefore = from > now ? from : own;
  // A tick that came late does not make the time of its slot later.
  const dueAt = slot === null ? undefined : later(decentFrom(ports, slot), own ?? slot);
  for (const { id } of channels) {
    // Planned before: it stands as it is.
    await ports.rollups.savePost({ ...newPost(snapshot, id, slot === null), notBefore, dueAt }, null);
    // The tick finds it, if the bell fails or its time is far off.
    if (notBefore === null || notBefore <= now) await ringPost(ports, { ...snapshot, channel: id, part: '' });
  }
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** What follows in the thread of a summary: see `part` in `RollupPost`. */
export interface PartOrder {
  readonly scope: string;
  readonly period: Instant;
  readonly channel: string;
  readonly part: string;
  /** Null: as soon as the summary stands there, in decent hours. */
  readonly notBefore: Instant | null;
  /** A person asked for it: it leaves at once, whatever the hour. */
  readonly atOnce?: boolean;
}

/** Plans one reply in the thread of a summary, once; what it says is read when it is posted. */
export async function planPart(ports: Ports, order: PartOrder): Promise<void> {
  const { part, notBefore, channel, atOnce = false } = order;
  await ports.rollups.savePost({ ...newPost(order, channel, atOnce), part, notBefore }, null);
  if (notBefore === null || notBefore <= ports.clock.now()) await ringPost(ports, order);
}

async function ringPost(ports: Ports, { scope, period, channel, part }: PostKeys): Promise<void> {
  await ringFor(ports.log, () => ports.bells.rollup(messageFor({ scope, period, channel, part })));
}

/** By what a post stands on the list of what waits for a person. */
export function postSubject({ scope, period, channel, part }: PostKeys) {
  return { kind: 'rollup', scope, period, channel, ...(part !== '' && { part }) } as const;
}

type PostKeys = Pick<RollupPost, 'scope' | 'period' | 'channel' | 'part'>;

/** The message by which a post is found: its keys, and nothing else. */
export function messageFor({ scope, period, channel, part }: PostKeys): RollupMessage {
  return { scope, period, channel, ...(part !== '' && { part }) };
}

/**
 * The snapshot of a slot, made now or before; null when there is no such plan.
 *
 * @param window the reporting window whose figures these are: posted days later as they were frozen
 */
export async function freeze(
  ports: Ports,
  scope: Scope,
  slot: Instant | null,
  window: string | null,
): Promise<Snapshot | null> {
  const asAt = todayOf(ports);
  const key = scopeKey(scope);
  let period = slot ?? ports.clock.now();
  for (;;) {
    const before = await ports.rollups.newestPostedBefore(key, period);
    // Before the reading: whatever was acknowledged until then is in the figures.
    const readAt = ports.clock.now();
    const rolled = await readRollup(ports, scope, asAt, before, WHOLE_READERSHIP);
    if (rolled === null) return null;
    const asOf = isCalled(period, readAt) ? period : readAt;
    const when = { period, asOf, readAt, asAt, comparedWith: before?.period ?? null };
    const snapshot: Snapshot = { scope: key, ...when, window, corrects: null, ...figuresOf(rolled) };
    if ((await ports.rollups.add(snapshot)) === 'written') return snapshot;
    if (slot !== null) return ports.rollups.snapshot(key, slot);
    // Two people in one millisecond: the second has a summary of their own.
    period = addMs(period, 1);
  }
}

/** What a snapshot keeps of figures: the counts, and which revisions they were made of. */
export function figuresOf({ rollup, revisions, plan }: RolledUp): Pick<Snapshot, 'counts' | 'revisions' | 'beside'> {
  const counted = new Set(revisions.map(([ref]) => ref));
  const beside = plan.milestones
    .filter(({ milestone }) => !counted.has(milestone.ref))
    .map(({ milestone, rev }) => [milestone.ref, rev] as const);
  return { counts: rollup.counts, revisions, beside };
}

/**
 * Whether figures are called by their slot. One made up for much later is not: that would be a claim about other figures;
 * nor one that lies ahead of the reading, but for the minute within which nobody relies on it (guarantees.md I8).
 */
function isCalled(period: Instant, readAt: Instant): boolean {
  return period <= addMs(readAt, AHEAD_MS) && msOf(readAt) - msOf(period) <= LATE_MS;
}

/** The channels that read the whole of a plan. */
export async function channelsOf(ports: Pick<Ports, 'channels'>, plan: PlanId): Promise<readonly Channel[]> {
  return (await readingsOf(ports, wholePlan(plan))).map(({ channel }) => channel);
}

/** Everything that has summaries: what was posted before there were parts of plans is of whole ones. */
export async function scopesOf({ plans, rollups }: Pick<Ports, 'plans' | 'rollups'>): Promise<readonly string[]> {
  return [...new Set([...(await plans.ids()), ...(await rollups.scopes())])];
}

/** A summary that nobody has tried to post yet. */
export function newPost(
  { scope, period }: Pick<Snapshot, 'scope' | 'period'>,
  channel: string,
  atOnce: boolean,
): RollupPost {
  return {
    scope,
    period,
    channel,
    part: '',
    state: 'planned',
    claimUntil: null,
    notBefore: null,
    attempts: 0,
    conversation: null,
    activityId: null,
    reason: null,
    atOnce,
    replies: null,
    editedAt: null,
    postedAt: null,
    told: null,
    corrected: null,
  };
}
