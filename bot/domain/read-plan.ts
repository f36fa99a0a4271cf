import type { Key } from './key.js';
import type { Marking } from './marking.js';
import type { Period } from './periods.js';
import type { CivilDate } from './dates.js';
import type { SaidMarks } from './file-said.js';
import type { Due, Levels, PlanKind, RatingClass, Ref, State } from './plan.js';
import type { MappedColumn, PlanField } from './plan-columns.js';
import type { PlanWarning } from './plan-warnings.js';

/** What a reader is told beside the file. */
export interface PlanReading {
  /** Names and other names of the officers known already: where one cell holds several people, they are told apart by these. */
  readonly knownNames: readonly string[];
  /** The year of the plan, both days included; null to take it from most of its dates. */
  readonly period: Period | null;
  /** The month, 1 to 12, in which the plan's year starts. */
  readonly yearStarts: number;
  /** The key by which the RAG column is read. */
  readonly key: Key;
  /** Columns that somebody has said what they hold; empty to go by the headings alone. */
  readonly columns: readonly MappedColumn[];
  /** What is known of a tracker of another kind; left out where nothing is. */
  readonly tracker?: TrackerReading | undefined;
}

/** What somebody said of a tracker, or what its plan keeps. */
export interface TrackerReading {
  /** Null to go by its headings. */
  readonly kind: PlanKind | null;
  /** The board whose meetings it goes by; null where nobody named one. */
  readonly board: string | null;
  /** The meeting that a chain of sign-offs is counted back from. */
  readonly meeting: CivilDate | null;
  /** The day as at which it is read: dates without a year are in the plan's year of that day, where nothing else says. */
  readonly asAt: CivilDate;
}

/** What a file was found to be, where it is no improvement plan. */
export interface ReadTracker {
  readonly kind: PlanKind;
  readonly board: string | null;
  /** The scale that its words are of, where that is not the one it was read by; null else. */
  readonly key: Key | null;
}

/** What a column was read as, with an example, for the person who looks at it. */
export interface ReadColumn extends MappedColumn {
  readonly example: string;
  /** What else it holds: people beside their date. */
  readonly also?: PlanField | undefined;
}

/** A row that was kept out, and why. */
export interface RejectedRow {
  readonly row: number;
  /** The words at fault, shortened. */
  readonly cell: string;
  /** Every cell of the row that is not blank, so that nothing is lost with it. */
  readonly cells?: readonly string[];
  readonly message: string;
  /** Of a row that may be part of another: its words, so that somebody can say where they belong. */
  readonly orphan?: OrphanText | undefined;
}

/** Words of a row that is no milestone by itself; null where it has none of that kind. */
export interface OrphanText {
  readonly text: string | null;
  readonly progress: string | null;
  readonly evidence: string | null;
}

/** A state that the text speaks of but no status column declares: a person decides. */
export interface StateSuggestion {
  readonly ref: Ref;
  readonly state: State;
  readonly because: string;
  /** What the lead is asked when nobody accepts it. */
  readonly query: string;
  /** Of one that is superseded: what the text says takes its place. */
  readonly replacedBy?: readonly Ref[];
  /** A rating that only a colour shows: its class, and the id of the key's entry. */
  readonly rating?: { readonly rating: RatingClass; readonly grade: string } | undefined;
  /** An admin accepted it. */
  readonly accepted?: true | undefined;
}

/** A name in a lead officers' cell. */
export interface PrintedLead {
  readonly name: string;
  /** What stood beside it in brackets: "CFUG". */
  readonly tag: string | null;
}

/** One milestone as the file has it. */
export interface PlanRow {
  /** Where a person finds it in the file: the heading counts, and so do blank rows. */
  readonly row: number;
  readonly ref: Ref;
  /** False when the file had no ref for it and one was made. */
  readonly refPrinted: boolean;
  /** The code of its area. */
  readonly area: string;
  /** The code of its objective. */
  readonly objective: string;
  readonly text: string;
  readonly due: Due;
  readonly dueCell: string;
  readonly leads: readonly PrintedLead[];
  readonly leadsCell: string;
  /** What the plan's owner declared in a RAG, BRAG or Status column: the class of the key's entry. */
  readonly declared: RatingClass | null;
  /** The id of that entry; null when nothing is declared. */
  readonly grade: string | null;
  readonly progress: string | null;
  readonly evidence: string | null;
  /** The milestone that "As above" or "See WFD 3.1" leads to in the end: one that has a text. */
  readonly sameAs: Ref | null;
  /** The words behind its text that say it is complete: "- COMPLETED". */
  readonly mark: string | null;
  /** The words of its State column; null where they say nothing that its rating does not. */
  readonly statePrinted: string | null;
  readonly tags: readonly string[];
  /** Milestones of the plan that it waits for, from a column of its own. */
  readonly waitsFor: readonly Ref[];
  /** Who may read it; absent where nothing says. */
  readonly marking?: Marking | null | undefined;
  /** What the file leaves open, in sentences for the lead. */
  readonly queries: readonly string[];
  /** Of a matter that a board has raised: when; absent of all else. */
  readonly raisedOn?: CivilDate | null | undefined;
  /** Absent while nobody decided anything about it. */
  readonly before?: BeforeDecisions | undefined;
}

/** What the file itself said of a row that somebody then decided about. */
export interface BeforeDecisions {
  readonly marks: SaidMarks;
  /** What was decided. */
  readonly decided: readonly (keyof SaidMarks)[];
}

export interface PrintedArea {
  readonly code: string;
  readonly title: string;
}

export interface PrintedObjective {
  readonly code: string;
  /** The code of its area. */
  readonly area: string;
  readonly title: string;
}

/** What a reader found in a plan file, in printed order, every doubt told. */
export interface PlanFile {
  /** Every column of the file that has words in it, in its order. */
  readonly columns: readonly ReadColumn[];
  readonly levels: Levels;
  readonly areas: readonly PrintedArea[];
  readonly objectives: readonly PrintedObjective[];
  readonly rows: readonly PlanRow[];
  readonly warnings: readonly PlanWarning[];
  readonly rejected: readonly RejectedRow[];
  readonly suggestions: readonly StateSuggestion[];
  /** Absent of an improvement plan. */
  readonly tracker?: ReadTracker | undefined;
}

/** A file that is not a plan: one sentence with what was found. */
export interface Refused {
  readonly refused: string;
  /** What it could be read with: the board of a schedule of matters, or board and meeting of a report clearance. */
  readonly wants?: 'board' | 'meeting';
}

export function isRefused(found: object): found is Refused {
  return 'refused' in found;
}
