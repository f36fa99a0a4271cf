import { readAbsence } from './absence-words.js';
import { readAdmin, type AdminCommand } from './admin-command.js';
import { readAsk, readShow, type AskCommand } from './ask-command.js';
import { isPicture, plainLine, withoutManners } from './typed-line.js';
import { beginsWith, hideLevels, namesOfLevels } from './level-words.js';

/** What somebody can say to the bot. Names, refs and dates are as they were typed; an empty one was left out. */
export type Command =
  /** `only`: a plan, an area or "overdue"; empty for all. */
  | { readonly kind: 'my-milestones'; readonly only: string }
  | { readonly kind: 'update'; readonly ref: string }
  | { readonly kind: 'update-for'; readonly ref: string; readonly name: string }
  | { readonly kind: 'text-for'; readonly name: string }
  | { readonly kind: 'history'; readonly ref: string }
  | AskCommand
  /** A ref, or an area; empty where it was left out. */
  | { readonly kind: 'show'; readonly what: string }
  /** `name`: of somebody else; empty for who says it. `from`: its first day, where one was said. */
  | { readonly kind: 'away'; readonly name: string; readonly until: string; readonly from?: string }
  | { readonly kind: 'back'; readonly name: string }
  | { readonly kind: 'deputy'; readonly name: string }
  | { readonly kind: 'no-deputy' }
  | { readonly kind: 'hand-over'; readonly ref: string; readonly name: string }
  | { readonly kind: 'approvals' }
  /** `until` and `reason` as typed; empty where they were left out. */
  | { readonly kind: 'pause'; readonly ref: string; readonly until: string; readonly reason: string }
  | { readonly kind: 'resume'; readonly ref: string }
  /** `what`: the plan, and what of it, as `planSaid` and `readingSaid` read it. */
  | { readonly kind: 'rollup-here'; readonly what: string }
  | { readonly kind: 'rollup-stop'; readonly what: string }
  /** The channels that read summaries; `name` of the one meant, empty for all. */
  | { readonly kind: 'channels'; readonly act: 'list' | 'confirm' | 'remove'; readonly name: string }
  /** For who is accountable; `name`: of an area to sign off, else of a plan; empty where none was said. */
  | { readonly kind: 'accountable'; readonly act: AccountableAct; readonly name: string }
  /** `what`: a plan, an area, a ref or the code of a measure; empty for all. */
  | { readonly kind: 'measures'; readonly what: string }
  /** What only admins do; but for the policy of a plan, which its owner may see and set, too. */
  | AdminCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'not-understood' };

/** What heads of service and plan owners do: sign off an area, release a summary, rate the whole of a plan. */
export type AccountableAct = 'sign-off' | 'release' | 'overall';

/** Nothing that can be said is longer. */
const LONGEST = 300;

type Groups = Readonly<Record<string, string | undefined>>;
type Form = readonly [pattern: RegExp, command: (found: Groups) => Command];

const WHAT_IS = "what(?: is|'s|s)";
const SHOW = '(?:(?:show|see|list|view|open|get|give) )?(?:me )?';
const ME = "(?:(?:i am|i'm|im|i will be|i'll be|ill be|i shall be) (?:going (?:to be )?)?)?";
const SUMMARY = '(?:rollups?|(?:progress )?summar(?:y|ies))';
const UNTIL = "(?:until?l?|'?till?)";
/** Why somebody is away is not wanted, and forgotten at once (RULES 2). */
const ABSENT = '(?:away|off|ooo|off sick|sick|ill|out(?: of (?:the )?office)?|on (?:annual )?leave|on holiday)';

/** Each way to say something, whole; the first that fits is meant. */
const FORMS: readonly Form[] = [
  form(
    '|help(?: me)?|hello|hi|hiya|hey|(?:good )?(?:morning|afternoon)|\\?|waymark|start|menu|what can (?:i|you) (?:say|ask|do)',
    () => ({
      kind: 'help',
    }),
  ),
  form('update(?: (?<ref>.+) (?:for|on behalf of) (?<name>.+))', ({ ref = '', name = '' }) => ({
    ...{ kind: 'update-for', ref, name },
  })),
  form('update for (?<name>.+)', ({ name = '' }) => ({ kind: 'update-for', ref: '', name })),
  form('update(?: (?:on|to))?(?: (?<ref>.+))?', ({ ref = '' }) => ({ kind: 'update', ref })),
  form('(?:plain )?text for (?<name>.+)', ({ name = '' }) => ({ kind: 'text-for', name })),
  form(`${SHOW}(?:the )?history(?: (?:of|for))?(?: (?<ref>.+))?`, history),
  form('what happened (?:to|with) (?<ref>.+)', history),
  form('sign[ -]?off(?: (?:the )?(?<name>.+))?', accountable('sign-off')),
  form(`release(?: the)?(?: ${SUMMARY})?(?: (?:of|for))?(?: (?<name>.+))?`, accountable('release')),
  form(
    '(?:(?:set|show|change|what is) )?(?:the )?overall(?: rating)?(?: (?:of|for))?(?: (?<name>.+))?',
    accountable('overall'),
  ),
  form(`${ME}${ABSENT}(?: ${UNTIL})?`, () => ({ kind: 'away', name: '', until: '' })),
  form(`${ME}(?:away|${ABSENT}(?= (?:${UNTIL}|from|for|next|this|to(?:day|morrow)|\\d))) (?<when>.+)`, away),
  form(`(?:set )?(?<name>.+?)(?: is| will be|'s)? ${ABSENT} (?<when>(?:${UNTIL}|from) .+)`, away),
  form(`(?<name>.+) (?:is|will be) ${ABSENT}(?: ${UNTIL})?`, away),
  form(`${ME}back(?: again| now| at work| in)*`, () => ({ kind: 'back', name: '' })),
  form('(?<other>.+) is back(?: again| now| at work| in)*|back (?<name>.+)', ({ name, other = '' }) => ({
    kind: 'back',
    name: name ?? other,
  })),
  form('no deputy|deputy(?: is)?:? (?:none|nobody|no one)|(?:remove|end|cancel) (?:my )?deputy', () => ({
    kind: 'no-deputy',
  })),
  form("who(?: is|'s) my deputy", () => ({ kind: 'deputy', name: '' })),
  form('(?:(?:make|name|set) )?(?<other>.+?)(?: is| as)? my deputy|(?:my )?deputy(?: is)?:?(?: (?<name>.+))?', deputy),
  form('hand[ -]?over(?: (?<ref>.+?))?(?: to(?: (?<name>.+))?)?', handOver),
  form('hand (?<ref>.+) over(?: to (?<name>.+))?', handOver),
  form('(?:hand|give|pass|transfer|reassign) (?<ref>.+?) to (?<name>.+)', handOver),
  form(
    `pause(?: (?<ref>.+?))?(?: ${UNTIL} (?<until>[^:]+?))? ?(?:: ?(?<reason>.*))?`,
    ({ ref = '', until = '', reason = '' }) => ({
      ...{ kind: 'pause', ref, until, reason },
    }),
  ),
  form('(?:resume|un-?pause)(?: (?<ref>.+))?', ({ ref = '' }) => ({ kind: 'resume', ref })),
  form(`${SHOW}(?:my |the )?(?:approvals?|decisions?)`, () => ({ kind: 'approvals' })),
  form(
    'what (?:needs|is waiting for) (?:my )?(?:approv(?:ing|al)|deciding|a decision)|what do i (?:need|have) to (?:approve|decide)|anything to (?:approve|decide)|approve .+',
    () => ({ kind: 'approvals' }),
  ),
  form(`(?:post )?${SUMMARY} here(?: (?:of|for|with)(?= ))?(?: (?<what>.+))?`, ({ what = '' }) => ({
    kind: 'rollup-here',
    what,
  })),
  form(
    `(?:stop|end|no more|remove) (?:the )?${SUMMARY}(?: here)?(?: (?:of|for)(?= ))?(?: (?<what>.+))?` +
      `|${SUMMARY} (?:stop|off|end)(?: here)?(?: (?<other>.+))?`,
    ({ what, other = '' }) => ({ kind: 'rollup-stop', what: what ?? other }),
  ),
  form(`${SHOW}(?:the |all )?channels?(?: list)?|(?:which|what) channels.*`, () => ({
    ...{ kind: 'channels', act: 'list', name: '' },
  })),
  form('(?:channels? (?<act>confirm|remove)|(?<other>confirm|remove)(?: the)? channel) (?<name>.+)', (said) => ({
    ...{
      kind: 'channels',
      act: /^c/i.test(said.act ?? said.other ?? '') ? 'confirm' : 'remove',
      name: said.name ?? '',
    },
  })),
  form(`${SHOW}(?:${WHAT_IS} )?(?:all )?(?:my )?overdue`, () => ({ kind: 'my-milestones', only: 'overdue' })),
  form(`${SHOW}(?:my )?(?:to[ -]do )?list|mine|my (?:stuff|tasks|work|things|updates)|updates`, () => ({
    kind: 'my-milestones',
    only: '',
  })),
  form(
    `what (?:do i (?:owe|lead|(?:need|have) to (?:do|update))|have i got(?: to do| on)?)|${WHAT_IS} (?:due|mine|left|outstanding|on my list|next)`,
    () => ({
      ...{ kind: 'my-milestones', only: '' },
    }),
  ),
];

const THANKS = new RegExp(
  '^(?:(?:ok|okay|great|lovely|brilliant|perfect|many|bye|goodbye|cheers|ta|thx|thanks?|thank you|will do|got it|noted)' +
    '(?: (?:so much|very much|a lot|again|all|for (?:that|this|your help)|waymark))*,? ?)+$',
  'i',
);

/**
 * Reads one line. Case, surplus spaces, quotation marks, pictures, a greeting, "please" and a full stop at the end do not
 * matter. The plan's own word for its level is accepted in place of "milestones".
 *
 * @param levels words that mean the same as "milestone", such as "action"; also those of the levels above it
 */
export function readCommand(text: string, levels: readonly string[] = []): Command {
  const asked = readAsk(text);
  if (asked !== null) return asked;
  const line = plainLine(text);
  if (line.length > LONGEST) return { kind: 'not-understood' };
  if (isPicture(text) || THANKS.test(line)) return { kind: 'thanks' };
  const said = withoutManners(line);
  const { hidden, shown } = hideLevels(said, levels);
  for (const [pattern, command] of FORMS) {
    const found = pattern.exec(hidden);
    if (found !== null) return command(mapGroups(found.groups ?? {}, shown));
  }
  return (
    mineIn(said, levels) ?? measuresIn(said) ?? readAdmin(shown(hidden)) ?? readShow(said) ?? { kind: 'not-understood' }
  );
}

/** "measures", after the plan's own words: some call their milestones so. */
function measuresIn(line: string): Command | null {
  const said = MEASURES.exec(line)?.groups;
  return said === undefined ? null : { kind: 'measures', what: said.what ?? '' };
}

const MEASURES = new RegExp(
  `^(?:${SHOW}|enter |add )?(?:my |the |all )?(?:performance )?(?:measures?|indicators?)(?: (?:of|for|in))?(?: (?<what>.+))?$`,
  'i',
);

function form(body: string, command: Form[1]): Form {
  return [new RegExp(`^(?:${body})$`, 'i'), command];
}

function mapGroups(groups: Groups, shown: (part: string) => string): Groups {
  return Object.fromEntries(
    Object.entries(groups).map(([name, part]) => [name, part === undefined ? part : shown(part)]),
  );
}

function accountable(act: AccountableAct): Form[1] {
  return ({ name = '' }) => ({ kind: 'accountable', act, name });
}

function history({ ref = '' }: Groups): Command {
  return { kind: 'history', ref };
}

function away({ name = '', when = '' }: Groups): Command {
  return { kind: 'away', ...readAbsence(name, when) };
}

function deputy({ name, other = '' }: Groups): Command {
  return { kind: 'deputy', name: name ?? other };
}

function handOver({ ref = '', name = '' }: Groups): Command {
  return { kind: 'hand-over', ref, name };
}

/** "my actions", "my overdue actions", "my actions in Early Help"; without "my" the word alone. */
function mineIn(line: string, levels: readonly string[]): Command | null {
  const said = MINE.exec(line)?.groups;
  if (said === undefined) return null;
  const rest = said.rest ?? '';
  const [whole = ''] = namesOfLevels(levels).filter((word) => beginsWith(rest, word));
  if (whole === '' || (said.mine === undefined && rest.length > whole.length)) return null;
  const only = rest
    .slice(whole.length)
    .replace(/^ (?:in|for|of|from|that are|which are) /i, ' ')
    .trim();
  return { kind: 'my-milestones', only: [said.overdue ?? '', only].join(' ').trim() };
}

const MINE = new RegExp(
  `^${SHOW}(?:${WHAT_IS} |what are )?(?:all )?(?:of )?(?<mine>my )?(?:open |current )?(?<overdue>overdue )?(?<rest>.+)$`,
  'i',
);
