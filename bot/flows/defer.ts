import type { CivilDate } from '../domain/dates.js';
import { withDeferral, withoutDeferral } from '../domain/deferral.js';
import type { Milestone } from '../domain/plan.js';
import { asTyped } from '../domain/plain-text.js';
import { changeMilestone, openOr, type Changed, type Order } from './change-milestone.js';
import type { Ports } from './ports.js';
import { notTheirs } from './propose.js';
import { todayOf } from './today.js';

export interface DeferralOrder extends Order {
  /** The last day on which it is left alone. */
  readonly until: CivilDate;
  readonly reason: string;
}

/** Leaves a milestone alone until a day, with a reason (RULES 2). */
export async function defer(ports: Ports, order: DeferralOrder, today = todayOf(ports)): Promise<Changed> {
  const { until, reason, by } = order;
  return changeMilestone(ports, order, {
    name: 'deferred',
    words: [until, asTyped(reason)],
    restsOn,
    forbids: (found) => notTheirs(order, found),
    apply: ({ stored: { milestone } }, on) => withDeferral(milestone, { until, reason, by, on }, today, ports.calendar),
  });
}

/** Ends a deferral before its day. */
export async function endDeferral(ports: Ports, order: Order, today = todayOf(ports)): Promise<Changed> {
  return changeMilestone(ports, order, {
    name: 'deferral ended',
    words: [],
    restsOn,
    forbids: (found) => notTheirs(order, found),
    apply: ({ stored: { milestone } }) => withoutDeferral(milestone, today),
  });
}

function restsOn(milestone: Milestone): unknown {
  const { due, settledThrough, deferral } = milestone;
  return [due, settledThrough, openOr(milestone), deferral];
}
