import { heldOf } from '../domain/held-asks.js';
import type { Milestone } from '../domain/plan.js';
import { raiseOnce, settleIf } from './attention.js';
import type { Ports } from './ports.js';

/** Puts a milestone with held words on the admins' list; it comes off by itself when nothing of it is held any more. */
export async function raiseHeld(ports: Ports, milestone: Milestone): Promise<void> {
  if (heldOf(milestone).length === 0) return;
  const { plan, ref } = milestone;
  await raiseOnce(ports, { kind: 'held', plan, ref }, 'held', 'held-words');
}

/** Takes it off the list as soon as nothing of it is held. */
export async function settleSeenHeld(ports: Ports, milestone: Milestone): Promise<void> {
  if (heldOf(milestone).length > 0) return;
  const { plan, ref } = milestone;
  await settleIf(ports, { kind: 'held', plan, ref }, 'held');
}
