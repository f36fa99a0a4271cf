/** Which posted summary somebody pressed, and how it looks now: as it was posted, with what was said since. */
import { instant, timeInWords } from '../domain/dates.js';
import { scopeOf } from '../domain/scope.js';
import type { RollupView, SummaryHead } from '../domain/views.js';
import { mayPost, whoReads } from './may-post.js';
import type { Ports, RollupPost, Snapshot } from './ports.js';
import { editedMessage } from './post-content.js';

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
  return activityId === null ? newestIn(ports, plan, channel) : byMessage(ports, plan, channel, activityId);
}

/** Of a plan; that of another is none of it. */
async function byMessage(
  { rollups }: Pick<Ports, 'rollups'>,
  plan: string,
  channel: string,
  activityId: string,
): Promise<PressedSummary | null> {
  const pressed = (await rollups.postByActivity(channel, activityId))?.value ?? null;
  if (pressed === null || scopeOf(pressed.scope).plan !== plan) return null;
  const { scope, period } = pressed;
  const [post, snapshot] = await Promise.all([rollups.post(scope, period, channel), rollups.snapshot(scope, period)]);
  return post === null || snapshot === null ? null : { post: post.value, snapshot };
}

async function newestIn(
  { rollups }: Pick<Ports, 'rollups'>,
  plan: string,
  channel: string,
): Promise<PressedSummary | null> {
  const scopes = (await rollups.scopes()).filter((scope) => scopeOf(scope).plan === plan);
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
