/** The words of a plan as its readers may see them: the one place where anything is withheld (RULES 6). */
import { isWithin, type MarkingLevel } from './marking.js';
import type { Milestone } from './plan.js';

export interface Readership {
  /** Nothing marked above it. */
  readonly ceiling: MarkingLevel;
}

/** Whether a milestone may be named at all; it is counted in any case. */
export function mayBeNamed({ marking }: Milestone, { ceiling }: Readership): boolean {
  return isWithin(marking, ceiling);
}

/** The milestone with its texts as they may be told; figures, dates and ratings are as they were. */
export function asTold(milestone: Milestone): Milestone {
  return milestone;
}
