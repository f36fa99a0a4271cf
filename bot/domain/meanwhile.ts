import type { Milestone, RatingClass } from './plan.js';

/**
 * What became of a milestone after a card showed it, as far as it matters to an answer. `due`: what the date says, or the
 * period that is asked about. `state`: closed, opened or delivered. `deferral` and `proposal`: there is one now that the
 * answer would end. `other`: it cannot be told what.
 */
export type Meanwhile = 'answered' | 'due' | 'text' | 'state' | 'deferral' | 'proposal' | 'other';

/**
 * What changed of a milestone that an answer with this rating rests on; empty when the answer may be written onto the
 * later revision as it is. Who may answer is asked apart from this, of the later revision.
 *
 * @param rating of the answer; null for one that leaves it open
 */
export function meanwhile(
  before: Milestone,
  after: Milestone,
  rating: RatingClass | null,
): readonly Exclude<Meanwhile, 'other'>[] {
  const same = (of: (one: Milestone) => unknown): boolean => JSON.stringify(of(before)) === JSON.stringify(of(after));
  return [
    ...(same(({ update }) => update) ? [] : (['answered'] as const)),
    ...(same(({ due, settledThrough }) => [due, settledThrough]) ? [] : (['due'] as const)),
    ...(same(({ text }) => text) ? [] : (['text'] as const)),
    ...(same(({ state, deliveredOn, evidenceDue }) => [state, deliveredOn, evidenceDue]) ? [] : (['state'] as const)),
    // Any answer ends a deferral, and a delivery a proposal (RULES 2 and 5): not unseen.
    ...(after.deferral === null || same(({ deferral }) => deferral) ? [] : (['deferral'] as const)),
    ...(rating !== 'complete' || after.proposal === null || same(({ proposal }) => proposal)
      ? []
      : (['proposal'] as const)),
  ];
}
