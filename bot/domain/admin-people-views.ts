/** What admins' cards about people show, as facts. */
import type { CivilDate } from './dates.js';
import type { OfficerId } from './plan.js';

/** Where somebody stands, the most telling first. */
export type PersonStanding =
  'group' | 'left' | 'external' | 'not-linked' | 'unreachable' | 'away' | 'met' | 'not-met' | 'reachable';

/** One of a list of people. */
export interface PersonLine {
  readonly id: OfficerId;
  readonly name: string;
  readonly standing: PersonStanding;
  /** The last day of an absence; null while they are here. */
  readonly awayUntil: CivilDate | null;
  readonly leads: number;
  readonly overdue: number;
  /** "admin", "head of service of Early help". */
  readonly roles: readonly string[];
}

/** Everybody, or those who were looked for. */
export interface PeopleView {
  /** As typed; empty for everybody. */
  readonly find: string;
  readonly rows: readonly PersonLine[];
  /** The number of the first row among all that were found, from 0; and how many those are. */
  readonly from: number;
  readonly total: number;
  /** How many a page has. */
  readonly page: number;
  /** Names for which an exact match waits for an admin. */
  readonly proposals: number;
  readonly notLinked: number;
}

/** Everything that an admin has to know of one person. */
export interface PersonCardView {
  readonly line: PersonLine;
  readonly otherNames: readonly string[];
  readonly deputy: string | null;
  readonly team: string | null;
  readonly email: string | null;
  /** Some of what they lead, the most urgent first; `line.leads` says how many there are. */
  readonly leads: readonly {
    readonly ref: string;
    readonly text: string;
    readonly plan: string;
    readonly overdue: boolean;
  }[];
  readonly deputyFor: readonly string[];
  readonly supporters: readonly string[];
  readonly supporterFor: readonly string[];
  readonly groups: readonly string[];
  /** Of a group: whom it means, and whether one answer is enough. */
  readonly group: { readonly rule: 'any' | 'each'; readonly members: readonly string[] } | null;
  /** How many in Teams are called exactly so. */
  readonly proposals: number;
  /** What was just done, and what follows from it; sentences. */
  readonly notes: readonly string[];
}

/** A form that came back: what was typed, and what needs another look. */
export interface PeopleTyped {
  readonly typed: Readonly<Record<string, string>>;
  readonly error: { readonly field: string; readonly message: string } | null;
}

/** Who in Teams is called as somebody of a plan is. */
export interface LinksView extends PeopleTyped {
  /** Of one person; null for all. */
  readonly of: { readonly id: OfficerId; readonly name: string; readonly linked: boolean } | null;
  readonly proposals: readonly {
    readonly id: OfficerId;
    readonly name: string;
    readonly leads: readonly string[];
    /** Several people, or several names, may be meant. */
    readonly several: boolean;
    readonly people: readonly { readonly id: OfficerId; readonly told: readonly string[] }[];
  }[];
  readonly notes: readonly string[];
}

/** Who may do what. */
export interface RolesView {
  readonly roles: readonly {
    readonly id: OfficerId;
    readonly name: string;
    readonly role: string;
    readonly where: string | null;
    readonly cannot: string | null;
  }[];
  readonly fromSettings: number;
  readonly canAct: number;
}

/** Gives somebody a role, or takes one away. */
export interface RoleFormView extends PeopleTyped {
  readonly id: OfficerId;
  readonly name: string;
  /** What they are now, in words. */
  readonly now: readonly string[];
  /** Plans as `plan|`, areas as `plan|code`. */
  readonly places: readonly { readonly title: string; readonly value: string }[];
  readonly notes: readonly string[];
}

/** Says something else of one person: another name, whether they are here, whom a name means. */
export interface PersonFormView extends PeopleTyped {
  readonly form: 'names' | 'place' | 'group';
  readonly id: OfficerId;
  readonly name: string;
  readonly lines: readonly string[];
  /** Of a group: there is one that can be ended. */
  readonly isGroup: boolean;
  /** The press that means it, after a warning; 0 where none was given. */
  readonly confirms: number;
}

/** Hands everything of somebody over. */
export interface LeaveView extends PeopleTyped {
  readonly id: OfficerId;
  readonly name: string;
  readonly isGroup: boolean;
  /** What passes on, in sentences; null before that was looked at. */
  readonly moves: readonly string[] | null;
  readonly notes: readonly string[];
  /** What the press stands for that hands over; 0 while there is none. */
  readonly confirms: number;
  /** It is another than was shown before. */
  readonly changed: boolean;
}
