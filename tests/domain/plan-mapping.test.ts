import { describe, expect, it } from 'vitest';
import { mappedBy, readMapping, withMapping } from '../../bot/domain/plan-mapping.js';

describe('what columns hold, as typed', () => {
  it('is read by heading, with nothing behind the sign for a column left out', () => {
    expect(readMapping('By when=due; Who = Lead officers ;Notes=\nA=b=milestone')).toEqual([
      { heading: 'By when', field: 'due' },
      { heading: 'Who', field: 'leads' },
      { heading: 'Notes', field: null },
      { heading: 'A=b', field: 'milestone' },
    ]);
    expect(readMapping('When and who=due; when AND who=leads')).toHaveLength(2);
  });

  it.each([
    ['By when', 'does not say what a column holds'],
    ['=due', 'does not say what a column holds'],
    ['By when=dates', 'is no field'],
    ['A=due; B=due', 'Two columns are to be read as date'],
    ['A=due; a=ref', 'is said twice'],
  ])('%s is refused with one sentence', (typed, words) => {
    expect(readMapping(typed)).toMatchObject({ message: expect.stringContaining(words) as string });
  });

  it('goes before what was said of them', () => {
    const before = [
      { heading: 'By when', field: 'due' as const },
      { heading: 'Notes', field: null },
    ];
    expect(withMapping(before, [{ heading: 'Deadline', field: 'due' }])).toEqual([
      { heading: 'Notes', field: null },
      { heading: 'Deadline', field: 'due' },
    ]);
    expect(mappedBy('X', 'due+leads')).toHaveLength(2);
    expect(mappedBy('X', 'anything')).toBeNull();
  });
});
