/** Figures that people write in their sentences: found only where the words leave no doubt what they count. */

/** "12 of 40 social workers": what is counted, how many, and of how many. */
export interface SaidFigure {
  /** What it counts, in small letters: "social workers". */
  readonly of: string;
  /** The figure as written: "12 of 40", "65%". */
  readonly words: string;
}

/** So many words behind a figure say what it counts. */
const MOST_WORDS = 3;
const NOUN = "(?<of>\\p{Ll}[\\p{L}’'-]{2,}(?: \\p{Ll}[\\p{L}’'-]{2,}){0,3})";
const SHARE = new RegExp(`(?<words>\\d{1,6} of (?:the )?\\d{1,6}) ${NOUN}`, 'gu');
const PER_CENT = new RegExp(`(?<words>\\d{1,3}(?:\\.\\d+)? ?(?:%|per cent)) of (?:the |all |our )?${NOUN}`, 'gu');
/** A sentence that compares, or speaks of another time, holds figures that are meant to differ. */
const COMPARES =
  /\b(?:from|was|were|previously|last|before|earlier|target|compared|against|than|up|down|by|until|since|aim|january|february|march|april|may|june|july|august|september|october|november|december|quarter|q[1-4]|week|month|year|\d{4})\b/i;
const ENDS = new Set([
  'and',
  'have',
  'has',
  'had',
  'are',
  'is',
  'with',
  'who',
  'that',
  'for',
  'now',
  'in',
  'at',
  'on',
  'been',
  'done',
  'complete',
  'completed',
]);

export function saidFigures(text: string): readonly SaidFigure[] {
  return text
    .split(/(?<=[.!?;])\s+|\n/)
    .filter((sentence) => !COMPARES.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(SHARE), ...sentence.matchAll(PER_CENT)])
    .flatMap(({ groups }) => {
      const of = nounOf(groups?.of ?? '');
      return of === '' ? [] : [{ of, words: plain(groups?.words ?? '') }];
    });
}

/** The words up to the verb. */
function nounOf(words: string): string {
  const all = words.split(' ');
  const end = all.findIndex((word) => ENDS.has(word));
  return all.slice(0, end < 0 ? MOST_WORDS : Math.min(end, MOST_WORDS)).join(' ');
}

function plain(words: string): string {
  return words.replace(/ of the /, ' of ').replace(/ ?(?:%|per cent)/, '%');
}

/** "9 red", "nine are amber", "3 actions overdue": how many of a class a sentence says there are. */
export interface SaidCount {
  readonly of: string;
  readonly count: number;
  readonly words: string;
}

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** @param unit the plan's word for what is due; `classes` the words of its ratings */
export function saidCounts(text: string, unit: string, classes: readonly string[]): readonly SaidCount[] {
  const plural = /[^aeiou]y$/.test(unit) ? `${unit.slice(0, -1)}ies` : `${unit}s?`;
  const things = `(?: (?:${escaped(unit)}|${plural}|of them))?`;
  const of = `(?<of>${classes.map(escaped).join('|')})`;
  const form = new RegExp(
    `\\b(?<count>\\d{1,4}|${NUMBERS.join('|')})${things}(?: (?:are|is|remain|stay))?(?: rated)? ${of}\\b`,
    'giu',
  );
  return text
    .split(/(?<=[.!?;])\s+|\n/)
    .filter((sentence) => !COMPARES.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(form)])
    .map(({ 0: words, groups }) => ({
      of: (groups?.of ?? '').toLowerCase(),
      count: countOf(groups?.count ?? ''),
      words,
    }));
}

function countOf(words: string): number {
  const at = NUMBERS.indexOf(words.toLowerCase());
  return at >= 0 ? at : Number(words);
}

function escaped(words: string): string {
  return words.toLowerCase().replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** "IP 4 is 72%": the number that a sentence gives for something called by its code; nothing where it compares. */
export function saidOf(
  text: string,
  code: string,
  unit: string,
): readonly { readonly number: string; readonly words: string }[] {
  if (unit.trim() === '') return [];
  const measured = unit.trim() === '%' ? '(?:%|per cent)' : escaped(unit.trim());
  const form = new RegExp(
    `(?<!\\p{L})${escaped(code)}(?![\\p{L}\\d])[^\\d]{0,60}?(?<number>\\d{1,9}(?:\\.\\d+)?) ?${measured}`,
    'giu',
  );
  return text
    .split(/(?<=[.!?;])\s+|\n/)
    .filter((sentence) => !COMPARES.test(sentence.replace(new RegExp(escaped(code), 'giu'), '')))
    .flatMap((sentence) => [...sentence.matchAll(form)])
    .map(({ 0: words, groups }) => ({ number: groups?.number ?? '', words }));
}
