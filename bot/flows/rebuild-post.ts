import { addMs, instant, type Instant } from '../domain/dates.js';
import type { PlanId, Ref } from '../domain/plan.js';
import { isInScope, scopeKey } from '../domain/scope.js';
import type { Delivery, Step } from './deliver-digest.js';
import { everybodyAfter } from './digest-outcome.js';
import { mayPost } from './may-post.js';
import { editedMessage, type Audience } from './post-content.js';
import type { Message, Ports, RollupPost, StalePost, Versioned } from './ports.js';
import { readingsOfPlan } from './readings.js';
import { reminderId } from './reminder-id.js';
import { mayLeave } from './sender.js';

/** A summary is edited at most once in this time: many may answer in one morning. */
const AT_MOST_EVERY_MS = 5 * 60_000;
const TRY_AGAIN_MS = 30_000;
/** How far the clocks of two machines may be apart. */
const CLOCKS_APART_MS = 60_000;
const END_OF_TIME = instant('9999-12-31T00:00:00Z');

const SETTLED: Step = { kind: 'settled' };
const STOPPED: Step = { kind: 'stopped' };

/** Writes down beneath which summaries a changed milestone is to be told. Answers how many. */
export async function markPosts(ports: Ports, plan: PlanId, ref: Ref): Promise<number> {
  const milestone = (await ports.plans.milestone(plan, ref))?.milestone ?? null;
  if (milestone === null) return 0;
  const meant = (await readingsOfPlan(ports, plan)).filter(({ reading }) => isInScope(milestone, reading));
  const since = ports.clock.now();
  for (const { channel, reading } of meant) {
    await ports.stalePosts.add({ scope: scopeKey(reading), channel: channel.id, period: null, since });
  }
  return meant.length;
}

/**
 * Edits one posted summary: what was said since beneath its figures, which stay. Replacing a message by its id is
 * idempotent and makes no sound, so this may run any number of times, at any hour.
 */
export async function rebuildPost(delivery: Delivery, stale: Versioned<StalePost>): Promise<Step> {
  const { ports } = delivery;
  const found = await postOf(ports, stale.value);
  if (found?.value.state !== 'sent' || found.value.activityId === null) return done(ports, stale);
  const now = ports.clock.now();
  const free = freeFrom(found.value, now);
  if (free > now) return { kind: 'waiting', until: free };
  const may = await mayPost(ports, found.value);
  if (may.kind === 'never') return done(ports, stale);
  if (may.kind === 'not-yet') return { kind: 'waiting', until: may.until };
  const message = await editedMessage(ports, found.value, may);
  if (message === null || !saysMore(found.value, message)) return done(ports, stale);
  return replace(delivery, stale, found, message, may);
}

/** The newest of a scope in a channel, or the one that was corrected. */
async function postOf(
  { rollups }: Ports,
  { scope, channel, period }: StalePost,
): Promise<Versioned<RollupPost> | null> {
  const newest = period ?? (await rollups.newestPostedBefore(scope, END_OF_TIME, channel))?.period ?? null;
  return newest === null ? null : rollups.post(scope, newest, channel);
}

/** What lies further ahead was written by a clock that was wrong. */
function freeFrom({ editedAt }: RollupPost, now: Instant): Instant {
  if (editedAt === null || editedAt > addMs(now, CLOCKS_APART_MS)) return now;
  return addMs(editedAt, AT_MOST_EVERY_MS);
}

/** It stands as it was posted, and so it may stay. */
function saysMore({ editedAt, corrected }: RollupPost, message: Message): boolean {
  return (
    editedAt !== null || corrected !== null || (message.kind === 'rollup' && message.view.sincePosted !== undefined)
  );
}

async function replace(
  delivery: Delivery,
  stale: Versioned<StalePost>,
  found: Versioned<RollupPost>,
  message: Message,
  { channel }: Audience,
): Promise<Step> {
  const { ports, lease } = delivery;
  const { activityId, conversation } = found.value;
  const chat = { ...channel.chat, conversationId: conversation ?? channel.chat.conversationId };
  if (!(await lease.still())) return STOPPED;
  const prepared = await ports.messenger.prepare(chat, message, activityId);
  const place = await lease.place('refresh', chat.conversationId);
  if (place === 'stopped') return STOPPED;
  if (typeof place === 'string') return { kind: 'waiting', until: place };
  const now = ports.clock.now();
  // By the etag from before the plan was read: of two that edit it, the one that read later is the last.
  const claimed = await ports.rollups.savePost({ ...found.value, editedAt: now }, found.etag);
  if (claimed === 'conflict') return { kind: 'waiting', until: addMs(now, TRY_AGAIN_MS) };
  if (!(await mayLeave(lease, place))) return STOPPED;
  const outcome = await prepared.send();
  const pause = await everybodyAfter(delivery, outcome);
  const reminder = reminderId(ports, found.value.channel, found.value.period);
  ports.log.info('rollup-edited', { reminder, outcome: outcome.kind });
  switch (outcome.kind) {
    case 'not-accepted':
    case 'unauthorised':
    case 'in-doubt':
      return { kind: 'waiting', until: addMs(ports.clock.now(), Math.max(pause ?? 0, AT_MOST_EVERY_MS)) };
    case 'accepted':
    case 'unreachable':
    case 'refused':
    case 'too-large':
      return done(ports, stale);
  }
}

/** Something was said again meanwhile: then it is edited once more. */
async function done(ports: Ports, stale: Versioned<StalePost>): Promise<Step> {
  if ((await ports.stalePosts.remove(stale)) === 'written') return SETTLED;
  return { kind: 'waiting', until: addMs(ports.clock.now(), AT_MOST_EVERY_MS) };
}
