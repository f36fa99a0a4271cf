import { expect, test } from 'vitest';
import type { ImportFoundView } from '../../bot/domain/import-views.js';
import { importFoundCard } from '../../cards/index.js';
import sample from '../../cards/import-found.sample.json' with { type: 'json' };
import { sign } from './samples.js';
import { wordsOf } from './shape.js';

test.for([
  [0, 0, 'There is nothing to decide.'],
  [1, 0, '1 can be decided, and none is so far.'],
  [8, 1, '8 can be decided, and 1 is so far.'],
  [8, 2, '8 can be decided, and 2 are so far.'],
  [1, 1, 'The one that can be decided is.'],
  [3, 3, 'All 3 that can be decided are.'],
] as const)('of %d doubts to decide, %d decided, the card says “%s”', ([open, decided, said]) => {
  const view = { ...(sample as unknown as ImportFoundView), open, decided };
  expect(wordsOf(importFoundCard(view, sign).card).join('\n')).toContain(said);
});
