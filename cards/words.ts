import { inWords, type CivilDate } from '../bot/domain/dates.js';
import type { KeyEntry } from '../bot/domain/key.js';
import type { Levels, RatingClass } from '../bot/domain/plan.js';
import { KEY } from '../bot/domain/policy.js';
import { clean, escapeMarkdown } from './markdown.js';

/** A milestone's own words are cut at a word after so many characters. */
const TEXT_LENGTH = 80;
/** What somebody said is quoted up to this length. */
const QUOTE_LENGTH = 240;
const REF_LENGTH = 40;
const PRINTED_LENGTH = 60;
const WORD_LENGTH = 40;
const LETTER_LENGTH = 4;

/** The text cleaned and, when longer than `length`, cut at the last word that fits, with an ellipsis. */
export function cut(text: string, length: number = TEXT_LENGTH): string {
  const whole = clean(text);
  if (whole.length <= length) return whole;
  const start = whole.slice(0, length + 1);
  const space = start.lastIndexOf(' ');
  const kept = space > 0 ? start.slice(0, space) : clean(start.slice(0, length));
  return `${kept.replace(/[\s,;:.]+$/, '')}…`;
}

/** A ref as printed, on one line. */
export function shownRef(ref: string): string {
  return cut(ref, REF_LENGTH) || '–';
}

/** In quotation marks, unchanged but for length. */
export function quote(text: string, length: number = QUOTE_LENGTH): string {
  return `“${cut(text, length)}”`;
}

/** What was said: an entry of the plan's key, or a class in the words of the default one. */
export type Said = KeyEntry | RatingClass;

/** The word, sign, letter and definition of what was said, each on one line and not too long. */
export function entryOf(said: Said): KeyEntry {
  const entry = typeof said === 'string' ? KEY[said] : said;
  return {
    ...entry,
    word: cut(entry.word, WORD_LENGTH) || KEY[entry.rating].word,
    letter: cut(entry.letter, LETTER_LENGTH),
    shape: cut(entry.shape, LETTER_LENGTH),
    definition: cut(entry.definition, QUOTE_LENGTH),
  };
}

/** "▲ Amber", whose sign never parts from its word at a line end. */
export function mark(said: Said): string {
  const { shape, word } = entryOf(said);
  return shape === '' ? word : `${shape}\u00a0${word}`;
}

/** The same for a TextBlock: a plan's own words are not read as Markdown. */
export function escapedMark(said: Said): string {
  const { shape, word } = entryOf(said);
  return shape === '' ? escapeMarkdown(word) : `${escapeMarkdown(shape)}\u00a0${escapeMarkdown(word)}`;
}

/** -y becomes -ies, else -s; of "area for development", of its first word: "areas for development". */
export function pluralOf(word: string): string {
  const [, head, rest] = /^(\S+)(\s(?:for|of|to|in|on|by|with|from|under)\s.*)$/.exec(word) ?? [];
  if (head !== undefined && rest !== undefined) return `${pluralOf(head)}${rest}`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return word.endsWith('s') ? word : `${word}s`;
}

/** "1 action", "3 actions". */
export function counted(count: number, word: string): string {
  return `${String(count)} ${count === 1 ? word : pluralOf(word)}`;
}

/** What the plan calls the unit that is due, in lower case; "action" when plans differ. */
export function unitOf(levels: Levels | null): string {
  const word = levels === null ? '' : cut(levels.milestone, REF_LENGTH).toLowerCase();
  return word === '' ? 'action' : word;
}

/** What the plan calls an area, in lower case. */
export function areaWord(levels: Levels): string {
  return (cut(levels.area, REF_LENGTH) || 'area').toLowerCase();
}

/** "A", "A and B", "A, B and C". */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** At most `most` of them, then how many there are besides. */
export function listedUpTo(parts: readonly string[], most: number): string {
  if (parts.length <= most) return parts.join(', ');
  return `${parts.slice(0, most).join(', ')} and ${String(parts.length - most)} more`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ends in exactly one full stop, unless it ends in another mark already. */
export function sentence(text: string): string {
  return /[.?!…]”?$/.test(text) ? text : `${text}.`;
}

/** "One" to "Nine", then figures: for the start of a sentence. */
export function numberInWords(count: number): string {
  return ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count);
}

/** After "Not saved yet.": which answers need another look, if it is about any; and, where any was `kept`, that no word is lost. */
export function lookAgain(names: readonly string[], kept = true): string {
  const need = names.length === 1 ? 'answer needs' : 'answers need';
  const which = names.length === 0 ? '' : ` ${numberInWords(names.length)} ${need} another look: ${listed(names)}.`;
  return kept ? `${which} Everything you typed is still here.` : which;
}

/** "16 working days overdue"; on a weekend straight after the date only "overdue". */
export function overdue(days: number): string {
  return days === 0 ? 'overdue' : `${counted(days, 'working day')} overdue`;
}

/** "December", or "January 2027" when it lies in another year than the reader. */
export function monthInWords(date: CivilDate, asAt: CivilDate): string {
  const [, , month = '', year = ''] = inWords(date).split(' ');
  return date.slice(0, 4) === asAt.slice(0, 4) ? month : `${month} ${year}`;
}

/**
 * " (“December 2026” in the plan)" when the plan prints a period, or more than the day itself; else nothing. The day
 * counts as printed when its number stands in the text.
 */
export function asPrinted(dueText: string, dueOn: CivilDate): string {
  const day = String(Number(dueOn.slice(8)));
  const words = clean(dueText);
  const printed = new RegExp(`(^|\\D)0?${day}(\\D|$)`).test(words);
  return printed && !/\p{L}{2}/u.test(words.replace(OF_A_DATE, '')) ? '' : inThePlan(dueText);
}

const OF_A_DATE = new RegExp(
  [
    '\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b',
    '\\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?)\\b',
    '\\b(?:oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|due|by|on|the|of)\\b',
    '\\d+(?: ?(?:st|nd|rd|th)\\b)?',
  ].join('|'),
  'gi',
);

/** " (“Every quarter” in the plan)"; where the plan prints no year beside `inferred`, that it was assumed. */
export function inThePlan(dueText: string, inferred: CivilDate | null = null): string {
  const words = clean(dueText) === '' ? '' : `${quote(dueText, PRINTED_LENGTH)} in the plan`;
  if (inferred === null) return words === '' ? '' : ` (${words})`;
  const assumed = `no year; ${inferred.slice(0, 4)} was assumed`;
  return words === '' ? ` (the plan prints ${assumed})` : ` (${words}, which prints ${assumed})`;
}
