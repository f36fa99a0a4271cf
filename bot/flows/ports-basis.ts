/** Answers that every storage port gives. */
export type Outcome = 'written' | 'conflict';

/** A row as read, with what its next conditional write must match. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}
