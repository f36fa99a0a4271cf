import type { OpenDecision } from './plan-decisions.js';
import type { Levels, PlanKind } from './plan.js';
import type { ReadColumn } from './read-plan.js';

/** What every card of a plan file on its way says. */
interface OfDraft {
  /** The id of the draft. */
  readonly draft: string;
  readonly fileName: string;
  /** What cannot be taken as it was typed; null where all is well. */
  readonly error: { readonly field: string; readonly message: string } | null;
}

/** What a person says of a file besides what stands in it, as typed. */
export interface SaidOfFile {
  readonly asat: string;
  /** What somebody said it is; null to go by its headings. */
  readonly kind: PlanKind | null;
  /** Null where no board matters; likewise the meeting. */
  readonly board: string | null;
  readonly meeting: string | null;
  /** Null where the plan has its own already. */
  readonly levels: string | null;
}

/** A file that can be read once it is said of which board it is, or before which meeting. */
export interface ImportAsksView extends OfDraft {
  readonly wants: 'board' | 'meeting';
  readonly said: Pick<SaidOfFile, 'kind' | 'board' | 'meeting'>;
}

/** What was found in a plan file. */
export interface ImportFoundView extends OfDraft {
  readonly plan: string;
  readonly title: string;
  readonly counts: {
    readonly areas: number;
    readonly objectives: number;
    readonly milestones: number;
    readonly leads: number;
  };
  readonly levels: Levels;
  /** What was said of the file, as typed: its day, what it is, its level names with semicolons between. */
  readonly said: SaidOfFile;
  readonly areas: readonly string[];
  /** `key`: what its field on the card is called by, hexadecimal. */
  readonly columns: readonly (ReadColumn & { readonly key: string })[];
  /** Doubts that are told, of which so many can be decided, of which so many are. */
  readonly doubts: number;
  readonly open: number;
  readonly decided: number;
  readonly keptOut: number;
  /** A plan of that id is there already. */
  readonly exists: boolean;
}

/** A decision, with what was chosen so far. */
export interface DoubtView extends Pick<OpenDecision, 'row' | 'place' | 'ref' | 'question' | 'cell' | 'assumed'> {
  readonly key: string;
  readonly choices: OpenDecision['choices'];
  readonly chosen: string;
  readonly typed: string;
  /** Why what was chosen cannot be followed; null when it can. */
  readonly fault: string | null;
}

/** One page of the fault report. */
export interface ImportDoubtsView extends OfDraft {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly open: readonly DoubtView[];
  /** What there is nothing to choose about, on the last page: each with its place. */
  readonly told: readonly { readonly place: string; readonly message: string }[];
  readonly toldBeyond: number;
}

/** What a file would change of a plan that is there: lines for each kind of change. */
export interface ImportDifferenceView extends OfDraft {
  readonly title: string;
  readonly unchanged: number;
  /** One page of what can be decided between the plan and the file; of so many in all. */
  readonly open: readonly DoubtView[];
  readonly openInAll: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** What was chosen and holds no more, or has to be looked at again; empty for nothing. */
  readonly told: readonly string[];
  readonly sections: readonly {
    readonly heading: string;
    readonly count: number;
    readonly lines: readonly { readonly ref: string; readonly words: string }[];
  }[];
}

/** What was loaded, and what comes next. */
export interface ImportDoneView {
  readonly title: string;
  readonly plan: string;
  readonly milestones: number;
  /** It was there before: changed, not loaded. */
  readonly changed: boolean;
}
