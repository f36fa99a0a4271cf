/** A plan that should never have been loaded: what is open in it is withdrawn, and it is closed. */
import { isUnfinished } from '../domain/care.js';
import { isComplete, type OfficerId, type PlanId, type Ref } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import type { CareOrder } from './care.js';
import { withdrawRows } from './care-milestones.js';
import { closePlan } from './close-plan.js';
import { readDirectory } from './directory.js';
import type { PlanContents, Ports } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { wholeLedger } from './whole-ledger.js';

export interface WithdrawPlanOrder extends CareOrder {
  readonly reason: string;
}

/** What withdrawing comes to, or would, and who has to be told that it was a mistake. */
export interface PlanWithdrawn {
  readonly kind: 'done';
  /** Open until now. What is complete stays as it is. */
  readonly withdrawn: readonly Ref[];
  /** Who was asked about something in it. */
  readonly asked: readonly OfficerId[];
  /** Who has answered for what: it stays in the history. */
  readonly answered: readonly { readonly ref: Ref; readonly by: OfficerId }[];
}

type WithdrewPlan = PlanWithdrawn | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The same without writing anything; null when there is no such plan. */
export async function foreseeWithdrawal(ports: Ports, plan: PlanId): Promise<PlanWithdrawn | null> {
  const contents = await ports.plans.contents(plan);
  if (contents === null) return null;
  const withdrawn = contents.milestones
    .filter(({ milestone }) => isUnfinished(milestone) && !isComplete(milestone))
    .map(({ milestone }) => milestone.ref);
  return { kind: 'done', withdrawn, asked: await askedIn(ports, plan), answered: answeredIn(contents) };
}

/** Broken off anywhere, it may be said again. Whoever must not, and a plan that is closed, is refused by what it does first. */
export async function withdrawPlan(ports: Ports, order: WithdrawPlanOrder): Promise<WithdrewPlan> {
  const found = await foreseeWithdrawal(ports, order.plan);
  if (found === null) return { kind: 'refused', refusal: { code: 'no-such-plan', message: 'There is no such plan.' } };
  if (found.withdrawn.length > 0) {
    const done = await withdrawRows(ports, { ...order, refs: found.withdrawn });
    if (done.kind === 'refused') return done;
  }
  const closed = await closePlan(ports, { ...order, into: null, title: null });
  return closed.kind === 'refused' ? closed : found;
}

async function askedIn(ports: Ports, plan: PlanId): Promise<readonly OfficerId[]> {
  const { officers } = await readDirectory(ports.people);
  const ids = [...new Set([...officers.values()].map(({ id }) => id))];
  const asked = await mapLimited(ids, 8, async (id) => (await wholeLedger(ports, officers, id)).asked);
  return ids.filter((_, index) => asked[index]?.some((one) => one.plan === plan) === true);
}

function answeredIn({ milestones }: PlanContents): PlanWithdrawn['answered'] {
  return milestones.flatMap(({ milestone: { ref, update } }) =>
    update?.by.kind === 'officer' ? [{ ref, by: update.by.id }] : [],
  );
}
