import { declarable, entryChosen, faultsOfKey, type Key, type KeyEntry } from './key.js';
import type { Update } from './plan.js';
import { KEY } from './policy.js';

/** What the last updates of a plan say about a key that is to take the place of another. */
type Rated = Pick<Update, 'grade' | 'rating'>;

/** An entry that goes on under another word. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/**
 * A new key with the ids that updates know: an entry with an unknown id is the present one that counts as the same,
 * where each key has only one such. So a plan that was loaded with Red may call it "Off track" from now on.
 */
export function withKnownIds(next: Key, present: Key): Key {
  const known = declarable(present);
  const alone = (key: Key, rating: KeyEntry['rating']): KeyEntry | undefined => {
    const found = key.filter((entry) => entry.rating === rating);
    return rating !== 'none' && found.length === 1 ? found[0] : undefined;
  };
  return next.map((entry) => {
    const old = alone(known, entry.rating);
    const taken = known.some(({ id }) => id === entry.id) || next.some(({ id }) => id === old?.id);
    return old === undefined || taken || alone(next, entry.rating) === undefined ? entry : { ...entry, id: old.id };
  });
}

/** Entries of the present key that the new one calls otherwise. */
export function renamedIn(next: Key, present: Key): readonly Renamed[] {
  return next.flatMap((entry) => {
    const old = declarable(present).find(({ id }) => id === entry.id);
    return old === undefined || old.word === entry.word ? [] : [{ from: old.word, to: entry.word }];
  });
}

/** Why a plan cannot take a new key, in sentences; nothing when it can. A word that a last update uses must stay. */
export function whyNotTaken(next: Key, old: Key, updates: readonly Rated[]): readonly string[] {
  const faults = faultsOfKey(next);
  if (faults.length > 0) return faults;
  const [entries, known] = [declarable(next), declarable(old)];
  // Where only a state was set, nothing was rated.
  const rated = updates.filter(({ grade }) => grade !== KEY.none.id);
  const used = [...new Map(rated.map((update) => [update.grade, update])).values()];
  return used.flatMap(({ grade, rating }): string[] => {
    const { id: present, word } = entryChosen(known, { grade, rating });
    const count = updates.filter((update) => update.grade === grade).length;
    const many = count === 1 ? '1 milestone was' : `${String(count)} milestones were`;
    const entry = entries.find(({ id }) => id === present);
    if (entry === undefined) {
      return [`The new key has no “${word}”, and ${many} last rated so. Keep that word in the key.`];
    }
    if (entry.rating === rating) return [];
    return [
      `“${word}” counts as ${entry.rating} in the new key; it counted as ${rating} when ${many} last rated so. Give what is new another word, and keep this one as it was.`,
    ];
  });
}
