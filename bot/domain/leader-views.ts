/** What is shown of signatures, releases and the rating of a whole plan. */
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';

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
