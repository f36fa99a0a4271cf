import type { RatingClass } from './plan.js';

/** One entry of the key in which leads rate: the plan's own data (RULES 4). */
export interface KeyEntry {
  /** `[a-z0-9-]{1,40}`, never changed: updates name it. */
  readonly id: string;
  /** What it counts as; `none` for a scale of its own that maps to nothing. */
  readonly rating: RatingClass;
  readonly word: string;
  readonly letter: string;
  /** A sign of text, so that nothing is read from colour alone. */
  readonly shape: string;
  readonly colour: 'attention' | 'warning' | 'good' | 'accent' | 'default';
  readonly definition: string;
}
