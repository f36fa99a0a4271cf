/** A plan's own words for its levels, found in what people type. */
import type { Plan } from './plan.js';

/** Every word that some plans have for a level. */
export function levelWords(plans: readonly Pick<Plan, 'levels'>[]): readonly string[] {
  return plans.flatMap(({ levels: { area, objective, milestone } }) => [area, objective, milestone]);
}

/** A ref with the plan's word for it, or "the", before it: "action FD 2.1" is "FD 2.1". */
export function withoutLevel(ref: string, levels: readonly string[]): string {
  const bare = ref.replace(/^the |^[#'"([]+|['")\],;:.]+$/gi, '').trim();
  const word = namesOfLevels(levels).find((one) => beginsWith(bare, one)) ?? '';
  const left = bare.slice(word.length).trim();
  return left === '' ? ref : left;
}

/** One and many of each, the longest first. */
export function namesOfLevels(levels: readonly string[]): readonly string[] {
  const words = ['milestone', 'action', ...levels.map((level) => level.trim().toLowerCase().replace(/\s+/g, ' '))];
  const all = words.filter((word) => word !== '').flatMap((word) => [word, ...manyOf(word)]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** Of "area for development" also "areas for development". */
function manyOf(word: string): readonly string[] {
  return [`${word}s`, word.replace(/y$/, 'ies'), word.replace(/^\S+/, '$&s')];
}

export function beginsWith(text: string, word: string): boolean {
  return `${text.toLowerCase()} `.startsWith(`${word} `);
}

/** A level of several words stands as one letter, so that the "for" in "area for development 2.1" parts nothing. */
export function hideLevels(line: string, levels: readonly string[]) {
  const words = namesOfLevels(levels).filter((word) => word.includes(' '));
  const found: string[] = [];
  const hide = (word: string): string => String.fromCharCode(FIRST_HIDDEN + found.push(word) - 1);
  const pattern = words.map((word) => word.replace(/[^\p{L}\p{N} ]/gu, '\\$&')).join('|');
  const hidden =
    words.length === 0
      ? line
      : line.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu'), hide);
  const shown = (part: string): string =>
    part.replace(/[\ue000-\uf8ff]/g, (letter) => found[letter.charCodeAt(0) - FIRST_HIDDEN] ?? '');
  return { hidden, shown };
}

const FIRST_HIDDEN = 0xe000;
