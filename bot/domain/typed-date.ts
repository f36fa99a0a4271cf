/** Dates as people in England type them, the day before the month. */
import { addDays, asPrinted, dayOfWeek, inWords, mondayOf, WEEKDAYS, type CivilDate } from './dates.js';
import { dayOf, lastDayOf, MONTH_WORD, monthNamed, monthOf, WEEKDAY_WORD, weekdayNamed, yearOf } from './day-words.js';
import { addWorkingDays, type Calendar } from './working-days.js';

/** The day that was meant, with what was taken for granted in words; or why it cannot be read, and what to type. */
export type TypedDate =
  | { readonly date: CivilDate; readonly understood: string | null }
  /** `why`: without what to type instead, for where a day is chosen. */
  | { readonly date: null; readonly message: string; readonly why: string };

/** What a date without its year, or one counted from today, rests on. */
export interface Around {
  readonly today: CivilDate;
  readonly calendar: Calendar;
}

type Groups = Readonly<Record<string, string | undefined>>;
type Form = readonly [pattern: RegExp, read: (found: Groups, around: Around) => TypedDate];

const EXAMPLES = 'Type a date such as “7 December”, “Friday” or “end of March”.';
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const NUMBER = `(?<count>\\d{1,3}|an?|${NUMBERS.join('|')})`;
const UNIT = "(?<unit>working day|day|week|fortnight|month)(?:s?'?|'s)";
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const MONTH = `(?<month>${MONTH_WORD})`;
const YEAR = "(?:(?:,? |-)'?(?<year>\\d{4}|\\d{2}))?";
const WEEKDAY = `(?<weekday>${WEEKDAY_WORD})`;
const ON_WEEKDAY = `(?:${WEEKDAY},? (?:the )?)?`;

/** Reads one date; never throws. The day may have passed: whether that will do is for whoever asked. */
export function readTypedDate(text: string, around: Around): TypedDate {
  const said = text
    .slice(0, 80)
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/["“”]/g, '')
    .replace(/(?<=[a-z])\.(?= |\d|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:(?:on|by|until|'?till?) )+/, '')
    .replace(/[.?!,]+$/, '');
  for (const [pattern, read] of FORMS) {
    const found = pattern.exec(said);
    if (found !== null) return read(found.groups ?? {}, around);
  }
  const quoted = `“${text.slice(0, 80).trim()}”`;
  const why = notADay(said, around);
  if (why === null) return wrong(`${quoted} is not a date that can be read here.`);
  return wrong(`${quoted} ${why.is}`, why.instead);
}

/** Each way to type a date, whole. */
const FORMS: readonly Form[] = [
  form('today', (_found, { today }) => day(today)),
  form('tomorrow', (_found, { today }) => day(addDays(today, 1))),
  form('yesterday', (_found, { today }) => day(addDays(today, -1))),
  form(`${ON_WEEKDAY}${DAY}(?: of)?[ -]?${MONTH}${YEAR}`, named),
  form(`${ON_WEEKDAY}${MONTH} ${DAY}(?:,? (?<year>\\d{4}))?`, named),
  form(
    `${ON_WEEKDAY}(?<day>\\d{1,2}) ?(?<mark>[/.-]) ?(?<month>\\d{1,2})(?: ?\\k<mark> ?(?<year>\\d{4}|\\d{2}))?`,
    named,
  ),
  form('(?<day>\\d{1,2}) (?<month>\\d{1,2}) (?<year>\\d{4})', named),
  form('(?<year>\\d{4})(?<mark>[/-])(?<month>\\d{2})\\k<mark>(?<day>\\d{2})', named),
  form(`(?:${WEEKDAY} )?(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)`, dayAlone),
  form(`(?:(?<which>this|next|coming) )?${WEEKDAY}`, weekday),
  form(`(?:${NUMBER} )?(?<unit>week|fortnight)s? on ${WEEKDAY}|(?<other>${WEEKDAY_WORD}) week`, weeksAfter),
  form(`${WEEKDAY} (?:of )?next week|next week,? (?:on )?(?<other>${WEEKDAY_WORD})`, inNextWeek),
  form(`in ${NUMBER} ${UNIT}(?: time)?`, inSome),
  form(`(?:${NUMBER} )?${UNIT} (?:from )?(?:today|now|(?<tomorrow>tomorrow))`, inSome),
  form(`(?:the )?end (?:of )?${MONTH}${YEAR}`, endOfMonth),
  form('(?:the )?end of (?:the |(?<which>this|next) )?(?<unit>week|month|year)', endOf),
  form('(?:the )?(?:this|next) (?<unit>week|month|year)', notOneDay),
  form(`${MONTH}${YEAR}`, (found) => notOneDay({ unit: monthWords(found) })),
];

function form(body: string, read: Form[1]): Form {
  return [new RegExp(`^(?:${body})$`), read];
}

function day(date: CivilDate, understood: string | null = null): TypedDate {
  return { date, understood };
}

function wrong(why: string, instead = EXAMPLES): TypedDate {
  return { date: null, message: `${why} ${instead}`, why };
}

/** A day and a month, perhaps with the year and the day of the week. */
function named(found: Groups, { today }: Around): TypedDate {
  const month = monthNamed(found.month ?? '');
  const number = Number(found.day);
  if (month === null) {
    const swapped = number >= 1 && number <= 12 ? ' The day stands before the month.' : '';
    return wrong(`There is no month ${found.month ?? ''}.${swapped}`);
  }
  const year = found.year === undefined ? null : yearOf(found.year);
  const date = year === null ? nextOf(number, month, today) : dayOf(number, month, year);
  if (date === null) return noSuchDay(number, month, year);
  const refused = wrongWeekday(found.weekday, date);
  if (refused !== null) return refused;
  return day(date, year === null && date.slice(0, 4) !== today.slice(0, 4) ? `That is ${inWords(date)}.` : null);
}

/** The next such day from today; 29 February waits for a leap year. */
function nextOf(number: number, month: number, today: CivilDate): CivilDate | null {
  const from = Number(today.slice(0, 4));
  for (let year = from; year <= from + 8; year += 1) {
    const date = dayOf(number, month, year);
    if (date !== null && date >= today) return date;
  }
  return null;
}

function noSuchDay(number: number, month: number, year: number | null): TypedDate {
  const last = lastDayOf(month, year ?? 2027);
  const which = last === null ? '' : asPrinted(last).replace(/^\d+ /, '');
  const name = year === null ? which.replace(/ \d+$/, '') : which;
  if (last === null || number < 1) return wrong('There is no such day.');
  return wrong(`${name} has ${String(Number(last.slice(8)))} days.`);
}

function wrongWeekday(typed: string | undefined, date: CivilDate): TypedDate | null {
  const wanted = typed === undefined ? null : weekdayNamed(typed);
  if (wanted === null || wanted === dayOfWeek(date)) return null;
  const [is, said] = [WEEKDAYS[dayOfWeek(date) - 1] ?? '', WEEKDAYS[wanted - 1] ?? ''];
  const near = addDays(date, ((wanted - dayOfWeek(date) + 10) % 7) - 3);
  const instead = `Type “${is} ${shortly(date)}” or “${said} ${shortly(near)}”.`;
  return wrong(`${asPrinted(date)} is a ${is}, not a ${said}.`, instead);
}

function shortly(date: CivilDate): string {
  return asPrinted(date).replace(/ \d{4}$/, '');
}

/** "The 7th": of this month, else of the next that has such a day. */
function dayAlone(found: Groups, { today }: Around): TypedDate {
  const number = Number(found.day);
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const { year, month } = monthOf(today, ahead);
    const date = dayOf(number, month, year);
    if (date === null || date < today) continue;
    return wrongWeekday(found.weekday, date) ?? day(date, `That is ${inWords(date)}.`);
  }
  return wrong('There is no such day.');
}

/** "Friday" is the next to come; "this Friday" of this week; "next Friday" of the week after this. */
function weekday({ which, weekday: typed = '' }: Groups, { today }: Around): TypedDate {
  const wanted = weekdayNamed(typed) ?? 1;
  const inThisWeek = addDays(mondayOf(today), wanted - 1);
  if (which === 'this') return day(inThisWeek, `“This ${nameOf(wanted)}” was read as ${inWords(inThisWeek)}.`);
  if (which === 'next') {
    const date = addDays(inThisWeek, 7);
    return day(date, `“Next ${nameOf(wanted)}” was read as ${inWords(date)}, in the week after this one.`);
  }
  const date = inThisWeek > today ? inThisWeek : addDays(inThisWeek, 7);
  return day(date, `That is ${inWords(date)}.`);
}

function nameOf(weekdayNumber: number): string {
  return WEEKDAYS[weekdayNumber - 1] ?? '';
}

/** "Friday week", "a week on Friday": seven days after the next Friday to come; "two weeks on Friday": fourteen. */
function weeksAfter({ weekday: first, other, count, unit = 'week' }: Groups, around: Around): TypedDate {
  const next = weekday({ weekday: first ?? other }, around);
  const date = next.date === null ? null : ahead(numberOf(count), unit, next.date, around.calendar);
  return date === null ? next : day(date, `That is ${inWords(date)}.`);
}

function inNextWeek({ weekday: first, other = '' }: Groups, { today }: Around): TypedDate {
  const wanted = weekdayNamed(first ?? other) ?? 1;
  const date = addDays(mondayOf(today), 6 + wanted);
  return day(date, `That is ${inWords(date)}.`);
}

function inSome({ count, unit = '', tomorrow }: Groups, { today, calendar }: Around): TypedDate {
  const date = ahead(numberOf(count), unit, addDays(today, tomorrow === undefined ? 0 : 1), calendar);
  return date === null ? wrong('That is too far ahead.') : day(date, `That is ${inWords(date)}.`);
}

function numberOf(typed = 'one'): number {
  return /^\d/.test(typed) ? Number(typed) : Math.max(1, NUMBERS.indexOf(typed) + 1);
}

function ahead(count: number, unit: string, from: CivilDate, calendar: Calendar): CivilDate | null {
  if (unit === 'month') {
    const { year, month } = monthOf(from, count);
    return dayOf(Number(from.slice(8)), month, year) ?? lastDayOf(month, year);
  }
  if (unit === 'working day') return count > 250 ? null : addWorkingDays(calendar, from, count);
  return addDays(from, count * (unit === 'week' ? 7 : unit === 'fortnight' ? 14 : 1));
}

function endOfMonth(found: Groups, { today }: Around): TypedDate {
  const month = monthNamed(found.month ?? '') ?? 1;
  const year = found.year === undefined ? null : yearOf(found.year);
  const thisYear = Number(today.slice(0, 4));
  const near = lastDayOf(month, year ?? thisYear);
  const date = year === null && near !== null && near < today ? lastDayOf(month, thisYear + 1) : near;
  return date === null ? wrong('There is no such day.') : day(date, `That is ${inWords(date)}.`);
}

/** The week ends on its Friday. */
function endOf({ which, unit }: Groups, { today }: Around): TypedDate {
  const next = which === 'next' ? 1 : 0;
  const { year, month } = monthOf(today, next);
  const december = Number(today.slice(0, 4)) + next;
  const date =
    unit === 'week'
      ? addDays(mondayOf(today), 4 + 7 * next)
      : unit === 'month'
        ? lastDayOf(month, year)
        : lastDayOf(12, december);
  return date === null ? wrong('There is no such day.') : day(date, `That is ${inWords(date)}.`);
}

function notOneDay({ unit = '' }: Groups): TypedDate {
  const said = /^(?:week|month|year)$/.test(unit) ? `A ${unit}` : unit;
  const example =
    unit === 'week' ? '“Friday next week”' : `“end of ${unit === 'month' || unit === 'year' ? `the ${unit}` : unit}”`;
  return wrong(`${said} is not one day.`, `Type a day, such as ${example}.`);
}

function monthWords(found: Groups): string {
  const month = monthNamed(found.month ?? '') ?? 1;
  const last = lastDayOf(month, 2027);
  return last === null ? '' : asPrinted(last).replace(/^\d+ /, '').replace(/ \d+$/, '');
}

const LENGTH = new RegExp(`^(?:for )?(?:about )?${NUMBER} ${UNIT}$`);

/** Why words that mean a day to people are none here: a week, a length of time, a day with a name. Else null. */
function notADay(said: string, around: Around): { readonly is: string; readonly instead: string } | null {
  const week = /^(?:the )?(?:w\/?[ce]|week (?:commencing|beginning|starting|ending|of))\b(?<rest>.*)$/.exec(
    said,
  )?.groups;
  if (week !== undefined) {
    const { date } = readTypedDate(week.rest ?? '', around);
    const example = date === null ? 'Friday next week' : sayable(addDays(mondayOf(date), 4));
    return { is: 'is a week, not one day.', instead: `Type a day, such as “${example}”.` };
  }
  const length = LENGTH.exec(said)?.groups;
  if (length !== undefined) {
    const last = inSome(length, around).date ?? addDays(around.today, 14);
    return { is: 'is not one day.', instead: `Type the last day, such as “${sayable(last)}”.` };
  }
  if (!/\b(?:christmas|xmas|boxing day|new year'?s?|easter|good friday|bank holiday|half[ -]term)\b/.test(said))
    return null;
  const date = DAYS_WITH_NAMES.get(said.replace(/'/g, ''));
  const instead = `Type ${date === undefined ? 'the day itself, such as “24 December”' : `“${date}”`}.`;
  return { is: 'is read here only as a date.', instead };
}

const DAYS_WITH_NAMES: ReadonlyMap<string, string> = new Map([
  ['christmas eve', '24 December'],
  ['xmas eve', '24 December'],
  ['christmas', '25 December'],
  ['christmas day', '25 December'],
  ['xmas', '25 December'],
  ['xmas day', '25 December'],
  ['boxing day', '26 December'],
  ['new years eve', '31 December'],
  ['new years day', '1 January'],
]);

function sayable(date: CivilDate): string {
  return `${nameOf(dayOfWeek(date))} ${shortly(date)}`;
}
