/** The organisation's calendar as admins see it. */
import type { CivilDate } from './dates.js';

export interface BoardView {
  /** A short mark of it, for buttons. */
  readonly mark: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Those to come, earliest first. */
  readonly meetings: readonly MeetingView[];
  /** Its papers are published so many working days before; null while nobody has said. */
  readonly publishes: number | null;
}

export interface MeetingView {
  readonly on: CivilDate;
  /** The day for which it was called, where that is another. */
  readonly movedFrom: CivilDate | null;
  readonly papersOn: CivilDate | null;
}

export interface CalendarView {
  readonly boards: readonly BoardView[];
  /** Those to come. */
  readonly closures: readonly CivilDate[];
  /** Reporting windows and publication holds that are not over, each in words. */
  readonly windows: readonly string[];
  readonly holds: readonly string[];
  readonly done: readonly string[];
}

export const BOARD_FIELDS = ['name', 'publishes', 'aliases', 'add', 'from', 'to'] as const;
export const CLOSURE_FIELDS = ['first', 'last'] as const;

export interface BoardFormView {
  /** Null for a new one. */
  readonly board: BoardView | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly error: { readonly field: string; readonly message: string } | null;
  readonly done: readonly string[];
}

export interface ClosuresView {
  readonly closures: readonly CivilDate[];
  readonly typed: Readonly<Record<string, string>>;
  readonly error: { readonly field: string; readonly message: string } | null;
  readonly done: readonly string[];
}
