import { addDays, dayOfWeek, inWords, parseCivilDate, type CivilDate } from './dates.js';
import type { Due } from './plan.js';

/**
 * `date-assumed`: a date or period was taken, and the message says what was assumed for it. `several-dates` may stand
 * beside dates too: one milestone for each. With any other code no date was taken.
 */
export type DueFaultCode = 'no-date' | 'impossible-date' | 'several-dates' | 'conflicting-dates' | 'date-assumed';

/** A doubt or an assumption, in words for the admin who reads it. */
export interface DueFault {
  readonly code: DueFaultCode;
  readonly message: string;
}

/** What the words were read as. `fault` is null exactly when nothing was doubtful and nothing assumed. */
export interface DueReading {
  readonly due: Due;
  readonly fault: DueFault | null;
}

/** One of the dates of a cell; `label` is the wording beside it ("1st Audit"), null where there is none. */
export interface DuePart extends DueReading {
  readonly label: string | null;
}

/** All that a cell gives, in printed order and never empty: each part is a milestone of its own. */
export interface DueReadings {
  readonly readings: readonly DuePart[];
  /** What is doubtful or assumed about the cell as a whole; null when it is read as one due. */
  readonly fault: DueFault | null;
}

export interface DueOptions {
  /** The month, 1 to 12, in which the plan's year starts: April (4) unless the plan says otherwise (RULES 1). */
  readonly yearStarts?: number;
}

/**
 * When a milestone is due, from the words of a plan, as one due. What cannot be read without guessing is awaited, in
 * its own words and with a fault: nothing is added that the words do not hold.
 */
export function readDue(words: string, options: DueOptions = {}): DueReading {
  void options;
  const text = words.trim();
  const plain = inOneLine(words);
  for (const form of FORMS) {
    const reading = form(plain, text);
    if (reading) return reading;
  }
  return awaited(text, faultIn(plain));
}

/** As `readDue`, where a cell may hold several dates: "30 June 2018 - 1st Audit; 30 September for briefing". */
export function readDues(words: string, options: DueOptions = {}): DueReadings {
  return { readings: [{ ...readDue(words, options), label: null }], fault: null };
}

/** A way to print a date. Null when the words are not of that form. Another form is one more of these. */
type Form = (plain: string, text: string) => DueReading | null;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?' +
  '|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const WEEKDAY =
  '(?:(?<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?' +
  '|sun(?:day)?)\\.?,? )?';
const DAY = '(?<day>\\d{1,2})(?: ?(?:st|nd|rd|th))?';
const YEAR = '(?<year>\\d{4})';
const NO_TIME = '(?:[t ]00:00(?::00)?)?';

/** The bodies of whole dates: 31st of March 2018, March 31st, 2018, 31/03/2018 (day first), 2018-03-31. */
const WHOLE_DATES = [
  `${DAY}(?: of)?[ /-]?${MONTH},?[ /-]?${YEAR}`,
  `${MONTH} ${DAY},? ${YEAR}`,
  `(?<day>\\d{1,2})(?<mark>[/.-])(?<month>\\d{1,2})\\k<mark>${YEAR}${NO_TIME}`,
  `${YEAR}-(?<month>\\d{2})-(?<day>\\d{2})${NO_TIME}`,
];

const FORMS: readonly Form[] = [
  ...WHOLE_DATES.map((body) => wholeDate(new RegExp(`^(?:due )?(?:by |on )?${WEEKDAY}${body}\\.?$`, 'i'))),
  month(new RegExp(`^(?:due )?(?:(?:by )?(?:the )?end (?:of )?|in |during )?${MONTH},?[ -]?${YEAR}\\.?$`, 'i')),
];

function wholeDate(pattern: RegExp): Form {
  return (plain, text) => {
    const found = pattern.exec(plain)?.groups;
    if (!found) return null;
    const date = dayOf(found);
    if (!date) return awaited(text, impossible(plain));
    if (found.weekday && dayOfWeek(date) !== 1 + numberIn(WEEKDAYS, found.weekday)) {
      return awaited(text, wrongWeekday(plain, date));
    }
    return { due: { kind: 'day', date, text }, fault: null };
  };
}

function month(pattern: RegExp): Form {
  return (plain, text) => {
    const found = pattern.exec(plain)?.groups;
    if (!found) return null;
    const from = dayOf({ ...found, day: '1' });
    const after = from && addDays(from, 31);
    if (!after) return awaited(text, impossible(plain));
    const to = addDays(after, -Number(after.slice(8)));
    return { due: { kind: 'period', from, to, text }, fault: null };
  };
}

/** The day that the parts name; undefined when there is no such day. The month is a number or a name. */
function dayOf(parts: Readonly<Record<string, string | undefined>>): CivilDate | undefined {
  const { day = '', month: name = '', year = '' } = parts;
  const number = /^\d/.test(name) ? name : String(1 + numberIn(MONTHS, name));
  return parseCivilDate(`${year}-${number.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** Where a name stands, known by its first three letters; -1 when it does not. */
function numberIn(names: readonly string[], name: string): number {
  return names.indexOf(name.slice(0, 3).toLowerCase());
}

/** On one line, with the hyphen for every dash, so that a date is known however it was typed. */
function inOneLine(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim();
}

function awaited(text: string, fault: DueFault): DueReading {
  return { due: { kind: 'awaited', text }, fault };
}

/* ---- Why no date was taken ---- */

/** Anything in running words that speaks of a day, with or without its year. */
const MENTION = new RegExp(
  [
    `(?<![\\d/.-])\\d{4}-\\d{2}-\\d{2}(?!\\d)`,
    `(?<![\\d/.-])\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})(?!\\d)`,
    `(?<!\\d)${DAY}(?: of)?[ /-]?${MONTH}(?![a-z])(?:,?[ /-]?(?:\\d{4}|\\d{2}))?(?!\\d)`,
  ]
    .join('|')
    .replace(/\(\?<(?:day|month)>/g, '(?:'),
  'gi',
);
const MONTH_AND_YEAR = new RegExp(`(?<![a-z])${MONTH} \\d{4}(?!\\d)`, 'gi');
const AGAIN =
  /\b(?:daily|weekly|fortnightly|monthly|quarterly|termly|annually|yearly|every|each|per|thereafter|onwards?|ongoing|then)\b/i;
const TO_COME = /^(?:t\.?b\.?[acd]\.?|to be (?:confirmed|agreed|determined|decided|advised)|n\/?a|none|[-?]+)$/i;

function faultIn(plain: string): DueFault {
  if (plain === '') return noDate('There is no date.');
  const quoted = quote(plain);
  if (TO_COME.test(plain)) return noDate(`${quoted} is not a date yet.`);
  const days = plain.match(MENTION) ?? [];
  if (days.some(isImpossible)) return impossible(plain);
  if (days.length > 1) return several(`${quoted} names ${String(days.length)} days.`);
  const only = days[0];
  if (only === undefined) return faultWithoutDay(plain);
  if (!/\d{4}/.test(only)) {
    const year = only.match(/\d+/g)?.length === 1 ? 'no year' : 'a year of two digits';
    return noDate(`${quoted} gives a day with ${year}.`);
  }
  if (AGAIN.test(plain)) return several(`${quoted} names a day and says that it happens again.`);
  return noDate(`${quoted} says more than a date, and the rest may change what it means.`);
}

function faultWithoutDay(plain: string): DueFault {
  const months = plain.match(MONTH_AND_YEAR) ?? [];
  if (months.length > 1) return several(`${quote(plain)} names ${String(months.length)} months.`);
  return noDate(`${quote(plain)} does not name a day, or a month alone with its year.`);
}

/** A whole date that is on no calendar. Parts of one are not whole. */
function isImpossible(mention: string): boolean {
  return WHOLE_DATES.some((body) => {
    const found = new RegExp(`^${body}$`, 'i').exec(mention)?.groups;
    return found !== undefined && dayOf(found) === undefined;
  });
}

const ASSUMED = 'The milestone has no date for now; ';

function noDate(what: string): DueFault {
  return { code: 'no-date', message: `${what} ${ASSUMED}give one date to have it reminded.` };
}

function several(what: string): DueFault {
  return { code: 'several-dates', message: `${what} ${ASSUMED}give one date, or one milestone for each.` };
}

function impossible(plain: string): DueFault {
  return {
    code: 'impossible-date',
    message: `${quote(plain)} is on no calendar between 1900 and 2199. ${ASSUMED}correct the date.`,
  };
}

function wrongWeekday(plain: string, date: CivilDate): DueFault {
  return {
    code: 'conflicting-dates',
    message: `${quote(plain)} does not agree with itself: that day is ${inWords(date)}. ${ASSUMED}correct one of the two.`,
  };
}

/** In quotation marks, shortened so that a message stays readable. */
function quote(plain: string): string {
  const letters = Array.from(plain);
  return `"${letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : plain}"`;
}
