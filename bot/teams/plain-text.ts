import { plainDigest } from '../../cards/plain-digest.js';
import type { PlainView } from '../domain/views.js';

/** As much as a card holds beside its own words. */
export const LONGEST_IN_CHAT = 15_000;

/** What somebody is asked, as plain text to paste into an e-mail; of at most so many characters. */
export function plainText(view: PlainView, longest = Infinity): string {
  return plainDigest(view, longest);
}
