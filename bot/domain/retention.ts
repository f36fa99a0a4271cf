/** How long what is kept about people is kept (guarantees.md 5). */
import { Temporal } from 'temporal-polyfill';
import { addMs, instant, type CivilDate, type Instant } from './dates.js';
import { allAsksOn, lookOn } from './look-on.js';
import { isOpen, type Milestone } from './plan.js';
import type { Calendar } from './working-days.js';

export interface Keep {
  /**
   * What was asked, and the cards that asked it: so many days after the milestone closed. And as long each round of
   * reminders: what it asked, whom it passed over.
   */
  readonly ledgerDays: number;
  /** The address of somebody who cannot be written to any more: so many days. */
  readonly addressDays: number;
  /** Acts of admins, and refusals. */
  readonly auditYears: number;
  /** The history of a plan, after the last of it closed. */
  readonly historyYears: number;
  /** A plan file that somebody sent and did not load: so many days after they last went on with it. */
  readonly draftDays: number;
}

/** Until a setting says otherwise; everything that is kept for a time only is one of these. */
export const KEEP: Keep = { ledgerDays: 90, addressDays: 30, auditYears: 6, historyYears: 6, draftDays: 7 };

/** The moment so many days of 24 hours before another. */
export function daysBefore(moment: Instant, days: number): Instant {
  return addMs(moment, -days * 86_400_000);
}

/** The same moment of the year, in UTC, so many years before; of 29 February, the 28th. */
export function yearsBefore(moment: Instant, years: number): Instant {
  return instant(Temporal.Instant.from(moment).toZonedDateTimeISO('UTC').subtract({ years }).toInstant().toString());
}

/** Nothing is asked about it, now or later, unless somebody changes it: only then may what was asked be forgotten. */
export function isOver(milestone: Milestone, calendar: Calendar, today: CivilDate): boolean {
  if (isOpen(milestone) || milestone.state === 'paused' || milestone.proposal !== null) return false;
  return allAsksOn(milestone, calendar, today).length === 0 && lookOn(milestone, calendar, today) === null;
}
