import { describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';

const HEADINGS = 'Ref,Action,Milestone,Due,Lead,Progress';

/** A plan of the lines given: ref, text and progress, with plain cells for the rest. */
function planOf(...lines: readonly (readonly [ref: string, text: string, progress?: string])[]): PlanFile {
  const rows = lines.map(([ref, text, progress = '']) =>
    [ref, 'Be clear', text, '31 March 2027', 'Ada Quill', progress].map((cell) => `"${cell}"`).join(','),
  );
  const found = readCsvPlan([HEADINGS, ...rows].join('\n'));
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

function refsAndTexts({ rows }: PlanFile): string[][] {
  return rows.map(({ ref, text }) => [ref, text]);
}

it.each([
  ['SG 1.3', 'See SG1.1', 'SG 1.1'],
  ['SG 1.3', 'Same as SG 1.1', 'SG 1.1'],
  ['SG 1.3', 'The same as above', 'SG 1.2'],
  ['SG 1.3', 'Ditto', 'SG 1.2'],
  ['SG 1.3', 'Ditto marks are used', null],
  ['SG1.3', 'See SG 1.2.', 'SG 1.2'],
])('%s with the progress "%s" means that of %s', (ref, progress, sameAs) => {
  const plan = planOf(['SG 1.1', 'Begin', 'Begun'], ['SG 1.2', 'Go on', 'Going on'], [ref, 'End', progress]);
  expect(plan.rows[2]?.sameAs).toBe(sameAs);
  expect(plan.warnings.map(({ code }) => code)).toEqual([]);
});

describe('a ref that opens the text', () => {
  it.each([
    ['SG 1.3 100% of schools are briefed', 'SG 1.3', '100% of schools are briefed'],
    ['SG 1.4 eLearning for all', 'SG 1.4', 'eLearning for all'],
    ['SG 1.6: review the offer', 'SG 1.6', 'review the offer'],
    ['SG 1.5 develop the offer', 'SG 1.5', 'develop the offer'],
    ['SG 1.9', 'SG 1.9', 'SG 1.9'],
    ['SG 1.9.', 'SG 1.9', 'SG 1.9.'],
  ])('%s: is its ref, beside a blank cell and beside that of its objective', (text, ref, rest) => {
    const blank = planOf(['SG 1.1', 'Begin'], ['SG 1.2', 'Go on'], ['', text]);
    expect(refsAndTexts(blank)[2]).toEqual([ref, rest]);
    const stems = planOf(
      ['SG 1', 'SG 1.1 Begin'],
      ['SG 1', 'SG 1.2 Go on'],
      ['SG 1', text],
      ['', text.replace('1.', '1.1')],
    );
    expect(refsAndTexts(stems).slice(2)).toEqual([
      [ref, rest],
      [ref.replace('1.', '1.1'), rest.replace('1.', '1.1')],
    ]);
  });

  it.each([
    'in 2.5 hours or less',
    'SG 1.2 and its audit are one piece of work',
    'SG 1.7 and SG 1.8 are one piece of work',
    'SG 1.7-1.8 are one piece of work',
    'AB 1.7 of the handbook is to be written',
  ])('%s: is none', (text) => {
    const [, , third] = refsAndTexts(planOf(['SG 1.1', 'Begin'], ['SG 1.2', 'Go on'], ['', text]));
    expect(third).toEqual(['SG 1.3', text]);
  });

  it('is what other rows point at', () => {
    const plan = planOf(['SG 1.1', 'Begin', 'See SG 1.3'], ['', 'SG 1.3 100% of schools', 'Half are briefed']);
    expect(plan.rows[0]?.sameAs).toBe('SG 1.3');
  });
});
