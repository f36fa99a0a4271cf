/** What is said to leadership, and asked by it: the parts of the images of milestones, areas and plans. */
import type { CivilDate, Instant } from './dates.js';
import type { Actor } from './plan.js';

/** A question of a leader about a milestone. It stays with it. */
export interface Challenge {
  /** Different from every other question about the milestone. */
  readonly id: string;
  readonly text: string;
  /** Who asked; of one from a meeting, who recorded it. */
  readonly by: Actor;
  readonly on: CivilDate;
  readonly at: Instant;
  /** Where it was asked: under a posted summary, at a meeting, or in the asker's own chat. */
  readonly from:
    | { readonly kind: 'post'; readonly scope: string; readonly period: Instant; readonly channel: string }
    | { readonly kind: 'meeting'; readonly who: string; readonly which: string; readonly on: CivilDate }
    | { readonly kind: 'chat' };
  readonly answer: ChallengeAnswer | null;
}

export interface ChallengeAnswer {
  readonly text: string;
  readonly by: Actor;
  readonly on: CivilDate;
  readonly at: Instant;
  /** From this day on it may be told without a release: two working days after `on`. */
  readonly waitsUntil: CivilDate;
  /** Who let it be told; null while it waits, or where the time has done it. */
  readonly released: { readonly by: Actor; readonly on: CivilDate } | null;
}

/** A text that the guard holds and a person has cleared: a false alarm costs one click (RULES 6). */
export interface Cleared {
  /** The whole text of the field, as it was written. */
  readonly text: string;
  readonly by: Actor;
  readonly on: CivilDate;
}

/** Wording for the public, kept beside the original (RULES 6). It holds for the original that it was made from. */
export interface ClearedWording {
  /** In place of the milestone's own text; null where that may be printed as it stands. */
  readonly text: string | null;
  /** In place of everything that was said of its progress. */
  readonly progress: string;
  /** The last update when it was cleared: a later one needs wording of its own. Null where there was none. */
  readonly updateAt: Instant | null;
  readonly by: Actor;
  readonly on: CivilDate;
}

/** An area's head of service stands by its figures in one window. It lapses when they change (RULES 7). */
export interface SignOff {
  /** The id of the reporting window. */
  readonly window: string;
  readonly by: Actor;
  readonly on: CivilDate;
  readonly at: Instant;
  /** A sentence of their own; empty where none was given. */
  readonly words: string;
  /** A hash of the area's figures that were signed. */
  readonly figures: string;
}

/** The plan owner's judgement of the whole plan. The plan's history says what it was before. */
export interface OverallRating {
  /** The `id` of an entry of the plan's key. */
  readonly grade: string;
  readonly reason: string;
  readonly by: Actor;
  readonly on: CivilDate;
}
