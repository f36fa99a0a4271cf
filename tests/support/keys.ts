import type { Key, KeyEntry } from '../../bot/domain/key.js';
import { KEY } from '../../bot/domain/policy.js';

/** An entry of a key with a word of the plan's own. */
export function anEntry(id: string, rating: KeyEntry['rating'], word: string, given: Partial<KeyEntry> = {}): KeyEntry {
  return { ...KEY[rating], id, rating, word, letter: word.charAt(0), ...given };
}

/** A plan that says Off track, At risk and On track; it prints no word for complete. */
export const OFF_TRACK: Key = [
  anEntry('off-track', 'red', 'Off track', { letter: 'OFF' }),
  anEntry('at-risk', 'amber', 'At risk', { letter: 'RISK' }),
  anEntry('on-track', 'green', 'On track', { letter: 'ON' }),
];

/** Three grades of a self-evaluation, which map to nothing. */
export const OWN_SCALE: Key = [
  anEntry('strength', 'none', 'Strength', { shape: '■', colour: 'default' }),
  anEntry('green-shoots', 'none', 'Green shoots', { shape: '◧', colour: 'default' }),
  anEntry('area-for-development', 'none', 'Area for development', { shape: '□', colour: 'default' }),
];
