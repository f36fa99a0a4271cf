import { asksAnew } from '../domain/asks.js';
import { addDays, type CivilDate, type Instant } from '../domain/dates.js';
import { allAsksOn, lookOn } from '../domain/look-on.js';
import type { Actor, Milestone, PlanId } from '../domain/plan.js';
import type { Calendar } from '../domain/working-days.js';
import type { Change, Outcome, Ports, StoredMilestone } from './ports.js';

/** A milestone as it will be, and the revision it is built on; null for a new one. */
export interface MilestoneChange {
  readonly after: Milestone;
  readonly before: StoredMilestone | null;
  readonly inputHash: string;
}

export interface Stamp {
  readonly at: Instant;
  readonly by: Actor;
  readonly why: string;
}

/** A transaction holds at most so many changes: three rows each, and a hundred rows at most. */
const CHANGES_AT_ONCE = 30;
/**
 * A transaction holds at most 4 MiB. Two of the three rows hold the image, and a character of its JSON makes up to three
 * bytes.
 */
const CHARACTERS_AT_ONCE = 600_000;

/** What is to be changed, in parts that one transaction takes; a part has one change at least. */
export function inTransactions<T>(changes: readonly T[], imageOf: (change: T) => object): readonly (readonly T[])[] {
  const parts: T[][] = [];
  let [part, left]: [T[], number] = [[], 0];
  for (const change of changes) {
    const size = JSON.stringify(imageOf(change)).length;
    if (parts.length === 0 || part.length === CHANGES_AT_ONCE || size > left) {
      [part, left] = [[], CHARACTERS_AT_ONCE];
      parts.push(part);
    }
    part.push(change);
    left -= size;
  }
  return parts;
}

/**
 * Changes milestones of one plan: index first, truth second (DESIGN 4). The due index gets a row only where the rules
 * must look earlier than before; the sweep moves rows that turn out too early. A crash in between leaves an index row
 * that is ahead of its milestone, which sweeps leave alone and `nightly` clears.
 *
 * @param from the first day on which the rules may look again
 */
export async function commitMilestones(
  ports: Pick<Ports, 'plans' | 'dueIndex' | 'leadIndex' | 'calendar' | 'clock'>,
  plan: PlanId,
  changes: readonly MilestoneChange[],
  stamp: Stamp,
  from: CivilDate,
): Promise<Outcome> {
  await Promise.all(changes.flatMap((change) => [indexDates(ports, change, from), indexLeads(ports, change)]));
  const recordedAt = ports.clock.now();
  return ports.plans.commit(
    plan,
    changes.map(({ after, before, inputHash }): Change => ({
      image: { kind: 'milestone', milestone: after },
      previous: before,
      at: stamp.at,
      recordedAt,
      by: stamp.by,
      why: stamp.why,
      inputHash,
    })),
  );
}

async function indexDates(
  { dueIndex, calendar, clock }: Pick<Ports, 'dueIndex' | 'calendar' | 'clock'>,
  { after, before }: MilestoneChange,
  from: CivilDate,
): Promise<void> {
  const next = isOwedAnew(after, before, calendar, from) ? from : lookOn(after, calendar, addDays(from, -1));
  if (next === null) return;
  // A row stands at or before the first look after today, whether or not today's sweep has run; none need be at today.
  const stands = before === null ? null : lookOn(before.milestone, calendar, from);
  if (next > from && stands !== null && stands <= next) return;
  const rev = (before?.rev ?? 0) + 1;
  await dueIndex.put({ date: next, plan: after.plan, ref: after.ref, rev, writtenAt: clock.now() });
}

/** Something is owed at once that was not before: by another lead, or for a date that moved. */
function isOwedAnew(after: Milestone, before: StoredMilestone | null, calendar: Calendar, today: CivilDate): boolean {
  if (before === null) return false;
  const asks = allAsksOn(after, calendar, today);
  if (after.leads.join(' ') !== before.milestone.leads.join(' ')) return asks.length > 0;
  return asksAnew(allAsksOn(before.milestone, calendar, today), asks);
}

async function indexLeads(
  { leadIndex, clock }: Pick<Ports, 'leadIndex' | 'clock'>,
  { after, before }: MilestoneChange,
): Promise<void> {
  const added = after.leads.filter((lead) => before?.milestone.leads.includes(lead) !== true);
  const rev = (before?.rev ?? 0) + 1;
  const row = { plan: after.plan, ref: after.ref, rev, writtenAt: clock.now() };
  await Promise.all(added.map((officer) => leadIndex.put({ officer, ...row })));
}
