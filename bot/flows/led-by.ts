import { leadsToAsk } from '../domain/asked-of.js';
import { nearestRefs, sameRef } from '../domain/command.js';
import { namesOf } from '../domain/people.js';
import { isOpen, type Milestone, type OfficerId, type Plan } from '../domain/plan.js';
import type { PlaceView } from '../domain/views.js';
import { readDirectory, type Directory } from './directory.js';
import type { Ports, StoredMilestone } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

/** What a person may have meant by a ref. */
export interface MeantByRef {
  /** Those that have it: one of their own alone, where there is just one; several where several plans have it. */
  readonly found: readonly PlaceView[];
  /** Where nobody has it: the nearest, at most three. */
  readonly nearest: readonly PlaceView[];
}

/**
 * The milestones a person may mean by a ref, among the plans they have a part in (as lead, head of service, owner or
 * admin; with `every` in all plans), their own first; else the nearest of those plans.
 */
export async function findByRef(ports: Ports, officer: OfficerId, ref: string, every: boolean): Promise<MeantByRef> {
  const mine = await ledBy(ports, await readDirectory(ports.people), officer);
  const own = mine.filter((one) => sameRef(one.milestone.ref, ref));
  const plans = await ports.plans.list();
  const titles = new Map(plans.map(({ id, title }) => [id, title]));
  const place = ({ milestone, rev }: StoredMilestone): PlaceView => ({
    ...{ plan: milestone.plan, planTitle: titles.get(milestone.plan) ?? milestone.plan, ref: milestone.ref, rev },
    text: milestone.text,
  });
  if (own.length > 0) return { found: own.map(place), nearest: [] };
  const all: StoredMilestone[] = [];
  for (const { id, owner } of plans) {
    const near = every || owner === officer || mine.some((one) => one.milestone.plan === id);
    if (!near && !(await isHeadIn(ports, officer, id))) continue;
    all.push(...((await ports.plans.contents(id))?.milestones ?? []));
  }
  const found = all.filter((one) => sameRef(one.milestone.ref, ref));
  if (found.length > 0) return { found: found.map(place), nearest: [] };
  const near = nearestRefs(ref, [...new Set(all.map((one) => one.milestone.ref))]);
  return {
    found: [],
    nearest: near
      .flatMap((one) => all.filter(({ milestone }) => milestone.ref === one))
      .slice(0, 3)
      .map(place),
  };
}

async function isHeadIn({ plans }: Ports, officer: OfficerId, plan: Plan['id']): Promise<boolean> {
  const outline = await plans.outline(plan);
  return outline?.areas.some((area) => area.heads.includes(officer)) ?? false;
}

/** What somebody leads: by name, as a member of a group that leads, or as the deputy of a lead who is away. */
export async function ledBy(ports: Ports, { officers }: Directory, officer: OfficerId): Promise<StoredMilestone[]> {
  const today = todayOf(ports);
  const rows = await mapLimited(namesOf(officers, officer, today), 8, (id) => ports.leadIndex.of(id));
  const places = new Map(rows.flat().map(({ value }) => [`${value.plan} ${value.ref}`, value]));
  const read = await mapLimited([...places.values()], 8, ({ plan, ref }) => ports.plans.milestone(plan, ref));
  const asked = (one: Milestone): boolean =>
    leadsToAsk(one, officers, today).asked.some((person) => person.officer === officer);
  return read
    .filter((one) => one !== null)
    .filter(({ milestone }) => milestone.leads.includes(officer) || asked(milestone));
}

/** What somebody leads that is open. */
export async function ownOpen(ports: Ports, officer: OfficerId): Promise<readonly StoredMilestone[]> {
  const led = await ledBy(ports, await readDirectory(ports.people), officer);
  return led.filter(({ milestone }) => isOpen(milestone));
}
