import { effectsOf, type PolicyEffects } from '../domain/policy-effects.js';
import { withRules, type PlanRules } from '../domain/plan-rules.js';
import type { PlanContents, Ports } from './ports.js';
import { readingsOfPlan } from './readings.js';
import { policyAfter, tellsOtherwise, type PolicyOrder } from './set-policy.js';
import { todayOf } from './today.js';
import { presentCalendar } from './working-calendar.js';

/** What a change of policy would come to; why it cannot be, in sentences. */
export type Foreseen =
  | { readonly kind: 'foreseen'; readonly effects: PolicyEffects; readonly posts: number }
  | { readonly kind: 'refused'; readonly why: readonly string[] };

/** Works out what would change, by the rules themselves, without writing anything. */
export async function foreseePolicy(ports: Ports, contents: PlanContents, order: PolicyOrder): Promise<Foreseen> {
  const { plan, milestones } = contents;
  const calendar = await presentCalendar(ports);
  const after = policyAfter(contents, order, calendar);
  if ('why' in after) return { kind: 'refused', why: after.why };
  const rules: PlanRules = order.rules ?? {};
  const then = { ...calendar, rules: withRules(calendar.rules ?? [], plan.id, rules) };
  const all = milestones.map(({ milestone }) => milestone);
  const effects = effectsOf(all, { plan, calendar }, { plan: after.plan, calendar: then }, todayOf(ports));
  const posts = tellsOtherwise(plan, after.plan) ? (await readingsOfPlan(ports, plan.id)).length : 0;
  return { kind: 'foreseen', effects, posts };
}
