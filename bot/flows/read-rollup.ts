import { civilDateAt, endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import type { Milestone, OfficerId, PlanId, Ref } from '../domain/plan.js';
import { whomToAsk } from '../domain/asked-of.js';
import { groupProgress } from '../domain/each-answers.js';
import type { Past, Rollup, RollupFacts } from '../domain/rollup-facts.js';
import { rollUp } from '../domain/rollup.js';
import { unansweredSince, type Delivery } from '../domain/silence.js';
import { planAsAt, type PlanAsAt } from './as-at.js';
import { readDirectory, type Directory } from './directory.js';
import type { OfficerLedger, Ports, Snapshot } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { calendarAsAt } from './working-calendar.js';

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

/** Counted with the working days as they were known that day: closure days entered later change no figure (RULES 7). */
async function rollUpOf(
  present: Ports,
  plan: PlanAsAt,
  counted: readonly { readonly milestone: Milestone; readonly rev: number }[],
  asAt: CivilDate,
  before: Snapshot | null,
): Promise<RolledUp> {
  const ports = { ...present, calendar: await calendarAsAt(present, asAt) };
  const milestones = counted.map((one) => one.milestone);
  const directory = await readDirectory(ports.people);
  const rollup = rollUp({
    plan: plan.plan,
    areas: plan.areas.filter((area) => milestones.some((milestone) => milestone.area === area.code)),
    milestones,
    history: plan.history,
    before: before === null ? null : { asAt: before.asAt, revisions: inScope(before, plan.history, milestones) },
    ...(await readAsking(ports, plan, milestones, directory.officers, asAt)),
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

/** Who is asked about each milestone, what reached them, and what became of it. */
async function readAsking(
  ports: Ports,
  { plan, areas }: PlanAsAt,
  milestones: readonly Milestone[],
  people: Directory['officers'],
  asAt: CivilDate,
): Promise<Pick<RollupFacts, 'unansweredSince' | 'withoutLead' | 'groups'>> {
  const asked = milestones.map((milestone) => {
    const area = areas.find(({ code }) => code === milestone.area);
    return { milestone, whom: whomToAsk({ milestone, area, plan }, people, asAt) };
  });
  const officers = [...new Set(asked.flatMap(({ whom }) => whom.asked.map(({ officer }) => officer)))];
  const ledgers = await mapLimited(officers, 8, (officer) => ports.ledger.read(officer));
  const byOfficer = new Map<OfficerId, OfficerLedger>(ledgers.map((ledger) => [ledger.officer, ledger]));
  const limit = endOfDay(asAt, ports.zone);
  const unanswered = asked.flatMap(({ milestone, whom }) => {
    const deliveredTo = (officer: OfficerId): readonly Delivery[] =>
      deliveries(byOfficer.get(officer), milestone)
        .filter((at) => at <= limit)
        .map((at) => ({ at, on: civilDateAt(at, ports.zone) }));
    const since = unansweredSince(milestone, whom, people, deliveredTo);
    return since === null ? [] : [[milestone.ref, since] as const];
  });
  const groups = asked.flatMap(({ milestone, whom }) => {
    const progress = groupProgress(milestone, whom, ports.calendar, asAt);
    return progress === null ? [] : [[milestone.ref, progress] as const];
  });
  return {
    unansweredSince: new Map(unanswered),
    withoutLead: new Set(asked.filter(({ whom }) => whom.noLead).map(({ milestone }) => milestone.ref)),
    groups: new Map(groups),
  };
}

/** When a lead's cards about a milestone certainly arrived. What they were told as head of service asks for no answer. */
function deliveries(ledger: OfficerLedger | undefined, milestone: Milestone): readonly Instant[] {
  const slots = (ledger?.asked ?? [])
    .filter((row) => row.plan === milestone.plan && row.ref === milestone.ref)
    .filter(({ anchor }) => !/^(?:escalation|approval):/.test(anchor))
    .map((row) => row.slot);
  return (ledger?.digests ?? [])
    .filter(({ value }) => value.state === 'sent' && slots.includes(value.slot))
    .flatMap(({ value }) => value.settledAt ?? []);
}

function isIn(milestone: Milestone, { area, tag }: Scope): boolean {
  return (area === undefined || milestone.area === area) && (tag === undefined || milestone.tags.includes(tag));
}
