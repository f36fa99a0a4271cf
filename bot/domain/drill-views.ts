/** What a press on a posted summary shows to the one who pressed. */
import type { AskedByLeader } from './challenge-rows.js';
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import type { HistoryView } from './people-views.js';
import type { Levels, RatingClass, Ref } from './plan.js';
import type { CardLink, Counts, MilestoneView } from './views.js';

/** The head of the summary that was pressed. */
export interface SummaryHead {
  /** Its plan's id: for the button that leads back. */
  readonly plan: string;
  readonly planTitle: string;
  readonly levels: Levels;
  /** Of the figures; null where the summary is not known any more: then what is shown is of now. */
  readonly asAt: CivilDate | null;
  /** "9am". */
  readonly time: string;
  /** There is a summary to go back to. */
  readonly back: boolean;
}

/** One milestone of an area, as the summary found it. */
export interface AreaRow {
  readonly link: CardLink;
  readonly text: string;
  readonly rating: RatingClass | 'closed';
  /** Null when it is closed. */
  readonly grade: KeyEntry | null;
  readonly state: MilestoneView['state'];
  readonly due: CivilDate | null;
  readonly dueText: string;
  /** Null when not overdue. */
  readonly overdueDays: number | null;
  readonly leads: readonly string[];
  /** What was said last; null when nothing was. */
  readonly said: string | null;
}

export interface AreaShownView {
  readonly head: SummaryHead;
  readonly code: string;
  readonly title: string;
  /** Its heads of service. */
  readonly heads: readonly string[];
  /** As the summary has them; null where nobody told them to the reader, who sees a part of the area. */
  readonly counts: Counts | null;
  readonly grades: readonly { readonly entry: KeyEntry; readonly count: number; readonly before: number | null }[];
  readonly key: readonly KeyEntry[];
  /** Worst first. */
  readonly rows: readonly AreaRow[];
  /** Of the area, and not open to the reader. */
  readonly others: number;
}

export interface ShownMove {
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  readonly reason: string | null;
  readonly approvedBy: string | null;
  readonly on: CivilDate | null;
  readonly where: string | null;
}

export interface MilestoneShownView {
  readonly head: SummaryHead;
  /** As it stands now. */
  readonly milestone: MilestoneView;
  readonly area: { readonly code: string; readonly title: string };
  readonly leads: readonly string[];
  readonly heads: readonly string[];
  /** What was said last: cause, remedial action, help, recovery; null where that was not said. */
  readonly said: {
    readonly cause: string | null;
    readonly remedy: string | null;
    readonly help: string | null;
    readonly recovery: CivilDate | null;
    readonly nextStep: string | null;
    readonly nextStepBy: CivilDate | null;
  };
  /** "Due DATE, first DATE, moved twice." */
  readonly dates: string;
  /** Every move of its date, the oldest first. */
  readonly moves: readonly ShownMove[];
  readonly asked: readonly AskedByLeader[];
  readonly entries: HistoryView['entries'];
  readonly mayAsk: boolean;
}

/** The form on which a leader asks about a milestone. */
export interface AskFormView {
  readonly head: SummaryHead;
  readonly link: CardLink;
  readonly text: string;
  readonly rating: RatingClass;
  readonly grade: KeyEntry | null;
  /** Names of who is asked; empty where nobody is there. */
  readonly answers: readonly string[];
  /** Names of who is told, and lets the answer be told. */
  readonly copied: readonly string[];
  /** In its own chat: the answer comes on the asker's card. */
  readonly own: boolean;
  /** For an admin who records what was asked at a meeting: which, when and who have boxes of their own. */
  readonly meeting: boolean;
  readonly inputs: AskInputs;
  readonly errors: readonly { readonly field: keyof AskInputs | null; readonly message: string }[];
}

export interface AskInputs {
  readonly question?: string;
  readonly which?: string;
  readonly on?: string;
  readonly who?: string;
}

/** A sentence or two on a summary, with the way back. */
export interface SummaryNoticeView {
  readonly head: SummaryHead | null;
  readonly title: string;
  readonly lines: readonly string[];
  /** What was typed and not taken: shown to be copied. */
  readonly typed: string;
  /** Shown where the notice is about one of them. */
  readonly ref: Ref | null;
  /** With a button that shows that one. */
  readonly shows?: boolean;
}
