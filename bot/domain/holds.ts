/** Publication holds, such as a pre-election period (RULES 6): nothing public, and nothing to member-facing channels. */
import type { CivilDate } from './dates.js';

export interface PublicationHold {
  readonly from: CivilDate;
  /** Its last day. */
  readonly to: CivilDate;
  readonly reason: string;
}

export interface Holds {
  readonly holds: readonly PublicationHold[];
}

/** The hold of a day; null when there is none. */
export function holdOn(holds: readonly PublicationHold[], day: CivilDate): PublicationHold | null {
  return holds.find(({ from, to }) => from <= day && day <= to) ?? null;
}
