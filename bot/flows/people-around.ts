import { leadsOf } from '../domain/escalation.js';
import { isOpen, type OfficerId } from '../domain/plan.js';
import { isRunning } from '../domain/year-over.js';
import { personsOf } from '../domain/people.js';
import { readDirectory, type Directory } from './directory.js';
import { readablePlans } from './everything.js';
import { isNear } from './led-by.js';
import type { Officer, Ports } from './ports.js';
import { todayOf } from './today.js';

/** Whom somebody may hear of: the people of the plans that are near to them. Who has left has none near. */
export interface PeopleAround {
  readonly directory: Directory;
  /** Everybody in those plans but the reader; of an admin, everybody known. Nobody who was erased. */
  readonly known: readonly Officer[];
  /** Who leads something in an area whose head of service the reader is. */
  readonly headOf: ReadonlySet<OfficerId>;
  /** Head of service of some area, or owner of some plan. */
  readonly decides: boolean;
}

export async function peopleAround(ports: Ports, reader: OfficerId, admin: boolean): Promise<PeopleAround> {
  const directory = await readDirectory(ports.people);
  const { officers } = directory;
  const today = todayOf(ports);
  const around = new Set<OfficerId>();
  const headOf = new Set<OfficerId>();
  let decides = false;
  const plans = officers.get(reader)?.outside === 'left' ? [] : await readablePlans(ports);
  for (const { plan, areas, milestones } of plans) {
    const ledBy = milestones.map(({ milestone }) => ({ milestone, leads: leadsOf(milestone, officers, today) }));
    const headed = areas.filter(({ heads }) => personsOf(officers, heads).includes(reader)).map(({ code }) => code);
    const owners = plan.owner === null ? [] : personsOf(officers, [plan.owner]);
    decides ||= isRunning(plan) && (headed.length > 0 || owners.includes(reader));
    if (!isNear(reader, { plan, areas, milestones }, officers, today)) continue;
    const heads = areas.flatMap((area) => personsOf(officers, area.heads));
    for (const id of [...owners, ...heads, ...ledBy.flatMap((one) => [...one.leads])]) around.add(id);
    const below = ledBy.filter(({ milestone }) => isOpen(milestone) && headed.includes(milestone.area));
    for (const id of below.flatMap((one) => [...one.leads])) headOf.add(id);
  }
  headOf.delete(reader);
  const everybody = [...new Set(officers.values())].filter(({ id, erased }) => id !== reader && !erased);
  const known = admin ? everybody : everybody.filter(({ id }) => around.has(id));
  return { directory, known, headOf, decides };
}

/** Whose names may be read out of a part of them, or named as near: those of whom somebody may hear, and themselves. */
export async function heardOf(ports: Ports, reader: OfficerId, admin: boolean): Promise<readonly Officer[]> {
  const { known, directory } = await peopleAround(ports, reader, admin);
  const self = directory.officers.get(reader);
  return self === undefined ? known : [self, ...known];
}
