import { asksOn, escalationAhead } from './look-on.js';
import type { CivilDate } from './dates.js';
import { approvedDate, isOverdue, presentPeriod, type Milestone } from './plan.js';
import { POLICY } from './policy.js';
import type { EscalationAhead, EscalationMoved } from './views.js';
import type { Calendar } from './working-days.js';

/** What the day of an escalation is worked out from; `graceUntil` as for `escalationAhead`. */
interface Circumstances {
  readonly calendar: Calendar;
  readonly today: CivilDate;
  readonly graceUntil: CivilDate | null;
}

/** Of an escalation on `ahead`: where it was before the updates since the date, and what another would do (RULES 2). */
export function escalationMoves(milestone: Milestone, ahead: CivilDate, given: Circumstances): EscalationAhead {
  const { overdueAnswers } = milestone;
  // It may have passed meanwhile: as seen from the date itself.
  const due = approvedDate(milestone) ?? given.today;
  const first = on({ ...milestone, answeredOn: null, overdueAnswers: [] }, { ...given, today: due });
  return {
    from: overdueAnswers.length > 0 && first !== null && first !== ahead ? first : null,
    updates: Math.min(overdueAnswers.length, POLICY.postponedAtMost),
    afterUpdate: endsWithUpdate(milestone, given.today) ? null : on(answeredNow(milestone, given.today), given),
  };
}

/** What an answer today made of the escalation that was ahead; null when nobody had spoken of one yet. */
export function escalationAfter(before: Milestone, after: Milestone, given: Circumstances): EscalationMoved | null {
  const { calendar, today } = given;
  const was = on(before, given);
  // Before the date nobody has spoken of an escalation yet, though a period that is settled has one less ahead.
  const spokenOf = before.overdueAnswers.length > 0 || asksOn(before, calendar, today).length > 0;
  if (was === null || !isOverdue(before, today) || !spokenOf) return null;
  const now = after.settledThrough === before.settledThrough ? on(after, given) : null;
  const last = after.overdueAnswers.length >= POLICY.postponedAtMost;
  return now === was && !last ? null : { was, now, last };
}

function on(milestone: Milestone, { calendar, today, graceUntil }: Circumstances): CivilDate | null {
  return escalationAhead(milestone, calendar, today, graceUntil);
}

/** An update settles the present period of what recurs; the next one has a ladder of its own. */
function endsWithUpdate(milestone: Milestone, today: CivilDate): boolean {
  const period = presentPeriod(milestone);
  return period !== null && period.from <= today && period.to > (milestone.settledThrough ?? '');
}

function answeredNow(milestone: Milestone, today: CivilDate): Milestone {
  return { ...milestone, answeredOn: today, overdueAnswers: [...milestone.overdueAnswers, today] };
}
