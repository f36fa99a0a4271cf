/** Schedules as admins see them. */
import type { DeskField } from './desk-views.js';

/** One in words. */
export interface ScheduleView {
  readonly id: string;
  /** "Reminders of every plan". */
  readonly what: string;
  /** "every working day at 08:30". */
  readonly when: string;
  /** The next runs, three at most. */
  readonly next: readonly string[];
  /** "paused until Tuesday 1 December 2026"; null while it runs. */
  readonly paused: string | null;
  readonly trouble: string | null;
  /** It missed so much that it runs again only when a person says so. */
  readonly stopped: boolean;
}

export interface SchedulesView {
  readonly schedules: readonly ScheduleView[];
  /** Ids of those that cannot be read. */
  readonly spoilt: readonly string[];
  /** What was just done, in a sentence; null for nothing. */
  readonly done: string | null;
}

/** What it would reach now: people, or channels. */
export interface ScheduleReach {
  /** "would ask 12 people". */
  readonly words: string;
  readonly count: number;
}

/** A step that is asked about before it is done. */
export type ScheduleAsk =
  | { readonly kind: 'remove' }
  /** `again`: more people than may be asked without saying so twice. */
  | { readonly kind: 'run'; readonly reach: ScheduleReach; readonly again: boolean };

export interface ScheduleShownView extends ScheduleView {
  /** Who did what to it, newest first. */
  readonly history: readonly string[];
  readonly ask: ScheduleAsk | null;
  readonly done: string | null;
  readonly until: string;
  readonly error: { readonly field: 'until' | ''; readonly message: string } | null;
}

export const SCHEDULE_FIELDS = ['id', 'kind', 'plans', 'when'] as const;
export type ScheduleForm = Readonly<Record<(typeof SCHEDULE_FIELDS)[number], string>>;

export interface ScheduleFormView {
  /** Null for a new one. */
  readonly changes: string | null;
  readonly typed: ScheduleForm;
  readonly plans: NonNullable<DeskField['choices']>;
  readonly error: { readonly field: string; readonly message: string } | null;
  /** What it would do; null before that was asked, and where something is wrong. */
  readonly ahead: {
    readonly what: string;
    readonly when: string;
    readonly next: readonly string[];
    readonly reach: ScheduleReach;
    /** Over the limit: the number has to be confirmed. */
    readonly confirm: boolean;
    /** Stands for exactly this, so that nothing else is saved. */
    readonly mark: number;
  } | null;
}
