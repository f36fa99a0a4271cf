/** What follows from a correction: where it is posted, and what the summary that it corrects says of it. */
import { addMs, civilDateAt } from '../domain/dates.js';
import { scopeOf } from '../domain/scope.js';
import { planPart, planPosts } from './plan-rollup.js';
import type { Ports, RollupPost, Snapshot, Versioned } from './ports.js';
import { partOfWindow } from './window-posting.js';

const TRIES = 5;
/** What was begun longer ago, and froze nothing, froze nothing at all. */
const BEGUN_MS = 15 * 60_000;

export interface CorrectionTold {
  readonly channels: readonly string[];
  readonly waits: boolean;
}

/** Each step may be done twice harmlessly; `conflict`: it is being posted or changed at this moment. */
export async function tellCorrection(
  ports: Ports,
  wrong: Snapshot,
  snapshot: Snapshot,
): Promise<CorrectionTold | 'conflict'> {
  const stands = await standsInWindow(ports, wrong, snapshot);
  if (stands === 'conflict') return 'conflict';
  const waits = stands === 'waits';
  const channels: string[] = [];
  let told = true;
  for (const pair of await partsOf(ports, wrong, snapshot)) {
    const where = waits ? await stopWaiting(ports, pair) : await postCorrection(ports, pair);
    if (where === 'conflict') told = false;
    else channels.push(...where);
  }
  if (!told) return 'conflict';
  if (!waits) await ports.rollups.closeCorrection(wrong);
  return { channels, waits };
}

/** The correction of a snapshot; null when there is none. */
export async function correctionOf(
  { rollups }: Pick<Ports, 'rollups'>,
  { scope, period }: Snapshot,
): Promise<Snapshot | null> {
  return (await rollups.snapshots(scope)).find(({ corrects }) => corrects?.period === period) ?? null;
}

/** Goes on with what broke off, or waited for its window. Answers how many there were. */
export async function resumeCorrections(ports: Ports): Promise<number> {
  const every = await ports.rollups.openCorrections();
  for (const open of every) {
    const wrong = await ports.rollups.snapshot(open.scope, open.period);
    const snapshot = wrong === null ? null : await correctionOf(ports, wrong);
    if (wrong !== null && snapshot !== null) await tellCorrection(ports, wrong, snapshot);
    else if (addMs(open.since, BEGUN_MS) < ports.clock.now()) await ports.rollups.closeCorrection(open);
  }
  return every.length;
}

interface Pair {
  readonly wrong: Snapshot;
  readonly snapshot: Snapshot;
}

/** Of a window every part that a channel reads is corrected with the whole. */
async function partsOf(ports: Ports, wrong: Snapshot, snapshot: Snapshot): Promise<readonly Pair[]> {
  const pairs: Pair[] = [{ wrong, snapshot }];
  const { plan } = scopeOf(wrong.scope);
  if (wrong.window === null || wrong.scope !== plan) return pairs;
  for (const scope of await ports.rollups.scopes()) {
    if (scope === plan || scopeOf(scope).plan !== plan) continue;
    const before = await ports.rollups.snapshot(scope, wrong.period);
    const part = before?.window === wrong.window ? await partOfWindow(ports, snapshot, scope) : null;
    if (before !== null && part !== null) pairs.push({ wrong: before, snapshot: part });
  }
  return pairs;
}

/** Of a reporting window the correction takes the place of what it corrects. `waits`: the window is not posted yet. */
async function standsInWindow(
  ports: Ports,
  wrong: Snapshot,
  { period }: Snapshot,
): Promise<'posted' | 'waits' | 'conflict'> {
  if (wrong.window === null) return 'posted';
  const { plan } = scopeOf(wrong.scope);
  const released = (await ports.plans.outline(plan))?.plan.release === true;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const run = await ports.rollups.windowRun(plan, wrong.window);
    if (run === null) return 'posted';
    if (run.value.period !== wrong.period) return run.value.state === 'posted' ? 'posted' : 'waits';
    if (run.value.state === 'posting') return 'conflict';
    // Its owner released other figures: they are asked again, also where those are posted.
    const again = released ? ({ state: 'frozen', released: null } as const) : {};
    await ports.rollups.saveWindowRun({ ...run.value, ...again, period }, run.etag);
  }
  return 'conflict';
}

/** What waits to be posted is not posted any more; what was posted says that it was corrected. Answers where. */
async function postCorrection(ports: Ports, { wrong, snapshot }: Pair): Promise<readonly string[] | 'conflict'> {
  const meant = (await postsOf(ports, wrong)).filter(({ value }) => GOT_IT.includes(value.state));
  const channels = meant.map(({ value }) => value.channel);
  const newest = await lastOf(ports, snapshot);
  await planPosts(
    ports,
    newest,
    channels.map((id) => ({ id })),
    null,
  );
  let told = true;
  for (const post of meant) told = (await tellCorrected(ports, post, snapshot)) && told;
  return told ? channels : 'conflict';
}

/** The window is posted with the correction in it; nothing is said of that before. */
async function stopWaiting(ports: Ports, { wrong }: Pair): Promise<readonly string[] | 'conflict'> {
  let stopped = true;
  for (const post of (await postsOf(ports, wrong)).filter(({ value }) => isWaiting(value))) {
    const next: RollupPost = { ...post.value, state: 'replaced', reason: 'corrected' };
    stopped = (await ports.rollups.savePost(next, post.etag)) !== 'conflict' && stopped;
  }
  return stopped ? [] : 'conflict';
}

async function postsOf({ rollups }: Ports, { scope, period }: Snapshot): Promise<readonly Versioned<RollupPost>[]> {
  return (await rollups.posts(scope, period)).filter(({ value }) => value.part === '');
}

/** The end of a chain of corrections: only that is posted anew. */
async function lastOf(ports: Ports, snapshot: Snapshot): Promise<Snapshot> {
  const next = await correctionOf(ports, snapshot);
  return next === null ? snapshot : lastOf(ports, next);
}

/** Posted, or may have been, or was about to be. */
const GOT_IT: readonly RollupPost['state'][] = ['sent', 'in-doubt', 'planned', 'retry', 'sending'];

function isWaiting({ state }: RollupPost): boolean {
  return state === 'planned' || state === 'retry';
}

/** False when it is being posted at this moment, or others kept changing it. */
async function tellCorrected(
  ports: Ports,
  { value: { scope, period, channel, corrected: before } }: Versioned<RollupPost>,
  snapshot: Snapshot,
): Promise<boolean> {
  const reason = snapshot.corrects?.reason ?? '';
  const on = before?.on ?? civilDateAt(ports.clock.now(), ports.zone);
  const corrected = { period: snapshot.period, on, reason };
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found = await ports.rollups.post(scope, period, channel);
    if (found === null || found.value.state === 'sending') return found === null;
    const stop = isWaiting(found.value) ? ({ state: 'replaced', reason: 'corrected' } as const) : {};
    const next: RollupPost = { ...found.value, corrected, ...stop };
    if ((await ports.rollups.savePost(next, found.etag)) === 'conflict') continue;
    if (next.state !== 'sent') return true;
    await ports.stalePosts.add({ scope, channel, period, since: ports.clock.now() });
    await planPart(ports, { scope, period, channel, part: 'correction', notBefore: null, atOnce: true });
    return true;
  }
  return false;
}
