/** What may say who a child is (RULES 6): found by pattern, for a person to look at. */

export interface Finding {
  /** `held` until the head of service or an admin clears it; `flagged` only warns. */
  readonly kind: 'held' | 'flagged';
  /** What it looks like: "an NHS number". */
  readonly looksLike: string;
  /** The words that were found. */
  readonly words: string;
}
