import { civilDateAt, endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import type { Milestone, OfficerId, PlanId, Ref } from '../domain/plan.js';
import type { Past, Rollup } from '../domain/rollup-facts.js';
import { rollUp } from '../domain/rollup.js';
import { planAsAt, type PlanAsAt } from './as-at.js';
import { readDirectory } from './directory.js';
import type { OfficerLedger, Ports, Snapshot } from './ports.js';
import { mapLimited } from './side-by-side.js';

/** Which milestones are counted; all when nothing is named. */
export interface Scope {
  readonly area?: string;
  readonly tag?: string;
}

export interface RolledUp {
  readonly rollup: Rollup;
  readonly plan: PlanAsAt;
  /** What the figures were made of. */
  readonly revisions: readonly (readonly [Ref, number])[];
}

/** The figures of a plan as at a day, with what changed since an earlier snapshot; null when there is no such plan. */
export async function readRollup(
  ports: Ports,
  id: PlanId,
  asAt: CivilDate,
  before: Snapshot | null,
  scope: Scope = {},
): Promise<RolledUp | null> {
  const plan = await planAsAt(ports, id, asAt);
  if (plan === null) return null;
  const counted = plan.milestones.filter(({ milestone }) => isIn(milestone, scope));
  return rollUpOf(ports, plan, counted, asAt, before);
}

/** The figures of a snapshot again, from the revisions it was made of; changes are since the last one in that channel. */
export async function rollupOfSnapshot(ports: Ports, snapshot: Snapshot, channel: string): Promise<RolledUp | null> {
  const plan = await planAsAt(ports, snapshot.scope, snapshot.asAt);
  if (plan === null) return null;
  const counted = snapshot.revisions.flatMap(([ref, rev]) => {
    const past = plan.history.get(ref)?.find((image) => image.rev === rev);
    return past === undefined ? [] : [{ milestone: past.milestone, rev }];
  });
  const before = await ports.rollups.newestPostedBefore(snapshot.scope, snapshot.period, channel);
  return rollUpOf(ports, plan, counted, snapshot.asAt, before);
}

async function rollUpOf(
  ports: Ports,
  plan: PlanAsAt,
  counted: readonly { readonly milestone: Milestone; readonly rev: number }[],
  asAt: CivilDate,
  before: Snapshot | null,
): Promise<RolledUp> {
  const milestones = counted.map((one) => one.milestone);
  const directory = await readDirectory(ports.people);
  const rollup = rollUp({
    plan: plan.plan,
    areas: plan.areas.filter((area) => milestones.some((milestone) => milestone.area === area.code)),
    milestones,
    history: plan.history,
    before: before === null ? null : { asAt: before.asAt, revisions: inScope(before, plan.history, milestones) },
    unansweredSince: await unansweredSince(ports, milestones, endOfDay(asAt, ports.zone)),
    calendar: ports.calendar,
    today: asAt,
    nameOf: (id) => directory.nameOf(id),
  });
  return { rollup, plan, revisions: counted.map(({ milestone, rev }) => [milestone.ref, rev] as const) };
}

/** Of a snapshot of the whole plan, the part that is counted here. */
function inScope(
  before: Snapshot,
  history: ReadonlyMap<Ref, readonly Past[]>,
  milestones: readonly Milestone[],
): ReadonlyMap<Ref, number> {
  const refs = new Set(milestones.map((milestone) => milestone.ref));
  return new Map(before.revisions.filter(([ref]) => refs.has(ref) && history.has(ref)));
}

/** The day on which the oldest ask that nobody has answered yet was delivered, by ref. */
async function unansweredSince(
  ports: Ports,
  milestones: readonly Milestone[],
  limit: Instant,
): Promise<ReadonlyMap<Ref, CivilDate>> {
  const officers = [...new Set(milestones.flatMap((milestone) => milestone.leads))];
  const ledgers = await mapLimited(officers, 8, (officer) => ports.ledger.read(officer));
  const byOfficer = new Map<OfficerId, OfficerLedger>(ledgers.map((ledger) => [ledger.officer, ledger]));
  const found = new Map<Ref, CivilDate>();
  for (const milestone of milestones) {
    const deliveries = milestone.leads
      .flatMap((lead) => deliveredAsks(byOfficer.get(lead), milestone))
      .filter((at) => at <= limit && at > (milestone.update?.at ?? ''));
    const first = deliveries.sort()[0];
    if (first !== undefined) found.set(milestone.ref, civilDateAt(first, ports.zone));
  }
  return found;
}

function deliveredAsks(ledger: OfficerLedger | undefined, milestone: Milestone): readonly Instant[] {
  const slots = (ledger?.asked ?? [])
    .filter((row) => row.plan === milestone.plan && row.ref === milestone.ref)
    .map((row) => row.slot);
  return (ledger?.digests ?? [])
    .filter(({ value }) => value.state === 'sent' && slots.includes(value.slot))
    .flatMap(({ value }) => value.settledAt ?? []);
}

function isIn(milestone: Milestone, { area, tag }: Scope): boolean {
  return (area === undefined || milestone.area === area) && (tag === undefined || milestone.tags.includes(tag));
}
