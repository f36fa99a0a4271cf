/** Pausing a milestone for a while, and taking it up again: by whom, until when and why stands with it. */
import { readablePlans } from './everything.js';
import type { CivilDate } from '../domain/dates.js';
import { isPauseOver, withoutPause, withPause, wrongPause } from '../domain/pause.js';
import { asTyped } from '../domain/plain-text.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import { heldRefusal, type Refusal } from '../domain/reasons.js';
import { isRunning } from '../domain/year-over.js';
import { mayDo } from '../domain/rights.js';
import { standingsOn } from '../domain/standing.js';
import { changeMilestone, type Changed, type Order } from './change-milestone.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import type { PlanContents, Ports } from './ports.js';
import { accountable, type Found } from './found-milestone.js';
import { todayOf } from './today.js';

export interface PauseOrder extends Order {
  /** The day from which it counts again. */
  readonly until: CivilDate;
  readonly reason: string;
}

/** Neither asked for nor overdue until that day; said again with another day, it is paused until then. */
export async function pauseMilestone(ports: Ports, order: PauseOrder): Promise<Changed> {
  const { until, by } = order;
  const reason = asTyped(order.reason);
  return changeMilestone(ports, order, {
    name: 'paused',
    words: [until, reason],
    restsOn: stateOf,
    forbids: (found) => notTheirsToPause(order, found),
    apply: ({ stored: { milestone }, outline: { plan } }, on) => {
      const wrong =
        wrongPause(milestone, { until, reason }, plan, on) ??
        heldRefusal([reason], plan.smallNumber, 'it stands in lists that others read');
      return wrong ?? { milestone: withPause(milestone, { by, on, until, reason }) };
    },
  });
}

/** It counts again from today. */
export async function resumeMilestone(ports: Ports, order: Order): Promise<Changed> {
  return changeMilestone(ports, order, {
    name: 'taken up again',
    words: [],
    restsOn: stateOf,
    forbids: (found) => notTheirsToPause(order, found),
    apply: ({ stored: { milestone } }) => {
      if (milestone.state === 'paused') return { milestone: withoutPause(milestone) };
      return { code: 'not-paused', message: `${milestone.ref} is not paused.` };
    },
  });
}

function stateOf({ state, pause }: Milestone): unknown {
  return [state === 'paused', pause ?? null];
}

function notTheirsToPause({ by, admin = false }: Order, found: Found): Refusal | null {
  if (mayPause(by.id, admin, found)) return null;
  const message = 'Only the head of service of the area, the plan owner or an administrator can pause it.';
  return { code: 'not-theirs', message };
}

/** Who may pause it: the head of service of its area, the plan owner, an admin (RULES 5). */
export function mayPause(by: OfficerId, admin: boolean, found: Found): boolean {
  const standings = standingsOn(by, accountable(found), found.people, found.today);
  return mayDo('pause', { standings: [...standings, ...(admin ? (['admin'] as const) : [])] });
}

/**
 * Takes up again what was paused until today or before, in some plans as they were read. Who changed a milestone at the
 * same moment is not stood in the way of: the night looks again.
 *
 * @returns how many it was
 */
export async function wakeIn(ports: Ports, plans: readonly PlanContents[], today: CivilDate): Promise<number> {
  let woken = 0;
  for (const { plan, milestones } of plans) {
    if (!isRunning(plan)) continue;
    const over = milestones.filter(({ milestone }) => isPauseOver(milestone, today));
    const changes = over.map((before): MilestoneChange => {
      const inputHash = ports.hash(JSON.stringify(['pause over', plan.id, before.milestone.ref, before.rev]));
      return { before, after: withoutPause(before.milestone), inputHash };
    });
    for (const part of inTransactions(changes, ({ after }) => after)) {
      const stamp = { at: ports.clock.now(), by: { kind: 'operator' }, why: 'pause over' } as const;
      const written = await commitMilestones(ports, plan.id, part, stamp, today);
      if (written === 'written') woken += part.length;
    }
  }
  return woken;
}

/** The same in every plan. */
export async function wakeAll(ports: Ports): Promise<number> {
  return wakeIn(ports, await readablePlans(ports), todayOf(ports));
}
