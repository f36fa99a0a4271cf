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

const EXEMPT =
  /\bexempt(?:ion|ed)?\b[\s:,-]*(?:information|under|by virtue of|in accordance with)?[\s:,-]*(?<what>[^;()]*)/i;

/**
 * A marking as printed: one of the three words, exempt with its paragraph, or both. Whatever else is printed is restricted
 * and keeps its words (RULES 6). Null for an empty cell.
 */
export function readMarking(cell: string): Marking | null {
  const words = cell.replace(/\s+/g, ' ').trim();
  if (words === '') return null;
  const found = EXEMPT.exec(words);
  const exempt = found === null ? null : (found.groups?.what ?? '').trim() || 'as printed';
  const rest = (found === null ? words : words.replace(found[0], ''))
    .replace(/[\s;:,()-]+/g, ' ')
    .trim()
    .toLowerCase();
  const level = LEVELS_OF_MARKING.find((one) => one === rest);
  if (level === undefined) return { level: 'restricted', exempt, printed: rest === '' ? null : words };
  // What is exempt is not for the public, whatever else stands there.
  return { level: exempt !== null && level === 'public' ? 'restricted' : level, exempt, printed: null };
}

/** As `readMarking` reads it again; empty for what is not marked. */
export function printedMarking(marking: Marking | null): string {
  if (marking === null) return '';
  const { level, exempt, printed } = marking;
  const word = `${level.charAt(0).toUpperCase()}${level.slice(1)}`;
  return printed ?? (exempt === null ? word : `${word}; exempt ${exempt}`);
}
