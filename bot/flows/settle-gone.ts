/** A milestone that the newest file of its plan has no more: an admin says what became of it. */
import { endedBy } from '../domain/care.js';
import { inList } from '../domain/lists.js';
import { asTyped } from '../domain/plain-text.js';
import { isClosed, type Milestone, type Ref } from '../domain/plan.js';
import { heldRefusal, wrongReason, type Refusal } from '../domain/reasons.js';
import { sameRef } from '../domain/refs.js';
import { settleIf } from './attention.js';
import { careFor, type Cared, type CareOrder } from './care.js';
import { storedOf } from './care-milestones.js';
import type { PlanContents, Ports } from './ports.js';

export interface GoneOrder extends CareOrder {
  readonly ref: Ref;
  /** `stands`: it is part of the plan as before; a later file without it asks again. */
  readonly how: 'stands' | 'withdrawn' | 'superseded';
  /** Needed to withdraw it. */
  readonly reason: string;
  /** What takes its place; read only where it is superseded. */
  readonly replacedBy: readonly Ref[];
}

const NAMES = {
  stands: 'still in the plan',
  withdrawn: 'withdrawn as gone from its file',
  superseded: 'superseded as gone from its file',
} as const;

/** Writes it with history, records it, and takes it off the list. */
export async function settleGone(ports: Ports, order: GoneOrder): Promise<Cared> {
  const done = await careFor(ports, order, {
    name: NAMES[order.how],
    apply: (contents, on) => {
      const found = storedOf(contents, [order.ref]);
      if ('code' in found) return found;
      const [before] = found;
      if (before === undefined) return { milestones: [] };
      const { milestone } = before;
      const wrong = notGone(milestone);
      if (wrong !== null) return wrong;
      if (order.how === 'stands') return { milestones: [{ before, after: { ...milestone, goneSince: null } }] };
      const ended = endingOf(contents, milestone, order);
      if ('code' in ended) return ended;
      return { milestones: [{ before, after: endedBy(milestone, order.how, { ...ended, by: order.by, on }) }] };
    },
  });
  if (done.kind === 'done') await settleIf(ports, { kind: 'milestone', plan: order.plan, ref: order.ref }, 'gone');
  return done;
}

function notGone(milestone: Milestone): Refusal | null {
  const { ref, goneSince = null } = milestone;
  if (goneSince === null)
    return { code: 'not-gone', message: `${ref} is in the newest file, or it was settled already.` };
  return isClosed(milestone) ? { code: 'closed', message: `${ref} is closed already.` } : null;
}

interface Ending {
  readonly reason: string;
  readonly replacedBy: readonly Ref[];
}

function endingOf(contents: PlanContents, { ref }: Milestone, order: GoneOrder): Ending | Refusal {
  const typed = asTyped(order.reason);
  const replacedBy = order.how === 'superseded' ? replacing(contents, ref, order.replacedBy) : [];
  if ('code' in replacedBy) return replacedBy;
  const reason =
    typed === '' && order.how === 'superseded' ? `The newest file has ${inList(replacedBy)} in its place.` : typed;
  const wrong =
    wrongReason(reason, 'Withdrawing it') ??
    heldRefusal([reason], contents.plan.smallNumber, 'everybody who reads the plan reads it');
  return wrong ?? { reason, replacedBy };
}

function replacing(contents: PlanContents, ref: Ref, wanted: readonly Ref[]): readonly Ref[] | Refusal {
  if (wanted.length === 0) return { code: 'no-ref', message: 'Say which ref takes its place, such as FD 1.2.' };
  const found = storedOf(contents, wanted);
  if ('code' in found) return found;
  const refs = found.map(({ milestone }) => milestone.ref);
  return refs.some((one) => sameRef(one, ref)) ? { code: 'itself', message: `${ref} is the one that is gone.` } : refs;
}
