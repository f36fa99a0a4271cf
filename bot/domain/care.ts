/** What an admin puts right in a plan that runs: each gives the milestone as it is after it; history keeps the rest. */
import { inWords, type CivilDate } from './dates.js';
import {
  approvedDate,
  isClosed,
  isOpen,
  type Actor,
  type Due,
  type Milestone,
  type OfficerId,
  type Ref,
} from './plan.js';
import { asTyped, asTypedOnOneLine } from './plain-text.js';
import { plainRef } from './refs.js';
import type { Refusal } from './reasons.js';
import { withDecided } from './told-asks.js';

const LONGEST_TEXT = 2000;
const LONGEST_TAG = 80;
const TAGS_AT_MOST = 20;

/** What is wrong with words that a plan prints; null when nothing is. */
export function wrongText(text: string, what: string): Refusal | null {
  const { length } = asTyped(text);
  if (length === 0) return { code: 'no-text', message: `${what} needs words.` };
  if (length <= LONGEST_TEXT) return null;
  const message = `${what} has ${String(length)} characters. Give at most ${String(LONGEST_TEXT)}.`;
  return { code: 'too-long', message };
}

/**
 * A ref that no milestone of the plan has or ever had: nothing is ever taken out of a plan, so that those it has are all
 * there ever were. It goes on from the highest number under the objective, in the way its refs are printed.
 */
export function nextRef(objective: string, milestones: readonly Pick<Milestone, 'ref' | 'objective'>[]): Ref {
  const taken = new Set(milestones.map(({ ref }) => plainRef(ref)));
  const own = milestones.filter((one) => one.objective === objective).map(({ ref }) => /^(.*?)(\d+)$/.exec(ref));
  const stems = own.flatMap((found) => (found?.[1] === undefined ? [] : [found[1]]));
  const stem = stems.at(-1) ?? `${objective}.`;
  const numbers = own.filter((found) => found?.[1] === stem).map((found) => Number(found?.[2] ?? 0));
  let number = Math.max(0, ...numbers) + 1;
  while (taken.has(plainRef(`${stem}${String(number)}`))) number += 1;
  return `${stem}${String(number)}`;
}

/** The refs of the parts of a milestone: its own with a letter, none of them in use. */
export function partRefs(ref: Ref, parts: number, taken: readonly Ref[]): readonly Ref[] {
  const used = new Set(taken.map(plainRef));
  const refs: Ref[] = [];
  for (let at = 0; refs.length < parts; at += 1) {
    const round = Math.floor(at / LETTERS.length);
    const letter = LETTERS[at % LETTERS.length] ?? '';
    const made = `${ref}${letter}${round === 0 ? '' : String(round + 1)}`;
    if (!used.has(plainRef(made))) refs.push(made);
  }
  return refs;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Tags with semicolons between them, each once; null where one is too long, or they are too many. */
export function readTags(text: string): readonly string[] | null {
  const tags = text.split(';').map(asTypedOnOneLine);
  const once = [...new Map(tags.filter((tag) => tag !== '').map((tag) => [tag.toLowerCase(), tag])).values()];
  return once.length > TAGS_AT_MOST || once.some(({ length }) => length > LONGEST_TAG) ? null : once;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function withTags(milestone: Milestone, add: readonly string[], remove: readonly string[]): Milestone {
  const left = milestone.tags.filter((tag) => !remove.some((one) => same(one, tag)));
  const fresh = add.filter((tag) => !left.some((one) => same(one, tag)));
  const tags = [...left, ...fresh];
  return tags.join('\n') === milestone.tags.join('\n') ? milestone : { ...milestone, tags };
}

/** One tag in the place of another; one that it has already is not there twice. */
export function withTagRenamed(milestone: Milestone, from: string, to: string): Milestone {
  if (!milestone.tags.some((tag) => same(tag, from))) return milestone;
  const tags = milestone.tags.map((tag) => (same(tag, from) ? to : tag));
  return { ...milestone, tags: tags.filter((tag, at) => tags.findIndex((one) => same(one, tag)) === at) };
}

/** Who decided that others lead it, when, and the id of that decision. */
export interface Reassigned {
  readonly by: Actor;
  readonly on: CivilDate;
  readonly id: string;
  readonly reason: string;
}

/**
 * Led by others, from a day on: nobody gets back-dated work (RULES 1), and where one takes over from another they are told
 * as of a handover.
 *
 * @param from those who lead it no more; all of them when empty
 */
export function ledBy(
  milestone: Milestone,
  from: readonly OfficerId[],
  to: readonly OfficerId[],
  { by, on, id, reason }: Reassigned,
): Milestone {
  const gone = from.length === 0 ? milestone.leads : milestone.leads.filter((lead) => from.includes(lead));
  const first = Math.max(
    0,
    milestone.leads.findIndex((lead) => gone.includes(lead)),
  );
  const kept = (lead: OfficerId): boolean => !gone.includes(lead) && !to.includes(lead);
  const before = milestone.leads.slice(0, first).filter(kept);
  const leads = [...before, ...to, ...milestone.leads.slice(first).filter(kept)];
  if (leads.join(' ') === milestone.leads.join(' ')) return milestone;
  const fresh = to.filter((lead) => !milestone.leads.includes(lead));
  const others = milestone.ledSince.filter(({ officer }) => leads.includes(officer) && !fresh.includes(officer));
  const ledSince = [...others, ...fresh.map((officer) => ({ officer, on }))];
  const handing = milestone.proposal?.handover !== undefined;
  const after = { ...milestone, leads, ledSince, proposal: handing ? null : milestone.proposal };
  const [giver, taker] = [gone.find((lead) => !to.includes(lead)), fresh[0]];
  if (giver === undefined || taker === undefined || isClosed(milestone)) return after;
  const proposal = { id, date: null, state: null, handover: { from: giver, to: taker }, reason, by, on };
  return withDecided(after, { proposal, accepted: true, reason, by, on, where: null });
}

/** Ended by an admin: a row that was loaded wrongly, or one that others took the place of. */
export function endedBy(
  milestone: Milestone,
  state: 'withdrawn' | 'superseded' | 'carried-over',
  { reason, replacedBy = [], by, on }: { reason: string; replacedBy?: readonly Ref[]; by: Actor; on: CivilDate },
): Milestone {
  const closure = { state, reason, replacedBy, proposedBy: by, approvedBy: by, on, where: null };
  return { ...milestone, state, closure, deferral: null, proposal: null, ...(milestone.pause && { pause: null }) };
}

/** Open again, as begun as it was; its lead reads why until they answer. */
export function reopened(milestone: Milestone, reason: string, on: CivilDate): Milestone {
  const begun = milestone.update !== null || milestone.answeredOn !== null;
  const query = `Opened again on ${inWords(on)}: ${reason}`;
  const queries = [...milestone.queries, query];
  return { ...milestone, state: begun ? 'in-progress' : 'not-started', closure: null, queries };
}

/** What a new milestone is made of. */
export interface NewMilestone extends Pick<
  Milestone,
  'plan' | 'ref' | 'area' | 'objective' | 'order' | 'text' | 'tags' | 'leads' | 'leadsText' | 'marking'
> {
  readonly due: Due;
  /** Stages before this day count as passed. */
  readonly on: CivilDate;
}

/** Never asked about, never spoken of. */
export function newMilestone({ on, due, ...given }: NewMilestone): Milestone {
  const fresh: Milestone = {
    ...given,
    due,
    baseline: null,
    moves: [],
    state: 'not-started',
    update: null,
    answeredOn: null,
    overdueAnswers: [],
    deliveredOn: null,
    evidenceDue: null,
    printed: { progress: null, evidence: null, sameAs: null, mark: null, state: null },
    settledThrough: null,
    deferral: null,
    proposal: null,
    ledSince: [],
    decided: null,
    closure: null,
    waitsFor: [],
    answers: [],
    queries: [],
    marking: given.marking,
    cleared: [],
    wording: null,
    challenges: [],
    importedOn: on,
  };
  return { ...fresh, baseline: due.kind === 'recurring' ? null : approvedDate(fresh) };
}

/** Whether anything is still to be done about it: open, or put off. */
export function isUnfinished(milestone: Milestone): boolean {
  return isOpen(milestone) || milestone.state === 'paused';
}
