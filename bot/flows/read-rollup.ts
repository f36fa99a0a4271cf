import { civilDateAt, endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import type { Milestone, OfficerId, PlanId, Ref } from '../domain/plan.js';
import { whomToAsk } from '../domain/asked-of.js';
import { groupProgress } from '../domain/each-answers.js';
import type { Before, Rollup, RollupFacts } from '../domain/rollup-facts.js';
import { rollUp } from '../domain/rollup.js';
import { unansweredSince, type Delivery } from '../domain/silence.js';
import { asItStood, type PlanAsAt } from './as-at.js';
import { directoryBy, readDirectory, type Directory } from './directory.js';
import type { Calendar, HistoryRow, OfficerLedger, Ports, Snapshot } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { wholeLedger } from './whole-ledger.js';
import { calendarAsAt, calendarBy } from './working-calendar.js';

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

/** What was known when figures were made: later facts change none of them (RULES 7). */
interface KnownThen {
  readonly asAt: CivilDate;
  /** What is recorded after it does not count. */
  readonly limit: Instant;
  readonly calendar: Calendar;
}

/** The figures of a plan as at a day, with what changed since an earlier snapshot; null when there is no such plan. */
export async function readRollup(
  ports: Ports,
  id: PlanId,
  asAt: CivilDate,
  before: Snapshot | null,
  scope: Scope = {},
): Promise<RolledUp | null> {
  const rows = await ports.plans.history(id);
  const limit = endOfDay(asAt, ports.zone);
  const plan = asItStood(rows, limit, ports.zone);
  if (plan === null) return null;
  const counted = plan.milestones.filter(({ milestone }) => isIn(milestone, scope));
  const known = { asAt, limit, calendar: await calendarAsAt(ports, asAt) };
  return rollUpOf(ports, plan, counted, known, await beforeOf(ports, rows, before, counted));
}

/** The figures of a snapshot again, from the revisions it was made of; changes are since the last one in that channel. */
export async function rollupOfSnapshot(ports: Ports, snapshot: Snapshot, channel: string): Promise<RolledUp | null> {
  const rows = await ports.plans.history(snapshot.scope);
  const plan = outlineOf(ports, rows, snapshot);
  if (plan === null) return null;
  const counted = snapshot.revisions.flatMap(([ref, rev]) => {
    const past = plan.history.get(ref)?.at(-1);
    return past === undefined ? [] : [{ milestone: past.milestone, rev }];
  });
  const posted = await ports.rollups.newestPostedBefore(snapshot.scope, snapshot.period, channel);
  const limit = readAtOf(snapshot);
  const known = { asAt: snapshot.asAt, limit, calendar: await calendarBy(ports, limit) };
  return rollUpOf(ports, plan, counted, known, await beforeOf(ports, rows, posted, counted));
}

function readAtOf({ readAt, asOf }: Snapshot): Instant {
  return readAt ?? asOf;
}

/** A plan as a snapshot found it: of every milestone the images up to the one that was counted. */
function outlineOf({ zone }: Ports, rows: readonly HistoryRow[], snapshot: Snapshot): PlanAsAt | null {
  const byDay = asItStood(rows, endOfDay(snapshot.asAt, zone), zone);
  if (byDay === null) return null;
  const revisions = new Map(snapshot.revisions);
  const history = [...byDay.history].flatMap(([ref, pasts]) => {
    const last = pasts.findIndex(({ rev }) => rev === revisions.get(ref));
    return last < 0 ? [] : [[ref, pasts.slice(0, last + 1)] as const];
  });
  // A slot may lie minutes before its figures were read, and its plan have been loaded in between.
  return { ...(asItStood(rows, readAtOf(snapshot), zone) ?? byDay), history: new Map(history) };
}

/** The summary before, with what it was made with. */
async function beforeOf(
  ports: Ports,
  rows: readonly HistoryRow[],
  snapshot: Snapshot | null,
  counted: readonly Counted[],
): Promise<Before | null> {
  const plan = snapshot === null ? null : outlineOf(ports, rows, snapshot);
  if (snapshot === null || plan === null) return null;
  const refs = new Set(counted.map(({ milestone }) => milestone.ref));
  return {
    asAt: snapshot.asAt,
    milestones: new Map(
      [...plan.history].flatMap(([ref, pasts]) => pasts.slice(-1).map((last) => [ref, last.milestone])),
    ),
    counts: snapshot.revisions.every(([ref]) => refs.has(ref)) ? snapshot.counts : null,
    plan: plan.plan,
    calendar: await calendarBy(ports, readAtOf(snapshot)),
  };
}

type Counted = PlanAsAt['milestones'][number];

async function rollUpOf(
  ports: Ports,
  plan: PlanAsAt,
  counted: readonly Counted[],
  known: KnownThen,
  before: Before | null,
): Promise<RolledUp> {
  const milestones = counted.map((one) => one.milestone);
  const directory = directoryBy(await readDirectory(ports.people), known.limit, ports.zone);
  const rollup = rollUp({
    plan: plan.plan,
    areas: plan.areas.filter((area) => milestones.some((milestone) => milestone.area === area.code)),
    milestones,
    history: plan.history,
    before,
    unnamed: new Set(),
    ...(await readAsking(ports, plan, milestones, directory.officers, known)),
    calendar: known.calendar,
    today: known.asAt,
    nameOf: (id) => directory.nameOf(id),
  });
  return { rollup, plan, revisions: counted.map(({ milestone, rev }) => [milestone.ref, rev] as const) };
}

/** Who is asked about each milestone, what reached them, and what became of it. */
async function readAsking(
  ports: Ports,
  { plan, areas }: PlanAsAt,
  milestones: readonly Milestone[],
  people: Directory['officers'],
  { asAt, limit, calendar }: KnownThen,
): Promise<Pick<RollupFacts, 'unansweredSince' | 'withoutLead' | 'groups'>> {
  const asked = milestones.map((milestone) => {
    const area = areas.find(({ code }) => code === milestone.area);
    return { milestone, whom: whomToAsk({ milestone, area, plan }, people, asAt) };
  });
  const officers = [...new Set(asked.flatMap(({ whom }) => whom.asked.map(({ officer }) => officer)))];
  const ledgers = await mapLimited(
    officers,
    8,
    async (officer) => [officer, await wholeLedger(ports, people, officer)] as const,
  );
  const byOfficer = new Map<OfficerId, OfficerLedger>(ledgers);
  const unanswered = asked.flatMap(({ milestone, whom }) => {
    const deliveredTo = (officer: OfficerId): readonly Delivery[] =>
      deliveries(byOfficer.get(officer), milestone)
        .filter((at) => at <= limit)
        .map((at) => ({ at, on: civilDateAt(at, ports.zone) }));
    const since = unansweredSince(milestone, whom, people, deliveredTo);
    return since === null ? [] : [[milestone.ref, since] as const];
  });
  const groups = asked.flatMap(({ milestone, whom }) => {
    const progress = groupProgress(milestone, whom, calendar, asAt);
    return progress === null ? [] : [[milestone.ref, progress] as const];
  });
  return {
    unansweredSince: new Map(unanswered),
    withoutLead: new Set(asked.filter(({ whom }) => whom.noLead).map(({ milestone }) => milestone.ref)),
    groups: new Map(groups),
  };
}

/** When a lead's cards that ask for an update certainly arrived: not what they were only told, or are to decide. */
function deliveries(ledger: OfficerLedger | undefined, milestone: Milestone): readonly Instant[] {
  const cards = (ledger?.asked ?? [])
    .filter((row) => row.plan === milestone.plan && row.ref === milestone.ref)
    .filter(({ anchor }) => !/^(?:escalation|approval|question|decided|behalf|challenge|challenge-told|challenge-answered|answer-release):/.test(anchor))
    .map(cardOf);
  return (ledger?.digests ?? [])
    .filter(({ value }) => value.state === 'sent' && cards.includes(cardOf(value)))
    .flatMap(({ value }) => value.settledAt ?? []);
}

function cardOf({ officer, slot }: { readonly officer: OfficerId; readonly slot: string }): string {
  return `${officer} ${slot}`;
}

function isIn(milestone: Milestone, { area, tag }: Scope): boolean {
  return (area === undefined || milestone.area === area) && (tag === undefined || milestone.tags.includes(tag));
}
