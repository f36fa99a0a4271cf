import { leadsToAsk } from '../domain/asked-of.js';
import { nearestRefs, sameRef } from '../domain/refs.js';
import type { CivilDate } from '../domain/dates.js';
import { forWhom } from '../domain/on-behalf.js';
import { namesOf } from '../domain/people.js';
import { isRunning } from '../domain/year-over.js';
import { isOpen, type Milestone, type OfficerId, type Plan } from '../domain/plan.js';
import type { Standing } from '../domain/rights.js';
import { standingsOn } from '../domain/standing.js';
import type { PlaceView } from '../domain/views.js';
import { readDirectory, type Directory } from './directory.js';
import { readablePlans } from './everything.js';
import type { PlanContents, Ports, StoredMilestone } from './ports.js';
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
 * The milestones a person may mean by a ref, among the plans that are near to them (with `every` in all plans), their own
 * first; else the nearest of those plans.
 */
export async function findByRef(ports: Ports, officer: OfficerId, ref: string, every: boolean): Promise<MeantByRef> {
  const directory = await readDirectory(ports.people);
  const mine = await ledBy(ports, directory, officer);
  const plans = await ports.plans.list();
  const own = running(
    mine.filter((one) => sameRef(one.milestone.ref, ref)),
    plans,
  );
  const titles = new Map(plans.map(({ id, title }) => [id, title]));
  const place = ({ milestone, rev }: StoredMilestone): PlaceView => ({
    ...{ plan: milestone.plan, planTitle: titles.get(milestone.plan) ?? milestone.plan, ref: milestone.ref, rev },
    text: milestone.text,
  });
  if (own.length > 0) return { found: own.map(place), nearest: [] };
  const today = todayOf(ports);
  const near = (await readablePlans(ports)).filter((one) => every || isNear(officer, one, directory.officers, today));
  const all = near.flatMap(({ milestones }) => milestones);
  const found = running(
    all.filter((one) => sameRef(one.milestone.ref, ref)),
    plans,
  );
  if (found.length > 0) return { found: found.map(place), nearest: [] };
  const refs = nearestRefs(ref, [...new Set(all.map((one) => one.milestone.ref))]);
  return {
    found: [],
    nearest: refs
      .flatMap((one) => all.filter(({ milestone }) => milestone.ref === one))
      .slice(0, 3)
      .map(place),
  };
}

/** Those of plans whose year runs; where there is none, all: the plan of the next year has the refs of the one before. */
function running(found: readonly StoredMilestone[], plans: readonly Plan[]): readonly StoredMilestone[] {
  const over = new Set(plans.filter((plan) => !isRunning(plan)).map(({ id }) => id));
  const now = found.filter(({ milestone }) => !over.has(milestone.plan));
  return now.length > 0 ? now : found;
}

/** They lead something in it, are accountable or stand in for who is, or may enter an answer for one of its leads. */
export function isNear(
  officer: OfficerId,
  { plan, areas, milestones }: Pick<PlanContents, 'plan' | 'areas' | 'milestones'>,
  people: Directory['officers'],
  today: CivilDate,
): boolean {
  return milestones.some(({ milestone }) => {
    const one = { milestone, area: areas.find(({ code }) => code === milestone.area), plan };
    if (forWhom({ id: officer, admin: false }, one, people).length > 0) return true;
    return standingsOn(officer, one, people, today).some((standing) => PARTS.includes(standing));
  });
}

/** Who leads the council or looks after Waymark has no part in a plan by that. */
const PARTS: readonly Standing[] = ['lead', 'head', 'owner'];

/** What somebody leads who has not left: by name, as a member of a group that leads, or as the deputy of a lead who is away. */
export async function ledBy(ports: Ports, { officers }: Directory, officer: OfficerId): Promise<StoredMilestone[]> {
  if (officers.get(officer)?.outside === 'left') return [];
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

/** What somebody leads that is open, in plans whose year runs. */
export async function ownOpen(ports: Ports, officer: OfficerId): Promise<readonly StoredMilestone[]> {
  const led = await ledBy(ports, await readDirectory(ports.people), officer);
  const over = (await ports.plans.list()).filter((plan) => !isRunning(plan)).map(({ id }) => id);
  return led.filter(({ milestone }) => isOpen(milestone) && !over.includes(milestone.plan));
}
