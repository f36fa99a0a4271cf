import { isOpenPost, isUnsettled, reasonFor } from '../domain/delivery.js';
import type { PlanId } from '../domain/plan.js';
import { raise } from './attention.js';
import { postSubject } from './plan-rollup.js';
import { reconcile } from './reconcile.js';
import type { AttentionReason, AttentionSubject, Digest, Ports, RollupPost } from './ports.js';
import type { Truth } from './ports-copies.js';
import { presentCalendar } from './working-calendar.js';

/** What was made again from the truth. */
export interface Rebuilt {
  /** Rows of the due index and of the index of leads that were missing. */
  readonly indexed: number;
  /** Plans that could not be read, and are in no index. */
  readonly failed: readonly PlanId[];
  /** Cards and summaries that are not settled. */
  readonly open: readonly Digest[];
  readonly openPosts: readonly RollupPost[];
  /** Of both: what a person has to settle. */
  readonly attention: number;
}

/** Makes what no copy holds: both indexes, the list of open cards, and what waits for a person. May run again. */
export async function rebuild(ports: Ports & { readonly truth: Truth }): Promise<Rebuilt> {
  const calendar = await presentCalendar(ports);
  const { added, failed } = await reconcile({ ...ports, calendar });
  const open: Digest[] = [];
  const openPosts: RollupPost[] = [];
  let attention = 0;
  for await (const digest of ports.truth.digests()) {
    const { officer, slot } = digest;
    if (isUnsettled(digest.state)) {
      await ports.openDigests.add({ officer, slot, since: digest.plannedAt });
      open.push(digest);
    }
    if (await listed(ports, { kind: 'digest', officer, slot }, digest)) attention += 1;
  }
  for await (const post of ports.truth.posts()) {
    if (isOpenPost(post)) {
      await ports.rollups.listOpen(post);
      openPosts.push(post);
    }
    if (await listed(ports, postSubject(post), post)) attention += 1;
  }
  open.sort((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : 0));
  return { indexed: added, failed, open, openPosts, attention };
}

async function listed(ports: Ports, subject: AttentionSubject, one: Digest | RollupPost): Promise<boolean> {
  const because = becauseOf(one);
  if (because === null) return false;
  await raise(ports, subject, because, one.reason ?? one.state);
  return true;
}

/** Also for a repeat of what may have arrived. */
function becauseOf(one: Digest | RollupPost): AttentionReason | null {
  const repeated = one.state === 'retry' && 'doubts' in one && one.doubts > 0;
  return repeated ? 'in-doubt' : reasonFor(one.state);
}
