import { cut, listed } from './words.js';

/**
 * What the first card that anybody gets says of it: who asked and why, what is kept, who sees it. Three lines.
 *
 * @param askedBy names of who looks after the plans; may be empty
 */
export function firstWords(askedBy: readonly string[]): readonly string[] {
  const names = askedBy.slice(0, 3).map((name) => cut(name));
  const who = names.length === 0 ? 'Whoever looks after the plan' : listed(names);
  return [
    `${who} asked for this, to keep the plan up to date without a round of emails.`,
    'What you answer is kept with your name and the day. A correction is added to it; nothing is overwritten.',
    'Who sees it: those who lead with you, heads of service, leadership and administrators. Please leave out children’s names and case numbers.',
  ];
}
