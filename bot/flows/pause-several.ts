/** Pausing what is open in an area or a whole plan, and taking up again what is paused there. */
import type { CivilDate } from '../domain/dates.js';
import { isOpen, type OfficerId, type PlanId, type Ref } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { recordAct } from './audit.js';
import { pauseMilestone, resumeMilestone } from './pauses.js';
import type { Ports } from './ports.js';

export interface PauseSeveral {
  readonly plan: PlanId;
  /** The code of an area; null for the whole plan. */
  readonly area: string | null;
  readonly by: { readonly kind: 'officer'; readonly id: OfficerId };
  readonly admin: boolean;
  /** Until when and why; null to take up again what is paused. */
  readonly pause: { readonly until: CivilDate; readonly reason: string } | null;
}

/**
 * One after another, so that whatever stands in the way of one stands in the way of nothing before it; said again it goes
 * on from there.
 */
export async function pauseSeveral(ports: Ports, order: PauseSeveral): Promise<readonly Ref[] | Refusal> {
  const { plan, area, by, admin, pause } = order;
  const contents = await ports.plans.contents(plan);
  const found = (contents?.milestones ?? [])
    .map(({ milestone }) => milestone)
    .filter((one) => area === null || one.area === area)
    .filter((one) => (pause === null ? one.state === 'paused' : isOpen(one)));
  if (found.length === 0) {
    const [act, what] = pause === null ? ['taken up again', 'paused'] : ['paused', 'open'];
    await recordAct(ports, by, act, plan, `none-${what}`);
    return { code: 'none', message: `Nothing there is ${what}.` };
  }
  const done: Ref[] = [];
  for (const { ref } of found) {
    const one = { plan, ref, by, admin, rev: null };
    const changed = await (pause === null ? resumeMilestone(ports, one) : pauseMilestone(ports, { ...one, ...pause }));
    if (changed.kind === 'done') done.push(ref);
    if (changed.kind !== 'refused') continue;
    const before = done.length === 0 ? '' : ` ${String(done.length)} before it are done.`;
    return { code: changed.refusal.code, message: `${changed.refusal.message}${before}` };
  }
  return done;
}
