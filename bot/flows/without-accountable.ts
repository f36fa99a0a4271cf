import type { OfficerId, Plan } from '../domain/plan.js';
import { inTransactions } from './commit-milestones.js';
import { readDirectory } from './directory.js';
import { changeOf, areaImage, planImage } from './images.js';
import { accountableAfter, lookWhereChanged } from './look-where-changed.js';
import type { Change, Outcome, PlanOutline, Ports } from './ports.js';

const WHY = 'no longer accountable';

/** Takes somebody out of the heads of service and owners of all plans: whoever is next in line is asked from then on. */
export async function withoutAccountable(ports: Ports, ids: readonly OfficerId[]): Promise<Outcome> {
  for (const id of await ports.plans.ids()) {
    if ((await inPlan(ports, id, ids)) === 'conflict') return 'conflict';
  }
  return 'written';
}

async function inPlan(ports: Ports, id: Plan['id'], ids: readonly OfficerId[]): Promise<Outcome> {
  const contents = await ports.plans.contents(id);
  if (contents === null) return 'written';
  const changes = changesOf(ports, contents, ids);
  if (changes.length === 0) return 'written';
  const { plan, areas } = contents;
  const { officers: people } = await readDirectory(ports.people);
  const images = changes.map(({ image }) => image);
  const look = { contents, before: { people, plan, areas }, after: { people, ...accountableAfter(contents, images) } };
  return lookWhereChanged(ports, [look], async () => {
    for (const part of inTransactions(changes, ({ image }) => image)) {
      if ((await ports.plans.commit(id, part)) === 'conflict') return 'conflict';
    }
    return 'written';
  });
}

function changesOf(ports: Ports, { plan, areas }: PlanOutline, ids: readonly OfficerId[]): readonly Change[] {
  const headed = areas
    .filter(({ heads }) => heads.some((head) => ids.includes(head)))
    .map((area) => {
      const heads = area.heads.filter((head) => !ids.includes(head));
      return changeOf(ports, areaImage(area, { heads }), area, WHY);
    });
  const owned = plan.owner !== null && ids.includes(plan.owner);
  return owned ? [...headed, changeOf(ports, planImage(plan, { owner: null }), plan, WHY)] : headed;
}
