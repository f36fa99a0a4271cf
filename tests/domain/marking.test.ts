import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedMarking, readMarking, type Marking } from '../../bot/domain/marking.js';

describe('a marking as printed', () => {
  it.each<readonly [string, Marking | null]>([
    ['', null],
    ['  ', null],
    ['Public', { level: 'public', exempt: null, printed: null }],
    ['INTERNAL', { level: 'internal', exempt: null, printed: null }],
    [' restricted ', { level: 'restricted', exempt: null, printed: null }],
    ['OFFICIAL', { level: 'restricted', exempt: null, printed: 'OFFICIAL' }],
    ['OFFICIAL-SENSITIVE', { level: 'restricted', exempt: null, printed: 'OFFICIAL-SENSITIVE' }],
    ['PROTECT', { level: 'restricted', exempt: null, printed: 'PROTECT' }],
    ['not public', { level: 'restricted', exempt: null, printed: 'not public' }],
    ['Exempt paragraph 3', { level: 'restricted', exempt: 'paragraph 3', printed: null }],
    ['Internal; exempt paragraph 3', { level: 'internal', exempt: 'paragraph 3', printed: null }],
    ['Public (exempt under paragraph 1)', { level: 'restricted', exempt: 'paragraph 1', printed: null }],
    [
      'PROTECT; exempt paragraph 2',
      { level: 'restricted', exempt: 'paragraph 2', printed: 'PROTECT; exempt paragraph 2' },
    ],
  ])('%s', (cell, marking) => {
    expect(readMarking(cell)).toEqual(marking);
  });

  it('is read the same again when it was written', () => {
    const anyCell = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.constantFrom('public', 'Internal', 'restricted', 'PROTECT', ''),
          fc.constantFrom('', 'exempt', 'exempt paragraph 3'),
        )
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(anyCell, (cell) => {
        const marking = readMarking(cell);
        expect(readMarking(printedMarking(marking))).toEqual(marking);
      }),
    );
  });
});
