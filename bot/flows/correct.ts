import { addMs, civilDateAt, type Instant } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import { scopeKey, type Scope } from '../domain/scope.js';
import { recordWith } from './audit.js';
import { figuresOf, planPart, planPosts } from './plan-rollup.js';
import type { Ports, RollupPost, Snapshot, Versioned } from './ports.js';
import { comparedWith, readRollupAnew } from './read-rollup.js';
import { WHOLE_READERSHIP } from './told-plan.js';

/**
 * `no-such`: nothing was frozen then. `corrected`: there is a correction already, which is to be corrected instead.
 * `gone`: the plan is not there any more. `conflict`: somebody else wrote at this moment.
 */
export type Corrected =
  | { readonly kind: 'done'; readonly snapshot: Snapshot; readonly channels: readonly string[] }
  | { readonly kind: 'no-such' | 'gone' | 'conflict' }
  | { readonly kind: 'corrected'; readonly by: Snapshot };

const TRIES = 5;

/**
 * Corrects the figures of a summary: a snapshot of the same day with what is known now, and the reason. It is posted as a
 * summary of its own wherever the first one was; that one keeps its figures, and says that it was corrected (RULES 7).
 * Said again after a crash, it goes on where it broke off.
 */
export async function correct(
  ports: Ports,
  scope: Scope,
  period: Instant,
  reason: string,
  by: Actor,
): Promise<Corrected> {
  const key = scopeKey(scope);
  const wrong = await ports.rollups.snapshot(key, period);
  if (wrong === null) return { kind: 'no-such' };
  const known = (await ports.rollups.snapshots(key)).find(({ corrects }) => corrects?.period === period) ?? null;
  if (known !== null && known.corrects?.reason !== reason) return { kind: 'corrected', by: known };
  const snapshot = known ?? (await freezeAnew(ports, scope, wrong, { period, reason, by }));
  if (snapshot === null) return { kind: 'gone' };
  await recordWith(ports, by, 'summary corrected', `${key} ${period}`, reason);
  if (!(await standsInWindow(ports, wrong, snapshot))) return { kind: 'conflict' };
  const channels = await postCorrection(ports, wrong, snapshot, reason);
  return channels === 'conflict' ? { kind: 'conflict' } : { kind: 'done', snapshot, channels };
}

async function freezeAnew(
  ports: Ports,
  scope: Scope,
  wrong: Snapshot,
  corrects: NonNullable<Snapshot['corrects']>,
): Promise<Snapshot | null> {
  const { asAt, asOf, window } = wrong;
  const before = await comparedWith(ports, wrong, null);
  for (let period = ports.clock.now(); ; period = addMs(period, 1)) {
    const readAt = ports.clock.now();
    const rolled = await readRollupAnew(ports, scope, asAt, WHOLE_READERSHIP);
    if (rolled === null) return null;
    // Called by the time that it corrects: it is about no other.
    const when = { period, asOf, readAt, asAt, comparedWith: before?.period ?? null };
    const snapshot: Snapshot = { scope: scopeKey(scope), ...when, window, corrects, ...figuresOf(rolled) };
    if ((await ports.rollups.add(snapshot)) === 'written') return snapshot;
  }
}

/** Of a reporting window the correction takes the place of what it corrects. */
async function standsInWindow({ rollups }: Ports, wrong: Snapshot, { period }: Snapshot): Promise<boolean> {
  if (wrong.window === null) return true;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const run = await rollups.windowRun(wrong.scope, wrong.window);
    if (run?.value.period !== wrong.period) return true;
    // Its owner released other figures: they are asked again.
    const again = run.value.state === 'released' ? ({ state: 'frozen', released: null } as const) : {};
    if ((await rollups.saveWindowRun({ ...run.value, ...again, period }, run.etag)) !== 'conflict') return true;
  }
  return false;
}

/** What waits to be posted is not posted any more; what was posted says that it was corrected. Answers where. */
async function postCorrection(
  ports: Ports,
  wrong: Snapshot,
  snapshot: Snapshot,
  reason: string,
): Promise<readonly string[] | 'conflict'> {
  const posts = (await ports.rollups.posts(wrong.scope, wrong.period)).filter(({ value }) => value.part === '');
  const meant = posts.filter(({ value }) => GOT_IT.includes(value.state));
  const channels = meant.map(({ value }) => value.channel);
  await planPosts(
    ports,
    snapshot,
    channels.map((id) => ({ id })),
    null,
  );
  let told = true;
  for (const post of meant) told = (await tellCorrected(ports, post, snapshot, reason)) && told;
  return told ? channels : 'conflict';
}

/** Posted, or may have been, or was about to be. */
const GOT_IT: readonly RollupPost['state'][] = ['sent', 'in-doubt', 'planned', 'retry', 'sending'];

/** False when it is being posted at this moment, or others kept changing it. */
async function tellCorrected(
  ports: Ports,
  { value: { scope, period, channel } }: Versioned<RollupPost>,
  snapshot: Snapshot,
  reason: string,
): Promise<boolean> {
  const corrected = { period: snapshot.period, on: civilDateAt(ports.clock.now(), ports.zone), reason };
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found = await ports.rollups.post(scope, period, channel);
    if (found === null || found.value.state === 'sending') return found === null;
    const waits = found.value.state === 'planned' || found.value.state === 'retry';
    const next: RollupPost = { ...found.value, corrected, ...(waits && { state: 'replaced', reason: 'corrected' }) };
    if ((await ports.rollups.savePost(next, found.etag)) === 'conflict') continue;
    if (next.state !== 'sent') return true;
    await ports.stalePosts.add({ scope, channel, period, since: ports.clock.now() });
    await planPart(ports, { scope, period, channel, part: 'correction', notBefore: null, atOnce: true });
    return true;
  }
  return false;
}
