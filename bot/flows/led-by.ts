import { leadsToAsk } from '../domain/asked-of.js';
import { nearestRefs, sameRef } from '../domain/command.js';
import { namesOf } from '../domain/people.js';
import { isOpen, type Milestone, type OfficerId, type Plan } from '../domain/plan.js';
import { readDirectory, type Directory } from './directory.js';
import type { Ports, StoredMilestone } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

/**
 * The milestone a person means by a ref, among the plans they have a part in (as lead, head of service, owner or admin);
 * else the nearest refs of those plans.
 */
export async function findByRef(
  ports: Ports,
  officer: OfficerId,
  ref: string,
  admin: boolean,
): Promise<{ readonly plan: Plan['id']; readonly ref: string } | { readonly nearest: readonly string[] }> {
  const mine = await ledBy(ports, await readDirectory(ports.people), officer);
  const own = mine.find((one) => sameRef(one.milestone.ref, ref));
  if (own) return { plan: own.milestone.plan, ref: own.milestone.ref };
  const all: string[] = [];
  for (const { id, owner } of await ports.plans.list()) {
    const near = admin || owner === officer || mine.some((one) => one.milestone.plan === id);
    if (!near && !(await isHeadIn(ports, officer, id))) continue;
    const contents = await ports.plans.contents(id);
    const refs = contents?.milestones.map((one) => one.milestone.ref) ?? [];
    const match = refs.find((one) => sameRef(one, ref));
    if (match !== undefined) return { plan: id, ref: match };
    all.push(...refs);
  }
  return { nearest: nearestRefs(ref, all) };
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

/** The refs of what somebody leads that is open. */
export async function ownRefs(ports: Ports, officer: OfficerId): Promise<readonly string[]> {
  const led = await ledBy(ports, await readDirectory(ports.people), officer);
  return led.filter(({ milestone }) => isOpen(milestone)).map(({ milestone }) => milestone.ref);
}
