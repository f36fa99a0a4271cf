/** Posting the summary of a reporting window: to every channel that reads the plan, or a part of it, with its windows. */
import type { Instant } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import { isInScope, scopeKey, scopeOf, type Scope } from '../domain/scope.js';
import { postsAt, windowsFor, type ReportingWindow } from '../domain/windows.js';
import { raiseOnce, settle } from './attention.js';
import { planPosts } from './plan-rollup.js';
import type { Channel, Ports, Snapshot, Versioned, WindowRun } from './ports.js';
import { comparedWith, rollupOfSnapshot } from './read-rollup.js';
import { isThere, readingsOfPlan } from './readings.js';
import { WHOLE_READERSHIP } from './told-plan.js';

/** A reporting window as far as one plan is concerned. */
export interface PlanWindow {
  readonly plan: PlanId;
  readonly window: ReportingWindow;
}

/** By what it is kept on the list of what waits for a person. */
export function subjectOf({ plan, window }: PlanWindow) {
  return { kind: 'window', plan, window: window.id } as const;
}

/** What became of it. */
export type WindowPosted =
  | { readonly kind: 'posted'; readonly posts: number }
  | { readonly kind: 'not-yet'; readonly from: Instant }
  /** Its plan's owner has not released it. */
  | { readonly kind: 'not-released' }
  | { readonly kind: 'no-channel' }
  /** Somebody decided about it at the same moment: it is looked at again. */
  | { readonly kind: 'changed' }
  /** The figures, or the plan, are gone. */
  | { readonly kind: 'gone' };

/**
 * Plans the posts of a window when their time has come, each once. What is not released, or read nowhere, waits, and a
 * person is told. The run is taken first: from then on nobody takes the release back, and what a crash leaves undone the
 * next tick does.
 *
 * @param early a person does it before its time
 */
export async function postWindow(
  ports: Ports,
  one: PlanWindow,
  run: Versioned<WindowRun>,
  early = false,
): Promise<WindowPosted> {
  const from = postsAt(one.window, ports.zone);
  const begun = run.value.state === 'posting';
  if (!early && !begun && ports.clock.now() < from) return { kind: 'not-yet', from };
  const outline = await ports.plans.outline(one.plan);
  const whole = await ports.rollups.snapshot(one.plan, run.value.period);
  if (outline === null || whole === null) return { kind: 'gone' };
  if (outline.plan.release && !begun && run.value.state !== 'released') return waits(ports, one, 'not-released');
  const scopes = await readWith(ports, one);
  if (scopes.size === 0) return waits(ports, one, 'no-channel');
  const taken = begun ? run : await ports.rollups.saveWindowRun({ ...run.value, state: 'posting' }, run.etag);
  if (taken === 'conflict') return { kind: 'changed' };
  // One that was begun before its time was begun by a person.
  const slot = early || ports.clock.now() < from ? null : from;
  const posts = await planAll(ports, whole, scopes, slot);
  const saved = await ports.rollups.saveWindowRun({ ...taken.value, state: 'posted' }, taken.etag);
  ports.log.info('window-posted', { window: one.window.id, plan: one.plan, posts });
  // Corrected at the same moment: the next tick posts what stands then.
  if (saved !== 'conflict') await settle(ports, subjectOf(one));
  return { kind: 'posted', posts };
}

/** Answers how many there are. */
async function planAll(
  ports: Ports,
  whole: Snapshot,
  scopes: ReadonlyMap<string, readonly Channel[]>,
  slot: Instant | null,
): Promise<number> {
  let posts = 0;
  for (const [key, channels] of scopes) {
    const snapshot = key === whole.scope ? whole : await partOfWindow(ports, whole, key);
    if (snapshot === null) continue;
    await planPosts(ports, snapshot, channels, slot);
    posts += channels.length;
  }
  return posts;
}

async function waits(ports: Ports, one: PlanWindow, kind: 'not-released' | 'no-channel'): Promise<WindowPosted> {
  await raiseOnce(ports, subjectOf(one), kind, kind);
  return { kind };
}

/**
 * The channels that read the plan with its windows, by what of it they read: also where nothing may be posted yet. There
 * it waits, with the figures that were frozen.
 */
async function readWith(ports: Ports, { plan }: PlanWindow): Promise<ReadonlyMap<string, readonly Channel[]>> {
  const found = new Map<string, Channel[]>();
  for (const { channel, reading } of await readingsOfPlan(ports, plan, isThere)) {
    if (!reading.withWindow) continue;
    const key = scopeKey(reading);
    found.set(key, [...(found.get(key) ?? []).filter(({ id }) => id !== channel.id), channel]);
  }
  return found;
}

/** The figures of the last window of a plan that was posted, of the whole or of a part; null where none was. */
export async function lastPosted(ports: Ports, scope: Scope): Promise<Snapshot | null> {
  const key = scopeKey(scope);
  for (const { id } of windowsFor(await ports.diary.windows(), scope.plan).toReversed()) {
    const run = await ports.rollups.windowRun(scope.plan, id);
    const whole = run?.value.state === 'posted' ? await ports.rollups.snapshot(scope.plan, run.value.period) : null;
    if (whole !== null) return key === whole.scope ? whole : partOfWindow(ports, whole, key);
  }
  return null;
}

/** A part of a plan as the whole was frozen: at the same instant, of the same revisions. Made once. */
export async function partOfWindow(ports: Ports, whole: Snapshot, key: string): Promise<Snapshot | null> {
  const known = await ports.rollups.snapshot(key, whole.period);
  if (known !== null) return known;
  const rolled = await rollupOfSnapshot(ports, whole, null, WHOLE_READERSHIP);
  if (rolled === null) return null;
  const inside = new Set(
    rolled.plan.milestones
      .filter(({ milestone }) => isInScope(milestone, scopeOf(key)))
      .map(({ milestone }) => milestone.ref),
  );
  const isInside = ([ref]: readonly [string, number]): boolean => inside.has(ref);
  const draft: Snapshot = {
    ...whole,
    scope: key,
    comparedWith: undefined,
    revisions: whole.revisions.filter(isInside),
    beside: [...whole.beside, ...whole.revisions.filter((one) => !isInside(one))],
  };
  const part = await rollupOfSnapshot(ports, draft, null, WHOLE_READERSHIP);
  if (part === null) return null;
  const before = await comparedWith(ports, draft, null);
  const snapshot = { ...draft, comparedWith: before?.period ?? null, counts: part.rollup.counts };
  return (await ports.rollups.add(snapshot)) === 'written' ? snapshot : ports.rollups.snapshot(key, whole.period);
}
