/**
 * Numbers of the rule book that a plan may have its own of. They are kept in the organisation's diary, with history, and
 * a calendar carries them, so that whatever is decided as at a day is decided by the numbers of that day (RULES 7).
 */
import type { PlanId } from './plan.js';
import { POLICY } from './policy.js';

/** What a plan may change; what is left out is as in the rule book. All count working days but for `movesForAmber`. */
export interface PlanRules {
  /** Stages before and on the date, earliest first: -20, -5, 0. The last is 0. */
  readonly stagesBefore?: readonly number[] | undefined;
  /** Stages after the date, earliest first: 1, 5, 10; then one every `stagesRepeat`. */
  readonly stagesAfter?: readonly number[] | undefined;
  readonly stagesRepeat?: number | undefined;
  /** The stage at which the head of service is told; the one before it announces that. */
  readonly escalationFrom?: number | undefined;
  /** Red when overdue, or forecast late, by more than this. */
  readonly redAfter?: number | undefined;
  /** Amber from so many approved moves. */
  readonly movesForAmber?: number | undefined;
  /** Green lapses on the day after so many since the last update, in a plan without windows. */
  readonly greenLapsesAfter?: number | undefined;
  /** An update quiets stages for so many days. */
  readonly quietAfterAnswer?: number | undefined;
  /** Silent: asked, delivered at least so many days ago, and unanswered. */
  readonly silentAfter?: number | undefined;
}

/** All of them. */
export type PlanNumbers = { readonly [Name in keyof PlanRules]-?: Exclude<PlanRules[Name], undefined> };

/** The own numbers of one plan. */
export interface RulesOfPlan {
  readonly plan: PlanId;
  readonly rules: PlanRules;
}

/** Those of every plan that has any. */
export interface AllRules {
  readonly plans: readonly RulesOfPlan[];
}

/** Of the rule book. */
export const RULE_BOOK: PlanNumbers = {
  stagesBefore: POLICY.stagesBefore,
  stagesAfter: POLICY.stagesAfter,
  stagesRepeat: POLICY.stagesRepeat,
  escalationFrom: POLICY.escalationFrom,
  redAfter: POLICY.redAfter,
  movesForAmber: POLICY.movesForAmber,
  greenLapsesAfter: POLICY.greenLapsesAfter,
  quietAfterAnswer: POLICY.quietAfterAnswer,
  silentAfter: POLICY.silentAfter,
};

/** What knows the numbers of plans: a calendar. */
interface Knows {
  readonly rules?: readonly RulesOfPlan[];
}

/** The numbers that hold for a plan. */
export function rulesOf({ rules = [] }: Knows, plan: PlanId): PlanNumbers {
  const own = rules.length === 0 ? undefined : rules.find((one) => one.plan === plan);
  return own === undefined ? RULE_BOOK : { ...RULE_BOOK, ...given(own.rules) };
}

/** The stage after the date that says when, and to whom, it goes further up: the one before that, or its own. */
export function announcedAt({ stagesAfter, escalationFrom }: PlanNumbers): number {
  return stagesAfter.findLast((stage) => stage < escalationFrom) ?? escalationFrom;
}

/** With some numbers of a plan changed; a number that is as in the rule book is not kept. */
export function withRules(all: readonly RulesOfPlan[], plan: PlanId, changes: PlanRules): readonly RulesOfPlan[] {
  const own = all.find((one) => one.plan === plan)?.rules ?? {};
  const rules = Object.fromEntries(
    Object.entries({ ...given(own), ...given(changes) }).filter(([name, value]) => !isOfTheBook(name, value)),
  );
  const others = all.filter((one) => one.plan !== plan);
  return Object.keys(rules).length === 0 ? others : [...others, { plan, rules }];
}

/** Whether two plans' numbers, or those of one plan at two times, are the same. */
export function sameNumbers(one: PlanNumbers, other: PlanNumbers): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

/** Each as a sentence for who set it; empty where all can be. */
export function faultsOfRules(changes: PlanRules, before: PlanNumbers = RULE_BOOK): readonly string[] {
  const next = { ...before, ...given(changes) };
  return [...faultsOfStages(next), ...COUNTS.flatMap((count) => faultOfCount(count, next))];
}

const FURTHEST_STAGE = 260;
const STAGES_AT_MOST = 8;

function faultsOfStages({ stagesBefore, stagesAfter, escalationFrom }: PlanNumbers): readonly string[] {
  const all = [...stagesBefore, ...stagesAfter];
  const whole = all.every((stage) => Number.isInteger(stage) && Math.abs(stage) <= FURTHEST_STAGE);
  if (!whole) return [`Reminders are set by whole working days, at most ${String(FURTHEST_STAGE)} from the date.`];
  const rising = all.every((stage, at) => at === 0 || stage > (all[at - 1] ?? stage));
  if (!rising) return ['Give each reminder once, the earliest first.'];
  if (stagesBefore.at(-1) !== 0) return ['There is always a reminder on the date itself: give 0, too.'];
  if (stagesAfter.length === 0) return ['Give one reminder after the date at least: what is overdue is asked about.'];
  if (all.length > STAGES_AT_MOST) return [`Give at most ${String(STAGES_AT_MOST)} reminders for one date.`];
  if (stagesAfter.includes(escalationFrom)) return [];
  return [
    `The head of service is told with one of the reminders after the date: ${stagesAfter.join(', ')} working days.`,
  ];
}

/** The others, with what each is called and how far it may go. */
const COUNTS = [
  { name: 'stagesRepeat', words: 'The working days between later reminders', from: 1, to: 65 },
  { name: 'redAfter', words: 'The working days after which it is red', from: 0, to: 260 },
  { name: 'movesForAmber', words: 'The moves that make it amber', from: 1, to: 20 },
  { name: 'greenLapsesAfter', words: 'The working days after which a green lapses', from: 5, to: 260 },
  { name: 'quietAfterAnswer', words: 'The working days that an answer quiets', from: 0, to: 65 },
  { name: 'silentAfter', words: 'The working days after which no answer is silence', from: 1, to: 65 },
] as const satisfies readonly { readonly name: keyof PlanNumbers; readonly [rest: string]: unknown }[];

function faultOfCount({ name, words, from, to }: (typeof COUNTS)[number], numbers: PlanNumbers): readonly string[] {
  const value = numbers[name];
  if (Number.isInteger(value) && value >= from && value <= to) return [];
  return [`${words}: give a whole number from ${String(from)} to ${String(to)}.`];
}

function isOfTheBook(name: string, value: unknown): boolean {
  return JSON.stringify(Object.entries(RULE_BOOK).find(([known]) => known === name)?.[1]) === JSON.stringify(value);
}

/** Without what is left out by name. */
function given(rules: PlanRules): Partial<PlanNumbers> {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
}

function inOrder(numbers: PlanNumbers): readonly unknown[] {
  return Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1));
}
