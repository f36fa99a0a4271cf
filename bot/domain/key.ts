import type { RatingClass, Update } from './plan.js';
import { KEY } from './policy.js';

/** One entry of the key in which leads rate: the plan's own data (RULES 4). */
export interface KeyEntry {
  /** `[a-z0-9-]{1,40}`, never changed: updates name it. */
  readonly id: string;
  /** What it counts as; `none` for a scale of its own that maps to nothing. */
  readonly rating: RatingClass;
  readonly word: string;
  readonly letter: string;
  /** A sign of text, so that nothing is read from colour alone. */
  readonly shape: string;
  readonly colour: 'attention' | 'warning' | 'good' | 'accent' | 'default';
  readonly definition: string;
}

/** The key in which a plan's leads rate, in the order in which it is printed. */
export type Key = readonly KeyEntry[];

/** What may be declared: the plan's own entries, and Complete beside them where none of them means it. */
export function declarable(key: Key): Key {
  return key.some(({ rating }) => rating === 'complete') ? key : [...key, KEY.complete];
}

/** How a plan calls a class: by its own entry that counts as it, else by the default one. */
export function entryOfClass(key: Key, rating: RatingClass): KeyEntry {
  // An entry that counts as nothing is a grade of its own, and never the word for "no update".
  if (rating === 'none') return KEY.none;
  const own = key.filter((entry) => entry.rating === rating);
  return own.find(({ id }) => id === rating) ?? own[0] ?? KEY[rating];
}

/** The entry that somebody chose; for one that the key has lost, how the plan calls its class. */
export function entryChosen(key: Key, { grade, rating }: Pick<Update, 'grade' | 'rating'>): KeyEntry {
  return declarable(key).find(({ id }) => id === grade) ?? entryOfClass(key, rating);
}

/** The entries of a scale that maps to nothing: shown and counted by their own words. */
export function ownGrades(key: Key): Key {
  return key.filter(({ rating }) => rating === 'none');
}

/**
 * The entry that a person means by a word, letter or id of the key, or by the name of a class that only one entry has;
 * case and spaces aside.
 */
export function entryNamed(key: Key, text: string): KeyEntry | undefined {
  const [wanted, entries] = [plain(text), declarable(key)];
  const ofClass = entries.filter(({ rating }) => rating !== 'none' && rating === wanted);
  return (
    entries.find(({ id }) => id === wanted) ??
    entries.find(({ word }) => plain(word) === wanted) ??
    entries.find(({ letter }) => plain(letter) === wanted) ??
    (ofClass.length === 1 ? ofClass[0] : undefined)
  );
}

/** "Red (R), Amber (A), Green (G) or Complete (C)". */
export function wordsOfKey(key: Key): string {
  const words = declarable(key).map(({ word, letter }) => (letter === '' ? word : `${word} (${letter})`));
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** What is wrong with a key as a whole, in sentences; nothing when leads can rate in it. */
export function faultsOfKey(key: Key): readonly string[] {
  const twice = (name: string, of: (entry: KeyEntry) => string): string[] => {
    const all = key.map((entry) => plain(of(entry)));
    const again = key.find((_, at) => all[at] !== '' && all.indexOf(all[at] ?? '') < at);
    return again === undefined ? [] : [`The ${name} “${of(again)}” stands twice. Give each entry its own.`];
  };
  const taken = key.find(
    ({ id, word, rating }) =>
      plain(id) === 'none' || plain(word) === plain(KEY.none.word) || (id === 'complete' && rating !== 'complete'),
  );
  return [
    ...(key.length < 2 ? ['A key needs at least two entries.'] : []),
    ...(key.length > MOST_ENTRIES ? [`A key has at most ${String(MOST_ENTRIES)} entries.`] : []),
    ...key.filter(({ word }) => word.trim() === '').map(() => 'An entry has no word.'),
    ...key
      .filter(({ id }) => !ID.test(id))
      .map(({ id, word }) => `“${id || word}” is no id. Use a-z, 0-9 and hyphens.`),
    ...twice('id', ({ id }) => id),
    ...twice('word', ({ word }) => word),
    ...twice('letter', ({ letter }) => letter),
    ...(taken === undefined ? [] : [`“${taken.word}” has another meaning in every plan. Give it another word and id.`]),
  ];
}

/** More than that are no choice that a card can offer at a glance. */
const MOST_ENTRIES = 12;
const ID = /^[a-z0-9-]{1,40}$/;

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}
