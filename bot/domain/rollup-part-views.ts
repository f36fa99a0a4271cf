/** Parts of a progress summary, as facts; see `views.ts`. */
import type { ChallengeView } from './challenge-views.js';
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import type { OverallView, SigningView } from './leader-views.js';
import type { MeasureView } from './measure-views.js';
import type { Levels, Ref } from './plan.js';
import type { RollupView } from './rollup-views.js';
import type { SincePostedView } from './since-posted.js';

/** What stands above the figures and between them, as far as it is known where the figures are read. */
export interface Heading {
  readonly planTitle: string;
  readonly levels: Levels;
  readonly asAt: CivilDate;
  /** "9am". */
  readonly time: string;
  /** What it is about, where that is not the whole plan: the title of an area, a tag as printed. */
  readonly scope?: { readonly area: string | null; readonly tag: string | null };
  /** It corrects the summary of a day, for a reason. */
  readonly correction?: { readonly of: CivilDate; readonly reason: string };
  /** It was corrected itself since. */
  readonly corrected?: { readonly on: CivilDate; readonly reason: string };
  readonly signing?: SigningView;
  readonly overall?: OverallView;
  readonly measures?: readonly MeasureView[];
  readonly questions?: readonly ChallengeView[];
  /** Beneath everything, when something was said since it was posted. Its figures stand. */
  readonly sincePosted?: SincePostedView;
  /** How many texts are held until somebody has looked at them (RULES 6). */
  readonly held?: number;
  /** What follows by area stands in replies beneath it; in a group chat there are none. */
  readonly replies?: boolean;
}

export type RollupKind = 'new' | 'worsened' | 'improved' | 'still-red' | 'still-amber' | 'overdue';

export interface RollupMoveView {
  readonly ref: Ref;
  readonly text: string;
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  readonly reason: string | null;
  /** Null when that was not recorded, or the plan names nobody. */
  readonly approvedBy: string | null;
  /** Where it was decided, when that was elsewhere. */
  readonly where: string | null;
  /** In so many moves since the summary before. */
  readonly times: number;
}

/** How often dates were moved since the plan was loaded, and how far. */
export interface MovedEver {
  /** From so many moves on one is told of by name in the message: that is amber by itself. */
  readonly often: number;
  readonly milestones: number;
  readonly moves: number;
  /** Working days from the first date of each to its last, those that were brought forward taken off. */
  readonly slip: number;
  /** The most often first. */
  readonly rows: readonly { readonly ref: Ref; readonly text: string; readonly times: number; readonly slip: number }[];
}

/** Due by the next summary. */
export interface DueNext {
  /** The last day that counts. */
  readonly until: CivilDate;
  /** The name of the reporting window that ends then; null without windows. */
  readonly window: string | null;
  /** All of them, whether or not they are named. */
  readonly count: number;
  readonly rows: readonly {
    readonly ref: Ref;
    readonly text: string;
    readonly on: CivilDate;
    readonly grade: KeyEntry;
  }[];
}

/** A date that somebody gave, and that has passed without an answer. */
export interface PassedView {
  readonly ref: Ref;
  readonly text: string;
  readonly date: CivilDate;
  /** What was to be done by then; null where that was not said. */
  readonly words: string | null;
  readonly saidOn: CivilDate;
}

/** What a reply in the thread tells of one area: everything that the message leaves out or cuts short. */
export interface AreaReplyView {
  /** The code of the area: names the reply among those of its summary. */
  readonly code: string;
  readonly title: string;
  /** The head of service; null when none is set. */
  readonly head: string | null;
  /** The figures of the area alone, every exception among `rows`. */
  readonly view: RollupView;
  /** The message tells all of it: no reply is posted. */
  readonly told?: boolean;
}
