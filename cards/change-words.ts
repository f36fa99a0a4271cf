import { cut, listed } from './words.js';

/** So many names stand in one sentence. */
const NAMES = 4;

/** "Hal Grant" or "Hal Grant or Ida Moss": any of them is enough. */
export function anyOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).map((name) => cut(name));
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`;
}

/** Who decides about what is proposed; where nobody may yet, what has to happen first. */
export function whoDecides(deciders: readonly string[], verb: 'decides' | 'confirms it'): string {
  if (anyOf(deciders) !== '') return `${anyOf(deciders)} ${verb}.`;
  return 'Nobody is set who may decide it: ask an administrator to name the head of service.';
}

/** Who will see what is typed. */
export function whoSees(deciders: readonly string[]): string {
  const names = listed(deciders.slice(0, NAMES).map((name) => cut(name))).trim();
  const who = names === '' ? 'Leadership reads' : `${names} and leadership read`;
  return `${who} your words. Please leave out children’s names and case numbers.`;
}
