import { nearestRefs, sameRef } from '../../domain/refs.js';
import { didYouMean } from '../../domain/nearest.js';
import type { Changed, Order } from '../change-milestone.js';
import type { PlanContents, StoredMilestone } from '../ports.js';
import { CommandError, namedOfficer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';

/** Which milestone, and who says it. */
export interface AboutWords {
  readonly plan: string;
  readonly ref: string;
  readonly by: string;
}

/** A line as an order: the ref as printed, the officer by id, and who enters it. */
export async function orderOf(ports: CommandPorts, common: Common, words: AboutWords): Promise<Order> {
  const { ref } = storedOf(await planOf(ports, words.plan), words.ref).milestone;
  const { id } = await namedOfficer(ports, words.by);
  return { plan: words.plan, ref, by: { kind: 'officer', id }, enteredBy: common.by, rev: null };
}

/** The milestone of a plan that somebody means by a ref. */
export function storedOf({ plan, milestones }: PlanContents, ref: string): StoredMilestone {
  const stored = milestones.find(({ milestone }) => sameRef(milestone.ref, ref));
  if (stored !== undefined) return stored;
  const known = milestones.map(({ milestone }) => milestone.ref);
  const near = didYouMean(nearestRefs(ref, known));
  throw new CommandError('no-such-ref', `There is no “${ref}” in the plan “${plan.id}”.${near}`);
}

/** An order that was done. */
export type Done = Extract<Changed, { kind: 'done' }>;

/** Throws the refusal of one that was not. */
export function wellDone(changed: Changed): Done {
  switch (changed.kind) {
    case 'done':
      return changed;
    case 'gone':
      throw new CommandError('no-such-ref', 'It is no longer in the plan.');
    case 'refused':
      throw new CommandError(changed.refusal.code, changed.refusal.message);
  }
}

/** What the JSON of each of them begins with. */
export function jsonOf({ asAt }: Common, { found, replayed, warning }: Done): object {
  const { milestone, rev } = found.stored;
  return { asAt, plan: milestone.plan, ref: milestone.ref, rev, replayed, warning };
}

export function warningLines({ warning }: Done): string[] {
  return warning === null ? [] : [warning];
}
