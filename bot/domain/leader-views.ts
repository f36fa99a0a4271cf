/** What is shown of signatures, releases and the rating of a whole plan. */
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import type { Levels, Ref } from './plan.js';
import type { CardLink, RollupView } from './views.js';

/** Who stands by the figures of each area, and under whose name the others stand unsigned. */
export interface SigningView {
  readonly signed: readonly {
    readonly code: string;
    readonly area: string;
    readonly by: string;
    readonly on: CivilDate;
    /** A sentence of their own; empty where none was given. */
    readonly words: string;
  }[];
  readonly unsigned: readonly { readonly code: string; readonly area: string; readonly head: string | null }[];
}

/** How the owner of a plan rates the whole of it. */
export interface OverallView {
  readonly grade: KeyEntry;
  readonly reason: string;
  readonly by: string;
  /** The day on which that was said last. */
  readonly on: CivilDate;
  /** The day since which it has been so. */
  readonly since: CivilDate;
  /** What it was before; null where it was never otherwise. */
  readonly before: { readonly grade: KeyEntry; readonly on: CivilDate } | null;
  /** The worst of what counts; null where nothing does. */
  readonly suggested: KeyEntry | null;
}

/** The figures of one area, as its head of service is asked to stand by them. */
export interface AreaDraftView {
  /** The as-at date of the summary before this one; null for the first. */
  readonly since: CivilDate | null;
  /** Only what there is, the worst first; without an entry those that are closed. */
  readonly counts: readonly { readonly entry: KeyEntry | null; readonly count: number }[];
  readonly total: number;
  readonly overdue: readonly Ref[];
  readonly exceptions: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly grade: KeyEntry;
    readonly overdueDays: number | null;
    readonly because: string;
    readonly recovery: CivilDate | null;
  }[];
  readonly worsened: readonly { readonly ref: Ref; readonly grade: KeyEntry | null }[];
  readonly improved: readonly { readonly ref: Ref; readonly from: KeyEntry; readonly to: KeyEntry }[];
  readonly completed: readonly Ref[];
  readonly moved: readonly {
    readonly ref: Ref;
    readonly from: CivilDate | null;
    readonly to: CivilDate | null;
    readonly reason: string | null;
  }[];
  readonly added: readonly Ref[];
  readonly closed: readonly Ref[];
  readonly silent: readonly Ref[];
  readonly noUpdate: readonly Ref[];
}

/** A window whose figures wait, as a card names it. */
interface WaitingWindow {
  readonly planTitle: string;
  readonly levels: Levels;
  /** As people call it: "Quarter 2". */
  readonly window: string;
  /** The day whose figures they are, and the day on which they are posted. */
  readonly asAt: CivilDate;
  readonly posts: CivilDate;
}

/** The figures were corrected; or somebody else signed, or decided, meanwhile. */
export type Changed = 'figures' | 'meanwhile';

/** What stands on a card that asks for a signature, a release or a rating, beside what it asks. */
interface Asking {
  readonly link: CardLink;
  /** What was typed, by the name of the field. */
  readonly typed: Readonly<Record<string, string>>;
  /** What is wrong with it; null where nothing is. */
  readonly error: { readonly field: string; readonly message: string } | null;
  /** What is not as it was on the card before; null where all of it is. */
  readonly changed: Changed | null;
}

/** "Sign off Early help". */
export interface SignOffView extends WaitingWindow, Asking {
  readonly area: string;
  readonly draft: AreaDraftView;
  /** Whoever signed these figures. */
  readonly signed: {
    readonly by: string;
    readonly byReader: boolean;
    readonly on: CivilDate;
    readonly words: string;
  } | null;
  /** A signature under other figures, which has lapsed; null where there is none. */
  readonly lapsed: { readonly by: string; readonly on: CivilDate } | null;
  /** It was signed by this press. */
  readonly done: boolean;
  /** Who releases it before it is posted; empty where nobody has to. */
  readonly releasedBy: readonly string[];
}

/** "Release Quarter 2". */
export interface ReleaseView extends WaitingWindow, Asking {
  /** The summary as it would be posted. */
  readonly draft: RollupView;
  readonly signing: SigningView;
  /** Where it would go: names of channels. */
  readonly channels: readonly string[];
  readonly correction: string | null;
  /** What was decided about these figures; null while nothing was. */
  readonly decided: {
    readonly what: 'released' | 'refused';
    readonly by: string;
    readonly byReader: boolean;
    readonly on: CivilDate;
    readonly reason: string;
  } | null;
}

/** The rating of a whole plan, by its owner. */
export interface OverallFormView extends Omit<Asking, 'changed'> {
  readonly planTitle: string;
  /** Null while it was never rated. */
  readonly overall: OverallView | null;
  readonly suggested: KeyEntry | null;
  /** What may be chosen. */
  readonly key: readonly KeyEntry[];
  /** What was said before, the newest first. */
  readonly history: readonly {
    readonly grade: KeyEntry;
    readonly reason: string;
    readonly by: string;
    readonly on: CivilDate;
  }[];
  readonly done: boolean;
}

/** A row of *Waiting for you* that is about no milestone. */
export interface LeaderRow {
  readonly kind: 'sign-off' | 'release';
  readonly link: CardLink;
  readonly planTitle: string;
  /** The title of the area; null for the whole plan. */
  readonly area: string | null;
  readonly window: string;
  readonly asAt: CivilDate;
  readonly posts: CivilDate;
}
