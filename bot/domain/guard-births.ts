/** A day beside words for somebody's birth. */

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = "(?:'?\\d{2}|(?:19|20)\\d{2})";
const DAY = '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?';

const DATE = [
  '(?:19|20)\\d{2}[-/. ]\\d{1,2}[-/. ]\\d{1,2}',
  `\\d{1,2} ?[-/. ] ?\\d{1,2} ?[-/. ] ?${YEAR}`,
  `${DAY}(?: of)?[ /.-]?${MONTH}(?:[ /.,-]{0,2}${YEAR})?`,
  `${MONTH}\\.? ?${DAY}(?:,? ?${YEAR})?`,
  `${MONTH}[ /.,-]{0,2}(?:19|20)\\d{2}`,
  `\\d{1,2}[/.]\\d{1,2}`,
  '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\\d{2}',
].join('|');

const WHOLE_DATE = `(?<![\\p{L}\\p{N}])(?:${DATE})(?![\\p{L}\\p{N}])`;
const BORN =
  '(?<![\\p{L}\\p{N}]|new[ -]|un-?)(?:born|d\\.? ?o\\.? ?b\\.?|dates? of birth|birth ?dates?|birthdays?|b\\.)(?![\\p{L}\\p{N}])';
const BLANK = '[\\s,:;"()\\[\\]=-]';
/** Words between them that say nothing of another day. */
const SMALL_WORDS = `(?:(?:on|in|at|is|was|are|the|of|for|about|around|approximately|approx|c|this|that|child|mother|father|young person|he|she|they|given|recorded|as|term|hospital|home)(?![\\p{L}\\p{N}])\\.?${BLANK}{0,4})`;
const WEEKDAY = `(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![\\p{L}])${BLANK}{0,3})`;

const BIRTHS = [
  new RegExp(`${BORN}${BLANK}{0,5}${SMALL_WORDS}{0,5}${WEEKDAY}?${WHOLE_DATE}`, 'giu'),
  new RegExp(
    `${WHOLE_DATE}${BLANK}{0,5}(?:(?:is|was|as|the|his|her|their|child's|a)(?![\\p{L}\\p{N}])${BLANK}{0,3}){0,4}${BORN}`,
    'giu',
  ),
];

export function birthsIn(text: string): readonly string[] {
  return BIRTHS.flatMap((pattern) => [...text.matchAll(pattern)].map(([words]) => words));
}
