import { nearestNames } from './nearest.js';

/** What somebody can say to the bot. */
export type Command =
  | { readonly kind: 'my-milestones' }
  | { readonly kind: 'update'; readonly ref: string }
  | { readonly kind: 'rollup-here'; readonly plan: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'not-understood' };

/**
 * Reads one line. Case, surplus spaces and a full stop at the end do not matter. The plan's own word for its level is
 * accepted in place of "milestones".
 *
 * @param levels words that mean the same as "milestone", such as "action"
 */
export function readCommand(text: string, levels: readonly string[] = []): Command {
  const line = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.?!]+$/, '');
  const said = line.toLowerCase();
  if (said === '' || said === 'help' || said === 'hello' || said === 'hi') return { kind: 'help' };
  const mine = /^(?:show )?my (.+)$/.exec(said)?.[1];
  if (mine !== undefined && namesLevel(mine, levels)) return { kind: 'my-milestones' };
  const ref = /^update (.+)$/i.exec(line)?.[1];
  if (ref !== undefined) return { kind: 'update', ref };
  const plan = /^rollup here(?: (.+))?$/.exec(said);
  if (plan !== null) return { kind: 'rollup-here', plan: plan[1] ?? '' };
  return { kind: 'not-understood' };
}

/** Refs are compared without case and spaces: "cin/cp1.1" is "CiN/CP 1.1". */
export function sameRef(a: string, b: string): boolean {
  return plainRef(a) === plainRef(b);
}

export function plainRef(ref: string): string {
  return ref.toLowerCase().replace(/\s+/g, '');
}

/** The refs nearest to a misspelt one, at most three: those that share the longest beginning. */
export function nearestRefs(ref: string, known: readonly string[]): readonly string[] {
  const loose = (text: string): string => plainRef(text).replace(/[^a-z0-9.]/g, '');
  const wanted = loose(ref);
  const shared = known.map((one) => ({ one, length: sharedBeginning(wanted, loose(one)) }));
  const close = shared.filter(({ length }) => length >= 2).sort((a, b) => b.length - a.length);
  return close.slice(0, 3).map(({ one }) => one);
}

/**
 * What somebody may have meant by a line that is not understood, at most three, the nearest first: what they can say
 * where they said it. `refs` are their own; what names one of them means that one.
 */
export function nearestCommands(
  text: string,
  where: 'own-chat' | 'channel',
  refs: readonly string[],
): readonly string[] {
  if (where === 'channel') return nearestNames(text, ['rollup here', 'help']);
  const said = spaced(text);
  const named = refs.filter((ref) => /\d/.test(ref) && said.includes(spaced(ref)));
  const longest = [...named].sort((a, b) => b.length - a.length).slice(0, 1);
  if (longest.length > 0) return longest.map((ref) => `update ${ref}`);
  return nearestNames(text, ['my milestones', 'help', ...refs.map((ref) => `update ${ref}`)]);
}

/** Each word between spaces, so that "1.1" is not found in "11.1". */
function spaced(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()} `;
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function namesLevel(said: string, levels: readonly string[]): boolean {
  const words = ['milestone', 'action', ...levels.map((level) => level.toLowerCase())];
  return words.some((word) => said === word || said === `${word}s` || said === word.replace(/y$/, 'ies'));
}
