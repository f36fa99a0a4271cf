import { COUNTED } from './due-labels.js';

/** What the words name: a day or a stretch of the calendar, perhaps without its year. Years and months as printed. */
export type Moment =
  /** `month` is null in "1" of "1 - 5 May 2018". `weekday`: 1 is Monday. */
  | {
      readonly unit: 'day';
      readonly day: number;
      readonly month: number | null;
      readonly year: number | null;
      readonly weekday: number | null;
    }
  | { readonly unit: 'month'; readonly month: number; readonly year: number | null }
  /** `spans`: the year is printed as two, "2018/19". */
  | { readonly unit: 'quarter'; readonly quarter: number; readonly year: number | null; readonly spans: boolean }
  | { readonly unit: 'season'; readonly season: string; readonly year: number; readonly spans: boolean }
  | { readonly unit: 'feast'; readonly feast: string; readonly year: number }
  | { readonly unit: 'plan-year'; readonly year: number }
  | { readonly unit: 'year'; readonly year: number }
  /** Speaks of time, but of which is a guess. `why` follows "gives". */
  | { readonly unit: 'unclear'; readonly why: string };

/** Where it stands in the plain words. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly moment: Moment;
}

type Groups = Readonly<Record<string, string | undefined>>;
interface Shape {
  readonly pattern: RegExp;
  readonly read: (found: Groups, words: string) => Moment | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const ORDERS = ['one', 'two', 'three', 'four', 'first', 'second', 'third', 'fourth'];

const MONTH_NAME =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december' +
  '|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?)';
const MONTH = `(?<month>${MONTH_NAME})`;
const WEEKDAY =
  '(?:(?<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?' +
  '|sun(?:day)?)\\.?,? (?:the )?)?';
const TH = '(?: ?(?:st|nd|rd|th))';
const DAY = `(?<day>\\d{1,2})${TH}?`;
const YEAR = '(?<year>\\d{4})';
/** Not where the digits are the day of a date that follows: "19 October-31 December 2018". */
const NO_DAY = `(?!\\d|[:.]\\d|${TH}(?![a-z])|${TH}?(?: of)?[ /-]?${MONTH_NAME}(?![a-z]))`;
const YEAR_BESIDE = `(?:,?[ /-]?(?:${YEAR}|(?<short>['\u2019]?\\d{2})${NO_DAY}))?`;
const YEAR_OR_TWO = `${YEAR}(?:(?: ?/ ?|-)(?<next>\\d{4}|\\d{2})${NO_DAY})?`;
/** Not where the digits are a count: "Audit 1 - 30 June 2018". */
const NO_COUNT = `(?!(?<=(?<![a-z])${COUNTED} )\\d{1,2} ?-)`;
const NO_TIME = '(?:[t ]00:00(?::00)?)?';
const QUARTER =
  '(?:q(?:tr|uarter)?\\.? ?(?<quarter>[1-4]|one|two|three|four)' +
  '|(?<order>1 ?st|2 ?nd|3 ?rd|4 ?th|first|second|third|fourth) quarter)';

/** Each way to print a moment. Where two begin at one place the longer is meant. */
const SHAPES: readonly Shape[] = [
  shape(`${WEEKDAY}${DAY}(?: of)?[ /-]?${MONTH}${YEAR_BESIDE}`, day),
  shape(`${WEEKDAY}${MONTH} ${DAY},? ${YEAR}`, day),
  shape(`${WEEKDAY}${MONTH} (?<day>\\d{1,2})${TH}`, day),
  shape(`${NO_COUNT}${DAY}(?= ?(?:-|to) ?\\d{1,2}${TH}?(?: of)?[ /-]?${MONTH_NAME}(?![a-z]))`, day),
  shape(
    `(?<day>\\d{1,2})(?<mark>[/.-])(?<month>\\d{1,2})\\k<mark>(?:${YEAR}|(?<short>\\d{2})(?![:.]\\d))${NO_TIME}`,
    day,
  ),
  shape(`${YEAR}-(?<month>\\d{2})-(?<day>\\d{2})${NO_TIME}`, day),
  shape(`${MONTH}${YEAR_BESIDE}`, month),
  shape(`${QUARTER}(?:(?=[ ,/(-]),?[ /-]?(?:of )?\\(?${YEAR_OR_TWO}\\)?)?`, quarter),
  shape(`${YEAR_OR_TWO},? ?-? ?${QUARTER}`, quarter),
  shape(`(?<season>spring|summer|autumn|winter),? (?:of )?${YEAR_OR_TWO}`, season),
  shape(`(?<feast>easter|christmas),? ${YEAR}`, (found) => ({
    unit: 'feast',
    feast: (found.feast ?? '').toLowerCase(),
    year: Number(found.year),
  })),
  shape(YEAR_OR_TWO, year),
];

/** All that the words name, in printed order and apart from each other. `plain` is on one line. */
export function mentionsIn(plain: string): readonly Mention[] {
  const found = SHAPES.flatMap(({ pattern, read }) =>
    Array.from(plain.matchAll(pattern), (match) => {
      const moment = read(match.groups ?? {}, match[0]);
      return moment ? [{ start: match.index, end: match.index + match[0].length, moment }] : [];
    }).flat(),
  );
  found.sort((one, other) => one.start - other.start || other.end - one.end);
  const apart: Mention[] = [];
  for (const mention of found) if (mention.start >= (apart.at(-1)?.end ?? 0)) apart.push(mention);
  return apart;
}

function shape(body: string, read: Shape['read']): Shape {
  return { pattern: new RegExp(`(?<![a-z\\d])${body}(?![a-z\\d])`, 'gi'), read };
}

function day(found: Groups): Moment {
  if (found.short) return { unit: 'unclear', why: 'a day with a year of two digits' };
  const weekday = found.weekday ? 1 + numberIn(WEEKDAYS, found.weekday) : null;
  const name = found.month;
  const number = name === undefined ? null : /^\d/.test(name) ? Number(name) : 1 + numberIn(MONTHS, name);
  return { unit: 'day', day: Number(found.day), month: number, year: yearOf(found), weekday };
}

/** "may" without a year is the verb, unless it is written as the month. */
function month(found: Groups, words: string): Moment | null {
  if (found.short) return { unit: 'unclear', why: 'a month with a number of two digits, which is no year' };
  if (words === 'may') return null;
  return { unit: 'month', month: 1 + numberIn(MONTHS, found.month ?? ''), year: yearOf(found) };
}

function quarter(found: Groups): Moment {
  if (!followsOn(found)) return TWO_YEARS;
  const said = (found.quarter ?? found.order ?? '').toLowerCase();
  const number = /^\d/.test(said) ? Number(said.charAt(0)) : 1 + (ORDERS.indexOf(said) % 4);
  return { unit: 'quarter', quarter: number, year: yearOf(found), spans: found.next !== undefined };
}

function season(found: Groups): Moment {
  if (!followsOn(found)) return TWO_YEARS;
  const name = (found.season ?? '').toLowerCase();
  return { unit: 'season', season: name, year: Number(found.year), spans: found.next !== undefined };
}

/** Four digits count as a year only where a year is likely: the form around them decides whether it is one. */
function year(found: Groups): Moment | null {
  if (!followsOn(found)) return TWO_YEARS;
  return { unit: found.next === undefined ? 'year' : 'plan-year', year: Number(found.year) };
}

const TWO_YEARS: Moment = { unit: 'unclear', why: 'two numbers that are not one year and the next' };

/** Whether "2018/19" names one year and the next. */
function followsOn({ year: first, next }: Groups): boolean {
  return next === undefined || String(Number(first) + 1).endsWith(next);
}

function yearOf(found: Groups): number | null {
  return found.year === undefined ? null : Number(found.year);
}

/** Where a name stands, known by its first three letters; -1 when it does not. */
function numberIn(names: readonly string[], name: string): number {
  return names.indexOf(name.slice(0, 3).toLowerCase());
}
