import { nearestNames } from './nearest.js';

/** What somebody can say to the bot. Names, refs and dates are as they were typed; an empty one was left out. */
export type Command =
  /** `only`: a plan, an area or "overdue"; empty for all. */
  | { readonly kind: 'my-milestones'; readonly only: string }
  | { readonly kind: 'update'; readonly ref: string }
  | { readonly kind: 'update-for'; readonly ref: string; readonly name: string }
  | { readonly kind: 'text-for'; readonly name: string }
  | { readonly kind: 'history'; readonly ref: string }
  /** `name`: of somebody else; empty for who says it. */
  | { readonly kind: 'away'; readonly name: string; readonly until: string }
  | { readonly kind: 'back'; readonly name: string }
  | { readonly kind: 'deputy'; readonly name: string }
  | { readonly kind: 'no-deputy' }
  | { readonly kind: 'hand-over'; readonly ref: string; readonly name: string }
  | { readonly kind: 'approvals' }
  | { readonly kind: 'rollup-here'; readonly plan: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'not-understood' };

/** Nothing that can be said is longer. */
const LONGEST = 300;

type Groups = Readonly<Record<string, string | undefined>>;
type Form = readonly [pattern: RegExp, command: (found: Groups) => Command];

/** Each way to say something, whole; the first that fits is meant. */
const FORMS: readonly Form[] = [
  form('|help|hello|hi|\\?|what can i (?:say|ask)', () => ({ kind: 'help' })),
  form('update(?: (?<ref>.+) for (?<name>.+))', ({ ref = '', name = '' }) => ({ kind: 'update-for', ref, name })),
  form('update(?: (?<ref>.+))?', ({ ref = '' }) => ({ kind: 'update', ref })),
  form('(?:plain )?text for (?<name>.+)', ({ name = '' }) => ({ kind: 'text-for', name })),
  form('(?:show )?(?:the )?history(?: of)?(?: (?<ref>.+))?', ({ ref = '' }) => ({ kind: 'history', ref })),
  form("(?:i am |i'm |im )?away(?: (?:until|till))?", () => ({ kind: 'away', name: '', until: '' })),
  form("(?:i am |i'm |im )?away (?:(?:until|till) )?(?<until>.+)", away),
  form('(?<name>.+) is away (?:until|till) (?<until>.+)', away),
  form("(?:i am |i'm |im )?back(?: again)?", () => ({ kind: 'back', name: '' })),
  form('back (?<name>.+)|(?<other>.+) is back(?: again)?', ({ name, other = '' }) => ({
    kind: 'back',
    name: name ?? other,
  })),
  form('no deputy|deputy(?: is)?:? (?:none|nobody|no one)', () => ({ kind: 'no-deputy' })),
  form('(?:my )?deputy(?: is)?:?(?: (?<name>.+))?', ({ name = '' }) => ({ kind: 'deputy', name })),
  form('hand ?over(?: (?<ref>.+?))?(?: to(?: (?<name>.+))?)?', handOver),
  form('hand (?<ref>.+) over(?: to (?<name>.+))?', handOver),
  form('(?:show )?(?:my )?(?:approvals?|decisions?)', () => ({ kind: 'approvals' })),
  form('(?:rollup|(?:progress )?summar(?:y|ies)) here(?: (?<plan>.+))?', ({ plan = '' }) => ({
    kind: 'rollup-here',
    plan: plan.toLowerCase(),
  })),
  form('(?:show )?(?:me )?(?:all )?(?:my )?overdue', () => ({ kind: 'my-milestones', only: 'overdue' })),
];

/**
 * Reads one line. Case, surplus spaces, quotation marks, "please" and a full stop at the end do not matter. The plan's
 * own word for its level is accepted in place of "milestones".
 *
 * @param levels words that mean the same as "milestone", such as "action"
 */
export function readCommand(text: string, levels: readonly string[] = []): Command {
  const line = plainLine(text);
  if (line.length > LONGEST) return { kind: 'not-understood' };
  for (const [pattern, command] of FORMS) {
    const found = pattern.exec(line);
    if (found !== null) return command(found.groups ?? {});
  }
  return mineIn(line, levels) ?? { kind: 'not-understood' };
}

function form(body: string, command: Form[1]): Form {
  return [new RegExp(`^(?:${body})$`, 'i'), command];
}

function plainLine(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/["\u201c\u201d]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.?!,]+$/, '')
    .replace(/^please,? |,? please$/gi, '')
    .replace(/^'(.*)'$/, '$1')
    .trim()
    .replace(/(?<=.)[.?!,]+$/, '');
}

/** "away 7 December", "away Hal until 7 December", "away until 7 December". */
function away({ name = '', until = '' }: Groups): Command {
  const other = /^(?<name>.+?) (?:until|till) (?<until>.+)$/i.exec(until)?.groups;
  if (name === '' && other !== undefined) return { kind: 'away', name: other.name ?? '', until: other.until ?? '' };
  return { kind: 'away', name, until };
}

function handOver({ ref = '', name = '' }: Groups): Command {
  return { kind: 'hand-over', ref, name };
}

/** "my actions", "my overdue actions", "my actions in Early Help". */
function mineIn(line: string, levels: readonly string[]): Command | null {
  const said = /^(?:show )?(?:me )?(?:all )?my (?<overdue>overdue )?(?<rest>.+)$/i.exec(line)?.groups;
  if (said === undefined) return null;
  const [whole = ''] = namesOfLevels(levels).filter((word) => beginsWith(said.rest ?? '', word));
  if (whole === '') return null;
  const only = (said.rest ?? '')
    .slice(whole.length)
    .replace(/^ (?:in|for|of|from|that are|which are) /i, ' ')
    .trim();
  return { kind: 'my-milestones', only: [said.overdue ?? '', only].join(' ').trim() };
}

/** A ref with the plan's word for it before it: "action FD 2.1" is "FD 2.1". */
export function withoutLevel(ref: string, levels: readonly string[]): string {
  const word = namesOfLevels(levels).find((one) => beginsWith(ref, one)) ?? '';
  return ref.slice(word.length).trim() === '' ? ref : ref.slice(word.length).trim();
}

/** One and many of each, the longest first. */
function namesOfLevels(levels: readonly string[]): readonly string[] {
  const words = ['milestone', 'action', ...levels.map((level) => level.trim().toLowerCase())].filter(
    (word) => word !== '',
  );
  const all = words.flatMap((word) => [word, `${word}s`, word.replace(/y$/, 'ies')]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

function beginsWith(text: string, word: string): boolean {
  return `${text.toLowerCase()} `.startsWith(`${word} `);
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
  if (where === 'channel') return nearestNames(text, ['rollup here', 'summary here', 'help']);
  const said = spaced(text);
  const named = refs.filter((ref) => /\d/.test(ref) && said.includes(spaced(ref)));
  const longest = [...named].sort((a, b) => b.length - a.length).slice(0, 1);
  if (longest.length > 0) return longest.map((ref) => `${wantsHistory(said) ? 'history' : 'update'} ${ref}`);
  return nearestNames(text, [...PLAIN, ...refs.map((ref) => `update ${ref}`)]);
}

/** What can be said whole, with nothing of one's own in it. */
const PLAIN = ['my milestones', 'my milestones overdue', 'approvals', 'away', 'back', 'deputy', 'no deputy', 'help'];

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

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
