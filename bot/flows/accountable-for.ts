/** What somebody may sign off, release or rate: for what they say without naming it. */
import { mayDo } from '../domain/rights.js';
import { standingsFor } from '../domain/standing.js';
import { isRunning } from '../domain/year-over.js';
import type { OfficerId, Plan } from '../domain/plan.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';
import { findDraft } from './window-draft.js';

/** One area whose figures wait. */
export interface Signable {
  readonly plan: Plan;
  readonly code: string;
  readonly title: string;
  readonly window: string;
}

/** The areas that wait in a window, and are theirs to sign. */
export async function signableBy(ports: Ports, officer: OfficerId): Promise<readonly Signable[]> {
  const { officers } = await readDirectory(ports.people);
  const found: Signable[] = [];
  for (const plan of (await ports.plans.list()).filter(isRunning)) {
    const waits = await findDraft(ports, plan.id, todayOf(ports));
    if (waits.kind !== 'draft') continue;
    for (const area of waits.draft.areas) {
      if (!mayDo('sign-off', { standings: standingsFor(officer, { area, plan }, officers) })) continue;
      found.push({ plan, code: area.code, title: area.title, window: waits.draft.window.name });
    }
  }
  return found;
}

/** The plans that are theirs, and whose year runs. */
export async function ownedBy(ports: Pick<Ports, 'plans' | 'people'>, officer: OfficerId): Promise<readonly Plan[]> {
  const { officers } = await readDirectory(ports.people);
  const plans = (await ports.plans.list()).filter(isRunning);
  return plans.filter((plan) => standingsFor(officer, { area: null, plan }, officers).includes('owner'));
}
