import type { CivilDate } from '../domain/dates.js';
import type { AnswerCounts } from '../domain/levels.js';

/** How many submissions were answered on a day, by how long that took. Written by every process that answers. */
export interface AnswerTimes {
  /** Adds to what is counted of that day, whoever else does meanwhile. Throws when it is contended for too long. */
  add(day: CivilDate, counts: AnswerCounts): Promise<void>;
  /** The days from one to another, both included, of which something is counted; the oldest first. */
  days(from: CivilDate, to: CivilDate): Promise<readonly { readonly day: CivilDate; readonly counts: AnswerCounts }[]>;
  /** Forgets the days up to that one; how many there were. */
  removeUpTo(day: CivilDate): Promise<number>;
}
