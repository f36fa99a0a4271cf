/** Numbers by which somebody can be looked up. */

/** Ten digits: together, in threes and four, or with single blanks or dashes wherever they are. */
const TEN_DIGITS = [
  /(?<![\p{L}\p{N}])\d{10}(?!\d)/gu,
  /(?<!\d)\d{3}[ .\n-]\d{3}[ .\n-]\d{4}(?!\d)/g,
  /(?<!\d|\d[ .-])\d(?:[ .-]?\d){9}(?!\d|[ .-]\d)/g,
];

export function nhsNumbersIn(text: string): readonly string[] {
  const found = TEN_DIGITS.flatMap((pattern) => [...text.matchAll(pattern)].map(([words]) => words));
  return [...new Set(found)].filter(isNhsNumber);
}

/** The last digit is made of the nine before it. */
export function isNhsNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 10) return false;
  const sum = Array.from(digits.slice(0, 9)).reduce((so, digit, at) => so + Number(digit) * (10 - at), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && check % 11 === Number(digits[9]);
}

const START = '(?<![\\p{L}\\p{N}])';
const WHOSE = '(?:case|child|client|file|referral|family|record|pupil|patient|person|service user|yp)';
const SAYS_NUMBER = '(?:no|num|number|ref|reference|id|identifier)(?![\\p{L}])\\.?';
const SYSTEMS = '(?:lcs|ics|ehm|mosaic|liquid ?logic|azeus|care ?first|framework-?i|upn|uln|eclipse)';
const BETWEEN = '(?: is| was)?[ :#/(-]{0,3}';
const END = '(?![\\p{L}\\p{N}]|[.,]\\d)';

/** Each with its number in the group `id`. */
const CASE_NUMBERS = [
  // "case no 123456", "child's file ref: LCS/1234"
  `${START}${WHOSE}(?:'s)?(?: (?:file|record|case))? ?(?:${SAYS_NUMBER}|#)${BETWEEN}(?<id>[A-Z]{0,8}[ /-]?\\d[\\d/-]{2,14}[A-Z]?)`,
  // "case 1234567", "client P123456"
  `${START}${WHOSE}(?: id)?[ :#(-]{1,3}(?<id>[A-Z]{0,4}[/-]?\\d{5,12})`,
  // "LCS-1234567", "Mosaic ID 123456"
  `${START}${SYSTEMS}(?: ${WHOSE})?(?: ?${SAYS_NUMBER})?${BETWEEN}(?<id>[A-Z]{0,2}\\d{4,14}[A-Z]?)`,
  // "ref LCS-1234567", "reference 1234567"
  `${START}ref(?:erence)?(?: (?:no|number))?\\.?${BETWEEN}(?<id>(?!dfe|isbn|issn|urn)(?:[A-Z]{2,8}[ /-]?\\d{5,12}|\\d{6,12}))`,
  // A pupil's own number in every school.
  `${START}(?<id>[A-HJ-NP-RT-Z]\\d{11}[0-9A-Z])`,
].map((pattern) => new RegExp(`${pattern}${END}`, 'giu'));

const YEAR = /^(?:19|20)\d\d(?:[/-](?:\d\d|(?:19|20)\d\d))?$/;
const PHONE = /^0\d{9,10}$/;
const DATE = /^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}$/;

export function caseNumbersIn(text: string): readonly string[] {
  const found = CASE_NUMBERS.flatMap((pattern) => [...text.matchAll(pattern)]);
  return found.filter(({ groups }) => isCaseNumber((groups?.id ?? '').trim())).map(([words]) => words);
}

function isCaseNumber(id: string): boolean {
  return !YEAR.test(id) && !PHONE.test(id) && !DATE.test(id);
}
