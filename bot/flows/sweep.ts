import { whomToAsk, type Accountable } from '../domain/asked-of.js';
import { addDays, type CivilDate } from '../domain/dates.js';
import type { Skip } from '../domain/digest-plan.js';
import { lookOnFor } from '../domain/each-answers.js';
import { firstBackAfter } from '../domain/escalation.js';
import { allAsksOn } from '../domain/look-on.js';
import type { Milestone, OfficerId, PlanId } from '../domain/plan.js';
import { merged, type AskedLine, type Passed } from '../domain/sweep-listing.js';
import { askLeadersOf, findDrafts } from './ask-leaders.js';
import { askWhom, type Escalation, type WithoutLead } from './ask-whom.js';
import { directoryOf, type Directory } from './directory.js';
import { followMet } from './follow-meetings.js';
import { keyOf } from './key-of.js';
import { leaveUnknown } from './leave-unknown.js';
import { planOfficer, type Planned, type SweepOrder, type SweptDigest } from './plan-officer.js';
import { wakeIn } from './pauses.js';
import { ringFor } from './ring.js';
import { reasonOf } from './fault.js';
import { recordSweep } from './record-sweep.js';
import { mapLimited } from './side-by-side.js';
import { listingOf, quietLines, withDoubts } from './sweep-lines-of.js';
import type { DueRow, PlanContents, Ports, StoredMilestone, Versioned } from './ports.js';

export interface SweepReport {
  readonly digests: readonly SweptDigest[];
  readonly skipped: readonly Passed[];
  /** Milestones of which somebody would be asked, had it not been answered, put off, paused, or put forward. */
  readonly quiet: readonly Passed[];
  readonly escalations: readonly Escalation[];
  /** Without a usable lead, and who is asked instead: nobody's silence (RULES 2). */
  readonly withoutLead: readonly WithoutLead[];
  /** Officers whose digest could not be planned; their milestones are looked at again by the next sweep. */
  readonly failed: readonly OfficerId[];
  /** Plans that could not be read; likewise. */
  readonly unread: readonly PlanId[];
}

const NOTHING: SweepReport = {
  ...{ digests: [], skipped: [], quiet: [], escalations: [], withoutLead: [] },
  ...{ failed: [], unread: [] },
};

/**
 * Finds what is due up to today and plans one digest a person. Writes the ledger first, then moves the rows of the due
 * index on, so that a crash anywhere repeats work and never skips or repeats an ask.
 */
export async function sweep(ports: Ports, order: SweepOrder): Promise<SweepReport> {
  await followMet(ports, order.today);
  const { plans: wanted = null } = order;
  const due = await ports.dueIndex.upTo(order.today);
  // What is due in other plans stays where it is, for a sweep that asks about them.
  const rows = due.filter(({ value }) => wanted === null || wanted.has(value.plan));
  const drafts = await findDrafts(ports, order.today, wanted);
  if (rows.length + drafts.length === 0) return NOTHING;
  const { plans, unread } = await readAwake(ports, new Set(rows.map((row) => row.value.plan)), order.today);
  const found = rows.flatMap((row) => lookAt(plans, row));
  const { officers, unreadable } = await ports.people.everybody();
  const directory = directoryOf(officers);
  const { looked, unknown } = leaveUnknown(found, directory.officers, unreadable);
  const whom = askWhom(unique(looked), directory.officers, ports.calendar, order.today);
  const leaders = askLeadersOf(ports, directory, order.today, drafts);
  const asked = [...new Set([...whom.candidates.keys(), ...leaders.keys()])];
  const planned = await mapLimited(asked, 8, async (officer) => {
    await order.renew?.();
    return planOfficer(ports, order, directory, officer, whom.candidates.get(officer) ?? [], leaders.get(officer));
  });
  const skipped = [...whom.skipped, ...planned.flatMap((one) => one.skipped)];
  const failed = planned.filter((one) => one.failed);
  // What could not be planned stays where the run that takes over, or the next sweep, finds it.
  const left = new Set(failed.flatMap((one) => one.candidates.map(({ milestone }) => keyOf(milestone))));
  const done = looked.filter(({ milestone }) => !left.has(keyOf(milestone)));
  const digests = planned.flatMap((one) => (one.digest === null ? [] : [one.digest]));
  const report: SweepReport = {
    digests,
    skipped: withDoubts(skipped, new Map(planned.map(({ officer, doubtful }) => [officer, doubtful]))),
    quiet: quietLines([...plans.values()].flatMap(accountableIn), directory.officers, ports.calendar, order.today),
    escalations: whom.escalations.filter((one) => isOn(digests, one)),
    withoutLead: whom.withoutLead,
    failed: [...failed.map((one) => one.officer), ...unknown],
    unread,
  };
  await keepRecord(ports, order, report, planned);
  await moveRows(ports, directory, order.today, done, again(skipped, whom.withheld, planned));
  if (digests.some((digest) => digest.entraId !== null)) await ringFor(ports.log, () => ports.bells.deliver());
  return report;
}

/** Beside what this attempt asked, what an earlier one had asked before it died. */
async function keepRecord(
  ports: Ports,
  { slot, today, cause }: SweepOrder,
  report: SweepReport,
  planned: readonly Planned[],
): Promise<void> {
  if (cause === undefined) return;
  const earlier = planned.flatMap(({ officer, earlier: entries }) =>
    entries.map(({ plan, ref, ask: { because, anchor, step } }): AskedLine => ({
      ...{ officer, plan, ref, because, anchor, step, linked: true },
    })),
  );
  const listing = merged({ asked: earlier, passed: [], escalated: [] }, listingOf(report));
  const { failed, unread } = report;
  await recordSweep(ports, { slot, day: today, cause, listing, failed, unread });
}

function accountableIn({ plan, areas, milestones }: PlanContents): readonly Accountable[] {
  return milestones.map(({ milestone }) => ({
    milestone,
    plan,
    area: areas.find((one) => one.code === milestone.area),
  }));
}

/** An escalation is told once; afterwards it only stands on the card. */
export function isOn(digests: readonly SweptDigest[], { plan, ref, to }: Escalation): boolean {
  return digests.some(
    ({ officer, entries }) =>
      officer === to &&
      entries.some(
        ({ milestone, ask }) => ask.because === 'escalation' && milestone.plan === plan && milestone.ref === ref,
      ),
  );
}

interface LookedRow extends Accountable {
  readonly row: Versioned<DueRow>;
  readonly stored: StoredMilestone | null;
}

/** With what was paused until today: it counts again from now on. */
async function readAwake(ports: Ports, ids: ReadonlySet<PlanId>, today: CivilDate): ReturnType<typeof readPlans> {
  const read = await readPlans(ports, ids);
  const woken = await wakeIn(ports, [...read.plans.values()], today);
  return woken === 0 ? read : readPlans(ports, ids);
}

/** One plan that cannot be read stops no other: its rows stay in the index. */
async function readPlans(
  ports: Ports,
  ids: ReadonlySet<PlanId>,
): Promise<{ readonly plans: ReadonlyMap<PlanId, PlanContents>; readonly unread: readonly PlanId[] }> {
  const plans = new Map<PlanId, PlanContents>();
  const unread: PlanId[] = [];
  for (const id of ids) {
    try {
      const contents = await ports.plans.contents(id);
      // Of a plan whose year is over nothing is asked; the night takes its rows away.
      if (contents?.plan.closed === null) plans.set(id, contents);
    } catch (error) {
      ports.log.error('plan-unread', { plan: id, reason: reasonOf(error) });
      unread.push(id);
    }
  }
  return { plans, unread };
}

function lookAt(plans: ReadonlyMap<string, PlanContents>, row: Versioned<DueRow>): LookedRow[] {
  const contents = plans.get(row.value.plan);
  const stored = contents?.milestones.find((one) => one.milestone.ref === row.value.ref) ?? null;
  // Ahead of its milestone: the change that wrote it is still under way, or never came; `nightly` decides.
  if (contents === undefined || stored === null || row.value.rev > stored.rev) return [];
  const area = contents.areas.find((one) => one.code === stored.milestone.area);
  return [{ row, stored, milestone: stored.milestone, area, plan: contents.plan }];
}

/** A milestone may have two rows for a while. */
function unique(looked: readonly LookedRow[]): readonly LookedRow[] {
  return [...new Map(looked.map((one) => [keyOf(one.milestone), one])).values()];
}

/** Milestones to look at again by the next sweep of another day: something was skipped that may become possible. */
function again(
  skipped: readonly Skip[],
  withheld: readonly Milestone[],
  planned: readonly Planned[],
): ReadonlySet<string> {
  const late = skipped.filter((skip) => skip.reason !== 'already-asked').map(keyOf);
  const unsent = planned
    .filter((one) => one.digest !== null && one.digest.entraId === null)
    .flatMap((one) => one.candidates.map(({ milestone }) => keyOf(milestone)));
  return new Set([...late, ...withheld.map(keyOf), ...unsent]);
}

/** Writes the rows of the next day to look, then deletes those that were read, unless they changed since. */
async function moveRows(
  ports: Ports,
  { officers }: Directory,
  today: CivilDate,
  looked: readonly LookedRow[],
  lookAgain: ReadonlySet<string>,
): Promise<void> {
  // By milestone: one may have two rows for a while.
  const moved = new Map<string, DueRow>();
  for (const { stored, ...one } of looked) {
    const { milestone } = one;
    const planned = lookOnFor(milestone, whomToAsk(one, officers, today), ports.calendar, today);
    // Days, and not working days: a closure day may be taken back.
    const soon = lookAgain.has(keyOf(milestone)) ? addDays(today, 1) : null;
    const owed = allAsksOn(milestone, ports.calendar, today).length > 0;
    // Whoever was asked, told or to decide in the place of somebody who is away is so no more when they are back.
    const back = owed ? firstBackAfter(one, officers, today) : null;
    const then = back === null ? null : addDays(back, 1);
    const next = [planned, soon, then].filter((day) => day !== null).sort()[0];
    if (next !== undefined && stored !== null) {
      const { plan, ref } = milestone;
      moved.set(keyOf(milestone), { date: next, plan, ref, rev: stored.rev, writtenAt: ports.clock.now() });
    }
  }
  await ports.dueIndex.putAll([...moved.values()]);
  await mapLimited(looked, 8, ({ row }) => ports.dueIndex.remove(row));
}
