import type { Key } from '../domain/key.js';
import { renamedIn, whyNotTaken, withKnownIds, type Renamed } from '../domain/new-key.js';
import { faultsOfRules, rulesOf, type PlanRules } from '../domain/plan-rules.js';
import type { Calendar } from '../domain/working-days.js';
import { isClosed, isComplete, type Actor, type Milestone, type Plan } from '../domain/plan.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import { planImage } from './images.js';
import { readingsOfPlan } from './readings.js';
import { setRules } from './set-rules.js';
import { markingTold } from './told-post.js';
import { presentCalendar } from './working-calendar.js';
import type { Outcome, PlanContents, Ports } from './ports.js';
import { todayOf } from './today.js';

/** What is to be changed of a plan's policy; what is left out stays. */
export interface PolicyOrder {
  readonly preset?: Plan['preset'];
  readonly key?: Key;
  readonly yearStarts?: number;
  readonly bodies?: Plan['bodies'];
  readonly naming?: Plan['naming'];
  readonly smallNumber?: number;
  readonly avoid?: Plan['avoid'];
  readonly release?: boolean;
  /** Its own numbers; what is left out stays. */
  readonly rules?: PlanRules;
}

export type PolicySet =
  | { readonly kind: 'done'; readonly plan: Plan; readonly renamed: readonly Renamed[]; readonly redated: number }
  | { readonly kind: 'refused'; readonly why: readonly string[] }
  | { readonly kind: 'conflict' };

/** The plan as it would be, or sentences that say why it cannot. */
export function policyAfter(
  { plan, milestones }: Pick<PlanContents, 'plan' | 'milestones'>,
  order: PolicyOrder,
  calendar: Calendar,
): { readonly plan: Plan } | { readonly why: readonly string[] } {
  const key = order.key === undefined ? plan.key : withKnownIds(order.key, plan.key);
  const updates = milestones.flatMap(({ milestone }) => milestone.update ?? []);
  const why = [
    ...(order.key === undefined ? [] : whyNotTaken(key, plan.key, updates)),
    ...(order.rules === undefined ? [] : faultsOfRules(order.rules, rulesOf(calendar, plan.id))),
  ];
  if (why.length > 0) return { why };
  const next: Plan = {
    ...plan,
    preset: order.preset ?? plan.preset,
    key,
    yearStarts: order.yearStarts ?? plan.yearStarts,
    bodies: order.bodies ?? plan.bodies,
    naming: order.naming ?? plan.naming,
    smallNumber: order.smallNumber ?? plan.smallNumber,
    avoid: order.avoid ?? plan.avoid,
    release: order.release ?? plan.release,
  };
  return { plan: next };
}

/** Whether what was posted may have to say something else. */
export function tellsOtherwise(before: Plan, after: Plan): boolean {
  const told = ({ naming, smallNumber, avoid, key, preset }: Plan): string =>
    JSON.stringify([naming, smallNumber, avoid, key, preset]);
  return told(before) !== told(after);
}

/**
 * Changes how a plan rates: a new revision of the plan, so that what was rated before keeps its words (RULES 7). What was
 * posted is looked at again.
 */
export async function setPolicy(
  ports: Ports,
  contents: PlanContents,
  order: PolicyOrder,
  by: Actor,
): Promise<PolicySet> {
  const { plan, milestones } = contents;
  const after = policyAfter(contents, order, await presentCalendar(ports));
  if ('why' in after) return { kind: 'refused', why: after.why };
  const next = after.plan;
  if (order.rules !== undefined) {
    const set = await setRules(ports, plan.id, order.rules, by);
    if (set.kind !== 'done') return set;
  }
  const now = ports.clock.now();
  const change = {
    image: planImage(plan, next),
    previous: plan,
    at: now,
    recordedAt: now,
    by,
    why: 'policy set',
    inputHash: ports.hash(JSON.stringify(['policy', plan.id, order])),
  };
  const told = tellsOtherwise(plan, next) ? await readingsOfPlan(ports, plan.id) : [];
  const commit = (): Promise<Outcome> => ports.plans.commit(plan.id, [change]);
  if ((await markingTold(ports, told, commit)) === 'conflict') return { kind: 'conflict' };
  const redated = await redate(ports, plan.id, milestones, next.yearStarts, by);
  if (redated === 'conflict') return { kind: 'conflict' };
  return { kind: 'done', plan: next, renamed: renamedIn(next.key, plan.key), redated };
}

/** What recurs by the quarter, half-year or year follows the plan's year. May be run again after a crash. */
async function redate(
  ports: Ports,
  plan: string,
  milestones: PlanContents['milestones'],
  yearStarts: number,
  by: Actor,
): Promise<number | 'conflict'> {
  const changes = milestones.flatMap((before): MilestoneChange[] => {
    const after = withYear(before.milestone, yearStarts);
    if (after === null) return [];
    return [{ after, before, inputHash: ports.hash(JSON.stringify(['year', after.ref, yearStarts])) }];
  });
  for (const part of inTransactions(changes, ({ after }) => after)) {
    const stamp = { at: ports.clock.now(), by, why: 'year start set' };
    if ((await commitMilestones(ports, plan, part, stamp, todayOf(ports))) === 'conflict') return 'conflict';
  }
  return changes.length;
}

function withYear(milestone: Milestone, yearStarts: number): Milestone | null {
  const { due } = milestone;
  if (due.kind !== 'recurring' || due.yearStarts === yearStarts) return null;
  if (isComplete(milestone) || isClosed(milestone)) return null;
  return { ...milestone, due: { ...due, yearStarts } };
}
