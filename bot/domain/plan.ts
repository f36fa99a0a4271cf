import type { CivilDate } from './dates.js';
import type { LoadedFile } from './loaded-file.js';
import type { OverallRating, SignOff } from './said-to-leaders.js';
import type { KeyEntry } from './key.js';
import type { MappedColumn } from './plan-columns.js';

export type { Due } from './due-kinds.js';
export type { Challenge, Cleared, ClearedWording, OverallRating, SignOff } from './said-to-leaders.js';
export type { FileLeft, LeftText, LoadedFile } from './loaded-file.js';
export type { CarriedFrom, Milestone, Pause } from './milestone.js';
export { approvedDate, CLOSED_STATES, isClosed, isComplete, isOpen, isOverdue, presentPeriod } from './milestone.js';
export { OUTCOMES, SOURCES } from './said.js';
export type { Answer, DateMove, Decided, Outcome, Proposal, Question, Update } from './said.js';

/** `[a-z0-9-]{1,40}`. */
export type PlanId = string;
/** As printed in the plan ("CiN/CP 1.1"), or generated once at import and never changed. */
export type Ref = string;
/** Minted at import, never changed, says nothing of the person. */
export type OfficerId = string;

/** What a lead may declare. `complete` means delivered. */
export type Declared = 'red' | 'amber' | 'green' | 'complete';
/** The class a rating maps to in counts; `none` is "no update". */
export type RatingClass = Declared | 'none';

/**
 * `delivered` and `evidenced` count as complete; the last four are closed and counted apart (RULES 4);
 * `paused` is neither asked for nor overdue.
 */
export const STATES = [
  'not-started',
  'in-progress',
  'paused',
  'delivered',
  'evidenced',
  'withdrawn',
  'superseded',
  'business-as-usual',
  'carried-over',
] as const;
export type State = (typeof STATES)[number];

/** The words of a plan for its own levels, as its headings print them ("Theme", "Action", "Milestone"). */
export interface Levels {
  readonly area: string;
  readonly objective: string;
  readonly milestone: string;
}

/** The words of several plans where all call the unit that is due alike; null where they do not, or there is none. */
export function sharedLevels(plans: readonly Pick<Plan, 'levels'>[]): Levels | null {
  const [first, ...others] = plans.map(({ levels }) => levels);
  const unit = (levels: Levels): string => levels.milestone.toLowerCase();
  return first !== undefined && others.every((one) => unit(one) === unit(first)) ? first : null;
}

export interface Plan {
  readonly id: PlanId;
  readonly title: string;
  readonly levels: Levels;
  /** The as-at date of the first load: stages before it count as passed (RULES 1). */
  readonly importedOn: CivilDate;
  readonly preset: 'confidence' | 'dates';
  /** The director, accountable for the whole plan. */
  readonly owner: OfficerId | null;
  /** The key in which leads rate, in the order in which it is printed. */
  readonly key: readonly KeyEntry[];
  /** The month, 1 to 12, in which the plan's year starts: 4 for the financial year. */
  readonly yearStarts: number;
  /** Bodies and systems outside the plan that things may wait for: "Eclipse", "NHS trust". */
  readonly bodies: readonly string[];
  /** How the whole of it stands in its owner's judgement; null while that was never said. */
  readonly overall: OverallRating | null;
  /** A summary of a reporting window is posted only when the plan's owner has released it. */
  readonly release: boolean;
  /** Whom channels and reports name beside a milestone (RULES 6). */
  readonly naming: Naming;
  /** Numbers below it are flagged where they are tied to children, families or cases (RULES 6). */
  readonly smallNumber: number;
  /** Words not to use, of which a report is checked. */
  readonly avoid: readonly string[];
  /** What kind of tracker it is: what it is asked about, and what its rows are called, follow from that. */
  readonly kind: PlanKind;
  /** What somebody said that columns of its file hold: its next file is read so, too. */
  readonly columns: readonly MappedColumn[];
  /** The board whose meetings its dates are counted from, as it was named; absent or null where none is. */
  readonly board?: string | null | undefined;
  /** Its year is over: it is read, and asked about no more; null while it runs. */
  readonly closed: PlanClosed | null;
  /** The newest file that was loaded into it; left out for plans of before this was kept. */
  readonly file?: LoadedFile | undefined;
}

/** The kinds of tracker that councils keep. */
export const PLAN_KINDS = [
  'improvement',
  'timetable',
  'risks',
  'work-programme',
  'matters',
  'clearance',
  'engagement',
  'self-evaluation',
] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

/** How a plan ended. */
export interface PlanClosed {
  readonly on: CivilDate;
  readonly by: Actor;
  /** The plan of the next year, into which what was open was carried; null where nothing was. */
  readonly into: PlanId | null;
}

/** `accountable`: the head of service; `leads`: them, and who leads it; `none`: nobody. */
export const NAMINGS = ['accountable', 'leads', 'none'] as const;
export type Naming = (typeof NAMINGS)[number];

/** What a plan has until somebody says otherwise. */
export const PLAN_DEFAULTS = {
  overall: null,
  release: false,
  naming: 'accountable',
  smallNumber: 5,
  avoid: [],
  kind: 'improvement',
  columns: [],
  closed: null,
} as const satisfies Partial<Plan>;

export interface Area {
  readonly code: string;
  readonly title: string;
  readonly order: number;
  /** Heads of service, accountable for the area; at most two. */
  readonly heads: readonly OfficerId[];
  /** The last signature under its figures; null while there was none. */
  readonly signed: SignOff | null;
  /** An admin had its signers asked once more; absent where nobody did. */
  readonly reminded?: Reminded | undefined;
}

/** On which day it was asked for, and the reporting window whose signature is missing. */
export interface Reminded {
  readonly window: string;
  readonly on: CivilDate;
}

export interface Objective {
  readonly code: string;
  readonly area: string;
  readonly title: string;
  readonly order: number;
}

/** Who recorded something: an officer; `operator` at the command line; `import` for what the file said. */
export type Actor = { readonly kind: 'officer'; readonly id: OfficerId } | { readonly kind: 'operator' | 'import' };

/** Whether two are one person; operators are not told apart. */
export function sameActor(a: Actor, b: Actor): boolean {
  return a.kind === 'officer' && b.kind === 'officer' ? a.id === b.id : a.kind === b.kind;
}
