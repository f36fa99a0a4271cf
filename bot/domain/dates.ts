import { Temporal } from 'temporal-polyfill';

declare const civilBrand: unique symbol;
declare const instantBrand: unique symbol;

/** A day on the calendar, `YYYY-MM-DD`, without time or zone. Compares correctly with `<` and `>`. */
export type CivilDate = string & { readonly [civilBrand]: true };

/** A moment, ISO 8601 in UTC with milliseconds (`2026-11-18T10:00:00.000Z`). Compares correctly with `<` and `>`. */
export type Instant = string & { readonly [instantBrand]: true };

/** Reads `YYYY-MM-DD`; undefined when it is not a real day between 1900 and 2199. */
export function parseCivilDate(text: string): CivilDate | undefined {
  const found = /^(19|20|21)\d\d-\d\d-\d\d$/.exec(text);
  if (!found) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as CivilDate;
  } catch {
    return undefined;
  }
}

/** As `parseCivilDate`, for dates known to be right. Throws a RangeError otherwise. */
export function civilDate(text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === undefined) throw new RangeError(`"${text}" is not a day of the form YYYY-MM-DD`);
  return date;
}

/** Reads an ISO 8601 instant; undefined when it is not one. */
export function parseInstant(text: string): Instant | undefined {
  try {
    const moment = Temporal.Instant.from(text.trim());
    return moment.toString({ fractionalSecondDigits: 3 }) as Instant;
  } catch {
    return undefined;
  }
}

/** As `parseInstant`, for instants known to be right. Throws a RangeError otherwise. */
export function instant(text: string): Instant {
  const moment = parseInstant(text);
  if (moment === undefined) throw new RangeError(`"${text}" is not an instant in ISO 8601`);
  return moment;
}

export function instantFromMs(epochMilliseconds: number): Instant {
  return instant(new Date(epochMilliseconds).toISOString());
}

export function msOf(moment: Instant): number {
  return Temporal.Instant.from(moment).epochMilliseconds;
}

export function addMs(moment: Instant, milliseconds: number): Instant {
  return instantFromMs(msOf(moment) + milliseconds);
}

const MS_A_DAY = 86_400_000;

/** Days since 1 January 1970, UTC. */
function dayNumber(date: CivilDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_A_DAY;
}

/** How each day is written, once asked for: there are a hundred thousand between 1900 and 2199, and plans use few of them. */
const written = new Map<number, CivilDate>();

// Counting working days walks over thousands of dates, so the steps are numbers and known texts, and no objects.
export function addDays(date: CivilDate, days: number): CivilDate {
  const day = dayNumber(date) + days;
  const known = written.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * MS_A_DAY).toISOString().slice(0, 10) as CivilDate;
  written.set(day, text);
  return text;
}

/** The same day a year before; 28 February for the 29th. */
export function yearBefore(date: CivilDate): CivilDate {
  return Temporal.PlainDate.from(date).subtract({ years: 1 }).toString() as CivilDate;
}

/** 1 is Monday, 7 is Sunday. */
export function dayOfWeek(date: CivilDate): number {
  // 1 January 1970 was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the week that holds the date. */
export function mondayOf(date: CivilDate): CivilDate {
  return addDays(date, 1 - dayOfWeek(date));
}

/** The civil date in a zone at a moment. */
export function civilDateAt(moment: Instant, zone: string): CivilDate {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString() as CivilDate;
}

/** Minutes after midnight, on the clock of the zone. */
export function minutesOfDayAt(moment: Instant, zone: string): number {
  const local = Temporal.Instant.from(moment).toZonedDateTimeISO(zone);
  return local.hour * 60 + local.minute;
}

/**
 * The moment at which the clocks of a zone show the given time on the given day. A time that the clocks skip
 * becomes the next one that exists; of a time shown twice, the first is meant.
 */
export function momentAt(date: CivilDate, minutesAfterMidnight: number, zone: string): Instant {
  const time = Temporal.PlainTime.from({
    hour: Math.floor(minutesAfterMidnight / 60),
    minute: minutesAfterMidnight % 60,
  });
  const wanted = Temporal.PlainDate.from(date).toPlainDateTime(time);
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'compatible' });
  // Temporal moves a skipped time on by as much as was skipped: 01:30 would become 02:30, not 02:00.
  const skipped = !found.toPlainDateTime().equals(wanted);
  const local = skipped ? (found.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? found) : found;
  return local.toInstant().toString({ fractionalSecondDigits: 3 }) as Instant;
}

/** The last moment of a day in a zone: what "recorded by the end of D" means (RULES 7). */
export function endOfDay(date: CivilDate, zone: string): Instant {
  return addMs(momentAt(addDays(date, 1), 0, zone), -1);
}

/** Monday to Sunday. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** January to December, as England writes them. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "Friday 18 December 2026": how every date is written to people. */
export function inWords(date: CivilDate): string {
  return `${WEEKDAYS[dayOfWeek(date) - 1] ?? ''} ${asPrinted(date)}`;
}

/** "18 December 2026": how plans print their dates. */
export function asPrinted(date: CivilDate): string {
  const day = Temporal.PlainDate.from(date);
  return `${String(day.day)} ${MONTHS[day.month - 1] ?? ''} ${String(day.year)}`;
}

/** "9am", "8:41am", "12:05pm" on the clocks of the zone. */
export function timeInWords(moment: Instant, zone: string): string {
  const minutes = minutesOfDayAt(moment, zone);
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60;
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return `${String(shown)}${past === 0 ? '' : `:${String(past).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`;
}

/** "8:30am on Tuesday 24 November 2026". */
export function momentInWords(moment: Instant, zone: string): string {
  return `${timeInWords(moment, zone)} on ${inWords(civilDateAt(moment, zone))}`;
}

/** As `momentInWords`, and of the day of `now` the time alone: how people are told of a moment that is near. */
export function whenInWords(moment: Instant, { zone, now }: { readonly zone: string; readonly now: Instant }): string {
  const today = civilDateAt(moment, zone) === civilDateAt(now, zone);
  return today ? timeInWords(moment, zone) : momentInWords(moment, zone);
}
