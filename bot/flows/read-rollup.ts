import { endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import type { Area, Milestone, OfficerId, Ref } from '../domain/plan.js';
import type { Before, Rollup } from '../domain/rollup-facts.js';
import { rollUp } from '../domain/rollup.js';
import { isInScope, scopeKey, scopeOf, type Scope } from '../domain/scope.js';
import type { PlanThen } from '../domain/sign-off.js';
import type { Readership } from '../domain/told-words.js';
import { asItStood, planRevisions, type PlanAsAt } from './as-at.js';
import { countedIn, countingFor, knownOn, outlineOf, readAtOf, type Counted } from './as-counted.js';
import { directoryBy, readDirectory } from './directory.js';
import type { HistoryRow, Ports, Snapshot } from './ports.js';
import { readAsking, type KnownThen } from './rollup-asking.js';
import { tellingTo, type Telling } from './told-plan.js';
import { calendarAsAt, calendarBy } from './working-calendar.js';

export interface RolledUp {
  readonly asAt: CivilDate;
  readonly rollup: Rollup;
  /** What is counted, as its readers may see it, also what is not to be named to them. */
  readonly counted: readonly Milestone[];
  /** As its readers may see it; all of the plan, whatever is counted. */
  readonly plan: PlanAsAt;
  /** What the figures were made of. */
  readonly revisions: readonly (readonly [Ref, number])[];
  /** Refs of the plan that are counted and never named to these readers. */
  readonly unnamed: ReadonlySet<Ref>;
  /** Texts of what is counted that wait until somebody has looked at them. */
  readonly held: number;
  /** Every revision of the plan itself by then, oldest first. */
  readonly plans: readonly PlanThen[];
  /** The same by another moment. */
  readonly plansBy: (limit: Instant) => readonly PlanThen[];
  /** Every image of the areas, oldest first, also of after the figures: what is signed is written later than they are. */
  readonly areasEver: readonly Area[];
  readonly nameOf: (officer: OfficerId) => string;
}

/** The figures of a scope as at a day, with what changed since an earlier snapshot; null when there is no such plan. */
export async function readRollup(
  ports: Ports,
  scope: Scope,
  asAt: CivilDate,
  before: Snapshot | null,
  readership: Readership,
): Promise<RolledUp | null> {
  const limit = endOfDay(asAt, ports.zone);
  return rollupBy(ports, scope, { asAt, limit, calendar: await calendarAsAt(ports, asAt) }, before, readership);
}

/**
 * The figures of a summary as they are known by now, of its own day: what a correction is made of. What was said, done or
 * decided after that day is no part of it.
 */
export async function readRollupAnew(
  ports: Ports,
  wrong: Snapshot,
  readAt: Instant,
  readership: Readership,
): Promise<RolledUp | null> {
  const scope = scopeOf(wrong.scope);
  const { asAt } = wrong;
  const rows = await ports.plans.history(scope.plan);
  const known = asItStood(countingFor(ports, rows, wrong), readAt, ports.zone);
  if (known === null) return null;
  const plan = knownOn(known, asAt);
  const counted = plan.milestones.filter(({ milestone }) => isInScope(milestone, scope));
  const read = { scope, plan, counted, known: await knownThen(ports, { asAt, readAt, asOf: readAt }), before: null };
  return rollUpOf(ports, rows, read, readership);
}

/** A correction knows more of its day, and no more days. */
async function knownThen(ports: Ports, of: Pick<Snapshot, 'asAt' | 'readAt' | 'asOf'>): Promise<KnownThen> {
  const [readAt, end] = [readAtOf(of), endOfDay(of.asAt, ports.zone)];
  const limit = end < readAt ? end : readAt;
  return { asAt: of.asAt, limit, calendar: await calendarBy(ports, limit) };
}

async function rollupBy(
  ports: Ports,
  scope: Scope,
  known: KnownThen,
  before: Snapshot | null,
  readership: Readership,
): Promise<RolledUp | null> {
  const rows = await ports.plans.history(scope.plan);
  const plan = asItStood(rows, known.limit, ports.zone);
  if (plan === null) return null;
  const counted = plan.milestones.filter(({ milestone }) => isInScope(milestone, scope));
  return rollUpOf(ports, rows, { scope, plan: knownOn(plan, known.asAt), counted, known, before }, readership);
}

/**
 * The figures of a snapshot again, from the revisions it was made of.
 *
 * @param channel see `comparedWith`
 */
export async function rollupOfSnapshot(
  ports: Ports,
  snapshot: Snapshot,
  channel: string | null,
  readership: Readership,
): Promise<RolledUp | null> {
  const { plan: id } = scopeOf(snapshot.scope);
  const rows = await ports.plans.history(id);
  const plan = outlineOf(ports, rows, snapshot);
  if (plan === null) return null;
  const before = await comparedWith(ports, snapshot, channel);
  const known = await knownThen(ports, snapshot);
  const read = { scope: scopeOf(snapshot.scope), plan, counted: countedIn(plan, snapshot), known, before };
  return rollUpOf(ports, rows, read, readership);
}

/**
 * What a summary compares with: kept when it was frozen, so that it says the same wherever and whenever it is shown
 * (RULES 7). A correction compares with what the one it corrects was compared with.
 *
 * @param channel of those of before this was kept: the last one there, or with null anywhere
 */
export async function comparedWith(
  { rollups }: Pick<Ports, 'rollups'>,
  snapshot: Snapshot,
  channel: string | null,
): Promise<Snapshot | null> {
  let first = snapshot;
  while (first.comparedWith === undefined && first.corrects !== null) {
    const corrected = await rollups.snapshot(first.scope, first.corrects.period);
    if (corrected === null) break;
    first = corrected;
  }
  const { scope, period, comparedWith: kept } = first;
  if (kept === undefined) return rollups.newestPostedBefore(scope, period, channel ?? undefined);
  return kept === null ? null : rollups.snapshot(scope, kept);
}

interface Read {
  readonly scope: Scope;
  readonly plan: PlanAsAt;
  readonly counted: readonly Counted[];
  readonly known: KnownThen;
  readonly before: Snapshot | null;
}

/** The summary before, with what it was made with. */
async function beforeOf(
  ports: Ports,
  rows: readonly HistoryRow[],
  { scope, counted, before: snapshot }: Read,
  { told }: Telling,
): Promise<Before | null> {
  const plan = snapshot === null ? null : outlineOf(ports, rows, snapshot);
  if (snapshot === null || plan === null) return null;
  const then = countedIn(plan, snapshot);
  const inScope = then.filter(({ milestone }) => isInScope(milestone, scope));
  const whole = [...plan.history.values()].flatMap((pasts) => pasts.slice(-1).map(({ milestone }) => milestone));
  const refs = new Set(counted.map(({ milestone }) => milestone.ref));
  const isWhole = snapshot.scope === scopeKey(scope) || snapshot.revisions.every(([ref]) => refs.has(ref));
  return {
    asAt: snapshot.asAt,
    milestones: new Map(inScope.map(({ milestone }) => [milestone.ref, told(milestone)])),
    beside: new Map(whole.map((milestone) => [milestone.ref, told(milestone)])),
    counts: isWhole ? snapshot.counts : null,
    plan: plan.plan,
    calendar: await calendarBy(ports, readAtOf(snapshot)),
  };
}

async function rollUpOf(
  ports: Ports,
  rows: readonly HistoryRow[],
  read: Read,
  readership: Readership,
): Promise<RolledUp> {
  const { plan, counted, known } = read;
  const milestones = counted.map((one) => one.milestone);
  const telling = tellingTo(readership, rows, plan.plan);
  const told = telling.toldPlan(plan);
  const directory = directoryBy(await readDirectory(ports.people), known.limit, ports.zone);
  const nameOf = (id: OfficerId): string => directory.nameOf(id);
  const rollup = rollUp({
    plan: plan.plan,
    areas: plan.areas.filter((area) => milestones.some((milestone) => milestone.area === area.code)),
    milestones: milestones.map(telling.told),
    history: told.history,
    before: await beforeOf(ports, rows, read, telling),
    unnamed: telling.unnamed,
    ...(await readAsking(ports, plan, milestones, directory.officers, known)),
    calendar: known.calendar,
    today: known.asAt,
    nameOf,
  });
  return {
    asAt: known.asAt,
    rollup,
    counted: milestones.map(telling.told),
    plan: told,
    revisions: counted.map(({ milestone, rev }) => [milestone.ref, rev] as const),
    unnamed: telling.unnamed,
    held: telling.heldIn(milestones),
    plans: planRevisions(rows, known.limit, ports.zone),
    plansBy: (limit) => planRevisions(rows, limit, ports.zone),
    areasEver: rows.flatMap(({ image }) => (image.kind === 'area' ? [image.area] : [])),
    nameOf,
  };
}
