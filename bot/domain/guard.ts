/** What may say who a child is (RULES 6): found by pattern, for a person to look at. */
import { birthsIn } from './guard-births.js';
import { namesIn } from './guard-names.js';
import { caseNumbersIn, nhsNumbersIn } from './guard-numbers.js';
import { readingsOf } from './guard-reading.js';
import { smallNumbersIn } from './guard-small-numbers.js';

export interface Finding {
  /** `held` until the head of service or an admin clears it; `flagged` only warns. */
  readonly kind: 'held' | 'flagged';
  /** What it looks like: "an NHS number". */
  readonly looksLike: string;
  /** The words that were found. */
  readonly words: string;
}

export function isHeld({ kind }: Finding): boolean {
  return kind === 'held';
}

/**
 * Everything in a text that may say who a child is, what is held first, each words once. Takes time in proportion to the
 * text, whatever stands in it.
 *
 * @param smallNumber numbers below it are flagged where they are tied to children, families or cases
 * @param known names of officers: they are nobody's child
 */
export function findingsIn(text: string, smallNumber: number, known: readonly string[] = []): readonly Finding[] {
  if (!MAY_HOLD.test(text)) return [];
  const found = readingsOf(text).flatMap((plain) => [
    ...nhsNumbersIn(plain).map((words) => held('an NHS number', words)),
    ...caseNumbersIn(plain).map((words) => held('a case number', words)),
    ...birthsIn(plain).map((words) => held('a date of birth', words)),
    ...namesIn(plain, known).map((words) => held('the name of a child or a relative', words)),
    ...smallNumbersIn(plain, smallNumber).map((words) => ({ kind: 'flagged' as const, looksLike: SMALL, words })),
  ]);
  const once = [...new Map(found.map((one) => [`${one.looksLike} ${one.words}`, one])).values()];
  return [...once.filter(isHeld), ...once.filter((one) => !isHeld(one))];
}

/** Nothing is found in a text without any of these: most are looked at no further. */
const MAY_HOLD =
  /[\p{N}\u0080-\uffff<&*_~`\\|]|child|young|yp|mother|mum|father|dad|sibling|brother|sister|twin|son|daughter|bab|toddler|teenager|famil|case|pupil|girl|boy|referral|born|birth|d\.? ?o\.? ?b/iu;
const SMALL = 'a number so small that it may point to a child or a family';

function held(looksLike: string, words: string): Finding {
  return { kind: 'held', looksLike, words };
}
