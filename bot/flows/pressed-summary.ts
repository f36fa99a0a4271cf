/** Which posted summary somebody pressed, and how it looks now: as it was posted, with what was said since. */
import { instant, timeInWords } from '../domain/dates.js';
import { scopeOf } from '../domain/scope.js';
import type { RollupView, SummaryHead } from '../domain/views.js';
import { mayPost, whoReads } from './may-post.js';
import type { Ports, RollupPost, Snapshot } from './ports.js';
import { editedMessage } from './post-content.js';
import { mapLimited } from './side-by-side.js';

/** So many of the newest summaries of a plan are looked through. */
const LOOKED_THROUGH = 60;
const AT_ONCE = 8;
const END_OF_TIME = instant('9999-12-31T00:00:00Z');

export interface PressedSummary {
  /** The summary itself, also where a reply in its thread was pressed. */
  readonly post: RollupPost;
  readonly snapshot: Snapshot;
}

/**
 * The summary whose message was pressed. Where Teams does not say which message that was, the newest that was posted in
 * that channel; null when there is none, or the message is none that is known: another summary would be another's figures.
 */
export async function summaryPressed(
  ports: Pick<Ports, 'rollups'>,
  plan: string,
  channel: string,
  activityId: string | null,
): Promise<PressedSummary | null> {
  const scopes = (await ports.rollups.scopes()).filter((scope) => scopeOf(scope).plan === plan);
  return activityId === null ? newestIn(ports, scopes, channel) : byMessage(ports, scopes, channel, activityId);
}

async function byMessage(
  { rollups }: Pick<Ports, 'rollups'>,
  scopes: readonly string[],
  channel: string,
  activityId: string,
): Promise<PressedSummary | null> {
  const all = (await Promise.all(scopes.map((scope) => rollups.snapshots(scope)))).flat();
  const newest = all.sort((a, b) => (a.period < b.period ? 1 : -1)).slice(0, LOOKED_THROUGH);
  for (let at = 0; at < newest.length; at += AT_ONCE) {
    const found = await mapLimited(newest.slice(at, at + AT_ONCE), AT_ONCE, async (snapshot) => {
      const posts = await rollups.posts(snapshot.scope, snapshot.period);
      const here = posts.map(({ value }) => value).filter((post) => post.channel === channel);
      const post = here.some((one) => one.activityId === activityId) ? here.find(({ part }) => part === '') : undefined;
      return post === undefined ? null : { post, snapshot };
    });
    const first = found.find((one) => one !== null);
    if (first !== undefined) return first;
  }
  return null;
}

async function newestIn(
  { rollups }: Pick<Ports, 'rollups'>,
  scopes: readonly string[],
  channel: string,
): Promise<PressedSummary | null> {
  const posted = await Promise.all(scopes.map((scope) => rollups.newestPostedBefore(scope, END_OF_TIME, channel)));
  const [snapshot] = posted.flatMap((one) => one ?? []).sort((a, b) => (a.period < b.period ? 1 : -1));
  if (snapshot === undefined) return null;
  const post = await rollups.post(snapshot.scope, snapshot.period, channel);
  return post === null ? null : { post: post.value, snapshot };
}

/**
 * The summary as it stands in the channel; null where that channel does not read it any more. While nothing may be posted
 * there, nothing more is told than what stands there already.
 */
export async function summaryAsPosted(ports: Ports, { post }: PressedSummary): Promise<RollupView | null> {
  const audience = await whoReads(ports, post);
  if (audience === null) return null;
  const may = await mayPost(ports, post);
  const until = may.kind === 'yes' ? ports.clock.now() : (post.told?.until ?? null);
  const message = await editedMessage(ports, post, audience, until);
  return message?.kind === 'rollup' ? message.view : null;
}

/** What stands above every answer to a press on it; null when there is no such plan. */
export async function headOf(
  ports: Pick<Ports, 'plans' | 'zone'>,
  plan: string,
  pressed: PressedSummary | null,
): Promise<SummaryHead | null> {
  const outline = await ports.plans.outline(plan);
  if (outline === null) return null;
  const { title, levels } = outline.plan;
  const figures =
    pressed === null
      ? { asAt: null, time: '' }
      : { asAt: pressed.snapshot.asAt, time: timeInWords(pressed.snapshot.asOf, ports.zone) };
  return { plan, planTitle: title, levels, ...figures, back: pressed !== null };
}
