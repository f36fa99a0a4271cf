/** What the form of an update shows, and what is shown once it is saved. */
import type { BehalfView } from './behalf-views.js';
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import type { Meanwhile } from './meanwhile.js';
import type { DecidesLater, SameAsView } from './milestone-views.js';
import type { Period } from './periods.js';
import type { RatingClass, Ref } from './plan.js';
import type { DigestRow, MilestoneView } from './views.js';

export interface FormError {
  readonly field: UpdateField;
  /** What is wrong and what to give, a sentence or two. */
  readonly message: string;
}

/** The fields of the update form, by the name of what they hold, in the order of the form. */
export const UPDATE_FIELDS = [
  'note',
  'cause',
  'remedy',
  'help',
  'sameAs',
  'recovery',
  'forecast',
  'moveReason',
  'moveWords',
  'nextStep',
  'nextStepBy',
  'waitsOnRef',
  'waitsOnBody',
  'doneOn',
  'evidence',
  'evidenceLink',
  'evidenceDue',
  'outcome',
] as const;
export type UpdateField = (typeof UPDATE_FIELDS)[number];

export type UpdateInputs = Partial<Record<UpdateField, string>>;

/** The step at which a rating is chosen. */
export interface ChooseView {
  readonly milestone: MilestoneView;
  /** What may be declared of it now, in the order of the plan's key. */
  readonly choices: readonly KeyEntry[];
  /** Why what was pressed could not be taken, in a sentence or two; left out when nothing was refused. */
  readonly refused?: string;
  /** What was typed on a form before "Change rating" was pressed, to be there on the next. */
  readonly inputs?: UpdateInputs;
  /** Ticks made on the digest before Update was pressed, to be there on return. */
  readonly ticks: readonly string[];
  /** Set where the reader enters it for somebody else. */
  readonly behalf?: BehalfView;
}

/** Saving again is an informed second update. */
export type FormConflict =
  /** Somebody answered since this card was sent: who, when, what they said. */
  | {
      readonly by: string;
      readonly on: CivilDate;
      readonly rating: RatingClass;
      readonly grade?: KeyEntry;
      readonly note: string | null;
    }
  /** Nobody did, but something else changed that an answer rests on. Never empty. */
  | { readonly meanwhile: readonly Meanwhile[] };

/** The form for one rating: what was typed, and what is wrong with it. */
export interface FormView {
  readonly milestone: MilestoneView;
  readonly rating: RatingClass;
  /** The entry that was chosen; left out where it is that of the default key. */
  readonly grade?: KeyEntry;
  readonly inputs: UpdateInputs;
  readonly errors: readonly FormError[];
  /** Set when it was not saved, since it is not what the card showed. The officer's own text is kept in `inputs`. */
  readonly conflict: FormConflict | null;
  readonly today: CivilDate;
  /** Names of who is asked to approve a later date, or to confirm evidence; empty where nobody is set. */
  readonly deciders?: readonly string[];
  readonly decidesLater?: DecidesLater | null | undefined;
  /** The plan's list of bodies and systems that it may wait for. */
  readonly bodies?: readonly string[];
  /** What "same as" would point at now; null where nothing, or no ref of the plan, stands in that field. */
  readonly pointsAt?: SameAsView | null;
  /** As in `ChooseView`. */
  readonly ticks?: readonly string[];
  readonly behalf?: BehalfView;
}

/** What an answer did to an escalation: put it off, ended it (`now` is null), or left it where it was. */
export interface EscalationMoved {
  readonly was: CivilDate;
  readonly now: CivilDate | null;
  /** No later answer puts it off. */
  readonly last: boolean;
}

/** Confirmation of a saved update, and what is left. */
export interface SavedView {
  readonly milestone: MilestoneView;
  /** "8:41am". */
  readonly time: string;
  readonly on: CivilDate;
  /** What was given with this answer; dates as `YYYY-MM-DD`. */
  readonly given: UpdateInputs;
  /** Of a recurring milestone, the period that this answer settled; null when it settled none. */
  readonly settled: Period | null;
  /** The escalation ahead, before this answer and after it; null when there was none, or nothing is to be said of it. */
  readonly escalation: EscalationMoved | null;
  /** As on its row: the escalation that is ahead now, if it was announced. */
  readonly ahead?: DigestRow['escalation'] | undefined;
  /** When the officer will next be asked about it; null when no more. */
  readonly askedAgainOn: CivilDate | null;
  readonly evidenceDue: CivilDate | null;
  /** The end that was proposed before, where a new date waits in its place: "to close it as withdrawn". */
  readonly inPlaceOf?: string | null | undefined;
  /** The handover that came to nothing by this answer, "to hand it over to Gwen Abara", and who is told of that. */
  readonly lapsed?:
    | { readonly what: string; readonly told: readonly string[]; readonly untold?: readonly string[] | undefined }
    | null
    | undefined;
  /** The later date that does not wait for a decision, and why not; null where it does, or there is none. */
  readonly notPutForward?: {
    readonly date: CivilDate;
    /** A sentence or two. */
    readonly why: string;
    /** The `id` of an entry of `MOVE_REASONS`; undefined of a first date, which needs no reason. */
    readonly because?: string | undefined;
    /** The words that were given for it. */
    readonly reason: string;
  } | null;
  /** Names of the other leads, who are told. */
  readonly coLeads: readonly string[];
  /** What the reader still owes, worst first. */
  readonly left: readonly DigestRow[];
  /** As on the form: carried on, to be ticked on return to the list. */
  readonly ticks?: readonly string[];
  /** The success is shown again: the same submission arrived twice. */
  readonly replayed: boolean;
  /** As in `ChooseView`. */
  readonly behalf?: BehalfView;
}

/** The answer to "still on track" for several at once. */
export interface OnTrackView {
  readonly saved: readonly {
    readonly ref: Ref;
    readonly text: string;
    /** As in `SavedView`. */
    readonly settled: Period | null;
  }[];
  /** What they were saved as; left out where that is Green of the default key, or not the same for all. */
  readonly grade?: KeyEntry;
  readonly refused: readonly { readonly ref: Ref; readonly text: string; readonly because: string }[];
  readonly left: readonly DigestRow[];
  readonly asAt: CivilDate;
}
