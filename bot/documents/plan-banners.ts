import { lettersOf } from './plan-shapes.js';
import { oneLine, sameWords } from './words.js';

/** "AREA: PMQA PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE": a row that names the area of the rows below. */
export interface Banner {
  /** The plan's word for an area: "AREA". */
  readonly word: string;
  /** Code and title together, as printed. */
  readonly words: string;
}

const WORDS = 'area|theme|priority|service area|workstream';
const FORMS: readonly RegExp[] = [
  new RegExp(`^(?<word>${WORDS})(?: for development)? ?[:–—-] ?(?<words>.+)$`, 'iu'),
  // "Priority 2: Leadership" keeps its number, which says which of the areas it is.
  new RegExp(`^(?<words>(?<word>${WORDS}) \\d{1,2} ?[.:–—-] ?.+)$`, 'iu'),
  /^(?<word>AREA) (?<words>\p{Lu}[\p{L}/&-]*\p{Lu} .+)$/u,
];

/**
 * The area that a row names; undefined unless its only filled cell says so. Conversions of merged cells repeat their
 * words in every cell.
 */
export function bannerIn(cells: readonly string[]): Banner | undefined {
  const filled = [...new Set(cells.filter((cell) => cell !== ''))];
  const [only] = filled;
  if (filled.length !== 1 || only === undefined || only.length > 500) return undefined;
  for (const form of FORMS) {
    const { word, words } = form.exec(oneLine(only))?.groups ?? {};
    if (word !== undefined && words !== undefined) return { word, words };
  }
  return undefined;
}

/**
 * Code and title of a banner. A first word is a code when the refs below begin with it, when it is the initials of the
 * rest, when a dash or colon stands behind it, or when it alone is in capitals.
 */
export function codeAndTitle(
  words: string,
  refs: readonly string[],
): { readonly code?: string; readonly title: string } {
  const found = /^(?<code>\p{L}[\p{L}/&-]{1,11})(?<mark> ?[:–—] ?| - | )(?<title>.+)$/u.exec(words)?.groups;
  const { code, mark, title } = found ?? {};
  if (code === undefined || mark === undefined || title === undefined) return { title: words };
  const ofRefs = refs.some((ref) => sameWords(lettersOf(ref)) === sameWords(code));
  const capitals = /\p{Lu}.*\p{Lu}/u.test(code);
  const alone = code === code.toUpperCase() && /\p{Ll}/u.test(title.split(' ')[0] ?? '');
  const short = code.length < 7 && (mark !== ' ' || alone);
  const isCode = ofRefs || (capitals && (short || isInitials(code, title)));
  return isCode ? { code, title } : { title: words };
}

/** "CiN/CP" of "Children in need and child protection": its letters begin words, in their order. */
function isInitials(code: string, title: string): boolean {
  const letters = Array.from(code.toLowerCase().replace(/[^\p{L}]/gu, ''));
  const words = title.toLowerCase().match(/\p{L}+/gu) ?? [];
  let at = -1;
  return letters.every((letter) => (at = words.findIndex((word, n) => n > at && word.startsWith(letter))) >= 0);
}
