/** Who may read what (RULES 6): markings of milestones, and the ceilings of channels and reports. */

/** From the most open on. */
export const LEVELS_OF_MARKING = ['public', 'internal', 'restricted'] as const;
export type MarkingLevel = (typeof LEVELS_OF_MARKING)[number];

export interface Marking {
  readonly level: MarkingLevel;
  /** The paragraph under which it is exempt, as printed; null where none is. */
  readonly exempt: string | null;
  /** As printed, where that is none of the three words; such a marking is restricted. */
  readonly printed: string | null;
}

/** What is not marked is internal. */
export function levelOf(marking: Marking | null): MarkingLevel {
  return marking?.level ?? 'internal';
}

/** Whether something may be read where nothing above `ceiling` may. */
export function isWithin(marking: Marking | null, ceiling: MarkingLevel): boolean {
  return LEVELS_OF_MARKING.indexOf(levelOf(marking)) <= LEVELS_OF_MARKING.indexOf(ceiling);
}
