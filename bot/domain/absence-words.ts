/** Who is away from when until when, as it is said: "until 7 December", "Hal from Monday to Friday". */
import { MONTH_WORD, WEEKDAY_WORD } from './day-words.js';

/** As it was typed; empty where it was left out. */
interface Absence {
  readonly name: string;
  readonly until: string;
  readonly from?: string;
}

type Groups = Readonly<Record<string, string | undefined>>;

const UNTIL = "(?:until?l?|'?till?)";
const FROM = new RegExp(`^(?:(?<name>.+?) )?from (?<from>.+?)(?: (?:${UNTIL}|to) (?<until>.+))?$`, 'i');
const TILL = new RegExp(`^(?:(?<before>.+?) )?${UNTIL} (?<until>.+)$`, 'i');
const DAY = `\\d|today|tomorrow|now|next|this|(?:${WEEKDAY_WORD})\\b`;
const TO = new RegExp(`^(?<from>(?:${DAY}).*?) to (?<until>.+)$`, 'i');
const DASH = /^(?<from>\d{1,2}(?:st|nd|rd|th)?) ?[-\u2013] ?(?<until>\d{1,2}(?:st|nd|rd|th)? ?(?:of )?[a-z].*)$/i;
const A_DAY = new RegExp(`^(?:${DAY})`, 'i');
const HAS_DAY = new RegExp(
  `\\d|\\b(?:${WEEKDAY_WORD}|${MONTH_WORD}|today|tomorrow|week|month|fortnight|end|christmas|xmas|easter|new year|half)`,
  'i',
);

/** @param name where it was said before "away" */
export function readAbsence(name: string, when: string): Absence {
  const span = groupsOf(FROM, when) ?? groupsOf(DASH, when) ?? groupsOf(TO, when);
  if (span !== null) return { name: name || (span.name ?? ''), until: span.until ?? '', from: wholeDay(span) };
  const till = groupsOf(TILL, when);
  if (till === null) return isName(when) ? { name: when, until: '' } : { name, until: when };
  const { before = '', until = '' } = till;
  if (A_DAY.test(before)) return { name, until, from: wholeDay({ from: before, until }) };
  return { name: name || before, until };
}

/** "1 until 7 December" begins on 1 December. */
function wholeDay({ from = '', until = '' }: Groups): string {
  if (!/^\d{1,2}(?:st|nd|rd|th)?$/i.test(from)) return from;
  const month = until.replace(/^(?:[a-z]+ )?\d{1,2}(?:st|nd|rd|th)?/i, '');
  return `${from}${month}`;
}

function isName(when: string): boolean {
  return when.split(' ').every((word) => /^\p{Lu}/u.test(word)) && !HAS_DAY.test(when);
}

function groupsOf(pattern: RegExp, text: string): Groups | null {
  return pattern.exec(text)?.groups ?? null;
}
