import { plainDigest } from '../../cards/plain-digest.js';
import type { PlainView } from '../domain/views.js';

/** Teams takes about 28,000 characters in a message. */
export const LONGEST_IN_CHAT = 20_000;

/** What somebody is asked, as plain text to paste into an e-mail; of at most so many characters. */
export function plainText(view: PlainView, longest = Infinity): string {
  return plainDigest(view, longest);
}
