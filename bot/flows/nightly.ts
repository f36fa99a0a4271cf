import { addDays, addMs, civilDate, type Instant } from '../domain/dates.js';
import { allAsksOn, lookOn } from '../domain/look-on.js';
import { isOpen, type Milestone, type OfficerId } from '../domain/plan.js';
import { followMeetings } from './follow-meetings.js';
import type { DueRow, LeadRow, Ports, StoredMilestone, Versioned } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

/** A row ahead of its milestone belongs to a change that never came, when it is older than this. */
const AHEAD_AT_MOST_MS = 24 * 3_600_000;
const FOR_EVER = civilDate('2199-12-31');

/** What the reconciliation had to put right; all zero on a good day. */
export interface Reconciled {
  readonly added: number;
  readonly removed: number;
}

/**
 * Brings milestones in line with the meetings they wait for, recomputes the next look of every milestone, adds rows that are missing and removes those that nothing justifies.
 * Sweeps are right without it as long as no process dies between an index row and its transaction.
 */
export async function nightly(ports: Ports): Promise<Reconciled> {
  // A process may have died between the calendar of a board and the milestones that wait for its meetings.
  const followed = (await followMeetings(ports, { kind: 'operator' })).length;
  const reconciled = await reconcile(ports);
  ports.log.info('nightly', { ...reconciled, followed });
  return reconciled;
}

/** The indexes against the milestones, which are left as they are. Of empty indexes it makes whole ones. */
export async function reconcile(ports: Ports): Promise<Reconciled> {
  const rows = await ports.dueIndex.upTo(FOR_EVER);
  const old = addMs(ports.clock.now(), -AHEAD_AT_MOST_MS);
  const left = new Set(rows);
  let added = 0;
  let removed = 0;
  for (const { id } of await ports.plans.list()) {
    const contents = await ports.plans.contents(id);
    for (const stored of contents?.milestones ?? []) {
      const mine = rows.filter(({ value }) => value.plan === id && value.ref === stored.milestone.ref);
      for (const row of mine) left.delete(row);
      if (await addDueRow(ports, stored, mine)) added += 1;
      const ahead = mine.filter(({ value }) => value.rev > stored.rev && value.writtenAt < old);
      removed += await removeRows(ports, ahead);
    }
    added += await addLeadRows(ports, contents?.milestones ?? []);
  }
  // Of milestones that an import never came to write.
  removed += await removeRows(
    ports,
    [...left].filter(({ value }) => value.writtenAt < old),
  );
  removed += await removeLeadRows(ports, old);
  return { added, removed };
}

async function addDueRow(
  ports: Ports,
  { milestone, rev }: StoredMilestone,
  rows: readonly Versioned<DueRow>[],
): Promise<boolean> {
  const today = todayOf(ports);
  const next = lookOn(milestone, ports.calendar, addDays(today, -1));
  const justified = rows.filter(({ value }) => value.rev <= rev);
  if (next === null || justified.some(({ value }) => value.date <= next)) return false;
  // While its row was missing, something may have become owed; looking once more is harmless.
  const date = allAsksOn(milestone, ports.calendar, today).length > 0 ? today : next;
  await ports.dueIndex.put({ date, plan: milestone.plan, ref: milestone.ref, rev, writtenAt: ports.clock.now() });
  return true;
}

async function removeRows(ports: Ports, rows: readonly Versioned<DueRow>[]): Promise<number> {
  const outcomes = await mapLimited(rows, 4, (row) => ports.dueIndex.remove(row));
  return outcomes.filter((outcome) => outcome === 'written').length;
}

async function addLeadRows(ports: Ports, milestones: readonly StoredMilestone[]): Promise<number> {
  const wanted = new Map<OfficerId, StoredMilestone[]>();
  for (const stored of milestones) {
    for (const lead of stored.milestone.leads.filter((one) => leads(stored.milestone, one)))
      wanted.set(lead, [...(wanted.get(lead) ?? []), stored]);
  }
  let added = 0;
  for (const [officer, led] of wanted) {
    const known = new Set((await ports.leadIndex.of(officer)).map(({ value }) => `${value.plan} ${value.ref}`));
    for (const { milestone, rev } of led.filter((one) => !known.has(`${one.milestone.plan} ${one.milestone.ref}`))) {
      const { plan, ref } = milestone;
      await ports.leadIndex.put({ officer, plan, ref, rev, writtenAt: ports.clock.now() });
      added += 1;
    }
  }
  return added;
}

async function removeLeadRows(ports: Ports, old: Instant): Promise<number> {
  let removed = 0;
  for (const { value: officer } of await ports.people.officers()) {
    for (const row of await ports.leadIndex.of(officer.id)) {
      const stored = await ports.plans.milestone(row.value.plan, row.value.ref);
      if (!isStale(row.value, stored, old)) continue;
      if ((await ports.leadIndex.remove(row)) === 'written') removed += 1;
    }
  }
  return removed;
}

function isStale(row: LeadRow, stored: StoredMilestone | null, old: string): boolean {
  if (stored === null || row.rev > stored.rev) return row.writtenAt < old;
  return !leads(stored.milestone, row.officer);
}

function leads(milestone: Milestone, officer: OfficerId): boolean {
  return (
    milestone.leads.includes(officer) &&
    (isOpen(milestone) || milestone.state === 'delivered' || milestone.state === 'paused')
  );
}
