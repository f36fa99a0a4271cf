import type { CivilDate } from './dates.js';

/** How often a recurring milestone wants an update. */
export const CADENCES = [
  'weekly',
  'fortnightly',
  'monthly',
  'two-monthly',
  'quarterly',
  'half-yearly',
  'yearly',
] as const;
export type Cadence = (typeof CADENCES)[number];

/** One day. `yearInferred`: the year is not printed beside it and was taken from the words around it. */
export interface DueOnDay {
  readonly kind: 'day';
  readonly date: CivilDate;
  readonly text: string;
  readonly yearInferred?: boolean;
}

/** A month, quarter, season or range: due on its last day, shown in its own words. */
export interface DueInPeriod {
  readonly kind: 'period';
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly text: string;
  readonly yearInferred?: boolean;
}

/** Again and again: each period wants its own update, and it is complete when the last one is in (RULES 1). */
export interface DueAgain {
  readonly kind: 'recurring';
  readonly cadence: Cadence;
  /** The last day of the first period, where the plan prints one; else the periods are those of the calendar. */
  readonly first: CivilDate | null;
  /** No period goes on after this day; null when the plan prints no end. */
  readonly until: CivilDate | null;
  /** The month, 1 to 12, in which the plan's year starts: quarters and halves are counted from it. */
  readonly yearStarts: number;
  readonly text: string;
}

/** A meeting of a board: due on the day its calendar says, until then on the last day of the time printed. */
export interface DueAtMeeting {
  readonly kind: 'meeting';
  /** What the plan calls the board: "performance meeting". */
  readonly board: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** The day of the meeting, from the board's calendar; null while that does not say. */
  readonly on: CivilDate | null;
  readonly text: string;
  /** Due so many calendar days before the meeting: what has to be cleared first. Absent: on its day. */
  readonly daysBefore?: number | undefined;
  /**
   * Due at whichever meeting from `from` on comes next, until the board discharges it: what a board has raised. `to` says
   * nothing then, and without a meeting in the calendar it has no date.
   */
  readonly next?: true | undefined;
}

/** No date yet: never called overdue. Also what could not be read as a date without guessing. */
export interface DueAwaited {
  readonly kind: 'awaited';
  readonly text: string;
}

/** Without an end: asked about once a reporting window, never overdue. */
export interface DueOngoing {
  readonly kind: 'ongoing';
  readonly text: string;
}

/** When a milestone is due, always with the words as printed. */
export type Due = DueOnDay | DueInPeriod | DueAgain | DueAtMeeting | DueAwaited | DueOngoing;
