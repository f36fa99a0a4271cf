import type { CivilDate } from './dates.js';
import type { Milestone } from './plan.js';
import { POLICY } from './policy.js';
import { addWorkingDays, type Calendar } from './working-days.js';

/** A day, and the calendar from which days are counted. */
export interface Working {
  readonly on: CivilDate;
  readonly calendar: Calendar;
}

/** Evidence that was refused or taken back is due again some working days later: no slip of delivery (RULES 1). */
export function evidenceAgain({ on, calendar }: Working): Pick<Milestone, 'evidenceDue'> {
  return { evidenceDue: addWorkingDays(calendar, on, POLICY.evidenceAgain) };
}
