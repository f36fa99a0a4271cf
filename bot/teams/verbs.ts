import { ADMIN_CODES } from './admin/codes.js';

/** The buttons of our cards, with the code that stands for each in a token: tokens have little room (DESIGN 5). */
const CODES = {
  'open-update': 'u',
  'choose-rating': 'c',
  'record-update': 'r',
  'still-on-track': 't',
  'back-to-digest': 'b',
  'my-milestones': 'm',
  'my-overdue': 'k',
  'open-history': 'y',
  /** What else there is to say of one milestone than an update. */
  'open-more': 'o',
  'open-defer': 'd',
  'record-defer': 'D',
  'end-defer': 'j',
  'open-end': 'e',
  'record-end': 'E',
  'open-handover': 'v',
  'record-handover': 'V',
  'withdraw-proposal': 'g',
  'open-answer': 'n',
  'record-answer': 'N',
  approvals: 'l',
  'accept-proposal': 'x',
  'refuse-proposal': 'f',
  'ask-proposer': 'q',
  'open-away': 'a',
  'record-away': 'A',
  'end-away': 'z',
  'open-deputy': 'p',
  'record-deputy': 'P',
  'open-behalf': 'w',
  'start-behalf': 'W',
  // Of who is accountable for an area, or owns a plan.
  'open-sign-off': 'G',
  'record-sign-off': 'H',
  'open-release': 'Z',
  'release-summary': 'L',
  'refuse-release': 'X',
  'open-overall': 'O',
  'record-overall': 'Y',
  // A question of a leader.
  'open-challenge': 'i',
  'record-challenge': 'I',
  'release-answer': 'R',
  /** What the guard holds. */
  'open-held': 'F',
  'clear-held': 'C',
  'keep-held': 'T',
  'open-measure': 'M',
  'record-measure': 'J',
  help: 'h',
  // On a summary in a channel, for whoever presses.
  'show-area': 's',
  'show-milestone': 'S',
  'back-to-rollup': 'B',
  'ask-about': 'Q',
  'record-ask': 'K',
  ...ADMIN_CODES,
} as const;

export type Verb = keyof typeof CODES;

/** Those of a card that nobody in particular was made for: what they answer depends on who presses. */
const OF_A_SUMMARY = ['show-area', 'show-milestone', 'back-to-rollup', 'ask-about', 'record-ask'] as const;
export type SummaryVerb = (typeof OF_A_SUMMARY)[number];

export function isOfASummary(verb: Verb): verb is SummaryVerb {
  return OF_A_SUMMARY.some((one) => one === verb);
}

/** Throws for a verb that no button has. */
export function codeOf(verb: string): string {
  if (!isVerb(verb)) throw new RangeError(`No button has the verb "${verb}"`);
  return CODES[verb];
}

/** The verb of a button, if the token that it carried was made for it. */
export function verbOf(verb: string, code: string): Verb | null {
  return isVerb(verb) && CODES[verb] === code ? verb : null;
}

export function isVerb(verb: string): verb is Verb {
  return Object.hasOwn(CODES, verb);
}
