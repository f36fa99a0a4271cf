import { findingsIn, isHeld } from './guard.js';
import { asTyped } from './plain-text.js';

/** What somebody asked for cannot be done: a code for programs, and words for people that say what to do. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** No reason may hold more characters than this. */
export const LONGEST_REASON = 500;

/**
 * What is wrong with a reason; null when nothing is.
 *
 * @param what the start of a sentence: "The new date"
 */
export function wrongReason(reason: string, what: string): Refusal | null {
  const length = asTyped(reason).length;
  if (length === 0) return { code: 'no-reason', message: `${what} needs a reason, in a sentence.` };
  if (length <= LONGEST_REASON) return null;
  const most = String(LONGEST_REASON);
  return { code: 'too-long', message: `The reason has ${String(length)} characters. Give at most ${most}.` };
}

/**
 * Why words are not taken that the guard would hold and nobody could clear; null when it would hold none of them.
 *
 * @param others who reads them: "the public reads it"
 */
export function heldRefusal(texts: readonly string[], smallNumber: number, others: string): Refusal | null {
  const found = texts.flatMap((text) => findingsIn(asTyped(text), smallNumber)).find(isHeld);
  if (found === undefined) return null;
  return { code: 'held', message: `“${found.words}” looks like ${found.looksLike}. Say it in other words: ${others}.` };
}
