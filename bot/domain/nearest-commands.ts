import { nearestNames } from './nearest.js';

/**
 * What somebody may have meant by a line that is not understood, at most three, the nearest first: what they can say
 * where they said it. `refs` are their own; what names one of them means that one.
 */
export function nearestCommands(
  text: string,
  where: 'own-chat' | 'channel',
  refs: readonly string[],
): readonly string[] {
  if (where === 'channel') {
    const [before = ''] = text.split(/ here\b/i);
    const near = nearestNames(before, ['rollup', 'summary', 'help']);
    return near.map((word) => (word === 'help' ? word : `${word} here`));
  }
  const named = namedIn(text, refs);
  if (named !== null) return [`${named.kind} ${named.ref}`];
  return nearestNames(text, [...PLAIN, ...refs.map((ref) => `update ${ref}`)]);
}

/** The one of some refs that stands in a line, the longest of several, and what is wanted of it. */
export function namedIn(
  text: string,
  refs: readonly string[],
): { readonly kind: 'update' | 'history'; readonly ref: string } | null {
  const said = spaced(text);
  const named = refs.filter((ref) => /\d/.test(ref) && said.includes(spaced(ref)));
  const [ref] = [...named].sort((a, b) => b.length - a.length);
  return ref === undefined ? null : { kind: wantsHistory(said) ? 'history' : 'update', ref };
}

/** What can be said whole, with nothing of one's own in it. */
const PLAIN = [
  'my milestones',
  'my milestones overdue',
  'approvals',
  'away',
  'back',
  'deputy',
  'no deputy',
  'sign off',
  'overall rating',
  'schedules',
  'calendar',
  'preview',
  'attention',
  'people',
  'help',
];

function wantsHistory(said: string): boolean {
  return /histor|previous|before|moved/.test(said);
}

/** Each word between spaces, so that "1.1" is not found in "11.1". */
function spaced(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()} `;
}
