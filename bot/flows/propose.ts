import type { CivilDate } from '../domain/dates.js';
import { forecastAfter, withoutProposal, withProposal, type Proposed } from '../domain/proposals.js';
import type { Refusal } from '../domain/reasons.js';
import { mayDo } from '../domain/rights.js';
import { asTyped } from '../domain/plain-text.js';
import { changeMilestone, openOr, type Changed, type Order } from './change-milestone.js';
import type { Ports } from './ports.js';
import type { Found } from './found-milestone.js';
import { todayOf } from './today.js';
import { whoWants } from './who-wants.js';

export interface ProposalOrder extends Order {
  readonly proposed: Exclude<Proposed, { readonly handover: unknown }>;
  readonly reason: string;
}

/** Proposes a new date, or an end other than delivery, which then waits for an approval (RULES 5). */
export async function propose(ports: Ports, order: ProposalOrder, today = todayOf(ports)): Promise<Changed> {
  const { proposed, reason, by, enteredBy } = order;
  const words =
    'date' in proposed
      ? [proposed.date, ...(proposed.because === undefined ? [] : [proposed.because])]
      : Object.values(proposed);
  return changeMilestone(ports, order, {
    name: 'date' in proposed ? 'date proposed' : 'end proposed',
    words: [...words, asTyped(reason)],
    restsOn: (one) => [one.due, one.settledThrough, openOr(one), one.proposal?.id],
    forbids: (found) => notTheirs(order, found),
    apply: ({ stored: { milestone } }, on) => {
      const id = ports.random.id();
      const waiting = withProposal(milestone, proposed, reason, { id, by, on, enteredBy }, today);
      return 'code' in waiting ? waiting : { ...waiting, warning: warningOf(proposed, waiting.milestone) };
    },
  });
}

function warningOf(proposed: Proposed, milestone: Parameters<typeof forecastAfter>[0]): string | null {
  const date: CivilDate | null = 'date' in proposed ? proposed.date : null;
  return date === null ? null : forecastAfter(milestone, date);
}

/** Takes back what waits for a decision: for whoever proposed it, whatever they are to it now. */
export async function takeBack(ports: Ports, order: Order): Promise<Changed> {
  return changeMilestone(ports, order, {
    name: 'proposal taken back',
    words: [],
    restsOn: ({ proposal }) => proposal?.id,
    // Only its proposer may, which `withoutProposal` looks at.
    forbids: () => null,
    apply: ({ stored: { milestone } }, on) => withoutProposal(milestone, order.by, { on, calendar: ports.calendar }),
  });
}

/** Who may update may also propose, defer and hand over: leads, the head of service of the area, the plan owner (RULES 5). */
export function notTheirs({ by }: Order, found: Found, act: 'propose' | 'hand-over' = 'propose'): Refusal | null {
  if (mayDo(act, whoWants(by, found))) return null;
  const { ref } = found.stored.milestone;
  return { code: 'not-theirs', message: `Only who leads ${ref} or is accountable for it can do that.` };
}
