import { addDays, dayOfWeek, inWords, parseCivilDate, type CivilDate } from './dates.js';
import type { Moment } from './due-mentions.js';

/** A moment on the calendar, both days included. */
export interface Stretch {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** What had to be assumed to place it, as a clause; null when the words say it all. */
  readonly assumed: string | null;
}

/** Why a moment is not on the calendar. `why` follows the quoted words. */
export interface NoStretch {
  readonly code: 'no-date' | 'impossible-date' | 'conflicting-dates';
  readonly why: string;
}

export function isStretch(found: Stretch | NoStretch | null): found is Stretch {
  return found !== null && 'from' in found;
}

/**
 * The days that a moment covers; null when its year (or month) is not known. Quarters are those of the plan's year,
 * which starts in the month `yearStarts`, 1 to 12 (RULES 1); seasons are the meteorological ones of three months.
 */
export function stretchOf(moment: Moment, yearStarts: number): Stretch | NoStretch | null {
  switch (moment.unit) {
    case 'unclear':
      return { code: 'no-date', why: `gives ${moment.why}.` };
    case 'day':
      return dayOf(moment);
    case 'month':
      if (moment.year === null) return null;
      return months(moment.year, moment.month, 1, null);
    case 'year':
      return months(moment.year, 1, 12, null);
    case 'plan-year':
      if (yearStarts === 1) return startsInJanuary;
      return months(moment.year, yearStarts, 12, `the year was taken to start in ${monthName(yearStarts)}`);
    case 'quarter':
      return moment.year === null ? null : quarterIn(moment, moment.year, yearStarts);
    case 'season':
      return seasonIn(moment);
    case 'feast':
      return moment.feast === 'easter' ? easterOf(moment.year) : christmasOf(moment.year);
  }
}

const OFF_CALENDAR: NoStretch = { code: 'impossible-date', why: 'is on no calendar between 1900 and 2199.' };
const startsInJanuary: NoStretch = {
  code: 'no-date',
  why: 'names two years, and the year of the plan starts in January.',
};

function dayOf({ day, month, year, weekday }: Moment & { unit: 'day' }): Stretch | NoStretch | null {
  if (month === null) return null;
  // Without its year, only what no year has is impossible.
  const date = civil(year ?? 2000, month, day);
  if (!date) return noSuchDay(day, month, year);
  if (year === null) return null;
  if (weekday !== null && weekday !== dayOfWeek(date)) {
    return { code: 'conflicting-dates', why: `does not agree with itself: that day is ${inWords(date)}.` };
  }
  return { from: date, to: date, assumed: null };
}

/** Says what the calendar has instead: "September has 30 days". */
function noSuchDay(day: number, month: number, year: number | null): NoStretch {
  if (year !== null && !civil(year, 1, 1)) return OFF_CALENDAR;
  const why = (said: string): NoStretch => ({ code: 'impossible-date', why: `is on no calendar: ${said}.` });
  if (month < 1 || month > 12) return why(`there is no month ${String(month)} (4/3/2018 is read as 4 March 2018)`);
  if (day < 1) return why('a month begins with day 1');
  const name = monthName(month);
  if (month === 2 && year === null) return why(`${name} has 28 days, or 29`);
  const last = [31, 30, 29, 28].find((one) => civil(year ?? 2000, month, one));
  return why(`${name}${month === 2 ? ` ${String(year)}` : ''} has ${String(last)} days`);
}

function quarterIn(moment: Moment & { unit: 'quarter' }, year: number, yearStarts: number): Stretch | NoStretch {
  const { quarter, spans } = moment;
  if (spans && yearStarts === 1) return startsInJanuary;
  const first = yearStarts + 3 * (quarter - 1);
  if (!spans && first + 2 > 12) return { code: 'no-date', why: 'gives one year for a quarter that could lie in two.' };
  const [from, to] = [monthName(first), monthName(first + 2)];
  return months(year, first, 3, `quarter ${String(quarter)} was taken as ${from} to ${to}`);
}

const SEASONS: Readonly<Partial<Record<string, number>>> = { spring: 3, summer: 6, autumn: 9, winter: 12 };

function seasonIn({ season, year, spans }: Moment & { unit: 'season' }): Stretch | NoStretch {
  const first = SEASONS[season] ?? 12;
  if (spans !== (first === 12)) {
    const why = spans
      ? 'gives two years for a season that lies in one.'
      : 'gives one year for a season that lies in two.';
    return { code: 'no-date', why };
  }
  return months(year, first, 3, `${season} was taken as ${monthName(first)} to ${monthName(first + 2)}`);
}

/** Good Friday to Easter Monday, by the anonymous Gregorian algorithm. */
function easterOf(year: number): Stretch | NoStretch {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const moved = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moved + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * late + 22;
  const sunday = march > 31 ? civil(year, 4, march - 31) : civil(year, 3, march);
  if (!sunday) return OFF_CALENDAR;
  const assumed = 'Easter was taken as Good Friday to Easter Monday';
  return { from: addDays(sunday, -2), to: addDays(sunday, 1), assumed };
}

function christmasOf(year: number): Stretch | NoStretch {
  const day = civil(year, 12, 25);
  return day ? { from: day, to: day, assumed: 'Christmas was taken as 25 December' } : OFF_CALENDAR;
}

/** `count` months from `first`, which may be more than 12: then it is of the next year. */
function months(year: number, first: number, count: number, assumed: string | null): Stretch | NoStretch {
  const from = firstOf(year, first);
  const last = firstOf(year, first + count - 1);
  if (!from || !last) return OFF_CALENDAR;
  const after = addDays(last, 31);
  return { from, to: addDays(after, -Number(after.slice(8))), assumed };
}

function firstOf(year: number, month: number): CivilDate | undefined {
  return month > 12 ? civil(year + 1, month - 12, 1) : civil(year, month, 1);
}

/** Undefined when there is no such day between 1900 and 2199. */
function civil(year: number, month: number, day: number): CivilDate | undefined {
  const two = (part: number) => String(part).padStart(2, '0');
  return parseCivilDate(`${String(year)}-${two(month)}-${two(day)}`);
}

const MONTH_NAMES = 'January February March April May June July August September October November December'.split(' ');

/** 13 is January again. */
export function monthName(month: number): string {
  return MONTH_NAMES[(month - 1) % 12] ?? '';
}
