/** What somebody wants a channel to read, as they say it: "PLAN area FD for Ofsted 1 public for members". */
import { LEVELS_OF_MARKING, type MarkingLevel } from './marking.js';
import { didYouMean, nearestNames } from './nearest.js';

/** A plan, as far as it can be named. */
export interface NamedPlan {
  readonly id: string;
  readonly title: string;
}

/** What of a plan can be named: its areas, and the tags that something carries. */
export interface PartsOfPlan {
  readonly areas: readonly { readonly code: string; readonly title: string }[];
  readonly tags: readonly string[];
  /** The plan's own word for an area: "theme". */
  readonly areaWord: string;
}

/** What was said of a reading; null where nothing was. */
export interface ReadingSaid {
  readonly area: string | null;
  readonly tag: string | null;
  readonly ceiling: MarkingLevel | null;
  readonly memberFacing: boolean | null;
  readonly withWindow: boolean | null;
}

/** The plan that a line begins with, by id or title, the longest of several; `rest` is what follows. */
export function planSaid<T extends NamedPlan>(
  line: string,
  plans: readonly T[],
): { readonly plan: T; readonly rest: string } | null {
  const names = plans.flatMap((plan) => [plan.id, plan.title].map((name) => ({ plan, name })));
  const found = longestBegun(line.trim(), names, ({ name }) => name);
  if (found !== null) return { plan: found.one.plan, rest: found.rest };
  const [only] = plans;
  // With one plan there is no need to name it.
  const unnamed = plans.length === 1 && only !== undefined && (line.trim() === '' || BEGINS_PART.test(line.trim()));
  return unnamed ? { plan: only, rest: line.trim() } : null;
}

/** Reads what follows the plan. A string is the refusal, in a sentence. */
export function readingSaid(line: string, parts: PartsOfPlan): ReadingSaid | string {
  let said: ReadingSaid = { area: null, tag: null, ceiling: null, memberFacing: null, withWindow: null };
  let rest = line;
  for (;;) {
    rest = rest.replace(/^(?:[\s,;]|and\b|with the tag\b|only\b)+/i, '');
    if (rest === '') return said;
    const next = oneSaid(rest, parts);
    if (typeof next === 'string') return next;
    said = { ...said, ...next.said };
    rest = next.rest;
  }
}

interface Found {
  readonly said: Partial<ReadingSaid>;
  readonly rest: string;
}

const MEMBERS = /^(?:(?:for|to) )?(?:(?:the )?(?:elected )?members|councillors)\b|^member[- ]facing\b/i;
const LEVEL = /^(?:(?:for|to|up to|at most|ceiling) )?(?:the )?(public|internal|restricted)\b/i;
const WINDOWS = /^(with(?:out)?) (?:the |each |every )?(?:reporting )?windows?\b/i;
const TAG = /^(?:for|tagged|tags?|about)(?: (?:as|with))?:? (?=\S)/i;
/** Where a name ends that nothing is called. */
const NEXT_PART =
  / (?=(?:for|tagged|tag|area|public|internal|restricted|with|without|and|up to|at most|members?)\b)|[,;]/i;
const BEGINS_PART =
  /^(?:for|tagged|tags?|about|area|public|internal|restricted|with|without|up to|at most|members?)\b/i;

function oneSaid(rest: string, parts: PartsOfPlan): Found | string {
  const members = MEMBERS.exec(rest)?.[0];
  if (members !== undefined) return { said: { memberFacing: true }, rest: rest.slice(members.length) };
  const level = LEVEL.exec(rest);
  const ceiling = LEVELS_OF_MARKING.find((one) => one === level?.[1]?.toLowerCase());
  if (level !== null && ceiling !== undefined) return { said: { ceiling }, rest: rest.slice(level[0].length) };
  const windows = WINDOWS.exec(rest);
  if (windows !== null) {
    const withWindow = windows[1]?.toLowerCase() === 'with';
    return { said: { withWindow }, rest: rest.slice(windows[0].length) };
  }
  const areaWord = new RegExp(`^(?:(?:in|for|of) )?(?:the )?(?:area|${escaped(parts.areaWord)}):? (?=\\S)`, 'i');
  const area = areaWord.exec(rest)?.[0];
  if (area !== undefined) return areaSaid(rest.slice(area.length), parts);
  const tag = TAG.exec(rest)?.[0];
  if (tag !== undefined) return tagSaid(rest.slice(tag.length), parts);
  return bareSaid(rest, parts);
}

function areaSaid(rest: string, { areas }: PartsOfPlan): Found | string {
  const names = areas.flatMap(({ code, title }) => [`${code} ${title}`, code, title].map((name) => ({ code, name })));
  const found = longestBegun(rest, names, ({ name }) => name);
  if (found !== null) return { said: { area: found.one.code }, rest: found.rest };
  const name = nameIn(rest);
  const known = areas.map(({ code }) => code).join(', ');
  const near = nearestNames(
    name,
    areas.flatMap(({ code, title }) => [code, title]),
  );
  return `There is no area “${name}”.${near.length > 0 ? didYouMean(near) : known === '' ? '' : ` There are: ${known}.`}`;
}

function tagSaid(rest: string, { tags }: PartsOfPlan): Found | string {
  const found = longestBegun(rest, tags, (tag) => tag);
  if (found !== null) return { said: { tag: found.one }, rest: found.rest };
  const name = nameIn(rest);
  const near = nearestNames(name, tags);
  if (tags.length === 0) return `Nothing in this plan carries the tag “${name}”: it has no tags.`;
  const hint = near.length > 0 ? didYouMean(near) : ` There are: ${tags.slice(0, TAGS_NAMED).join(', ')}.`;
  return `Nothing in this plan carries the tag “${name}”.${hint}`;
}

const TAGS_NAMED = 8;

/** A name without a word before it: an area or a tag, where it is plain which. */
function bareSaid(rest: string, parts: PartsOfPlan): Found | string {
  const ways = [areaSaid(rest, parts), tagSaid(rest, parts)].filter((one) => typeof one !== 'string');
  const [way] = ways;
  if (ways.length === 1 && way !== undefined) return way;
  return `“${nameIn(rest)}” was not understood here.`;
}

function nameIn(rest: string): string {
  return (rest.split(NEXT_PART)[0] ?? rest).trim().slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 80;

/** The longest name that a text begins with, up to the end of a word; case and blanks do not matter. */
function longestBegun<T>(
  text: string,
  all: readonly T[],
  nameOf: (one: T) => string,
): { readonly one: T; readonly rest: string } | null {
  const begun = all.flatMap((one) => {
    const words = nameOf(one).trim().split(/\s+/).map(escaped).join('\\s+');
    const found = words === '' ? undefined : new RegExp(`^${words}(?![\\p{L}\\p{N}])`, 'iu').exec(text)?.[0];
    return found === undefined ? [] : [{ one, length: found.length }];
  });
  const [longest] = begun.sort((a, b) => b.length - a.length);
  return longest === undefined ? null : { one: longest.one, rest: text.slice(longest.length).trim() };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
