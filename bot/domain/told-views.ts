/** What cards show of decisions, of questions about what waits, and of what holds several milestones up. */
import type { CivilDate } from './dates.js';
import type { ProposedView, SaidBy } from './milestone-views.js';
import type { Ref } from './plan.js';

/** What was decided about something that had been proposed. */
export interface DecidedView extends SaidBy {
  readonly proposal: ProposedView;
  readonly accepted: boolean;
  /** May be empty where it was accepted. */
  readonly reason: string;
  /** It came to nothing when `by` said that the work is complete: nobody decided. */
  readonly lapsed?: true | undefined;
  /** Where it was decided, when that was elsewhere. */
  readonly where: string | null;
  /** When its leads are asked about it next; null when no day is known. */
  readonly next: CivilDate | null;
  /** The day on which evidence is to be shown now; null when none is. */
  readonly evidenceDue: CivilDate | null;
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
