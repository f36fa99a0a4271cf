/** What rests on somebody and would pass to another: shown before, and told after. */
import { isLedBy } from '../domain/leaving.js';
import type { OfficerId, PlanId, Ref } from '../domain/plan.js';
import { isUnsettled, reasonFor } from '../domain/delivery.js';
import { idsOf } from './erase.js';
import { allOfficers, allPlans } from './everything.js';
import type { Officer, OfficerLedger, Ports } from './ports.js';

export interface MovesOn {
  /** What they lead that is still to be asked about; `alone`: nobody leads it with them. */
  readonly leads: readonly {
    readonly plan: PlanId;
    readonly ref: Ref;
    readonly text: string;
    readonly alone: boolean;
  }[];
  /** `alone`: nobody else is head of service there. */
  readonly heads: readonly {
    readonly plan: PlanId;
    readonly area: string;
    readonly title: string;
    readonly alone: boolean;
  }[];
  readonly owns: readonly { readonly plan: PlanId; readonly title: string }[];
  readonly deputyFor: readonly OfficerId[];
  readonly supporterFor: readonly OfficerId[];
  readonly groups: readonly OfficerId[];
  readonly roles: Officer['roles'];
  /** Cards to them that were not delivered, or are in doubt. */
  readonly cards: number;
}

/** Everything of somebody that can pass to another. */
export async function movesOnOf(ports: Ports, officer: Officer): Promise<MovesOn> {
  const ids = idsOf(officer);
  const is = (id: OfficerId): boolean => ids.includes(id);
  const others = (await allOfficers(ports)).filter(({ id }) => id !== officer.id);
  const plans = await allPlans(ports);
  const ledgers = await Promise.all(ids.map((id) => ports.ledger.read(id)));
  return {
    leads: plans.flatMap(({ milestones }) =>
      milestones
        .filter(({ milestone }) => isLedBy(milestone, ids))
        .map(({ milestone: { plan, ref, text, leads } }) => ({ plan, ref, text, alone: leads.every(is) })),
    ),
    heads: plans.flatMap(({ plan, areas }) =>
      areas
        .filter(({ heads }) => heads.some(is))
        .map(({ code, title, heads }) => ({ plan: plan.id, area: code, title, alone: heads.every(is) })),
    ),
    owns: plans.flatMap(({ plan: { id, title, owner } }) => (owner !== null && is(owner) ? [{ plan: id, title }] : [])),
    deputyFor: others.filter(({ deputy }) => deputy !== null && is(deputy)).map(({ id }) => id),
    supporterFor: others.filter(({ supporters }) => supporters.some(is)).map(({ id }) => id),
    groups: others.filter(({ group }) => group?.members.some(is)).map(({ id }) => id),
    roles: officer.roles,
    cards: ledgers.flatMap(({ digests }) => digests).filter(({ value }) => didNotArrive(value.state)).length,
  };
}

type State = OfficerLedger['digests'][number]['value']['state'];

/** It certainly did not reach them, or nobody knows whether it did. */
export function didNotArrive(state: State): boolean {
  return state !== 'sending' && (isUnsettled(state) || reasonFor(state) !== null);
}
