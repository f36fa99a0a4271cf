import { reasonOf } from './fault.js';
import type { Officer, PlanContents, Ports } from './ports.js';
import { MalformedRow } from './ports-spoilt.js';

/** Every plan, for whoever must not miss one: throws when one cannot be read. */
export async function allPlans({ plans }: Pick<Ports, 'plans'>): Promise<readonly PlanContents[]> {
  const found: PlanContents[] = [];
  for (const id of await plans.ids()) {
    const contents = await plans.contents(id);
    if (contents !== null) found.push(contents);
  }
  return found;
}

/** The plans that can be read; the others are named by the check of the histories. */
export async function readablePlans({ plans, log }: Pick<Ports, 'plans' | 'log'>): Promise<readonly PlanContents[]> {
  const found: PlanContents[] = [];
  for (const id of await plans.ids()) {
    try {
      const contents = await plans.contents(id);
      if (contents !== null) found.push(contents);
    } catch (error) {
      log.error('plan-unread', { plan: id, reason: reasonOf(error) });
    }
  }
  return found;
}

/** Everybody, for whoever must not miss one: throws when one cannot be read. */
export async function allOfficers({ people }: Pick<Ports, 'people'>): Promise<readonly Officer[]> {
  const { officers, unreadable } = await people.everybody();
  const [first] = unreadable;
  if (first !== undefined) throw new MalformedRow(`The officer ${first} cannot be read; set their row right first`);
  return officers.map(({ value }) => value);
}
