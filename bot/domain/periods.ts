import { Temporal } from 'temporal-polyfill';
import { addDays, type CivilDate } from './dates.js';
import type { Cadence, DueAgain } from './due-kinds.js';

/** Both days included. */
export interface Period {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

const MONTHS: Readonly<Partial<Record<Cadence, number>>> = {
  monthly: 1,
  'two-monthly': 2,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
};
const WEEKS: Readonly<Partial<Record<Cadence, number>>> = { weekly: 1, fortnightly: 2 };

/** A Monday: weeks and fortnights that no printed day begins are counted from it. */
const FIRST_MONDAY = '2018-01-01' as CivilDate;

/** The first period whose last day is later than `after`; null when the last one has ended by then. */
export function periodEndingAfter(due: DueAgain, after: CivilDate): Period | null {
  const { first, until } = due;
  if (until !== null && until <= after) return null;
  const whole = first === null ? onCalendar(due, after) : counted(due, first, after);
  if (until === null || whole.to <= until) return whole;
  // Cut short by the end; a stump that would begin after it is the end itself.
  return { from: whole.from <= until ? whole.from : until, to: until };
}

/** The last period; null when there is no end. */
export function lastPeriod(due: DueAgain): Period | null {
  return due.until === null ? null : periodEndingAfter(due, addDays(due.until, -1));
}

/** The quarter of the calendar that holds a day. Quarters of the financial year begin on the same days. */
export function quarterOf(day: CivilDate): Period {
  const month = Number(day.slice(5, 7));
  const from = Temporal.PlainDate.from({ year: Number(day.slice(0, 4)), month: month - ((month - 1) % 3), day: 1 });
  return { from: toCivil(from), to: toCivil(from.add({ months: 3 }).subtract({ days: 1 })) };
}

function onCalendar({ cadence, yearStarts }: DueAgain, after: CivilDate): Period {
  const next = addDays(after, 1);
  const months = MONTHS[cadence];
  if (months === undefined) {
    const days = 7 * (WEEKS[cadence] ?? 1);
    const since = Math.round((Date.parse(next) - Date.parse(FIRST_MONDAY)) / 86_400_000);
    const from = addDays(FIRST_MONDAY, Math.floor(since / days) * days);
    return { from, to: addDays(from, days - 1) };
  }
  const day = Temporal.PlainDate.from(next);
  const since = (((day.month - yearStarts) % months) + months) % months;
  const from = day.with({ day: 1 }).subtract({ months: since });
  return { from: toCivil(from), to: toCivil(from.add({ months }).subtract({ days: 1 })) };
}

/** Counted from a printed day: 31 May, 30 June, 31 July. From the end of a month it goes on with ends of months. */
function counted({ cadence }: DueAgain, first: CivilDate, after: CivilDate): Period {
  const start = Temporal.PlainDate.from(first);
  const months = MONTHS[cadence];
  const monthly = (n: number): CivilDate => {
    const day = start.add({ months: (months ?? 0) * n });
    return toCivil(start.day === start.daysInMonth ? day.with({ day: 31 }) : day);
  };
  const nth = (n: number): CivilDate =>
    months === undefined ? addDays(first, n * 7 * (WEEKS[cadence] ?? 1)) : monthly(n);
  const apart = start.until(Temporal.PlainDate.from(after), { largestUnit: months === undefined ? 'days' : 'months' });
  const step = months ?? 7 * (WEEKS[cadence] ?? 1);
  let n = after < first ? 0 : Math.floor((months === undefined ? apart.days : apart.months) / step);
  while (nth(n) <= after) n += 1;
  return { from: addDays(nth(n - 1), 1), to: nth(n) };
}

function toCivil(date: Temporal.PlainDate): CivilDate {
  return date.toString() as CivilDate;
}
