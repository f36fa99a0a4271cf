import { approvedDate, type Milestone } from './plan.js';
import type { Rated } from './rollup-exceptions.js';
import type { RollupMove } from './rollup-facts.js';

/**
 * An approved date that is not the one of the summary before. A board's meeting that was moved is no slip, and neither is
 * the next period of what recurs (RULES 1), or the first date of what had none.
 */
export function moveSince({ milestone, past }: Rated): readonly RollupMove[] {
  if (past === undefined) return [];
  const { from, to } = between(past, milestone);
  if (from === to) return [];
  const reason = milestone.moves.at(-1)?.reason ?? null;
  return [{ ref: milestone.ref, text: milestone.text, from, to, reason }];
}

function between(past: Milestone, now: Milestone): Pick<RollupMove, 'from' | 'to'> {
  const same = past.due.kind === now.due.kind ? now.due.kind : null;
  const before = approvedDate(past);
  if (before !== null && same !== 'recurring' && same !== 'meeting') return { from: before, to: approvedDate(now) };
  const approved = now.moves.slice(past.moves.length).filter(({ from }) => from !== null);
  return { from: approved[0]?.from ?? null, to: approved.at(-1)?.to ?? null };
}
