import { readDue } from '../domain/due.js';
import { isNoName, isOfDates, mayBeFirstName } from './plan-name-words.js';
import { isNameWord, type Word } from './plan-names.js';

/** What a word of a cell is part of; null until that is known. */
export type Mark = 'due' | 'people' | null;

/** Words that begin or end a date: numbers, months, "quarterly". A month may be the first name of somebody. */
export function isDate(words: readonly Word[], at: number): boolean {
  const word = words[at]?.text ?? '';
  if (!isOfDates(word)) return false;
  if (!mayBeFirstName(word) || !/^\p{Lu}/u.test(word)) return true;
  const [before, next] = [words[at - 1]?.text ?? '', words[at + 1]];
  const goesOn = next !== undefined && isNameWord(next.text) && !isOfDates(next.text) && /^[\s.]+$/.test(next.before);
  return !goesOn || /^(?:\d{1,2}(?:st|nd|rd|th)?|st|nd|rd|th|in|of|by|until|to|end|early|late|mid)$/i.test(before);
}

const UNNAMED =
  /\b(?:(?:lead )?officers?|leads?)\s*[:–-]?\s*(?:t\.?b\.?[acd]\b\.?|to be (?:confirmed|agreed|appointed|advised|determined|identified|named|recruited))|\bvacan(?:t|cy)\b[^\n;]*/gi;

/** "Lead to be confirmed", "Vacant - recruitment under way": a lead who is nobody yet, and no date to be confirmed. */
export function markUnnamed(words: readonly Word[], marks: Mark[], cell: string): void {
  for (const { 0: printed, index } of cell.matchAll(UNNAMED)) {
    const first = words.findIndex(({ start }) => start >= index);
    const before = words[first]?.before ?? '';
    const begins =
      first === 0 || /[\n,;:(–—/&-]/.test(before) || isDate(words, first - 1) || marks[first - 1] === 'people';
    if (first < 0 || !begins) continue;
    const isOver = (word: Word, at: number): boolean =>
      at > first && (word.end > index + printed.length || marks[at] !== null || (isDate(words, at) && !isTbc(word)));
    const end = words.findIndex(isOver);
    marks.fill('people', first, end < 0 ? words.length : end);
  }
}

function isTbc({ text }: Word): boolean {
  return /^t\.?b\.?[acd]$/i.test(text);
}

/** A bracket behind a person goes with that person as a whole, unless it holds the only date of the cell. */
export function markBrackets(words: readonly Word[], marks: Mark[], cell: string): void {
  for (const { 0: printed, index } of cell.matchAll(/\([^()]*\)/g)) {
    const isInside = ({ start }: Word): boolean => start > index && start < index + printed.length;
    const first = words.findIndex(isInside);
    if (first < 1 || marks[first - 1] !== 'people') continue;
    const length = words.filter(isInside).length;
    const dates = words.flatMap((word, at) => (isDate(words, at) ? [isInside(word)] : []));
    marks.fill(dates.length > 0 && dates.every(Boolean) ? 'due' : 'people', first, first + length);
  }
}

/** Behind a whole date, words with capitals that no plan prints for anything else: "31 March 2019 CCG", "… Theresa May". */
export function markBehindDate(words: readonly Word[], marks: Mark[], cell: string): void {
  const end = endOfDate(words, marks, cell);
  const rest = words.slice(end);
  if (end === 0 || rest.length === 0 || rest.length > MOST_WORDS) return;
  const mayLead = ({ text }: Word, n: number): boolean => {
    if (marks[end + n] === 'people') return true;
    if (/^(?:and|with)$/i.test(text)) return n > 0 && n < rest.length - 1;
    const isOther = isOfDates(text) && !(n > 0 && mayBeFirstName(text));
    return /^\p{Lu}/u.test(text) && !isNoName(text) && !isOther;
  };
  if (rest.every(mayLead)) marks.fill('people', end, words.length);
}

const MOST_WORDS = 12;

/** How many words at the beginning are a date and nothing else, beyond doubt. */
function endOfDate(words: readonly Word[], marks: readonly Mark[], cell: string): number {
  const isPart = ({ text }: Word, at: number): boolean =>
    marks[at] !== 'people' && (isOfDates(text) || /^(?:by|end|of|the|in|on|until|from|to|early|mid|late)$/i.test(text));
  const other = words.findIndex((word, at) => !isPart(word, at));
  for (let end = other < 0 ? words.length : other; end > 0; end -= 1) {
    const { due, fault } = readDue(cell.slice(0, words[end - 1]?.end));
    if (due.kind !== 'awaited' && fault === null) return end;
  }
  return 0;
}
