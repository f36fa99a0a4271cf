import type { Board, Closures } from '../domain/boards.js';
import type { Holds } from '../domain/holds.js';
import type { AllRules, RulesOfPlan } from '../domain/plan-rules.js';
import type { ReportingWindow, Windows } from '../domain/windows.js';
import type { Outcome } from './ports-basis.js';
import type { Change, HistoryRow, Revision } from './ports-plans.js';

/* ---- The organisation's diary: when its boards meet, it is closed, reports, and publishes nothing ---- */

export type DiaryImage =
  | { readonly kind: 'board'; readonly board: Board }
  | { readonly kind: 'closures'; readonly closures: Closures }
  /** The reporting windows of all plans. */
  | { readonly kind: 'windows'; readonly windows: Windows }
  /** When nothing is published. */
  | { readonly kind: 'holds'; readonly holds: Holds }
  /** The own numbers of plans. */
  | { readonly kind: 'rules'; readonly rules: AllRules };

export interface DiaryPages {
  /** By name; those that were removed included. */
  readonly boards: readonly (Board & Revision)[];
  /** Null while nobody has entered a closure day. */
  readonly closures: (Closures & Revision) | null;
  /** Null while nobody has set any. */
  readonly windows: (Windows & Revision) | null;
  readonly holds: (Holds & Revision) | null;
  readonly rules: (AllRules & Revision) | null;
}

/** Of the diary what every piece of work decides by. */
export type PresentPages = Pick<DiaryPages, 'boards' | 'closures' | 'windows' | 'rules'>;

export interface Diary {
  read(): Promise<DiaryPages>;
  /** In two requests, for it is asked often. */
  present(): Promise<PresentPages>;
  /** By name, as in the pages: one request. */
  boards(): Promise<DiaryPages['boards']>;
  /** The reporting windows of all plans: likewise. */
  windows(): Promise<readonly ReportingWindow[]>;
  /** The own numbers of plans: likewise. */
  rules(): Promise<readonly RulesOfPlan[]>;
  /** All history, oldest revision first within a subject. */
  history(): Promise<readonly HistoryRow<DiaryImage>[]>;
  /** As `Plans.commit`: all or none, `conflict` when a subject has moved on or a new one exists already. */
  commit(changes: readonly Change<DiaryImage>[]): Promise<Outcome>;
}
