import { isNoName } from './plan-name-words.js';
import { oneLine } from './words.js';

/** A word of a cell, and where it stands. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What stands between it and the word before: blanks, line breaks, signs. */
  readonly before: string;
}

/** Names of people who are known, to be found in running words. */
export interface KnownNames {
  /** How many words from this one on are a known name, the longest; 0 when none is. */
  readonly at: (words: readonly Word[], from: number) => number;
  /** The whole text is a known name, of one word or more. */
  readonly has: (text: string) => boolean;
}

/** The words of a text: letters and figures with the apostrophes, hyphens and points within. */
export function wordsIn(text: string): Word[] {
  let end = 0;
  return Array.from(text.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’.-](?=[\p{L}\p{N}]))*/gu), (found) => {
    const word = {
      text: found[0],
      start: found.index,
      end: found.index + found[0].length,
      before: text.slice(end, found.index),
    };
    end = word.end;
    return word;
  });
}

/** Names are known by their words: case, spaces and the form of the apostrophe aside. */
export function knownNames(names: Iterable<string>): KnownNames {
  const byFirst = new Map<string, string[][]>();
  const whole = new Set<string>();
  for (const name of names) {
    const words = wordsIn(name).map(({ text }) => plain(text));
    const [first] = words;
    if (first === undefined) continue;
    whole.add(words.join(' '));
    if (words.length > 1) byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  return {
    has: (text) =>
      whole.has(
        wordsIn(text)
          .map((word) => plain(word.text))
          .join(' '),
      ),
    at: (words, from) => {
      const fits = (name: readonly string[]): boolean =>
        name.every(
          (word, n) =>
            plain(words[from + n]?.text ?? '') === word && (n === 0 || isWithin(words[from + n]?.before ?? '')),
        );
      const found = (byFirst.get(plain(words[from]?.text ?? '')) ?? []).filter(fits);
      return Math.max(0, ...found.map((name) => name.length));
    },
  };
}

/** What may stand between two words of one name. */
function isWithin(before: string): boolean {
  return /^[\s.,]*$/.test(before);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll('’', "'").replace(/\.$/, '');
}

/* ---- Words that make a name ---- */

const TITLES = /^(?:dr|mr|mrs|ms|miss|mx|prof(?:essor)?|cllr|councillor|sir|dame|rev)$/i;
const PARTICLES =
  /^(?:van|von|der|den|de|del|della|la|le|da|dos|das|du|di|al|el|bin|ibn|bint|ap|ter|ten|st|mac|mc|o)$/i;

/** "Dawn", "O'Brien", "Mary-Jane", "J", "JP", "McKay", "DAWN"; also "van" and "Dr", which go with the word behind. */
export function isNameWord(word: string): boolean {
  if (PARTICLES.test(word)) return true;
  return /^\p{Lu}[\p{L}\p{M}'’.-]*$/u.test(word) && !isNoName(word);
}

/** How many names a person could give of these words: "Anna van der Berg" and "John B Smith" are two, first and last. */
function partsOfName(words: readonly string[]): number {
  return words.filter((word, at) => {
    const last = at === words.length - 1;
    if (TITLES.test(word)) return false;
    if (PARTICLES.test(word) && !last) return at === 0 && /^\p{Lu}/u.test(word);
    return at === 0 || last || !/^\p{L}\.?$/u.test(word);
  }).length;
}

/** Two words and more, each of a form that names have: "Dawn Williams", not "Early Help" or "dawn williams". */
export function isLikeName(text: string): boolean {
  if (/[/&,;:()\d]/.test(text)) return false;
  const words = wordsIn(text).map((word) => word.text);
  const last = words.at(-1) ?? '';
  const parts = partsOfName(words);
  return words.every(isNameWord) && !TITLES.test(last) && /^\p{Lu}/u.test(last) && parts > 1 && parts < 4;
}

/* ---- Names without a sign between them ---- */

/** A run of words taken apart into names. */
export interface NamesApart {
  readonly names: readonly string[];
  /** Some of them are known to nobody, and were told apart by their number of words alone. */
  readonly assumed: boolean;
}

interface Way {
  readonly cost: number;
  readonly names: readonly string[];
  readonly assumed: boolean;
  /** So many other ways are as good. */
  readonly ties: number;
}

/** What a name costs by its parts: two are the rule, three the exception. */
const COST_OF_PARTS: Readonly<Record<number, number>> = { 2: 2, 3: 5, 1: 7 };

/**
 * The names in a run of words that no sign divides: those that are known, and else two words each, three where the
 * number is odd. Null when that cannot be told: one way must be better than all others.
 */
export function namesApart(run: string, known: KnownNames): NamesApart | null {
  const words = wordsIn(run);
  const best: (Way | null)[] = [{ cost: 0, names: [], assumed: false, ties: 0 }];
  for (let end = 1; end <= words.length; end += 1) {
    const ways = Array.from({ length: Math.min(end, 6) }, (_, n) => wayTo(words, end - n - 1, end, best, known));
    best.push(cheapest(ways.filter((way) => way !== null)));
  }
  const found = best[words.length] ?? null;
  if (found === null || found.ties > 0 || found.names.length === 0) return null;
  return { names: found.names, assumed: found.assumed && found.names.length > 1 };
}

function wayTo(
  words: readonly Word[],
  from: number,
  to: number,
  best: readonly (Way | null)[],
  known: KnownNames,
): Way | null {
  const before = best[from] ?? null;
  const part = words.slice(from, to);
  const [first] = part;
  if (before === null || first === undefined) return null;
  const isKnown = known.at(words, from) === part.length || (part.length === words.length && known.has(first.text));
  const texts = part.map(({ text }) => text);
  const price = isKnown
    ? 0
    : texts.every(isNameWord) && /^\p{Lu}/u.test(texts.at(-1) ?? '')
      ? COST_OF_PARTS[partsOfName(texts)]
      : undefined;
  if (price === undefined) return null;
  const broken = isKnown ? 0 : part.slice(1).filter((word) => word.before.includes('\n')).length;
  // A surname more may stand behind a known name, hardly a first name more before it.
  const cut = !isKnown && part.some((_, n) => n > 0 && known.at(words, from + n) === part.length - n) ? 1 : 0;
  const name = oneLine(
    part.map(({ text }, at) => (at === 0 ? text : `${nameGap(part[at]?.before ?? '')}${text}`)).join(''),
  );
  return {
    cost: before.cost + price + broken + cut,
    names: [...before.names, name],
    assumed: before.assumed || !isKnown,
    ties: before.ties,
  };
}

/** "J. Smith" keeps its point. */
function nameGap(before: string): string {
  return before.startsWith('.') ? '. ' : ' ';
}

function cheapest(ways: readonly Way[]): Way | null {
  const least = Math.min(...ways.map(({ cost }) => cost));
  const equal = ways.filter(({ cost }) => cost === least);
  const [one] = equal;
  return one === undefined ? null : { ...one, ties: equal.length - 1 + Math.max(...equal.map(({ ties }) => ties)) };
}
