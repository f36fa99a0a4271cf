/** The words of a milestone as one person may read them (RULES 6). */
import type { Accountable } from '../domain/asked-of.js';
import type { CivilDate } from '../domain/dates.js';
import { heldAddressees, heldFor } from '../domain/held-asks.js';
import type { Known } from '../domain/people.js';
import type { Milestone, OfficerId, Plan } from '../domain/plan.js';
import type { Who } from '../domain/rights.js';
import { standingsOn } from '../domain/standing.js';
import { asTold } from '../domain/told-words.js';
import { WHOLE_READERSHIP } from './told-plan.js';

/** Who wrote it, or is to look at it, reads what the guard holds; nobody else before it is cleared. */
export function seenBy(standings: Who['standings'], plan: Pick<Plan, 'smallNumber'>): (one: Milestone) => Milestone {
  const reads = standings.some((one) => one === 'lead' || one === 'head' || one === 'admin');
  return (milestone) => (reads ? milestone : asTold(milestone, plan, WHOLE_READERSHIP));
}

/** The same on somebody's own card: whoever is asked to look at what is held reads it there, too. */
export function toldTo(reader: OfficerId, one: Accountable, people: Known, today: CivilDate): Milestone {
  const told = seenBy(standingsOn(reader, one, people, today), one.plan)(one.milestone);
  if (told === one.milestone) return told;
  const asked = (['held', 'reword'] as const).flatMap((part) =>
    heldFor(part, one.milestone).length === 0 ? [] : heldAddressees(part, one, people, today),
  );
  return asked.includes(reader) ? one.milestone : told;
}
