import type { Board, Closures } from '../domain/boards.js';
import type { CivilDate } from '../domain/dates.js';
import type { Outcome } from './ports-basis.js';
import type { Change, HistoryRow, Revision } from './ports-plans.js';

/* ---- The organisation's diary: when its boards meet, and when it is closed ---- */

export type DiaryImage =
  { readonly kind: 'board'; readonly board: Board } | { readonly kind: 'closures'; readonly closures: Closures };

export interface DiaryPages {
  /** By name; those that were removed included. */
  readonly boards: readonly (Board & Revision)[];
  /** Null while nobody has entered a closure day. */
  readonly closures: (Closures & Revision) | null;
}

export interface Diary {
  read(): Promise<DiaryPages>;
  /** The days on which the organisation is closed: one read, for it is asked often. */
  closedOn(): Promise<readonly CivilDate[]>;
  /** All history, oldest revision first within a subject. */
  history(): Promise<readonly HistoryRow<DiaryImage>[]>;
  /** As `Plans.commit`: all or none, `conflict` when a subject has moved on or a new one exists already. */
  commit(changes: readonly Change<DiaryImage>[]): Promise<Outcome>;
}
