/** Initials or a name tied directly to child, young person, mother, father or sibling (RULES 6). */
import { ACRONYMS, ALSO_WORDS, ENDS_OF_BODIES, GIVEN_NAMES, NO_NAMES } from './guard-name-words.js';

const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const KIN =
  '(?:step|grand|god|half[ -]|foster[ -]|birth[ -])?-?(?:mother|mum|mummy|father|dad|daddy|sibling|brother|sister|twin|son|daughter)(?<several>s)?';
const CHILD =
  '(?:child|baby|toddler|teenager|young[ -]person|yp)|(?<many>children|babies|young[ -]people|young[ -]persons|yps)';
const RELATION = new RegExp(`${START}(?:(?<kin>${KIN})|${CHILD})${END}`, 'giu');

/** What may stand between the word and the name; `weak` ties need a name that is known as one. */
const TIES: readonly { readonly pattern: RegExp; readonly strength: 'strong' | 'plain' | 'weak' }[] = [
  {
    pattern:
      /(?:'s (?:name|initials) (?:is|are|was)|'s (?:name|initials):?|,? (?:is |was |are )?(?:called|named|known as|initials)):? ["'(]?/iy,
    strength: 'strong',
  },
  { pattern: / ?[([{] ?(?:initials |called |named )?["']?/iy, strength: 'strong' },
  { pattern: / ?[:=/] ?["']?/y, strength: 'weak' },
  { pattern: /,? (?:of|is|was) /iy, strength: 'weak' },
  { pattern: /, | - |-/y, strength: 'weak' },
  { pattern: / ["']?/y, strength: 'plain' },
];

const DOTTED = /\p{L}(?:\. ?\p{L}){1,3}\.?(?![\p{L}\p{N}])|\p{Lu}\.(?= ?[\p{Ll}),;]|$)/uy;
const LETTERS = /\p{Lu}{1,3}(?:[ -]\p{Lu}){0,2}(?![\p{L}\p{N}.]\p{L}|[\p{L}\p{N}&'-]\p{Lu}|[\p{L}\p{N}&]| &)/uy;
const CAPITALISED = /\p{Lu}[\p{L}\p{M}'-]{1,40}(?: \p{Lu}[\p{L}\p{M}'-]{0,40}){0,5}/uy;
const WITHOUT_CASE = /\p{Lo}{2,30}/uy;
const LOWER = /\p{Ll}{3,20}(?![\p{L}\p{N}'-])/uy;
const NO_INITIALS = ['e.g', 'i.e', 'a.m', 'p.m', 'n.b', 'u.k', 'd.o.b', 'd.v', 'p.a'];

/** What ends a name in a list, a bracket or a sentence. */
const CLOSED = /(?: ?[),;.\]}"/]| aged? | \d| and \p{Lu}| ?$| ?\n)/uy;

interface Relation {
  readonly kin: boolean;
  readonly several: boolean;
  /** As written: in small letters, with a capital, or in capitals throughout. */
  readonly style: 'small' | 'capital' | 'capitals';
  readonly strength: 'strong' | 'plain' | 'weak';
}

export function namesIn(text: string, known: readonly string[]): readonly string[] {
  const officers = known.map((name) => name.toLowerCase());
  const found: string[] = [];
  for (const match of text.matchAll(RELATION)) {
    const [word] = match;
    const kin = match.groups?.kin !== undefined;
    const several = (match.groups?.many ?? match.groups?.several) !== undefined;
    const style = word === word.toUpperCase() ? 'capitals' : /^\p{Lu}/u.test(word) ? 'capital' : 'small';
    const from = match.index;
    const to = from + word.length;
    const end = nameAfter(text, to, { kin, several, style }, officers);
    const before = nameBefore(text, from, to, kin, officers);
    if (end !== null) found.push(text.slice(from, end));
    if (before !== null) found.push(text.slice(before, to));
  }
  return found;
}

/** Where the name behind the word ends; null where there is none. */
function nameAfter(
  text: string,
  at: number,
  relation: Omit<Relation, 'strength'>,
  officers: readonly string[],
): number | null {
  for (const { pattern, strength } of TIES) {
    const tie = matchAt(pattern, text, at);
    if (tie === null) continue;
    const from = at + tie.length;
    const length = nameAt(text, from, { ...relation, strength }, officers);
    if (length === 0) continue;
    return tie.includes('(') && text[from + length] === ')' ? from + length + 1 : from + length;
  }
  return null;
}

/** How many characters of a name, or of initials, begin there. */
function nameAt(text: string, at: number, relation: Relation, officers: readonly string[]): number {
  const dotted = matchAt(DOTTED, text, at);
  if (dotted !== null && !isAbbreviation(dotted)) return dotted.length;
  const letters = matchAt(LETTERS, text, at);
  if (letters !== null) return areInitials(letters, text, at + letters.length, relation) ? letters.length : 0;
  const name = matchAt(CAPITALISED, text, at);
  if (name !== null) return isName(name, text, at + name.length, relation, officers) ? name.length : 0;
  const foreign = matchAt(WITHOUT_CASE, text, at);
  if (foreign !== null) return relation.strength === 'weak' ? 0 : foreign.length;
  const small = relation.strength === 'weak' ? null : matchAt(LOWER, text, at);
  return small !== null && GIVEN_NAMES.has(small) && !ALSO_WORDS.has(small) ? small.length : 0;
}

function areInitials(letters: string, text: string, end: number, { style, strength }: Relation): boolean {
  const plain = letters.replace(/[ -]/g, '');
  if (ACRONYMS.has(letters) || ACRONYMS.has(plain)) return false;
  if (style === 'capitals' && plain.length > 2) return false;
  // "the child I know": a word, not a letter.
  if (letters === 'I' && style === 'small' && !isClosed(text, end)) return false;
  return strength === 'weak' ? isClosed(text, end) : true;
}

function isName(
  name: string,
  text: string,
  end: number,
  { kin, several, style, strength }: Relation,
  officers: readonly string[],
): boolean {
  const parts = name
    .toLowerCase()
    .split(' ')
    .map((part) => part.replace(/'s$|[-']$/, ''));
  const [first = '', last = first] = [parts[0], parts.at(-1)];
  if (officers.some((officer) => officer.includes(parts.join(' ')) && parts.length > 1)) return false;
  if (NO_NAMES.has(first) || ENDS_OF_BODIES.has(last) || ACRONYMS.has(first.toUpperCase())) return false;
  if (isGiven(first)) return strength === 'weak' ? isClosed(text, end) : true;
  // "the father, Nkechi Obi, came": between commas beside somebody's relative.
  if (strength === 'weak' && kin && style === 'small' && text[end] === ',') return true;
  if (several || style === 'capitals' || strength === 'weak') return false;
  if (strength === 'strong') return isClosed(text, end);
  // "Child Safer Hackney Together": capitals throughout are a title.
  return style === 'small' || parts.length <= 2;
}

/** "Karen", "Karen-Louise". */
function isGiven(word: string): boolean {
  return GIVEN_NAMES.has(word) || GIVEN_NAMES.has(word.split('-')[0] ?? '');
}

/** What stands before the word: "AB's mother", "Karen (mother)", "Tom, the brother of". */
const POSSESSIVE =
  /(?<name>(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{M}-]{1,40}|\p{Lu}{1,3}|\p{Lu}\.(?: ?\p{Lu}\.?){1,2}))'s (?:birth |step|grand)?$/u;
const IN_BRACKETS =
  /(?<name>(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{M}'-]{0,40}|\p{Lu}\.(?: ?\p{Lu}\.?){1,2})) ?[([] ?(?:the |his |her |their |child's )?$/u;
const BESIDE =
  /(?<name>(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}-]{1,40})(?: is|,) (?:a |the |his |her |their |child's |whose )?$/u;
/** No name and what ties it is longer. */
const LOOK_BACK = 70;

/** Where the name before the word begins; null where there is none. */
function nameBefore(text: string, from: number, to: number, kin: boolean, officers: readonly string[]): number | null {
  const start = Math.max(0, from - LOOK_BACK);
  const before = text.slice(start, from);
  const bracket = /^(?:'s [\p{L}]{1,20})? ?[)\],;]/u.test(text.slice(to, to + 30)) ? IN_BRACKETS.exec(before) : null;
  const beside = kin && /^(?: of |[.,;)]|$)/.test(text.slice(to, to + 5)) ? BESIDE.exec(before) : null;
  const found = bracket ?? (kin ? POSSESSIVE.exec(before) : null) ?? beside;
  const name = found?.groups?.name;
  if (found === null || name === undefined || officers.includes(name.toLowerCase())) return null;
  return isNameBefore(name) ? start + found.index : null;
}

function isNameBefore(name: string): boolean {
  if (/^\p{Lu}{1,3}$/u.test(name)) return !ACRONYMS.has(name) && name !== 'I';
  return name.includes('.') ? !isAbbreviation(name) : isGiven(name.toLowerCase());
}

function isAbbreviation(letters: string): boolean {
  return NO_INITIALS.includes(letters.toLowerCase().replace(/ /g, '').replace(/\.$/, ''));
}

function isClosed(text: string, at: number): boolean {
  return at >= text.length || matchAt(CLOSED, text, at) !== null;
}

/** What a sticky pattern finds at that place. */
function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
