import type { Actor, PlanId } from '../domain/plan.js';
import { faultsOfRules, rulesOf, withRules, type PlanRules } from '../domain/plan-rules.js';
import { lookEarlier } from './look-earlier.js';
import type { DiaryImage, Ports } from './ports.js';
import { presentCalendar } from './working-calendar.js';

export type RulesSet =
  | { readonly kind: 'done' }
  /** A sentence for each number that cannot be. */
  | { readonly kind: 'refused'; readonly why: readonly string[] }
  | { readonly kind: 'conflict' };

const TRIES = 5;

/**
 * Gives a plan numbers of its own; what is left out stays. Index first, truth second (DESIGN 4): what has to be looked at
 * earlier by the new numbers is looked at earlier before they count; `nightly` recomputes the rest. Said twice, it is
 * set once.
 */
export async function setRules(ports: Ports, plan: PlanId, changes: PlanRules, by: Actor): Promise<RulesSet> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { rules: previous } = await ports.diary.read();
    const known = previous?.plans ?? [];
    const why = faultsOfRules(changes, rulesOf({ rules: known }, plan));
    if (why.length > 0) return { kind: 'refused', why };
    const plans = withRules(known, plan, changes);
    const before = { ...(await presentCalendar(ports)), rules: known };
    const look = (): Promise<void> => lookEarlier(ports, before, { ...before, rules: plans });
    await look();
    const image: DiaryImage = { kind: 'rules', rules: { plans } };
    const at = ports.clock.now();
    const inputHash = ports.hash(JSON.stringify(['rules', plan, changes]));
    const change = { image, previous, at, recordedAt: at, by, why: 'rules set', inputHash };
    if ((await ports.diary.commit([change])) === 'written') {
      // A sweep may have come between, and moved the rows on by the numbers of before.
      await look();
      return { kind: 'done' };
    }
  }
  return { kind: 'conflict' };
}
