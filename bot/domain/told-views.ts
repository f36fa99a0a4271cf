/** What cards show of decisions, of questions about what waits, and of what holds several milestones up. */
import type { CivilDate } from './dates.js';
import type { ProposedView, SaidBy } from './milestone-views.js';
import type { KeyEntry } from './key.js';
import type { RatingClass, Ref } from './plan.js';
import type { Source } from './said.js';

/** What was decided about something that had been proposed. */
export interface DecidedView extends SaidBy {
  readonly proposal: ProposedView;
  readonly accepted: boolean;
  /** It came to nothing when `by` said that the work is complete: nobody decided. */
  readonly lapsed?: true | undefined;
  /** May be empty where it was accepted. */
  readonly reason: string;
  /** Where it was decided, when that was elsewhere. */
  readonly where: string | null;
  /** When its leads are asked about it next; null when no day is known. */
  readonly next: CivilDate | null;
  /** The day on which evidence is to be shown now; null when none is. */
  readonly evidenceDue: CivilDate | null;
}

/** An answer that somebody entered for its author, with which another has been given since. */
export interface EnteredBefore extends SaidBy {
  readonly source: Source;
  /** The day of the e-mail, the call, the meeting. */
  readonly on: CivilDate;
  readonly rating: RatingClass;
  readonly grade: KeyEntry;
}

/** Something late, or due later than what waits for it; or a body outside the plan that several wait for. */
export interface BlockerView {
  readonly blocker:
    | { readonly kind: 'milestone'; readonly ref: Ref; readonly due: CivilDate; readonly overdueDays: number | null }
    | { readonly kind: 'body'; readonly name: string };
  /** What it holds up of the reader's, in the order of the card. Never empty. */
  readonly holds: readonly Ref[];
}

/** Of the first card that somebody gets. */
export interface FirstView {
  /** Names of who looks after the plans on it; may be empty. */
  readonly askedBy: readonly string[];
}
