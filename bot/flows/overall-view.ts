import { declarable } from '../domain/key.js';
import type { PlanId } from '../domain/plan.js';
import { wholePlan } from '../domain/scope.js';
import { actorName, entryOfOverall, overallsIn, overallView, worstOf } from '../domain/sign-off.js';
import type { OverallFormView } from '../domain/views.js';
import { readRollup } from './read-rollup.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';
import { WHOLE_READERSHIP } from './told-plan.js';

export type OverallGiven = Partial<Pick<OverallFormView, 'typed' | 'error' | 'done'>>;

/** How the whole of a plan is rated now, since when, what it was before, and what the worst of its parts says. */
export async function overallFormView(
  ports: Ports,
  plan: PlanId,
  given: OverallGiven = {},
  asAt = todayOf(ports),
): Promise<OverallFormView | null> {
  const [outline, rolled] = await Promise.all([
    ports.plans.outline(plan),
    readRollup(ports, wholePlan(plan), asAt, null, WHOLE_READERSHIP),
  ]);
  if (outline === null || rolled === null) return null;
  const { rollup, plans, nameOf } = rolled;
  const { key, title } = rolled.plan.plan;
  const overall = overallView(plans, key, rollup, nameOf);
  return {
    link: { plan, ref: '', rev: outline.plan.rev },
    planTitle: title,
    overall,
    suggested: worstOf(key, rollup),
    key: declarable(key),
    history: [...overallsIn(plans)].reverse().map(({ grade, reason, by, on }) => {
      return { grade: entryOfOverall(key, grade), reason, by: actorName(by, nameOf), on };
    }),
    typed: given.typed ?? {},
    error: given.error ?? null,
    done: given.done ?? false,
  };
}
