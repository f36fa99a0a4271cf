import { isRewordAsked } from './held-asks.js';
import type { HistoryChange } from './history-words.js';
import { printedMarking } from './marking.js';
import type { Milestone } from './plan.js';

/** Who may read it, what was found harmless, and what the public reads. */
export function readers(before: Milestone, after: Milestone): readonly HistoryChange[] {
  const marked = printedMarking(after.marking);
  const cleared = after.cleared.length - before.cleared.length;
  const wording = JSON.stringify(before.wording) === JSON.stringify(after.wording) ? null : after.wording;
  return [
    ...(marked === printedMarking(before.marking) ? [] : [{ kind: 'marked', words: `Marked: ${marked}.` } as const]),
    ...(isRewordAsked(after) && !isRewordAsked(before) ? [{ kind: 'cleared', words: REWORD } as const] : []),
    ...(cleared > 0 ? [{ kind: 'cleared', words: CLEARED } as const] : []),
    ...(wording === null ? [] : [{ kind: 'cleared', words: `For the public: “${wording.progress}”` } as const]),
  ];
}

const CLEARED = 'Looked at words that were held: they say nothing of a child, and are shown to others.';
const REWORD = 'Looked at words that are held: they may say who a child is, and other words were asked for.';
