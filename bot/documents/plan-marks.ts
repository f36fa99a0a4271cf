import type { Declared } from '../domain/plan.js';
import type { CellDoubt } from './plan-leads.js';
import { oneLine, quoted, sameWords } from './words.js';

/** The words of the default key (RULES 4), and what plans print for them. Blue is delivered. */
const RATINGS: ReadonlyMap<string, Declared> = new Map([
  ['r', 'red'],
  ['red', 'red'],
  ['a', 'amber'],
  ['amber', 'amber'],
  ['g', 'green'],
  ['green', 'green'],
  ['b', 'complete'],
  ['blue', 'complete'],
  ['c', 'complete'],
  ['complete', 'complete'],
  ['completed', 'complete'],
]);
const UNRATED = ['', '-', '–', '—', 'n/a', 'none', 'not rated', 'no rating', 'no update'];

/** What a RAG, BRAG or Status cell declares. A word that the key does not have is told, never guessed. */
export function readRating(cell: string): {
  readonly declared: Declared | null;
  readonly doubts: readonly CellDoubt[];
} {
  const word = sameWords(cell).replace(/[.*]+$/, '');
  const declared = RATINGS.get(word) ?? null;
  if (declared || UNRATED.includes(word)) return { declared, doubts: [] };
  const message = `${quoted(cell)} is not a rating of the key. No rating was taken; print Red, Amber, Green or Complete.`;
  return { declared: null, doubts: [{ code: 'unknown-rating', message }] };
}

const DONE = /(?:\s+[-–—]\s*complete(?:d)?|\s*[([]\s*complete(?:d)?\s*[)\]])\s*\.?$/i;

/** A milestone's words, and the mark of completion printed behind them: "… within the MASH - COMPLETED". */
export function readText(cell: string): { readonly text: string; readonly mark: string | null } {
  const mark = DONE.exec(cell);
  const text = mark ? cell.slice(0, mark.index).trim() : cell;
  return mark && text !== '' ? { text, mark: oneLine(mark[0]) } : { text: cell, mark: null };
}

/** "Complete. All policies ...": the word with which a progress text begins, when it speaks of an end. */
export function doneWordIn(progress: string): string | null {
  return /^completed?(?=\s*(?:$|[.;:!,–—-]))/i.exec(progress)?.[0] ?? null;
}

/** Tags from their column, and the inspection recommendations that plans print in brackets. */
export function readTags(cell: string, ...texts: readonly string[]): string[] {
  const listed = cell.split(/[;,\n]/).map(oneLine);
  const printed = texts.flatMap((text) =>
    Array.from(text.matchAll(/\(([^()]{0,60}\brecommendation \d{1,3})\)/gi), (found) => oneLine(found[1] ?? '')),
  );
  return [...new Set([...listed, ...printed])].filter((tag) => tag !== '');
}

/** What a progress text points at instead of saying it: "As above", "See WFD 3.1". */
export function pointerIn(progress: string): { readonly to: 'above' | 'below' | { readonly ref: string } } | null {
  const found =
    /^(?:please )?(?:see|as)(?: also| per| for| in)? (above|below|[A-Z][A-Za-z/&]* ?\d+(?:\.\d+)*|\d+(?:\.\d+)+)\b/i;
  const target = found.exec(progress)?.[1];
  if (target === undefined) return null;
  const word = target.toLowerCase();
  return { to: word === 'above' || word === 'below' ? word : { ref: target } };
}
