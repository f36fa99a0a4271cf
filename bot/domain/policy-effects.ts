/** What another policy would change of a plan as it stands: worked out by the rules themselves, before anything is saved. */
import { asksAnew } from './asks.js';
import { checkOn } from './check.js';
import type { CivilDate } from './dates.js';
import { findingsIn, isHeld } from './guard.js';
import { entryOfClass } from './key.js';
import { allAsksOn } from './look-on.js';
import type { Milestone, Plan, Ref } from './plan.js';
import { gradeOn } from './rating.js';
import { changedTexts } from './told-texts.js';
import type { Calendar } from './working-days.js';

/** A plan, and the calendar with the numbers of plans, as they are or would be. */
export interface PolicyState {
  readonly plan: Plan;
  readonly calendar: Calendar;
}

/** In the plan's words: "Green" becomes "No update". */
export interface RatedAnew {
  readonly ref: Ref;
  readonly from: string;
  readonly to: string;
}

export interface PolicyEffects {
  readonly rated: readonly RatedAnew[];
  /** What the dates say. */
  readonly checked: readonly RatedAnew[];
  /** Something is asked about them today that was not. */
  readonly asked: readonly Ref[];
  /** Nothing is asked about them today any more. */
  readonly quiet: readonly Ref[];
  /** How many hold a number that may point to somebody. */
  readonly flagged: { readonly before: number; readonly after: number };
}

export function effectsOf(
  milestones: readonly Milestone[],
  before: PolicyState,
  after: PolicyState,
  today: CivilDate,
): PolicyEffects {
  const others = new Map(milestones.map((milestone) => [milestone.ref, milestone]));
  const graded = (one: Milestone, { plan, calendar }: PolicyState) => gradeOn(one, plan, calendar, today, others).word;
  const said = (one: Milestone, { plan, calendar }: PolicyState) =>
    entryOfClass(plan.key, checkOn(one, calendar, today, others).rating).word;
  const asks = (one: Milestone, { calendar }: PolicyState) => allAsksOn(one, calendar, today);
  const moved = (wordOf: typeof graded): readonly RatedAnew[] =>
    milestones
      .map((one) => ({ ref: one.ref, from: wordOf(one, before), to: wordOf(one, after) }))
      .filter(({ from, to }) => from !== to);
  const refs = (some: readonly Milestone[]): readonly Ref[] => some.map(({ ref }) => ref);
  return {
    rated: moved(graded),
    checked: moved(said),
    asked: refs(milestones.filter((one) => asksAnew(asks(one, before), asks(one, after)))),
    quiet: refs(milestones.filter((one) => asks(one, before).length > 0 && asks(one, after).length === 0)),
    flagged: { before: flaggedIn(milestones, before.plan), after: flaggedIn(milestones, after.plan) },
  };
}

function flaggedIn(milestones: readonly Milestone[], { smallNumber }: Plan): number {
  const isFlagged = (text: string): boolean => findingsIn(text, smallNumber).some((found) => !isHeld(found));
  return milestones.filter((milestone) => textsOf(milestone).some(isFlagged)).length;
}

function textsOf(milestone: Milestone): readonly string[] {
  const texts: string[] = [];
  changedTexts(milestone, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

const NAMED = 12;

/** The same as sentences; one that says so where nothing would change. */
export function effectsInWords(effects: PolicyEffects, posts: number): readonly string[] {
  const { rated, checked, asked, quiet, flagged } = effects;
  const moves = (some: readonly RatedAnew[]): string =>
    listed(some.map(({ ref, from, to }) => `${ref} from ${from} to ${to}`));
  const lines = [
    ...(rated.length === 0 ? [] : [`Rated otherwise (${String(rated.length)}): ${moves(rated)}.`]),
    ...(checked.length === 0 ? [] : [`The dates say otherwise (${String(checked.length)}): ${moves(checked)}.`]),
    ...(asked.length === 0 ? [] : [`Asked about today that were not (${String(asked.length)}): ${listed(asked)}.`]),
    ...(quiet.length === 0 ? [] : [`Not asked about today any more (${String(quiet.length)}): ${listed(quiet)}.`]),
    ...(flagged.before === flagged.after
      ? []
      : [`With a number that may point to somebody: ${String(flagged.after)}, ${String(flagged.before)} before.`]),
    ...(posts === 0 ? [] : [`What was posted is looked at again in ${String(posts)} places.`]),
  ];
  return lines.length > 0 ? lines : ['Nothing that stands today would change.'];
}

function listed(words: readonly string[]): string {
  const more = words.length - NAMED;
  return more <= 0 ? words.join(', ') : `${words.slice(0, NAMED).join(', ')} and ${String(more)} more`;
}
