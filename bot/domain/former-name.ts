/** Whose name stood there and was erased (RULES 6): on cards, in summaries, in the history. */
export const FORMER_OFFICER = 'a former officer';

/** A sentence that begins with a name, which may be nobody's any more. */
export function begun(sentence: string): string {
  return sentence.startsWith(FORMER_OFFICER) ? `A${sentence.slice(1)}` : sentence;
}

/** The act of the audit that every redacted row of a history names. */
export const ERASURE = 'erasure begun';

/** `theirs` go; a longer name of somebody else is never taken apart. */
export interface Names {
  readonly theirs: readonly string[];
  readonly others: readonly string[];
}

/**
 * `cell`: people are listed there, and one word may be a name. `words`: running text, in which a single word may be
 * anybody's, or mean something else: it stays.
 */
type Where = 'cell' | 'words';

interface Token {
  readonly from: number;
  readonly to: number;
  readonly plain: string;
}

interface Name {
  readonly plain: string;
  /** After how many letters of `plain` a new word begins. */
  readonly breaks: ReadonlySet<number>;
  /** The same of hyphens and the like within its words, which others print as spaces. */
  readonly joints: ReadonlySet<number>;
  readonly comma: boolean;
  readonly initial: boolean;
  readonly theirs: boolean;
}

interface Found {
  readonly from: number;
  readonly to: number;
  readonly name: Name;
}

/** Keys whose texts name something by its id, code or printed ref, or what else finds it: these never change. */
const KEYS: ReadonlySet<string> = new Set([
  ...['id', 'kind', 'plan', 'area', 'objective', 'ref', 'code', 'leads', 'heads', 'owner', 'by', 'approvedBy'],
  ...['waitsFor', 'replacedBy', 'sameAs', 'grade', 'rating', 'preset', 'board', 'name', 'aliases', 'bodies'],
  ...['because', 'source', 'from', 'to', 'officer'],
]);
/** Addresses, in which a name is written with signs for its spaces: without it they lead nowhere. */
const LINKS: ReadonlySet<string> = new Set(['evidenceLink']);
const CELLS: ReadonlySet<string> = new Set(['leadsText', 'who']);

/**
 * A name as names are compared: case, spaces and punctuation aside. Titles stay, since "Mr J Smith" and "Mrs J Smith"
 * are two people; an alias joins "Dr Emma Bennett" to "Emma Bennett".
 */
export function normalisedName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** A running text without their names. */
export function withoutNames(text: string, names: Names): string {
  return rewritten(text, prepared(names), 'words');
}

/** An image of anything that has a history, without their names: same keys, same order, other texts only. */
export function imageWithoutNames(image: unknown, names: Names): unknown {
  const known = prepared(names);
  return mapTexts(image, '', (text, key) => {
    if (KEYS.has(key)) return text;
    if (LINKS.has(key)) return isNamedIn(text, known) ? FORMER_OFFICER : text;
    return rewritten(text, known, CELLS.has(key) ? 'cell' : 'words');
  });
}

/** In how many texts of an image one of their names, or a word that may be one, still stands after `imageWithoutNames`. */
export function textsWithNames(image: unknown, names: Names): number {
  const known = prepared(names);
  let found = 0;
  // "May" may be somebody, "may" is a word.
  const isLeft = (text: string, { from, name }: Found): boolean =>
    name.theirs && (name.breaks.size > 0 || !/^\p{Ll}/u.test(text.slice(from)));
  mapTexts(image, '', (text, key) => {
    if (
      LINKS.has(key)
        ? isNamedIn(text, known)
        : foundIn(text, known, KEYS.has(key) ? 'words' : 'cell').some((one) => isLeft(text, one))
    )
      found += 1;
    return text;
  });
  return found;
}

/** Whether an address names them: "Ann%20Hall.docx", "ann_hall", "ann-hall", "ann.hall". */
function isNamedIn(link: string, names: readonly Name[]): boolean {
  const words = decoded(link).replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
  return [link, words].some((text) => foundIn(text, names, 'words').some(({ name }) => name.theirs));
}

/** Each run of %XX by itself: one that is no text parts words. */
function decoded(link: string): string {
  return link.replace(/(?:%[\dA-F]{2})+/giu, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return ' ';
    }
  });
}

function mapTexts(value: unknown, key: string, change: (text: string, key: string) => string): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, key, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, name, change)]));
}

function rewritten(text: string, names: readonly Name[], where: Where): string {
  let [made, at] = ['', 0];
  for (const { from, to, name } of foundIn(text, names, where)) {
    if (!name.theirs) continue;
    made += text.slice(at, from) + FORMER_OFFICER;
    at = to;
  }
  return made + text.slice(at);
}

/** From the left, the longest name first; none within another. */
function foundIn(text: string, names: readonly Name[], where: Where): readonly Found[] {
  const tokens = tokensOf(text);
  const found: Found[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    for (const name of names) {
      const last = lastOf(name, { text, tokens, index, where });
      const [from, to] = [tokens[index]?.from ?? 0, last === null ? 0 : (tokens[last]?.to ?? 0)];
      if (last === null || !standsAlone(text, from, to, name)) continue;
      found.push({ from, to, name });
      index = last;
      break;
    }
  }
  return found;
}

interface Place {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly index: number;
  readonly where: Where;
}

/** The last word of a name that begins with this one; null when it is not that name. */
function lastOf(name: Name, { text, tokens, index, where }: Place): number | null {
  if (where === 'words' && name.breaks.size === 0) return null;
  const seen = new Set<number>();
  let length = 0;
  for (let at = index; at < tokens.length; at += 1) {
    const [token, before] = [tokens[at], tokens[at - 1]];
    if (token === undefined || !name.plain.startsWith(token.plain, length)) return null;
    if (at > index && before !== undefined) {
      if (!mayPart(text.slice(before.to, token.from), name, length, before, where)) return null;
      seen.add(length);
    }
    length += token.plain.length;
    if (length < name.plain.length) continue;
    // "Al Lis" is not "Allis" of running text.
    return where === 'cell' || [...name.breaks].every((one) => seen.has(one)) ? at : null;
  }
  return null;
}

/** Whether what stands between two words leaves them one name: a space, a hyphen, the point behind an initial. */
function mayPart(gap: string, name: Name, length: number, before: Token, where: Where): boolean {
  if (gap.includes('.') && before.plain.length > 3) return false;
  const bare = gap.replace('.', '').replace(name.comma ? ',' : '', '');
  if (!/^\s*[\p{Pd}'’‘ʼ]?\s*$/u.test(bare)) return false;
  return where === 'cell' || name.breaks.has(length) || name.joints.has(length) || !/\s/.test(gap);
}

/** Not a part of a longer name: "Grace Hall" in "Grace Hall-Lee", "J. Smith" in "M. J. Smith". */
function standsAlone(text: string, from: number, to: number, { initial }: Name): boolean {
  const [before, after] = [text.slice(Math.max(0, from - 4), from), text.slice(to, to + 3)];
  if (/[\p{L}\p{N}][-‐‑'’]$/u.test(before)) return false;
  if (initial && /(?:^|[^\p{L}])\p{L}\.\s?$/u.test(before)) return false;
  if (/^[-‐‑][\p{L}\p{N}]/u.test(after)) return false;
  return !/^['’]\p{L}/u.test(after) || /^['’]s(?!\p{L})/iu.test(after);
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ index, 0: word }) => ({
    from: index,
    to: index + word.length,
    plain: normalisedName(word),
  }));
}

function prepared({ theirs, others }: Names): readonly Name[] {
  const made = [...theirs.map((name) => nameOf(name, true)), ...others.map((name) => nameOf(name, false))];
  return made.filter(({ plain }) => plain !== '').sort((a, b) => b.plain.length - a.plain.length);
}

function nameOf(name: string, theirs: boolean): Name {
  const words = name.split(/\s+/).filter((word) => normalisedName(word) !== '');
  const [breaks, joints] = [new Set<number>(), new Set<number>()];
  let length = 0;
  for (const word of words) {
    if (length > 0) breaks.add(length);
    for (const { plain, from } of tokensOf(word)) {
      if (from > 0 && !breaks.has(length)) joints.add(length);
      length += plain.length;
    }
  }
  const initial = normalisedName(words[0] ?? '').length === 1;
  return { plain: normalisedName(name), breaks, joints, comma: name.includes(','), initial, theirs };
}
