/** The indexes against the milestones: in time that grows with them, and whatever becomes of one plan. */
import { addDays, addMs, civilDate, civilDateAt, type Instant } from '../domain/dates.js';
import { allAsksOn, lookOn } from '../domain/look-on.js';
import { isOpen, type Milestone, type OfficerId, type PlanId } from '../domain/plan.js';
import { isOver } from '../domain/retention.js';
import { keyOf } from './key-of.js';
import type { DueRow, LeadRow, Ports, StoredMilestone, Versioned } from './ports.js';
import { reasonOf } from './fault.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

/** A row ahead of its milestone belongs to a change that never came, when it is older than this. */
const AHEAD_AT_MOST_MS = 24 * 3_600_000;
const FOR_EVER = civilDate('2199-12-31');

/** What is kept of a milestone while the rest of the night looks at what is about it. */
interface Known {
  readonly rev: number;
  /** Since when it is as it is. */
  readonly changedAt: Instant;
  /** Who is to have a row that says they lead it. */
  readonly leads: readonly OfficerId[];
  /** Since when nothing is asked about it, now or later; null while something is. */
  readonly overSince: Instant | null;
}

export interface Reconciled {
  readonly added: number;
  /** Of those the ones where there was no row at all: a fault, which may have kept somebody from being asked. */
  readonly missing: number;
  readonly removed: number;
  /** Plans that could not be read: nothing of theirs was touched. */
  readonly failed: readonly PlanId[];
  /** By `keyOf`: every milestone that there is, of the plans that could be read. */
  readonly milestones: ReadonlyMap<string, Known>;
}

/** Adds rows that are missing and removes those that nothing justifies. Of empty indexes it makes whole ones. */
export async function reconcile(ports: Ports): Promise<Reconciled> {
  const rows = byMilestone(await ports.dueIndex.upTo(FOR_EVER));
  const old = addMs(ports.clock.now(), -AHEAD_AT_MOST_MS);
  const milestones = new Map<string, Known>();
  const failed: PlanId[] = [];
  let [added, missing, removed] = [0, 0, 0];
  for (const id of await ports.plans.ids()) {
    try {
      const found = await reconcilePlan(ports, id, { rows, milestones, old });
      [added, missing, removed] = [added + found.added, missing + found.missing, removed + found.removed];
    } catch (error) {
      failed.push(id);
      ports.log.error('plan-not-reconciled', { plan: id, reason: reasonOf(error) });
    }
  }
  // Of milestones that an import never came to write.
  const strays = [...rows].filter(([name]) => !milestones.has(name)).flatMap(([, some]) => some);
  const gone = strays.filter(({ value }) => value.writtenAt < old && !failed.includes(value.plan));
  removed += await removeRows(ports, gone);
  const led = await reconcileLeads(ports, milestones, failed, old);
  return { added: added + led.added, missing: missing + led.added, removed: removed + led.removed, failed, milestones };
}

/** The due rows of one plan; notes its milestones. */
async function reconcilePlan(
  ports: Ports,
  plan: PlanId,
  { rows, milestones, old }: { readonly rows: DueRows; readonly milestones: Map<string, Known>; readonly old: Instant },
): Promise<Pick<Reconciled, 'added' | 'missing' | 'removed'>> {
  let [added, missing, removed] = [0, 0, 0];
  const contents = await ports.plans.contents(plan);
  for (const stored of contents?.milestones ?? []) {
    const name = keyOf(stored.milestone);
    const mine = rows.get(name) ?? [];
    milestones.set(name, knownOf(ports, stored));
    // Of a plan whose year is over nothing is looked at.
    if (contents?.plan.closed != null) {
      removed += await removeRows(ports, mine);
      continue;
    }
    if (await addDueRow(ports, stored, mine)) {
      added += 1;
      if (mine.length === 0) missing += 1;
    }
    const ahead = mine.filter(({ value }) => value.rev > stored.rev && value.writtenAt < old);
    removed += await removeRows(ports, ahead);
  }
  return { added, missing, removed };
}

type DueRows = ReadonlyMap<string, readonly Versioned<DueRow>[]>;

function byMilestone(rows: readonly Versioned<DueRow>[]): DueRows {
  const found = new Map<string, Versioned<DueRow>[]>();
  for (const row of rows) {
    const known = found.get(keyOf(row.value));
    if (known) known.push(row);
    else found.set(keyOf(row.value), [row]);
  }
  return found;
}

function knownOf(ports: Ports, { milestone, rev, at }: StoredMilestone): Known {
  const led = isOpen(milestone) || milestone.state === 'delivered' || milestone.state === 'paused';
  const over = isOver(milestone, ports.calendar, todayOf(ports));
  return { rev, changedAt: at, leads: led ? milestone.leads : [], overSince: over ? at : null };
}

async function addDueRow(
  ports: Ports,
  { milestone, rev, at }: StoredMilestone,
  rows: readonly Versioned<DueRow>[],
): Promise<boolean> {
  const today = todayOf(ports);
  const next = lookOn(milestone, ports.calendar, addDays(today, -1));
  const justified = rows.filter(({ value }) => value.rev <= rev);
  const asks = allAsksOn(milestone, ports.calendar, today);
  if (next === null) return false;
  const stands = justified.some(({ value }) => value.date <= next);
  // A sweep whose clock was ahead moved the row on before this revision was made: what fell due since nobody has looked at.
  const seen = justified.some(({ value }) => value.rev === rev || value.date <= today);
  const since = civilDateAt(at, ports.zone);
  if (stands && (seen || !asks.some(({ on }) => on > since))) return false;
  // While its row was missing, something may have become owed; looking once more is harmless.
  const date = asks.length > 0 ? today : next;
  await ports.dueIndex.put({ date, plan: milestone.plan, ref: milestone.ref, rev, writtenAt: ports.clock.now() });
  return true;
}

async function removeRows(ports: Ports, rows: readonly Versioned<DueRow>[]): Promise<number> {
  const outcomes = await mapLimited(rows, 4, (row) => ports.dueIndex.remove(row));
  return outcomes.filter((outcome) => outcome === 'written').length;
}

/** Reads the rows of everybody who leads something, or is known, once. */
async function reconcileLeads(
  ports: Ports,
  milestones: Reconciled['milestones'],
  failed: readonly PlanId[],
  old: Instant,
): Promise<{ readonly added: number; readonly removed: number }> {
  const wanted = new Map<OfficerId, string[]>();
  for (const [name, { leads }] of milestones) {
    for (const lead of leads) {
      const known = wanted.get(lead);
      if (known) known.push(name);
      else wanted.set(lead, [name]);
    }
  }
  const known = (await ports.people.officers()).map(({ value }) => value.id);
  const counts = await mapLimited([...new Set([...known, ...wanted.keys()])], 4, async (officer) => {
    const rows = await ports.leadIndex.of(officer);
    const has = new Set(rows.map(({ value }) => keyOf(value)));
    const missing = (wanted.get(officer) ?? []).filter((name) => !has.has(name));
    for (const name of missing) await ports.leadIndex.put(leadRow(ports, officer, name, milestones));
    const stale = rows.filter(({ value }) => !failed.includes(value.plan) && isStale(value, milestones, old));
    const outcomes = await mapLimited(stale, 4, (row) => ports.leadIndex.remove(row));
    return { added: missing.length, removed: outcomes.filter((outcome) => outcome === 'written').length };
  });
  const sum = (of: 'added' | 'removed'): number => counts.reduce((total, one) => total + one[of], 0);
  return { added: sum('added'), removed: sum('removed') };
}

function leadRow({ clock }: Ports, officer: OfficerId, name: string, milestones: Reconciled['milestones']): LeadRow {
  const space = name.indexOf(' ');
  const milestone: Pick<Milestone, 'plan' | 'ref'> = { plan: name.slice(0, space), ref: name.slice(space + 1) };
  return { officer, ...milestone, rev: milestones.get(name)?.rev ?? 0, writtenAt: clock.now() };
}

/** What was put after the milestones were read is ahead of what was read, and younger than a day. */
function isStale(row: LeadRow, milestones: Reconciled['milestones'], old: Instant): boolean {
  const known = milestones.get(keyOf(row));
  if (known === undefined || row.rev > known.rev) return row.writtenAt < old;
  return !known.leads.includes(row.officer);
}
