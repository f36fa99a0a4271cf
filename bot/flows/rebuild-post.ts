import { addMs, type Instant } from '../domain/dates.js';
import type { PlanId, Ref } from '../domain/plan.js';
import { scopeKey } from '../domain/scope.js';
import type { Delivery, Step } from './deliver-digest.js';
import { everybodyAfter } from './digest-outcome.js';
import { mayPost } from './may-post.js';
import { areaReply, areasToTell, contentOf, editedMessage, partOf, type Audience } from './post-content.js';
import type { Message, Ports, RollupPost, StalePost, Versioned } from './ports.js';
import { readingsAbout } from './readings.js';
import { reminderId } from './reminder-id.js';
import { mayLeave } from './sender.js';
import { lastPosted, toldBy } from './told-post.js';

/** A summary is edited at most once in this time: many may answer in one morning. */
const AT_MOST_EVERY_MS = 5 * 60_000;
const TRY_AGAIN_MS = 30_000;
/** How far the clocks of two machines may be apart. */
const CLOCKS_APART_MS = 60_000;

const SETTLED: Step = { kind: 'settled' };
const STOPPED: Step = { kind: 'stopped' };

/** Writes down beneath which summaries a changed milestone is to be told. Answers how many. */
export async function markPosts(ports: Ports, plan: PlanId, ref: Ref): Promise<number> {
  const milestone = (await ports.plans.milestone(plan, ref))?.milestone ?? null;
  if (milestone === null) return 0;
  const meant = await readingsAbout(ports, milestone);
  const since = ports.clock.now();
  for (const { channel, reading } of meant) {
    await ports.stalePosts.add({ scope: scopeKey(reading), channel: channel.id, period: null, since });
  }
  return meant.length;
}

/**
 * Edits one posted summary and what follows in its thread: what was said since beneath its figures, which stay; and nothing
 * that its readers may not see any more. Replacing a message by its id is idempotent and makes no sound, so this may run
 * any number of times, at any hour.
 */
export async function rebuildPost(delivery: Delivery, stale: Versioned<StalePost>): Promise<Step> {
  const { ports } = delivery;
  const root = await postOf(ports, stale.value);
  if (root?.value.state !== 'sent') return done(ports, stale);
  const may = await mayPost(ports, root.value);
  if (may.kind === 'never') return done(ports, stale);
  if (may.kind === 'not-yet') return { kind: 'waiting', until: may.until };
  const steps = [await editSummary(delivery, root, may)];
  for (const reply of await editsOfReplies(ports, root.value, may)) {
    if (steps.some(({ kind }) => kind === 'stopped')) break;
    steps.push(await edit(delivery, reply.found, may, { message: reply.message, until: null }));
  }
  return together(steps) ?? done(ports, stale);
}

/** The first that waits decides when it is looked at again; null when all is done. */
function together(steps: readonly Step[]): Step | null {
  if (steps.some(({ kind }) => kind === 'stopped')) return STOPPED;
  const [first] = steps.flatMap((step) => (step.kind === 'waiting' ? [step.until] : [])).sort();
  return first === undefined ? null : { kind: 'waiting', until: first };
}

async function editSummary(delivery: Delivery, found: Versioned<RollupPost>, audience: Audience): Promise<Step> {
  const { ports } = delivery;
  const free = freeFrom(found.value, ports.clock.now());
  if (free > ports.clock.now()) return { kind: 'waiting', until: free };
  const until = await untilOf(ports, found.value);
  const message = await editedMessage(ports, found.value, audience, until);
  return message === null ? SETTLED : edit(delivery, found, audience, { message, until });
}

/** Beneath one that is not the last any more stands what stood there: the next one tells the rest. */
async function untilOf(ports: Ports, { scope, channel, period, corrected, told }: RollupPost): Promise<Instant | null> {
  if (corrected !== null) return ports.clock.now();
  const last = await lastPosted(ports, scope, channel);
  return last?.value.period === period ? ports.clock.now() : (told?.until ?? null);
}

interface ReplyEdit {
  readonly found: Versioned<RollupPost>;
  readonly message: Message;
}

/** What may not be shown any more gives way to words that say so. */
const NOT_SHOWN: Message = {
  kind: 'note',
  view: { title: 'Not shown any more', lines: ['What stood here may not be shown to everybody here any more.'] },
};

async function editsOfReplies(ports: Ports, root: RollupPost, audience: Audience): Promise<readonly ReplyEdit[]> {
  const posts = await ports.rollups.posts(root.scope, root.period);
  const replies = posts.filter(({ value }) => value.part !== '' && value.channel === root.channel && isSent(value));
  if (replies.length === 0) return [];
  const areas = await areasToTell(ports, root, audience);
  const edits: ReplyEdit[] = [];
  for (const found of replies) {
    const part = partOf(found.value.part);
    const view = part?.kind === 'area' ? areas.find(({ code }) => code === part.code) : undefined;
    const message =
      part?.kind === 'area' ? view && areaReply(root, view) : await contentOf(ports, found.value, audience);
    edits.push({ found, message: message ?? NOT_SHOWN });
  }
  return edits;
}

function isSent({ state, activityId }: RollupPost): boolean {
  return state === 'sent' && activityId !== null;
}

/** The last that was posted of a scope in a channel; or that one, whichever stands there since. */
async function postOf(ports: Ports, { scope, channel, period }: StalePost): Promise<Versioned<RollupPost> | null> {
  return period === null ? lastPosted(ports, scope, channel) : ports.rollups.post(scope, period, channel);
}

/** What lies further ahead was written by a clock that was wrong. */
function freeFrom({ editedAt }: RollupPost, now: Instant): Instant {
  if (editedAt === null || editedAt > addMs(now, CLOCKS_APART_MS)) return now;
  return addMs(editedAt, AT_MOST_EVERY_MS);
}

interface Edit {
  readonly message: Message;
  /** As in `ToldPost`. */
  readonly until: Instant | null;
}

/** Nothing is done where it says that already. */
async function edit(
  delivery: Delivery,
  found: Versioned<RollupPost>,
  { channel, readership }: Audience,
  { message, until }: Edit,
): Promise<Step> {
  const { ports, lease } = delivery;
  const { activityId, conversation, told } = found.value;
  const next = toldBy(ports, message, until);
  if (activityId === null || told?.hash === next.hash) return SETTLED;
  const chat = { ...channel.chat, conversationId: conversation ?? channel.chat.conversationId };
  if (!(await lease.still())) return STOPPED;
  const prepared = await ports.messenger.prepare(chat, message, activityId);
  const place = await lease.place('refresh', chat.conversationId);
  if (place === 'stopped') return STOPPED;
  if (typeof place === 'string') return { kind: 'waiting', until: place };
  const now = ports.clock.now();
  // By the etag from before the plan was read: of two that edit it, the one that read later is the last. What it says is not
  // known until Teams has taken it.
  const claimed = await ports.rollups.savePost(
    { ...found.value, editedAt: now, told: { ...next, hash: '' } },
    found.etag,
  );
  const again: Step = { kind: 'waiting', until: addMs(now, TRY_AGAIN_MS) };
  if (claimed === 'conflict') return again;
  // Who may read it may have changed while it was made.
  const may = await mayPost(ports, found.value);
  if (may.kind !== 'yes' || may.readership.ceiling !== readership.ceiling) return again;
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
      // Changed meanwhile: then it is edited once more, to the same.
      await ports.rollups.savePost({ ...claimed.value, told: next }, claimed.etag);
      return SETTLED;
    case 'unreachable':
    case 'refused':
    case 'too-large':
      return SETTLED;
  }
}

/** Something was said again meanwhile: then it is edited once more. */
async function done(ports: Ports, stale: Versioned<StalePost>): Promise<Step> {
  if ((await ports.stalePosts.remove(stale)) === 'written') return SETTLED;
  return { kind: 'waiting', until: addMs(ports.clock.now(), AT_MOST_EVERY_MS) };
}
