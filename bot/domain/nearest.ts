/**
 * The names nearest to one that nobody has, at most three, the nearest first: a slip or two away, or with a word of
 * more than three letters in common.
 */
export function nearestNames(text: string, known: readonly string[]): readonly string[] {
  const wanted = plain(text);
  const scored = [...new Set(known)].map((name) => ({ name, slips: slipsBetween(wanted, plain(name)) }));
  const slipsAllowed = Math.min(3, Math.floor(wanted.length / 4));
  const near = scored.filter(({ name, slips }) => slips <= slipsAllowed || sharesWord(wanted, plain(name)));
  return near
    .sort((a, b) => a.slips - b.slips)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Before a name it says nothing of who is meant. */
const TITLE = /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|cllr|councillor|sir|dame|rev) )+(?=.)/;

/** Who a typed name means among some people. */
export type Meant<T> =
  | { readonly kind: 'one'; readonly one: T }
  | { readonly kind: 'several'; readonly several: readonly T[] }
  | { readonly kind: 'none'; readonly near: readonly T[] };

/** By the whole name or an alias, else by some of its words ("Nadia"); where nobody has it, the nearest three. */
export function whoIsMeant<T extends { readonly name: string; readonly aliases: readonly string[] }>(
  text: string,
  known: readonly T[],
): Meant<T> {
  const wanted = plain(text).replace(TITLE, '');
  const names = (one: T): readonly string[] => [one.name, ...one.aliases].map((name) => plain(name).replace(TITLE, ''));
  const whole = known.filter((one) => names(one).includes(wanted));
  const words = wanted.split(' ').filter((word) => word.length > 1);
  const holds = (name: string): boolean => words.every((word) => name.split(' ').includes(word));
  const found = whole.length > 0 || words.length === 0 ? whole : known.filter((one) => names(one).some(holds));
  const [only] = found;
  if (only !== undefined && found.length === 1) return { kind: 'one', one: only };
  if (only !== undefined) return { kind: 'several', several: found };
  const near = nearestNames(
    text,
    known.map(({ name }) => name),
  );
  return { kind: 'none', near: near.flatMap((name) => known.find((one) => one.name === name) ?? []) };
}

/** " Did you mean A, B or C?", to stand after a sentence; nothing when there is nothing near. */
export function didYouMean(near: readonly string[]): string {
  if (near.length === 0) return '';
  const last = near.at(-1) ?? '';
  return near.length === 1 ? ` Did you mean ${last}?` : ` Did you mean ${near.slice(0, -1).join(', ')} or ${last}?`;
}

/** So many people of one name are told apart. */
const TOLD_APART = 5;

/** "“Nadia” may be Nadia Price or Nadia Khan.", where a name means several. */
export function mayBe(name: string, several: readonly { readonly name: string }[]): string {
  const names = several.slice(0, TOLD_APART).map((one) => one.name);
  return `“${name}” may be ${[names.slice(0, -1).join(', '), names.at(-1) ?? ''].filter((one) => one !== '').join(' or ')}.`;
}

function sharesWord(a: string, b: string): boolean {
  const words = new Set(a.split(' ').filter((word) => word.length > 3));
  return b.split(' ').some((word) => words.has(word));
}

/** Letters to insert, leave out or change. */
export function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1) {
      const same = letter === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
