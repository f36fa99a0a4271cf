/** What is open in a plan whose year ends, copied into the plan of the next one, and ended where it was. */
import { endedBy, isUnfinished } from '../domain/care.js';
import { carried } from '../domain/carry.js';
import type { CivilDate } from '../domain/dates.js';
import { asTyped } from '../domain/plain-text.js';
import type { Milestone, PlanId, Ref } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { careFor, type Careful, type CareOrder } from './care.js';
import type { PlanContents, Ports, StoredMilestone } from './ports.js';

export interface CarryOrder extends CareOrder {
  readonly into: PlanId;
  readonly reason: string;
}

/** What is open here as it was read, and under which refs it goes. */
export interface Carrying {
  readonly contents: PlanContents;
  readonly refs: ReadonlyMap<Ref, Ref>;
}

/**
 * Written where it goes, then ended where it was. Only what stands there as it is here is ended here.
 *
 * @returns `again` where something was added or answered between the two, which is still to go
 */
export async function carryOver(
  ports: Ports,
  order: CarryOrder,
  { contents, refs }: Carrying,
  on: CivilDate,
): Promise<Refusal | 'again' | null> {
  const stored = contents.milestones.filter(({ milestone }) => isUnfinished(milestone));
  const went = await careFor(
    ports,
    { ...order, plan: order.into },
    { name: 'carried over', apply: (there) => copied(there, stored, { order, refs, on }) },
  );
  if (went.kind === 'refused') return went.refusal;
  const revs = new Map(stored.map(({ milestone, rev }) => [milestone.ref, rev]));
  let left = 0;
  const ended = await careFor(ports, order, {
    name: 'carried over',
    afterItsYear: true,
    apply: ({ milestones }) => {
      const open = milestones.filter(({ milestone }) => isUnfinished(milestone));
      const there = open.filter(({ milestone, rev }) => revs.get(milestone.ref) === rev);
      left = open.length - there.length;
      return { milestones: there.map((before) => ({ before, after: endedIn(before.milestone, order, refs, on) })) };
    },
  });
  if (ended.kind === 'refused') return ended.refusal;
  return left > 0 ? 'again' : null;
}

interface Going {
  readonly order: CarryOrder;
  readonly refs: ReadonlyMap<Ref, Ref>;
  readonly on: CivilDate;
}

/** A copy of an earlier revision is brought up to date, unless people went on with it there: then theirs stands. */
function copied(
  { milestones }: PlanContents,
  stored: readonly StoredMilestone[],
  { order: { plan, into }, refs, on }: Going,
): Careful {
  return {
    milestones: stored.flatMap(({ milestone, rev }) => {
      const from = { plan, ref: milestone.ref, rev };
      const before = milestones.find((one) => isFrom(one.milestone, milestone)) ?? null;
      if (before !== null && (before.milestone.carriedFrom?.rev === rev || before.rev > 1)) return [];
      return [{ before, after: carried(milestone, into, { from, refs, on }) }];
    }),
  };
}

function endedIn(
  milestone: Milestone,
  { into, reason, by }: CarryOrder,
  refs: ReadonlyMap<Ref, Ref>,
  on: CivilDate,
): Milestone {
  const replacedBy = [refs.get(milestone.ref) ?? milestone.ref];
  return endedBy(milestone, 'carried-over', { reason: `${asTyped(reason)} (${into})`, replacedBy, by, on });
}

function isFrom({ carriedFrom }: Milestone, { plan, ref }: Milestone): boolean {
  return carriedFrom?.plan === plan && carriedFrom.ref === ref;
}
