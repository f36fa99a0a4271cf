import { civilDateAt, type CivilDate } from '../domain/dates.js';
import { headsAfter, milestoneAfter, ownerAfter, type Moving } from '../domain/leaving.js';
import type { Actor, Milestone } from '../domain/plan.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import { readDirectory } from './directory.js';
import { areaImage, planImage } from './images.js';
import { accountableAfter, lookWhereChanged } from './look-where-changed.js';
import { didNotArrive } from './moves-on.js';
import type { Change, Digest, Image, Outcome, PlanContents, Ports, Revision } from './ports.js';
import { ringFor } from './ring.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

interface By {
  readonly by: Actor;
  readonly leaves: boolean;
}

/**
 * Puts who takes over in the place of who leaves wherever plans lead to them: leads, heads of service, the owner.
 * `conflict` when a plan changed at the same moment; what was done by then is not done twice.
 */
export async function leavePlans(ports: Ports, moving: Moving, order: By): Promise<Outcome> {
  const missed = missedBy(await cardsOf(ports, moving));
  for (const id of await ports.plans.ids()) {
    const contents = await ports.plans.contents(id);
    if (contents === null) continue;
    if ((await inMilestones(ports, contents, moving, order, missed)) === 'conflict') return 'conflict';
    if ((await inOutline(ports, contents, moving, order)) === 'conflict') return 'conflict';
  }
  return 'written';
}

async function cardsOf({ ledger }: Ports, { from }: Moving): Promise<readonly Digest[]> {
  const ledgers = await Promise.all(from.map((id) => ledger.read(id)));
  return ledgers.flatMap(({ digests }) => digests.map(({ value }) => value));
}

/** From which day something was asked that never reached who leaves: of that their successor is asked. */
function missedBy(cards: readonly Digest[]): (milestone: Milestone) => CivilDate | null {
  const newest = [...cards].sort((a, b) => (a.plannedAt < b.plannedAt ? 1 : -1));
  return ({ plan, ref }) => {
    for (const { entries, state } of newest) {
      const entry = entries.find((one) => one.plan === plan && one.ref === ref);
      if (entry !== undefined) return didNotArrive(state) ? entry.ask.on : null;
    }
    return null;
  };
}

async function inMilestones(
  ports: Ports,
  { plan, milestones }: PlanContents,
  moving: Moving,
  order: By,
  missed: (milestone: Milestone) => CivilDate | null,
): Promise<Outcome> {
  const at = ports.clock.now();
  const today = civilDateAt(at, ports.zone);
  const changes = milestones.flatMap((before): MilestoneChange[] => {
    const { milestone } = before;
    const after = milestoneAfter(milestone, moving, missed(milestone) ?? today);
    return after === milestone ? [] : [{ after, before, inputHash: ports.hash(JSON.stringify(after)) }];
  });
  const stamp = { at, by: order.by, why: whyOf(moving, order) };
  for (const part of inTransactions(changes, ({ after }) => after)) {
    if ((await commitMilestones(ports, plan.id, part, stamp, todayOf(ports))) === 'conflict') return 'conflict';
    await mapLimited(part, 8, ({ after: { ref } }) =>
      ringFor(ports.log, () => ports.bells.refresh({ plan: plan.id, ref })),
    );
  }
  return 'written';
}

/** Heads of service and the plan's owner. */
async function inOutline(ports: Ports, contents: PlanContents, moving: Moving, order: By): Promise<Outcome> {
  const { plan, areas } = contents;
  const change = (image: Image, previous: Revision): Change => {
    const at = ports.clock.now();
    const inputHash = ports.hash(JSON.stringify(image));
    return { image, previous, at, recordedAt: at, by: order.by, why: whyOf(moving, order), inputHash };
  };
  const owner = ownerAfter(plan, moving);
  const changes = [
    ...areas.flatMap((area) => {
      const heads = headsAfter(area, moving);
      return heads === area.heads ? [] : [change(areaImage(area, { heads }), area)];
    }),
    ...(owner === plan.owner ? [] : [change(planImage(plan, { owner }), plan)]),
  ];
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

/** By ids: names stand in People only. */
function whyOf({ from, to, areasTo }: Moving, { leaves }: By): string {
  const next = to ?? areasTo;
  return `${from[0] ?? ''} ${leaves ? 'left' : 'handed everything over'}${next === null ? '' : `; handed to ${next}`}`;
}
