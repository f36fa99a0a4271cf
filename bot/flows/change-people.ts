import type { OfficerId } from '../domain/plan.js';
import { allPlans } from './everything.js';
import { changeOfficer } from './change-officer.js';
import { readDirectory } from './directory.js';
import { lookWhereChanged } from './look-where-changed.js';
import type { Officer, Outcome, Ports } from './ports.js';

/**
 * Changes where somebody is, who their deputy is, or whom a group's name means. The next sweep looks at every milestone
 * that is to be asked of somebody else after it.
 */
export async function changePeople(
  ports: Ports,
  id: OfficerId,
  change: (officer: Officer) => Officer,
): Promise<Outcome> {
  const { officers } = await readDirectory(ports.people);
  const officer = officers.get(id);
  if (officer === undefined) return 'conflict';
  const after = new Map([...officers].map(([known, value]) => [known, value === officer ? change(value) : value]));
  const plans = (await allPlans(ports)).map((contents) => {
    const { plan, areas } = contents;
    return { contents, before: { people: officers, plan, areas }, after: { people: after, plan, areas } };
  });
  return lookWhereChanged(ports, plans, () => changeOfficer(ports, id, change));
}
