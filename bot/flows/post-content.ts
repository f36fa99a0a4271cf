/** What a message of a summary says: read when it is posted, and as its readers may see it. */
import { civilDateAt, inWords, timeInWords, type Instant } from '../domain/dates.js';
import { areaReplies } from '../domain/rollup-areas.js';
import { rollupView } from '../domain/rollup-view.js';
import { scopeOf } from '../domain/scope.js';
import { sincePosted } from '../domain/since-posted.js';
import type { SincePostedView } from '../domain/since-posted.js';
import { toldWords, type Readership } from '../domain/told-words.js';
import type { AreaReplyView, Heading } from '../domain/views.js';
import { readAtOf } from './as-counted.js';
import { answerOfPart, answerReply } from './challenge-posts.js';
import type { Channel, Message, Ports, RollupPost, Snapshot } from './ports.js';
import { rollupOfSnapshot, type RolledUp } from './read-rollup.js';
import { headingOf } from './rollup-heading.js';
import { readSince } from './since-read.js';

/** Where something is said, and what its readers may see. */
export interface Audience {
  readonly channel: Channel;
  readonly readership: Readership;
}

/** The parts of a summary's thread, by how `part` of a post names them. */
export type Part =
  | { readonly kind: 'summary' | 'correction' }
  | { readonly kind: 'area'; readonly code: string }
  | { readonly kind: 'answer' };

/** Null for what is none of ours. */
export function partOf(part: string): Part | null {
  if (part === '') return { kind: 'summary' };
  if (part === 'correction') return { kind: 'correction' };
  if (part.startsWith('area:')) return { kind: 'area', code: part.slice('area:'.length) };
  return answerOfPart(part) === null ? null : { kind: 'answer' };
}

/** Null when there is nothing to say: the figures are gone, or nobody may be told any more. */
export async function contentOf(ports: Ports, post: RollupPost, audience: Audience): Promise<Message | null> {
  const part = partOf(post.part);
  switch (part?.kind) {
    case 'summary':
      return summaryMessage(ports, post, audience);
    case 'area':
      return areaMessage(ports, post, part.code, audience);
    case 'correction':
      return correctionMessage(ports, post, audience);
    case 'answer':
      return answerMessage(ports, post, audience);
    case undefined:
      return null;
  }
}

interface Summary {
  readonly snapshot: Snapshot;
  readonly rolled: RolledUp;
  readonly heading: Heading;
}

/** The figures of a post with what stands around them; null when they are gone. */
async function summaryOf(ports: Ports, post: RollupPost, { channel, readership }: Audience): Promise<Summary | null> {
  const snapshot = await ports.rollups.snapshot(post.scope, post.period);
  const rolled = snapshot === null ? null : await rollupOfSnapshot(ports, snapshot, post.channel, readership);
  if (snapshot === null || rolled === null) return null;
  const { asOf } = snapshot;
  const { corrected } = post;
  const overallBy = snapshot.window === null ? undefined : overallUntil(ports, post);
  const facts = { scope: scopeOf(post.scope), asOf, readership, snapshot, corrected, overallBy };
  return { snapshot, rolled, heading: headingOf(ports, rolled, { ...facts, replies: channel.kind === 'channel' }) };
}

/** A window's figures are frozen days before they are posted: its plan is rated as it is on that day, and stays so. */
function overallUntil({ clock }: Ports, { state, postedAt }: RollupPost): Instant | undefined {
  return state === 'sent' ? (postedAt ?? undefined) : clock.now();
}

async function summaryMessage(ports: Ports, post: RollupPost, audience: Audience): Promise<Message | null> {
  const found = await summaryOf(ports, post, audience);
  if (found === null) return null;
  const { plan } = scopeOf(post.scope);
  return { kind: 'rollup', plan, view: rollupView(found.rolled.rollup, found.heading) };
}

/**
 * A summary that was posted, with what was said since beneath its figures; those stay. One that was corrected is told what
 * was said until then: the correction goes on from there.
 *
 * @param until what was said later is not told; null: nothing is
 */
export async function editedMessage(
  ports: Ports,
  post: RollupPost,
  audience: Audience,
  until: Instant | null = ports.clock.now(),
): Promise<Message | null> {
  const found = await summaryOf(ports, post, audience);
  if (found === null) return null;
  const { rolled, snapshot, heading } = found;
  const { plan } = scopeOf(post.scope);
  const since = await sinceOf(ports, { ...post, until }, snapshot, rolled, audience.readership);
  const view = rollupView(rolled.rollup, heading);
  return { kind: 'rollup', plan, view: since === null ? view : { ...view, sincePosted: since } };
}

async function sinceOf(
  ports: Ports,
  { scope, corrected, until }: RollupPost & { readonly until: Instant | null },
  snapshot: Snapshot,
  { unnamed }: RolledUp,
  readership: Readership,
): Promise<SincePostedView | null> {
  const next = corrected === null ? null : await ports.rollups.snapshot(scope, corrected.period);
  const limit = next === null ? until : readAtOf(next);
  if (limit === null) return null;
  const read = await readSince(ports, snapshot, limit, readership);
  if (read === null) return null;
  return sincePosted(read.then, read.now, {
    unnamed,
    on: civilDateAt(limit, ports.zone),
    time: timeInWords(limit, ports.zone),
  });
}

/** The areas that have something to say beneath a summary, in the order of the plan. */
export async function areasToTell(
  ports: Ports,
  post: RollupPost,
  audience: Audience,
): Promise<readonly AreaReplyView[]> {
  const found = await summaryOf(ports, post, audience);
  return found === null ? [] : areaReplies(found.rolled.rollup, found.heading);
}

async function areaMessage(ports: Ports, post: RollupPost, code: string, audience: Audience): Promise<Message | null> {
  const view = (await areasToTell(ports, post, audience)).find((one) => one.code === code);
  return view === undefined ? null : areaReply(post, view);
}

export function areaReply({ scope }: Pick<RollupPost, 'scope'>, view: AreaReplyView): Message {
  return { kind: 'area-reply', plan: scopeOf(scope).plan, view };
}

async function answerMessage(ports: Ports, post: RollupPost, { readership }: Audience): Promise<Message | null> {
  const view = await answerReply(ports, post, readership);
  return view && { kind: 'answer', view };
}

async function correctionMessage(
  ports: Ports,
  { scope, period, channel }: RollupPost,
  { readership }: Audience,
): Promise<Message | null> {
  const corrected = (await ports.rollups.post(scope, period, channel))?.value.corrected ?? null;
  const plan = (await ports.plans.outline(scopeOf(scope).plan))?.plan ?? null;
  if (corrected === null || plan === null) return null;
  const lines = [
    toldWords(corrected.reason, plan, readership),
    'The figures above stay as they were posted. The corrected ones stand in a summary of their own.',
  ];
  return { kind: 'note', view: { title: `Corrected on ${inWords(corrected.on)}`, lines } };
}
