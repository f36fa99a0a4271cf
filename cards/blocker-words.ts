import { inWords } from '../bot/domain/dates.js';
import type { BlockerView } from '../bot/domain/views.js';
import type { NoteModel } from './rows.js';
import { cut, listedUpTo, overdue, shownRef } from './words.js';

/** So many are told; the others are counted. */
const MOST = 3;
const HELD = 8;

/** "WFD 3.1 is due later than what waits for it:" with what it holds up of the reader's, each blocker once. */
export function blockerNotes(blockers: readonly BlockerView[]): readonly NoteModel[] {
  const others = blockers.length - MOST;
  return [
    ...blockers
      .slice(0, MOST)
      .map((one) => ({ strong: strongOf(one), rest: ` ${listedUpTo(one.holds.map(shownRef), HELD)}.` })),
    ...(others > 0 ? [{ strong: `And ${String(others)} more`, rest: ' that others of yours wait for.' }] : []),
  ];
}

function strongOf({ blocker }: BlockerView): string {
  if (blocker.kind === 'body') return `Waiting for ${cut(blocker.name)}:`;
  const { ref, due, overdueDays } = blocker;
  return overdueDays === null
    ? `${shownRef(ref)} is due on ${inWords(due)}, later than what waits for it:`
    : `${shownRef(ref)} is ${overdue(overdueDays)}, and holds up:`;
}
