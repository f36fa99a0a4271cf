import { whomToAsk, type Accountable } from '../domain/asked-of.js';
import { decidersOf, escalatesTo } from '../domain/escalation.js';
import { allAsksOn } from '../domain/look-on.js';
import type { Known } from '../domain/people.js';
import type { OfficerId } from '../domain/plan.js';
import { changeOfficer } from './change-officer.js';
import { readDirectory } from './directory.js';
import { lookAgainAt } from './look-again.js';
import type { Officer, Outcome, Ports, StoredMilestone } from './ports.js';
import { todayOf } from './today.js';

/**
 * Changes where somebody is, who their deputy is, or whom a group's name means. The next sweep looks at every milestone
 * that is to be asked of somebody else after it; index first (DESIGN 4).
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
  await lookAgainAt(ports, await askedOfOthers(ports, officers, after));
  return changeOfficer(ports, id, change);
}

/** Milestones that are to be asked, told or decided of somebody else than before. */
async function askedOfOthers(ports: Ports, before: Known, after: Known): Promise<readonly StoredMilestone[]> {
  const today = todayOf(ports);
  const found: StoredMilestone[] = [];
  for (const { id } of await ports.plans.list()) {
    const contents = await ports.plans.contents(id);
    for (const stored of contents?.milestones ?? []) {
      const { milestone } = stored;
      if (contents === null || allAsksOn(milestone, ports.calendar, today).length === 0) continue;
      const area = contents.areas.find((one) => one.code === milestone.area);
      const one: Accountable = { milestone, area, plan: contents.plan };
      const whom = (people: Known): string =>
        JSON.stringify([
          whomToAsk(one, people, today),
          escalatesTo(one, people, today),
          decidersOf(one, people, today),
        ]);
      if (whom(before) !== whom(after)) found.push(stored);
    }
  }
  return found;
}
