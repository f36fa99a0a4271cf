import type { AskedBeside } from '../domain/digest-plan.js';
import { leaderAsksOn } from '../domain/leader-asks.js';
import type { CivilDate } from '../domain/dates.js';
import type { OfficerId, PlanId } from '../domain/plan.js';
import type { Directory } from './directory.js';
import { reasonOf } from './fault.js';
import type { Ports } from './ports.js';
import { findDraft } from './window-draft.js';

/**
 * Whom the windows ask whose figures are frozen and not posted: to sign off an area, to release a summary. One read a plan
 * that has such a window; plans without are not looked at. One that cannot be read stops no other.
 */
export async function askLeaders(
  ports: Ports,
  { officers }: Directory,
  today: CivilDate,
  plans: ReadonlySet<PlanId> | null = null,
): Promise<ReadonlyMap<OfficerId, readonly AskedBeside[]>> {
  const found = new Map<OfficerId, AskedBeside[]>();
  if ((ports.calendar.windows ?? []).length === 0) return found;
  for (const plan of await ports.plans.ids()) {
    if (plans !== null && !plans.has(plan)) continue;
    try {
      const waits = await findDraft(ports, plan, today);
      const asks = waits.kind === 'draft' ? leaderAsksOn(waits.draft, officers, ports.calendar, today) : [];
      const each = asks.flatMap(({ ref, to, ask }) => to.map((id) => ({ id, one: { plan, ref, asks: [ask] } })));
      for (const { id, one } of each) found.set(id, [...(found.get(id) ?? []), one]);
    } catch (error) {
      ports.log.error('leaders-not-asked', { plan, reason: reasonOf(error) });
    }
  }
  return found;
}
