import { KEEP } from '../bot/domain/retention.js';
import { cut, listed, numberInWords } from './words.js';

/** The rule book's; a setting may have changed it. */
const YEARS = numberInWords(KEEP.historyYears).toLowerCase();

/**
 * What the first card that anybody gets says of it: who asked and why, what is kept and how long, who sees it. Three lines.
 *
 * @param askedBy names of who looks after the plans; may be empty
 */
export function firstWords(askedBy: readonly string[]): readonly string[] {
  const names = askedBy.slice(0, 3).map((name) => cut(name));
  const who = names.length === 0 ? 'Whoever looks after the plan' : listed(names);
  return [
    `${who} asked for this, to keep the plan up to date without a round of e-mails.`,
    `What you answer is kept with your name and the day, as a rule until ${YEARS} years after the plan has ended. A correction is added to it; nothing is overwritten.`,
    'It is seen by those who lead it with you, heads of service, leadership and administrators. Please leave out children’s names and case numbers.',
  ];
}
