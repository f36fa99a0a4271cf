/** What the cards about people, commands and the past of a milestone show, as facts: see `views.ts`. */
import type { CivilDate } from './dates.js';
import type { Key } from './key.js';
import type { Levels, Plan, Ref } from './plan.js';
import type { CardLink } from './views.js';

/** Several were possible, or nothing fitted: what may have been meant, each with its button. */
export interface WhichView {
  readonly title: string;
  readonly lines: readonly string[];
  readonly choices: readonly {
    /** Bold: a ref or a name. */
    readonly name: string;
    readonly words: string;
    readonly small: string;
    readonly button: string;
    readonly verb: string;
    readonly link: CardLink;
  }[];
  /** What was said besides, which the buttons bring along: by the name of the field. */
  readonly carried: Readonly<Record<string, string>>;
}

/** Everything that happened to a milestone, the newest first. */
export interface HistoryView {
  readonly link: CardLink;
  readonly text: string;
  readonly planTitle: string;
  /** "Due “31 March 2026”, first DATE, moved twice." */
  readonly dates: string;
  readonly entries: readonly {
    readonly on: CivilDate;
    /** "8:41am"; null for what counts from another day than that on which it was entered. */
    readonly time: string | null;
    readonly who: string;
    /** A sentence or more for each thing that changed. */
    readonly words: readonly string[];
  }[];
  /** The reader may answer for it now. */
  readonly mayUpdate: boolean;
}

/** What the reader can say where they are. */
export interface HelpView {
  readonly place: 'own-chat' | 'channel';
  readonly today: CivilDate;
  /** One of the reader's own, for an example; null when they lead nothing. */
  readonly example: { readonly link: CardLink; readonly text: string } | null;
  /** The plan's own words for its levels; null when theirs differ or they have none. */
  readonly levels: Levels | null;
  /** The key of that plan; null for the default one. */
  readonly key: { readonly entries: Key; readonly preset: Plan['preset'] } | null;
  /** Who looks after the reader's plans. */
  readonly owners: readonly string[];
  /** Set while they are away. */
  readonly awayUntil: CivilDate | null;
  readonly deputy: string | null;
  /** Somebody they lead with, for an example; null when there is nobody. */
  readonly colleague: string | null;
  /** They decide about what others propose. */
  readonly decides: boolean;
  /** They own a plan: its summaries are theirs to release, and the whole of it to rate. */
  readonly owns?: boolean;
  /** They may ask who leads something about it, as leaders, heads of service and plan owners do. */
  readonly asks?: boolean;
  /** They may say for others where they are. */
  readonly forOthers: boolean;
  /** The ref of one for whose lead they may enter what they were told, for an example; null where there is none. */
  readonly entersFor: string | null;
  readonly admin: boolean;
  /** An admin asked what admins can say. */
  readonly forAdmins?: boolean;
}

/** Whom reminders go to while somebody is away, the most first; `nobody`: how many reach nobody at all. */
export interface MeanwhileAsked {
  readonly asked: readonly { readonly name: string; readonly count: number }[];
  readonly nobody: number;
  readonly count: number;
}

export interface PersonError {
  readonly field: 'until' | 'deputy';
  readonly message: string;
}

/** The form that says until when somebody is away, and who is asked. */
export interface AwayView {
  readonly link: CardLink;
  /** Of somebody else; null for the reader. */
  readonly name: string | null;
  /** As typed. */
  readonly until: string;
  readonly deputy: string;
  readonly errors: readonly PersonError[];
  readonly today: CivilDate;
  /** The last day that can be given. */
  readonly latest: CivilDate;
  /** The last day of an absence that stands; null when they are here. */
  readonly awayUntil: CivilDate | null;
  readonly meanwhile: MeanwhileAsked;
}

/** The form that names a deputy. */
export interface DeputyView {
  readonly now: string | null;
  /** As typed. */
  readonly deputy: string;
  readonly errors: readonly PersonError[];
}

/** What was saved of where somebody is, or of who is asked in their place. */
export interface WhereaboutsView {
  readonly saved: 'away' | 'back' | 'deputy' | 'no-deputy';
  readonly link: CardLink;
  /** Of somebody else; null for the reader. */
  readonly name: string | null;
  readonly awayUntil: CivilDate | null;
  /** The first working day on which reminders come again. */
  readonly againOn: CivilDate | null;
  readonly deputy: string | null;
  readonly meanwhile: MeanwhileAsked;
  /** How what was typed was understood, and what else to know; sentences. */
  readonly notes: readonly string[];
}

/** What "my milestones" is narrowed to. */
export interface ListFilter {
  readonly overdue: boolean;
  /** Plans by id; null for all. */
  readonly plans: readonly string[] | null;
  /** Areas as `plan|code`; null for all. */
  readonly areas: readonly string[] | null;
  /** "overdue", "Early Help": how it is said; empty for all. */
  readonly words: string;
}

/** What stands beside the rows of a narrowed list, for the buttons. */
export interface ListChoices {
  /** The plans in which the reader leads something open, by title. */
  readonly plans: readonly { readonly id: string; readonly title: string }[];
  readonly overdue: number;
}

/** A milestone that somebody may have meant. */
export interface PlaceView {
  readonly plan: string;
  readonly planTitle: string;
  readonly ref: Ref;
  readonly rev: number;
  readonly text: string;
}
