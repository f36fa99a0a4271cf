import { entryNamed, type Key, type KeyEntry } from '../domain/key.js';
import type { PlanKind } from '../domain/plan.js';
import { DEFAULT_KEY, KEY } from '../domain/policy.js';
import { sameWords } from './words.js';

type Level = Pick<KeyEntry, 'word' | 'letter' | 'definition'> & { readonly like: 'red' | 'amber' | 'green' };

/** What lists of risks print, worst first. The last three are always offered. */
const LEVELS: readonly Level[] = [
  { word: 'Very high', letter: 'VH', like: 'red', definition: 'it is expected, or its effect would be severe' },
  { word: 'High', letter: 'H', like: 'red', definition: 'it is likely, or its effect would be serious' },
  { word: 'Medium', letter: 'M', like: 'amber', definition: 'it may happen, and would be felt' },
  { word: 'Low', letter: 'L', like: 'green', definition: 'it is unlikely, or its effect would be small' },
  { word: 'Very low', letter: 'VL', like: 'green', definition: 'it is hardly possible, and its effect would be small' },
];
const ALWAYS = ['High', 'Medium', 'Low'];

/** A scale of its own that counts as no rating. */
const OWN_SCALE: Key = [
  own('strength', 'Strength', 'S', '★', 'done well, and shown to be'),
  own('green-shoots', 'Green shoots', 'GS', '↑', 'begun, and first signs that it helps'),
  own('area-for-development', 'Area for development', 'AD', '→', 'to be worked on'),
];

function own(id: string, word: string, letter: string, shape: string, definition: string): KeyEntry {
  return { id, rating: 'none', word, letter, shape, colour: 'default', definition };
}

/**
 * The scale that the words of a tracker are of: its own, where somebody gave none that has them. Null where it is read by
 * the key that was given.
 *
 * @param words of its rating column, as printed
 */
export function keyFor(kind: PlanKind, words: readonly string[], given: Key): Key | null {
  const said = words.map(sameWords).filter((word) => word !== '');
  if (given !== DEFAULT_KEY || (kind !== 'risks' && kind !== 'self-evaluation')) return null;
  const isColours = said.length > 0 && said.every((word) => entryNamed(DEFAULT_KEY, word) !== undefined);
  if (isColours) return null;
  if (kind === 'self-evaluation') return OWN_SCALE;
  return LEVELS.filter(({ word }) => ALWAYS.includes(word) || said.includes(sameWords(word))).map(
    ({ like, word, letter, definition }) => ({
      ...KEY[like],
      // Of two that count alike, the plain one stands for both in counts.
      id: ALWAYS.includes(word) ? like : sameWords(word).replace(' ', '-'),
      word,
      letter,
      definition,
    }),
  );
}
