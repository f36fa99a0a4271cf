import { inWords } from '../bot/domain/dates.js';
import type { DecidesLater } from '../bot/domain/views.js';
import { capital, cut, listed } from './words.js';

/** So many names stand in one sentence. */
const NAMES = 4;

/** "Hal Grant" or "Hal Grant or Ida Moss": any of them is enough. */
export function anyOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).map((name) => cut(name));
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`;
}

/** Who decides about what is proposed; where nobody may yet, what has to happen first. */
export function whoDecides(
  { deciders, decidesLater }: { readonly deciders: readonly string[]; readonly decidesLater?: Later },
  verb: Decides,
): string {
  return anyOf(deciders) === '' ? nobodyThere(decidesLater, verb) : `${anyOf(deciders)} ${verb}.`;
}

type Decides = 'decides' | 'confirms it';
type Later = DecidesLater | null | undefined;

/** Nobody is there who may decide: until when it waits, or what has to happen first where nobody is set. */
export function nobodyThere(later: Later, verb: Decides = 'decides'): string {
  if (later == null) return NOBODY_DECIDES;
  return `${capital(cut(later.name))} ${verb}, is away until ${inWords(later.until)}, and it waits until then.`;
}

const NOBODY_DECIDES = 'Nobody is set who may decide it: ask an administrator to name the head of service.';

/** Who will see what is typed. */
export function whoSees(deciders: readonly string[]): string {
  const names = listed(deciders.slice(0, NAMES).map((name) => cut(name))).trim();
  const who = names === '' ? 'Leadership reads' : `${names} and leadership read`;
  return `${who} your words. Please leave out children’s names and case numbers.`;
}
