/** What waits for one reader's decision, as the card shows it: dates, ends, evidence and handovers in one place. */
import type { CivilDate } from './dates.js';
import type { Outcome, Ref, State } from './plan.js';
import type { CardLink } from './views.js';

/** Something of the same plan that waits on it. */
export interface WaitingOnIt {
  readonly ref: Ref;
  readonly due: CivilDate | null;
  /** How many working days before the date asked for it is due; null when it is not due before that. */
  readonly sooner: number | null;
}

/** What is asked for, with what there is to know about it. */
export type AskedFor =
  | {
      readonly kind: 'date';
      /** The date says when what recurs ends. */
      readonly end: boolean;
      /** Null when it has none yet. */
      readonly approved: CivilDate | null;
      readonly date: CivilDate;
      /** Working days after the approved date, or before it where negative; null without one. */
      readonly later: number | null;
      /** Approved moves from an earlier date; and the first of all dates. */
      readonly moves: number;
      readonly first: CivilDate | null;
      /** Why, as chosen from the list; null where nothing was. */
      readonly because: string | null;
      /** Due sooner than the date asked for, the soonest first. */
      readonly waiting: readonly WaitingOnIt[];
    }
  | {
      readonly kind: 'end';
      readonly approved: CivilDate | null;
      readonly state: State;
      readonly replacedBy: readonly Ref[];
      readonly waiting: readonly WaitingOnIt[];
    }
  | {
      readonly kind: 'evidence';
      readonly deliveredOn: CivilDate | null;
      readonly outcome: Outcome | null;
      /** As it was typed. */
      readonly evidence: string | null;
      readonly evidenceLink: string | null;
    }
  | { readonly kind: 'handover'; readonly from: string; readonly to: string };

/** A question about it, and its answer. */
export interface QuestionAsked {
  readonly by: string;
  readonly byReader: boolean;
  readonly on: CivilDate;
  readonly text: string;
  readonly answer: { readonly by: string; readonly on: CivilDate; readonly text: string } | null;
}

export interface ApprovalView {
  readonly link: CardLink;
  /** Tells its boxes from those of every other milestone, on any card: 1 to 16 figures and letters from a to f. */
  readonly row: string;
  readonly planTitle: string;
  readonly text: string;
  readonly asked: AskedFor;
  /** A name; and who entered it, where that was somebody else. */
  readonly by: string;
  readonly enteredBy: string | null;
  readonly on: CivilDate;
  /** Null when it is not overdue for the date that counts now. */
  readonly overdueDays: number | null;
  /** May be empty. */
  readonly reason: string;
  readonly questions: readonly QuestionAsked[];
}

/** What the press before this card came to. */
export interface ApprovalDone {
  readonly ref: Ref;
  readonly text: string;
  readonly outcome:
    | { readonly kind: 'accepted'; readonly asked: AskedFor }
    /** `evidenceDue`: of refused evidence, the day on which it is due again. */
    | { readonly kind: 'refused'; readonly asked: AskedFor; readonly evidenceDue: CivilDate | null }
    /** `of`: who proposed it. */
    | { readonly kind: 'question'; readonly of: string }
    /** `why`: sentences. */
    | { readonly kind: 'nothing'; readonly why: string };
  /** Names of the others who are told of it. */
  readonly told: readonly string[];
  /** Names of those who should be, and to whom Waymark cannot write. */
  readonly untold?: readonly string[] | undefined;
}

export interface ApprovalsView {
  /** In the order of reading: dates, ends, evidence, handovers; within each the worst first. */
  readonly rows: readonly ApprovalView[];
  readonly done: ApprovalDone | null;
  /** What was typed and is not sent, by `refuse_ROW` and `ask_ROW`; its row need not be here any more. */
  readonly typed: Readonly<Record<string, string>>;
  /** What is wrong with one of them: its name, and a sentence or two. */
  readonly error: { readonly field: string; readonly message: string } | null;
}
