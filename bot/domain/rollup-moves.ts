import type { CivilDate } from './dates.js';
import { approvedDate, type Actor, type DateMove, type Milestone } from './plan.js';
import type { Rated } from './rollup-exceptions.js';
import type { RollupFacts } from './rollup-facts.js';
import { rulesOf } from './plan-rules.js';
import type { MovedEver, RollupMoveView } from './views.js';
import { workingDaysAfter, type Calendar } from './working-days.js';

/**
 * An approved date that is not the one of the summary before. A board's meeting that was moved is no slip, and neither is
 * the next period of what recurs (RULES 1), or the first date of what had none.
 */
export function moveSince(facts: RollupFacts, { milestone, past }: Rated): readonly RollupMoveView[] {
  if (past === undefined) return [];
  const { from, to } = between(past, milestone);
  if (from === to) return [];
  const since = milestone.moves.slice(past.moves.length).filter(isMove);
  const last = since.at(-1) ?? milestone.moves.at(-1);
  return [
    {
      ref: milestone.ref,
      text: milestone.text,
      from,
      to,
      reason: last?.reason ?? null,
      approvedBy: last === undefined ? null : approverOf(facts, last.approvedBy),
      where: last?.where ?? null,
      times: Math.max(1, since.length),
    },
  ];
}

/** Who approved it, as far as the plan names people (RULES 6). */
function approverOf({ plan, nameOf }: RollupFacts, by: Actor | null): string | null {
  if (by === null || by.kind === 'import' || plan.naming === 'none') return null;
  return by.kind === 'officer' ? nameOf(by.id) : 'an administrator';
}

function between(past: Milestone, now: Milestone): Pick<RollupMoveView, 'from' | 'to'> {
  const same = past.due.kind === now.due.kind ? now.due.kind : null;
  const before = approvedDate(past);
  if (before !== null && same !== 'recurring' && same !== 'meeting') return { from: before, to: approvedDate(now) };
  const approved = now.moves.slice(past.moves.length).filter(isMove);
  return { from: approved[0]?.from ?? null, to: approved.at(-1)?.to ?? null };
}

/** A first date, where there was none, is no move. */
function isMove({ from }: DateMove): boolean {
  return from !== null;
}

/** Every move since the plan was loaded, of whatever is counted now. */
export function movedEver({
  milestones,
  calendar,
  plan,
}: Pick<RollupFacts, 'milestones' | 'calendar' | 'plan'>): MovedEver {
  const all = milestones
    .map((milestone) => ({ milestone, moves: milestone.moves.filter(isMove) }))
    .filter(({ moves }) => moves.length > 0)
    .map(({ milestone: { ref, text }, moves }) => ({ ref, text, times: moves.length, slip: slipOf(moves, calendar) }));
  return {
    often: rulesOf(calendar, plan.id).movesForAmber,
    milestones: all.length,
    moves: all.reduce((sum, { times }) => sum + times, 0),
    slip: all.reduce((sum, { slip }) => sum + slip, 0),
    rows: all.sort((a, b) => b.times - a.times),
  };
}

/** Working days from the first date to the last; less than nothing when it was brought forward. */
function slipOf(moves: readonly DateMove[], calendar: Calendar): number {
  const [from, to]: readonly (CivilDate | null | undefined)[] = [moves[0]?.from, moves.at(-1)?.to];
  if (from === null || from === undefined || to === null || to === undefined) return 0;
  return to >= from ? workingDaysAfter(calendar, from, to) : -workingDaysAfter(calendar, to, from);
}
