import { declarable, entryNamed, wordsOfKey, type Key, type KeyEntry } from '../domain/key.js';
import type { RatingClass } from '../domain/plan.js';
import type { CellDoubt } from './plan-leads.js';
import { oneLine, quoted, sameWords } from './words.js';

/** What plans print for the classes of RULES 4 beside the words of their key. Blue is delivered. */
const CLASSES: ReadonlyMap<string, RatingClass> = new Map([
  ['r', 'red'],
  ['a', 'amber'],
  ['g', 'green'],
  ['b', 'complete'],
  ['blue', 'complete'],
  ['c', 'complete'],
  ['completed', 'complete'],
]);
const UNRATED = ['', '-', '–', '—', 'n/a', 'none', 'not rated', 'no rating', 'no update'];

/** What a RAG, BRAG or Status cell declares. A word that the key does not have is told, never guessed. */
export function readRating(
  cell: string,
  key: Key,
): { readonly entry: KeyEntry | null; readonly doubts: readonly CellDoubt[] } {
  const word = sameWords(cell).replace(/[.*]+$/, '');
  const entry = entryNamed(key, word) ?? entryOfWord(key, word);
  if (entry !== undefined) return { entry, doubts: [] };
  if (UNRATED.includes(word)) return { entry: null, doubts: [] };
  const message = `${quoted(cell)} is not a rating of the key. No rating was taken; print ${wordsOfKey(key)}.`;
  return { entry: null, doubts: [{ code: 'unknown-rating', message }] };
}

/** Only where one entry alone counts as what the word means. */
function entryOfWord(key: Key, word: string): KeyEntry | undefined {
  const meant = declarable(key).filter(({ rating }) => rating === CLASSES.get(word));
  return meant.length === 1 ? meant[0] : undefined;
}

const DONE = /(?:\s+[-–—]\s*complete(?:d)?|\s*[([]\s*complete(?:d)?\s*[)\]])\s*\.?$/i;

/** A milestone's words, and the mark of completion printed behind them: "… within the MASH - COMPLETED". */
export function readText(cell: string): { readonly text: string; readonly mark: string | null } {
  let text = cell;
  for (let found = DONE.exec(text); found !== null && found.index > 0; found = DONE.exec(text)) {
    text = text.slice(0, found.index).trim();
  }
  return text === cell ? { text, mark: null } : { text, mark: oneLine(cell.slice(text.length)) };
}

/** Tags from their column, and the inspection recommendations that plans print in brackets. */
export function readTags(cell: string, ...texts: readonly string[]): string[] {
  const listed = cell.split(/[;,\n]/).map(oneLine);
  const printed = texts.flatMap((text) =>
    Array.from(text.matchAll(/\((?:[^()]*[;,])?([^();,]{0,60}\brecommendation \d{1,3})\)/gi), (found) =>
      oneLine(found[1] ?? ''),
    ),
  );
  return [...new Set([...listed, ...printed])].filter((tag) => tag !== '');
}
