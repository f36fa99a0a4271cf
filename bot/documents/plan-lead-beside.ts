import { isNoName } from './plan-name-words.js';
import { wordsIn, type KnownNames } from './plan-names.js';
import { isGroup, isNobody, isRole } from './plan-roles.js';
import { oneLine } from './words.js';

/** Somebody known, and what stands beside them in the same piece of a cell. */
export interface Beside {
  /** Each as printed: a name with what stands beside it in brackets, or a group of its own. */
  readonly parts: readonly string[];
  readonly names: readonly string[];
  /** The post, letters or words that were taken for no lead of their own. */
  readonly beside: readonly string[];
}

interface Stretch {
  readonly text: string;
  readonly isName: boolean;
}

const JOINS = /^(?:and\b|[/&])|(?:\band|[/&])$/i;

/** What the heading of the column says already. */
const OF_HEADING = /^(?:(?:lead )?officers?|leads?)$/i;

/**
 * "Director of Public Health Dawn Williams", "WSCB Dawn Williams", "Head of Service (Dawn Williams)": with somebody known
 * in it, the rest is a post or letters. Null when nobody is, or when the rest may hold a name of its own.
 */
export function besideKnown(piece: string, known: KnownNames): Beside | null {
  const tags = Array.from(piece.matchAll(/\(([^()]*)\)/g), ([, tag = '']) => oneLine(tag)).filter((tag) => tag !== '');
  const outside = oneLine(piece.replace(/\([^()]*\)/g, ' '));
  if (known.has(outside)) return null;
  const stretches = stretchesOf(outside, known);
  const names = stretches.filter(({ isName }) => isName).map(({ text }) => text);
  if (names.length === 0) return inBrackets(outside, tags, known);
  const rests = stretches.filter(({ isName }) => !isName).map(({ text }) => text);
  if (rests.some((rest) => JOINS.test(rest) || !mayStandBeside(withoutSigns(rest)))) return null;
  if (rests.every((rest) => withoutSigns(rest) === '')) return null;
  return placed(stretches, names, tags);
}

/** "Head of Service (Dawn Williams)". */
function inBrackets(outside: string, tags: readonly string[], known: KnownNames): Beside | null {
  const [name] = tags;
  if (name === undefined || tags.length > 1 || !known.has(name) || isRole(name)) return null;
  if (!isNobody(outside) && (!isRole(outside) || isGroup(outside))) return null;
  return { parts: [isNobody(outside) ? name : `${name} (${outside})`], names: [name], beside: [outside] };
}

function stretchesOf(text: string, known: KnownNames): Stretch[] {
  const words = wordsIn(text);
  const found: Stretch[] = [];
  let done = 0;
  for (let at = 0; at < words.length; at += 1) {
    const [first, last] = [words[at], words[at + known.at(words, at) - 1]];
    if (first === undefined || last === undefined || last.end <= first.start) continue;
    const name = text.slice(first.start, last.end);
    if (isRole(name)) continue;
    found.push({ text: text.slice(done, first.start).trim(), isName: false }, { text: name, isName: true });
    done = last.end;
    at += known.at(words, at) - 1;
  }
  return [...found, { text: text.slice(done).trim(), isName: false }];
}

/** A post, letters, or words that are no name. */
function mayStandBeside(rest: string): boolean {
  const isWord = (word: string): boolean =>
    /^\p{Ll}/u.test(word) || /^\p{Lu}[\p{Lu}\d]{1,7}$/u.test(word) || isNoName(word) || isNobody(word);
  return isRole(rest) || wordsIn(rest).every(({ text }) => isWord(text));
}

/** What stands before the first name belongs to it, all else to the name before; a group is a lead of its own. */
function placed(stretches: readonly Stretch[], names: readonly string[], tags: readonly string[]): Beside {
  const [parts, beside]: [{ name: string; tags: string[] }[], string[]] = [[], []];
  let waiting: string[] = [];
  for (const { text, isName } of stretches) {
    const bare = withoutSigns(text);
    if (OF_HEADING.test(bare)) continue;
    if (isName) {
      parts.push({ name: text, tags: waiting });
      waiting = [];
    } else if (isGroup(bare)) {
      parts.push({ name: bare, tags: [] });
    } else if (bare !== '') {
      beside.push(bare);
      // "Vacant - Dawn Williams covers": she is asked, and the post is not.
      if (!isNobody(bare)) (parts.findLast(({ name }) => names.includes(name))?.tags ?? waiting).push(bare);
    }
  }
  parts.findLast(({ name }) => names.includes(name))?.tags.push(...tags);
  return {
    parts: parts.map((part) => (part.tags.length === 0 ? part.name : `${part.name} (${part.tags.join(', ')})`)),
    names,
    beside,
  };
}

function withoutSigns(text: string): string {
  return text.replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '').replace(/[()]/g, '');
}
