/** Numbers of children, families or cases that are so small that people who know the area may know them. */

const WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, at) => [word, at + 1]),
);
const NUMBER = `(?<number>\\d{1,3}|single|${Object.keys(WORDS).join('|')})`;
const WHOM =
  '(?:child(?:ren)?|famil(?:y|ies)|young (?:people|persons?)|yps?|cases?|siblings?|bab(?:y|ies)|teenagers?|pupils?|girls?|boys?|mothers?|fathers?|referrals?)';
/** Words between the number and whom it counts that make it a number of something else. */
const OF_ELSE =
  '(?:(?:years?|months?|weeks?|days?|hours?|social|per|to|workers?|and|or|in|with|by|for|sessions?|visits?|meetings?|point|times)(?![\\p{L}]))';
const BETWEEN = `(?:(?:of (?:the |these |those |our )?)?(?:(?!${OF_ELSE})[\\p{L}][\\p{L}'/-]{0,20} ){0,3})`;
/** "family support", "case conference": the number is of those. */
const NOT_BEFORE =
  '(?! ?(?:worker|support|support|centre|center|conference|plan|protection|review|hub|group|team|practitioner|file|audit|stud|manage|meeting|law|court|order|record|note|discussion|assessment)|[\\p{L}\\p{N}])';

const SMALL = [
  new RegExp(
    `(?<![\\p{L}\\p{N}£$€]|[\\d][.,:/-]|(?:stage|quarter|level|phase|section|year|tier|band|step|part|key stage|theme|no|number) )${NUMBER} ${BETWEEN}${WHOM}${NOT_BEFORE}`,
    'giu',
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}])${WHOM} ?[:=(] ?(?:n ?= ?)?${NUMBER}(?![\\p{L}\\p{N}%]|[.,:/-]\\d| ?(?:%|per ?cent|years?|months?|weeks?|days?))`,
    'giu',
  ),
];

export function smallNumbersIn(text: string, smallNumber: number): readonly string[] {
  if (smallNumber <= 1) return [];
  return SMALL.flatMap((pattern) => [...text.matchAll(pattern)])
    .filter(({ groups }) => isSmall(groups?.number ?? '', smallNumber))
    .map(([words]) => words);
}

/** None at all points to nobody. */
function isSmall(number: string, smallNumber: number): boolean {
  const word = number.toLowerCase();
  const value = word === 'single' ? 1 : (WORDS[word] ?? Number(word));
  return value > 0 && value < smallNumber;
}
