import { changeOf, areaImage, planImage } from './images.js';
import type { Actor, Area, Milestone, OfficerId, Plan } from '../domain/plan.js';
import { commitMilestones, inTransactions, type MilestoneChange, type Stamp } from './commit-milestones.js';
import { readDirectory } from './directory.js';
import { accountableAfter, lookWhereChanged } from './look-where-changed.js';
import type { Change, Outcome, PlanContents, Ports, Revision } from './ports.js';
import { ringFor } from './ring.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

/** Whose place is taken, and by whom. */
interface Same {
  readonly to: OfficerId;
  readonly from: ReadonlySet<OfficerId>;
}

const WHY = 'same person as before';

/**
 * Names one officer wherever plans name others, who turned out to be the same person; what was asked of them stays where
 * it is. Comes before `people.merge`, and may be run again after a crash anywhere. `conflict` when a plan changed at the
 * same moment.
 */
export async function nameInstead(ports: Ports, to: OfficerId, others: readonly OfficerId[]): Promise<Outcome> {
  if (others.length === 0) return 'written';
  const same: Same = { to, from: new Set(others) };
  for (const id of await ports.plans.ids()) {
    const contents = await ports.plans.contents(id);
    if (contents === null) continue;
    if ((await inMilestones(ports, contents, same)) === 'conflict') return 'conflict';
    if ((await inOutline(ports, contents, same)) === 'conflict') return 'conflict';
  }
  await mapLimited(others, 4, (other) => dropLeadRows(ports, other));
  return 'written';
}

async function inMilestones(ports: Ports, { plan, milestones }: PlanContents, same: Same): Promise<Outcome> {
  const changes = milestones.flatMap((before): MilestoneChange[] => {
    const after = named(same, before.milestone);
    if (JSON.stringify(after) === JSON.stringify(before.milestone)) return [];
    return [{ after, before, inputHash: ports.hash(JSON.stringify(after)) }];
  });
  for (const part of inTransactions(changes, ({ after }) => after)) {
    if ((await commitMilestones(ports, plan.id, part, stampOf(ports), todayOf(ports))) === 'conflict') {
      return 'conflict';
    }
    // Co-leads may have cards that show the revision before.
    await mapLimited(part, 8, ({ after: { ref } }) =>
      ringFor(ports.log, () => ports.bells.refresh({ plan: plan.id, ref })),
    );
  }
  return 'written';
}

/** Heads of service and the plan's owner. */
async function inOutline(ports: Ports, contents: PlanContents, same: Same): Promise<Outcome> {
  const { plan, areas } = contents;
  const changes = [...areas.flatMap((area) => areaChange(ports, area, same)), ...planChange(ports, plan, same)];
  if (changes.length === 0) return 'written';
  const { officers: people } = await readDirectory(ports.people);
  const images = changes.map(({ image }) => image);
  const look = { contents, before: { people, plan, areas }, after: { people, ...accountableAfter(contents, images) } };
  return lookWhereChanged(ports, [look], async () => {
    for (const part of inTransactions(changes, ({ image }) => image)) {
      if ((await ports.plans.commit(plan.id, part)) === 'conflict') return 'conflict';
    }
    return 'written';
  });
}

function areaChange(ports: Ports, area: Area & Revision, same: Same): Change[] {
  const heads = renamed(same, area.heads);
  if (heads === area.heads) return [];
  return [changeOf(ports, areaImage(area, { heads }), area, WHY)];
}

function planChange(ports: Ports, plan: Plan & Revision, { to, from }: Same): Change[] {
  if (plan.owner === null || !from.has(plan.owner)) return [];
  return [changeOf(ports, planImage(plan, { owner: to }), plan, WHY)];
}

function stampOf({ clock }: Ports): Stamp {
  return { at: clock.now(), by: { kind: 'operator' }, why: WHY };
}

/** A milestone as if the one person had led it, and said what stands of it, under one name. */
function named(same: Same, milestone: Milestone): Milestone {
  const { leads, ledSince, answers, update, proposal, deferral, pause } = milestone;
  return {
    ...milestone,
    leads: renamed(same, leads),
    ledSince: since(same, ledSince),
    answers: answersOf(same, answers),
    update: entered(same, signed(same, update)),
    proposal: handing(same, proposed(same, signed(same, proposal))),
    deferral: signed(same, deferral),
    ...(pause && { pause: signed(same, pause) }),
  };
}

function signed<T extends { readonly by: Actor }>({ to, from }: Same, said: T | null): T | null {
  if (said?.by.kind !== 'officer' || !from.has(said.by.id)) return said;
  return { ...said, by: { ...said.by, id: to } };
}

/** Who entered it for who said it. */
function entered(same: Same, update: Milestone['update']): Milestone['update'] {
  if (update?.onBehalf == null) return update;
  return { ...update, onBehalf: { ...update.onBehalf, enteredBy: actorNow(same, update.onBehalf.enteredBy) } };
}

/** Who entered what waits: nobody decides about their own under another name. */
function proposed(same: Same, proposal: Milestone['proposal']): Milestone['proposal'] {
  if (proposal?.enteredBy === undefined) return proposal;
  return { ...proposal, enteredBy: actorNow(same, proposal.enteredBy) };
}

function actorNow({ to, from }: Same, by: Actor): Actor {
  return by.kind === 'officer' && from.has(by.id) ? { ...by, id: to } : by;
}

/** Their part in a handover that waits: it is looked for among the leads. */
function handing({ to, from }: Same, proposal: Milestone['proposal']): Milestone['proposal'] {
  if (proposal?.handover === undefined) return proposal;
  const now = (officer: OfficerId): OfficerId => (from.has(officer) ? to : officer);
  const { handover } = proposal;
  return { ...proposal, handover: { from: now(handover.from), to: now(handover.to) } };
}

/** The first day under any of their names. The same list if nobody in it is named instead. */
function since({ to, from }: Same, led: Milestone['ledSince']): Milestone['ledSince'] {
  if (!led.some(({ officer }) => from.has(officer))) return led;
  const theirs = led.filter(({ officer }) => officer === to || from.has(officer)).map(({ on }) => on);
  const [first] = theirs.sort();
  const others = led.filter(({ officer }) => officer !== to && !from.has(officer));
  return first === undefined ? others : [...others, { officer: to, on: first }];
}

/** What one person said last under any of their names. The same list if nobody in it is named instead. */
function answersOf({ to, from }: Same, answers: Milestone['answers']): Milestone['answers'] {
  if (!answers.some(({ by }) => from.has(by))) return answers;
  const theirs = answers.filter(({ by }) => by === to || from.has(by)).sort((a, b) => (a.on < b.on ? -1 : 1));
  const last = theirs.at(-1);
  const others = answers.filter((one) => !theirs.includes(one));
  return last === undefined ? others : [...others, { ...last, by: to }];
}

/** The same list if nobody in it is named instead. */
function renamed({ to, from }: Same, officers: readonly OfficerId[]): readonly OfficerId[] {
  if (!officers.some((officer) => from.has(officer))) return officers;
  return [...new Set(officers.map((officer) => (from.has(officer) ? to : officer)))];
}

/** Nobody would clear them later: `nightly` looks at the rows of who is still somebody. */
async function dropLeadRows({ leadIndex, plans }: Ports, officer: OfficerId): Promise<void> {
  await mapLimited(await leadIndex.of(officer), 8, async (row) => {
    const { plan, ref, rev } = row.value;
    const stored = await plans.milestone(plan, ref);
    // Ahead of its milestone: the change that wrote it is still under way.
    if (stored !== null && rev <= stored.rev && !stored.milestone.leads.includes(officer)) await leadIndex.remove(row);
  });
}
