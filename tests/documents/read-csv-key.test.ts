import { describe, expect, it } from 'vitest';
import { readCsvKey } from '../../bot/documents/read-csv-key.js';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { faultsOfKey, type KeyEntry } from '../../bot/domain/key.js';
import { isRefused } from '../../bot/domain/read-plan.js';

const OWN = [
  'Word,Letter,Shape,Colour,Meaning,Counts as',
  'Strength,S,■,Green,we are good at this,',
  'Green shoots,GS,,,it begins to work,',
  'Area for development,AD,▽,Grey,we are not there yet,',
].join('\n');

function keyOf(text: string): readonly KeyEntry[] {
  const read = readCsvKey(text);
  if (isRefused(read)) throw new Error(read.refused);
  return read.key;
}

describe('a key in a file', () => {
  it('has words, letters, shapes and colours; what counts as nothing is a scale of its own', () => {
    expect(keyOf(OWN)).toEqual([
      {
        ...{ id: 'strength', rating: 'none', word: 'Strength', letter: 'S', shape: '■', colour: 'good' },
        definition: 'we are good at this',
      },
      {
        ...{ id: 'green-shoots', rating: 'none', word: 'Green shoots', letter: 'GS', shape: '○', colour: 'default' },
        definition: 'it begins to work',
      },
      {
        ...{ id: 'area-for-development', rating: 'none', word: 'Area for development', letter: 'AD', shape: '▽' },
        ...{ colour: 'default', definition: 'we are not there yet' },
      },
    ]);
    expect(faultsOfKey(keyOf(OWN))).toEqual([]);
  });

  it('needs only words; colours and shapes are those of what an entry counts as', () => {
    const key = keyOf('Rating;Counts as\nOff track;red\nAt risk;Amber\nOn track;green\nDone;Blue\n');
    expect(key.map(({ id, rating, colour, shape }) => [id, rating, colour, shape])).toEqual([
      ['off-track', 'red', 'attention', '◆'],
      ['at-risk', 'amber', 'warning', '▲'],
      ['on-track', 'green', 'good', '●'],
      ['done', 'complete', 'accent', '✓'],
    ]);
  });

  it('gives each entry an id of its own, whatever its word is made of', () => {
    expect(keyOf('Word\nGood!\nGood?\n好\n').map(({ id }) => id)).toEqual(['good', 'good-2', 'entry-3']);
  });

  it.each([
    ['Name of plan,Owner\nA,B\n', /no column is headed "Word", and the first row has "Name of plan" and "Owner"/],
    ['', /no column is headed "Word"\.$/],
    ['Word,Counts as\n', /no entry/],
    ['Word,Counts as\n,red\n', /Row 2 of the key: it has no word/],
    [
      'Word,Counts as\nFine,purple\n',
      /"purple" is nothing that a rating counts as\. Give red, amber, green or complete/,
    ],
    ['Word,Colour\nFine,tartan\n', /"tartan" is no colour of a card/],
    ['Word,Letter\nFine,FINE\n', /"FINE" has more than 3 characters/],
    ['Word,Shape\nFine,circle\n', /"circle" is no shape\. Give a sign such as ●, or leave it blank\./],
  ])('%j is refused with one sentence', (file, why) => {
    const read = readCsvKey(file);
    expect(isRefused(read) && read.refused).toMatch(why);
  });

  it('is the key by which the RAG column is read', () => {
    const read = (rag: string) => {
      const found = readCsvPlan(`Ref,Milestone,Due,Lead,RAG\n1.1,Do it,1 May 2027,Jo Farl,${rag}\n`, {
        key: keyOf(OWN),
      });
      if (isRefused(found)) throw new Error(found.refused);
      return found;
    };
    expect(read('green SHOOTS').rows[0]).toMatchObject({ declared: 'none', grade: 'green-shoots' });
    expect(read('S').rows[0]).toMatchObject({ declared: 'none', grade: 'strength' });
    expect(read('Blue').rows[0]).toMatchObject({ declared: 'complete', grade: 'complete' });
    const unknown = read('Amber');
    expect(unknown.rows[0]).toMatchObject({ declared: null, grade: null });
    expect(unknown.warnings[0]).toMatchObject({ code: 'unknown-rating', cell: 'Amber' });
    expect(unknown.warnings[0]?.message).toContain('print Strength (S), Green shoots (GS), Area for development (AD)');
  });
});
