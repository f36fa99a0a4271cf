import type { CivilDate } from '../domain/dates.js';
import { forecastAfter, withProposal, type Proposed } from '../domain/proposals.js';
import type { Refusal } from '../domain/reasons.js';
import { mayUpdate } from '../domain/rights.js';
import { asTyped } from '../domain/plain-text.js';
import { changeMilestone, type Changed, type Order } from './change-milestone.js';
import type { Ports } from './ports.js';
import { standing, type Found } from './record-update.js';
import { todayOf } from './today.js';

export interface ProposalOrder extends Order {
  readonly proposed: Proposed;
  readonly reason: string;
}

/** Proposes a new date, or an end other than delivery, which then waits for an approval (RULES 5). */
export async function propose(ports: Ports, order: ProposalOrder, today = todayOf(ports)): Promise<Changed> {
  const { proposed, reason, by } = order;
  const words = Object.values(proposed);
  return changeMilestone(ports, order, {
    name: 'date' in proposed ? 'date proposed' : 'end proposed',
    words: [...words, asTyped(reason)],
    forbids: (found) => notTheirs(order, found),
    apply: ({ stored: { milestone } }, on) => {
      const id = ports.random.id();
      const waiting = withProposal(milestone, proposed, reason, { id, by, on }, today);
      return 'code' in waiting ? waiting : { ...waiting, warning: warningOf(proposed, waiting.milestone) };
    },
  });
}

function warningOf(proposed: Proposed, milestone: Parameters<typeof forecastAfter>[0]): string | null {
  const date: CivilDate | null = 'date' in proposed ? proposed.date : null;
  return date === null ? null : forecastAfter(milestone, date);
}

/** Who may update may also propose and defer: leads, the head of service of the area, the plan owner (RULES 5). */
export function notTheirs({ by }: Order, found: Found): Refusal | null {
  if (mayUpdate(standing(by, found))) return null;
  const { ref } = found.stored.milestone;
  return { code: 'not-theirs', message: `Only who leads ${ref} or is accountable for it can do that.` };
}
