import type { CivilDate } from './dates.js';
import type { Ref } from './plan.js';

/** A file, as far as has to be known of it later. */
export interface LoadedFile {
  /** Its as-at date: no earlier file is loaded after it. */
  readonly on: CivilDate;
  /** How many milestones the first file has: with fewer, loading it broke off. */
  readonly rows: number;
  /** What it says that stands nowhere in the plan yet, or that nobody has decided; left out where nothing is left. */
  readonly left?: FileLeft | undefined;
}

/** What a loaded file left open, kept until an admin settles it, so that nothing of it is lost. */
export interface FileLeft {
  readonly texts: readonly LeftText[];
  /** What was assumed where somebody has to decide, as questions. */
  readonly open: readonly LeftOpen[];
}

/** Words of a row that is no milestone by itself; null where it has none of that kind. */
export interface LeftText {
  /** As in `PlanRow`. */
  readonly row: number;
  readonly text: string | null;
  readonly progress: string | null;
  readonly evidence: string | null;
}

export interface LeftOpen {
  /** Null where it is about no milestone. */
  readonly ref: Ref | null;
  /** One sentence. */
  readonly question: string;
  /** What holds while nobody decides. */
  readonly assumed: string;
}
