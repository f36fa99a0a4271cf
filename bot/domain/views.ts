/**
 * What a card shows, as facts: the flows fill these in, the builders in `cards/` put them into words. Texts are as
 * people wrote them, unescaped. Every date is a civil date; cards write it out.
 */
import type { DeskButton } from './desk-views.js';
import type { EnteredView } from './behalf-views.js';
import type { AskedByLeader } from './challenge-rows.js';
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import type { LeaderRow } from './leader-views.js';
import type { DueView, SameAsView } from './milestone-views.js';
import type { ListChoices, ListFilter } from './people-views.js';
import type { Levels, RatingClass, Ref, State } from './plan.js';
import type { WaitsOn } from './said.js';
import type { UpdateInputs } from './update-views.js';
import type { BlockerView, DecidedView, EnteredBefore, FirstView } from './told-views.js';

export type * from './behalf-views.js';
export type * from './challenge-rows.js';
export type { ChallengeAnswerView } from './challenge-views.js';
export type * from './change-views.js';
export type * from './drill-views.js';
export type * from './leader-views.js';
export type * from './milestone-views.js';
export type * from './people-views.js';
export type * from './rollup-views.js';
export type * from './told-views.js';
export * from './update-views.js';

/** Marks a button's place: the Teams side signs it into a token. */
export interface CardLink {
  readonly plan: string;
  readonly ref: Ref;
  readonly rev: number;
}

/** The two opinions of a milestone: what was said, and what the facts say, with the reason in words. */
export interface CheckView {
  readonly rating: RatingClass;
  /** The plan's own entry for that class; left out where it is that of the default key. */
  readonly grade?: KeyEntry;
  /** A clause without capital or full stop: "5 working days overdue". */
  readonly because: string;
}

/** Until when something is paused, who said so, and why. */
export interface PausedView {
  readonly by: string;
  readonly byReader: boolean;
  readonly until: CivilDate;
  readonly reason: string;
}

export interface MilestoneView extends DueView {
  readonly link: CardLink;
  readonly planTitle: string;
  readonly text: string;
  /** What counts now. */
  readonly rating: RatingClass;
  /** The entry of the plan's key that counts now; left out where it is that of the default key. */
  readonly grade?: KeyEntry;
  readonly check: CheckView;
  /** The check is more severe than what was declared. */
  readonly disagrees: boolean;
  /** Null when it has no date; then `dueText` tells what is printed. */
  readonly dueOn: CivilDate | null;
  readonly dueText: string;
  /** Null when not overdue; 0 on a weekend straight after the date. */
  readonly overdueDays: number | null;
  /** Working days until the date; null when past or without a date. */
  readonly daysLeft: number | null;
  readonly state: State;
  /** Why it is neither asked for nor overdue for a while; left out while it is. */
  readonly pause?: PausedView;
  readonly lastUpdate: {
    readonly on: CivilDate;
    readonly by: string;
    readonly byReader: boolean;
    readonly rating: RatingClass;
    readonly grade?: KeyEntry;
    readonly note: string | null;
    /** Set where the words of another stand for its own, as they stood then. */
    readonly sameAs?: SameAsView;
    /** What it waits for, by that update. */
    readonly waitsOn?: WaitsOn;
    /** Set where somebody entered it for `by`. */
    readonly onBehalf?: EnteredView;
  } | null;
  /** What was decided about it, where its reader is told so. */
  readonly decided?: DecidedView | undefined;
}

/** What updates did to an escalation that lies ahead, and what another would do (RULES 2). */
export interface EscalationAhead {
  /** Where it was before the updates since the date; null when none of them moved it. */
  readonly from: CivilDate | null;
  /** How many of those there were. */
  readonly updates: number;
  /** Its day after an update now: the same when that does not move it, null when that ends it. */
  readonly afterUpdate: CivilDate | null;
}

export interface DigestRow extends MilestoneView {
  /**
   * What its reader is asked for: a `date` where the plan has none yet; a `decision` on what somebody proposes; an
   * `answer` to a question about that; an answer to a `challenge` of a leader, or to `release` one; a look at words that are
   * `held`; `nothing` where they are only told.
   */
  readonly wanted:
    'update' | 'date' | 'evidence' | 'decision' | 'answer' | 'challenge' | 'release' | 'held' | 'nothing';
  /** Questions of leaders: to be answered, to be released, or to be known. Never empty. */
  readonly asked?: readonly AskedByLeader[];
  /** Its last update was entered for the reader, who is told so. */
  readonly entered?: boolean;
  /** What was entered for the reader, who is told so, and was followed by the answer of another. */
  readonly enteredBefore?: readonly EnteredBefore[];
  /** Decisions before the last of which the reader is told, too; never empty. */
  readonly decidedBefore?: readonly DecidedView[];
  /** Asked about once because it was overdue at first load: "please confirm where this stands". */
  readonly confirm: boolean;
  /** The escalation that lies ahead or has happened. */
  readonly escalation: {
    readonly on: CivilDate;
    readonly to: string;
    /** What they are to the milestone; left out for who stands in for them. */
    readonly as?: 'head of service' | 'plan owner' | undefined;
    readonly done: boolean;
    /** Of one ahead. */
    readonly ahead?: EscalationAhead;
  } | null;
  /** A given date that has passed unanswered, with what was promised. */
  readonly passed: { readonly saidOn: CivilDate; readonly date: CivilDate; readonly words: string } | null;
  /** May be ticked "still on track" (RULES 4). */
  readonly tickable: boolean;
  /** Shown for evidence rather than delivery. */
  readonly evidenceDue: CivilDate | null;
  /** Set where the reader is asked instead of others: their names while they are away; empty where no lead is usable. */
  readonly insteadOf?: readonly string[] | undefined;
}

export interface DigestView {
  readonly asAt: CivilDate;
  /** The reader's own, worst first. */
  readonly yours: readonly DigestRow[];
  /** Told to the reader as head of service, or for their decision, worst first; with the leads' names. */
  readonly waiting: readonly (DigestRow & { readonly leads: readonly string[] })[];
  /** Areas for the reader to sign off, and summaries to release. */
  readonly leaders?: readonly LeaderRow[];
  /** What the reader is told, and asked nothing about. */
  readonly told?: readonly DigestRow[];
  /** What holds up several of the reader's. */
  readonly blockers?: readonly BlockerView[];
  /** Set on the first card that the reader gets. */
  readonly first?: FirstView;
  /** Already answered among what this digest asked. */
  readonly answered: readonly MilestoneView[];
  /** Entries that did not fit and will come another day. */
  readonly more: number;
  /** What is being reported of the plans of which its reader owes an update, and the day on which the figures are frozen. */
  readonly reporting?: readonly { readonly name: string; readonly freezes: CivilDate }[];
  /** This may be the second copy of a card whose arrival was in doubt (RULES 3). */
  readonly repeat: boolean;
  /** Teams found the card too large: only the first row is shown. */
  readonly short?: boolean;
  /** The plan's own words for its levels, where the plans of all rows call the unit alike; else null. */
  readonly levels: Levels | null;
  /** `plan|ref` of what was ticked "still on track" before Update was pressed, to be ticked on return. */
  readonly ticked?: readonly string[];
}

/** A list asked for with "my milestones". */
export interface ListView {
  readonly asAt: CivilDate;
  readonly rows: readonly DigestRow[];
  /** Open milestones of theirs beyond the rows shown. */
  readonly more: number;
  /** The plan's own words for its levels, where the plans of all rows call the unit alike; else null. */
  readonly levels: Levels | null;
  /** What it is narrowed to; left out for everything. */
  readonly only?: ListFilter;
  readonly choices?: ListChoices;
}

export interface WelcomeView {
  /** Titles of the plans in which the reader leads something. */
  readonly plans: readonly { readonly title: string; readonly levels: Levels; readonly open: number }[];
  /** Who looks after the plan: names, may be empty. */
  readonly owners: readonly string[];
  /** They are head of service or own a plan: what others propose comes to them. */
  readonly decides: boolean;
  /** They may enter answers for somebody who named them. */
  readonly supports: boolean;
}

/** A sentence or two to everybody in a channel: nothing to press. */
export interface NoteView {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A sentence or two to one person: a refusal, a card out of date, what was not understood. */
export interface NoticeView {
  readonly title: string;
  readonly lines: readonly string[];
  /** What was typed into a form that could not be taken: shown to be copied, so that nothing typed is lost. */
  readonly typed?: UpdateInputs;
  /** The same of any other form, by the name of the field. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The way on, before the list and the help. */
  readonly way?: DeskButton;
}
