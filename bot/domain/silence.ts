import type { AskedPerson, Whom } from './asked-of.js';
import type { CivilDate, Instant } from './dates.js';
import { lastAnswerOf } from './each-answers.js';
import type { Known } from './people.js';
import type { Milestone, OfficerId, PlanId } from './plan.js';
import { rulesOf } from './plan-rules.js';
import { lastFrozen } from './windows.js';
import { workingDaysAfter, type Calendar } from './working-days.js';

/** An ask that certainly arrived: what is in doubt is nobody's silence. */
export interface Delivery {
  readonly at: Instant;
  /** The civil day of `at`. */
  readonly on: CivilDate;
}

/**
 * The day on which the oldest ask arrived that has had no answer since; null when nobody owes one (RULES 4). Nobody does
 * who is away, unlinked or out of reach, and whoever stands in where there is no lead is never counted. Of a group in
 * which each has to answer, any one is enough to make it silent.
 *
 * @param deliveredTo what a person was asked about this milestone as one of its leads
 */
export function unansweredSince(
  milestone: Milestone,
  whom: Whom,
  people: Known,
  deliveredTo: (officer: OfficerId) => readonly Delivery[],
): CivilDate | null {
  // Whoever proposed a date or an end has answered, and waits themselves; a deferral is an answer to what came before.
  if (milestone.proposal !== null) return null;
  const days = whom.asked
    .filter(({ officer, because }) => because !== 'stand-in' && isWithinReach(people, officer))
    .flatMap((person) =>
      deliveredTo(person.officer)
        .filter(({ on }) => milestone.deferral === null || on > milestone.deferral.on)
        .filter((delivery) => !isAnswered(milestone, whom, person, delivery)),
    )
    .map(({ on }) => on);
  return days.sort()[0] ?? null;
}

/** Whether what arrived on a day has waited long enough to be silence: 10 working days, or over a freeze (RULES 4). */
export function isSilence(arrivedOn: CivilDate, plan: PlanId, calendar: Calendar, today: CivilDate): boolean {
  if (workingDaysAfter(calendar, arrivedOn, today) >= rulesOf(calendar, plan).silentAfter) return true;
  return arrivedOn < (lastFrozen(calendar, plan, today)?.freezes ?? '');
}

function isWithinReach(people: Known, officer: OfficerId): boolean {
  const person = people.get(officer);
  return person !== undefined && person.entraId !== null && person.unreachable === null;
}

/** Any answer settles it for all; where each member has to answer, only their own does. */
function isAnswered(milestone: Milestone, { awaited }: Whom, person: AskedPerson, { at, on }: Delivery): boolean {
  if (!person.speaksFor.some((one) => awaited.includes(one))) return (milestone.update?.at ?? '') > at;
  const last = lastAnswerOf(milestone, person);
  return last !== null && last >= on;
}
