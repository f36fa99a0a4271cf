import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesFor, notYetComplete } from '../../bot/domain/choices.js';
import { declarable, entryChosen, entryNamed, entryOfClass, faultsOfKey, wordsOfKey } from '../../bot/domain/key.js';
import { renamedIn, whyNotTaken, withKnownIds } from '../../bot/domain/new-key.js';
import type { Due } from '../../bot/domain/plan.js';
import { DEFAULT_KEY, KEY } from '../../bot/domain/policy.js';
import { aMilestone, d } from '../support/builders.js';
import { anEntry, OFF_TRACK, OWN_SCALE } from '../support/keys.js';

describe('the entry that a person means', () => {
  const meant = (text: string, key = OFF_TRACK) => entryNamed(key, text)?.id;

  it('is found by word, letter, id or the name of its class; case and spaces aside', () => {
    expect(['Off track', ' off  TRACK ', 'off', 'off-track', 'red', 'RED'].map((text) => meant(text))).toEqual(
      Array.from({ length: 6 }, () => 'off-track'),
    );
    expect(['complete', 'C', 'delivered'].map((text) => meant(text))).toEqual(['complete', 'complete', undefined]);
  });

  it('not by a class that several entries have, or that means nothing', () => {
    const two = [...OFF_TRACK, anEntry('slipping', 'amber', 'Slipping', { letter: '' })];
    expect([meant('amber', two), meant('slipping', two), meant('at risk', two)]).toEqual([
      undefined,
      'slipping',
      'at-risk',
    ]);
    expect([meant('none', OWN_SCALE), meant('', OWN_SCALE), meant('purple')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of what was chosen once and is in the key no more, is what the plan calls its class', () => {
    expect(entryChosen(OFF_TRACK, { grade: 'red', rating: 'red' }).word).toBe('Off track');
    expect(entryChosen(OWN_SCALE, { grade: 'complete', rating: 'complete' })).toBe(KEY.complete);
  });

  it('of a class with several entries is the one that bears its name, else the first', () => {
    const two = [anEntry('slipping', 'amber', 'Slipping'), anEntry('amber', 'amber', 'At risk')];
    expect(entryOfClass(two, 'amber').word).toBe('At risk');
    expect(entryOfClass(two.slice(0, 1), 'amber').word).toBe('Slipping');
  });

  it('words are listed for who typed another', () => {
    expect(wordsOfKey(DEFAULT_KEY)).toBe('Red (R), Amber (A), Green (G) or Complete (C)');
    expect(wordsOfKey([anEntry('a', 'none', 'A'), anEntry('b', 'none', 'B', { letter: '' })])).toBe(
      'A (A), B or Complete (C)',
    );
  });
});

describe('a key as a whole', () => {
  it.each([
    ['is good as it stands', DEFAULT_KEY, []],
    ['of its own is good too', OWN_SCALE, []],
    ['with one entry', OFF_TRACK.slice(0, 1), ['A key needs at least two entries.']],
    [
      'with a word twice',
      [...OFF_TRACK, anEntry('x', 'red', 'on  Track', { letter: 'X' })],
      ['The word “on  Track” stands twice. Give each entry its own.'],
    ],
    [
      'with a letter twice',
      [...OFF_TRACK, anEntry('x', 'red', 'X', { letter: 'on' })],
      ['The letter “on” stands twice. Give each entry its own.'],
    ],
    [
      'with an id twice',
      [...OFF_TRACK, anEntry('on-track', 'red', 'X')],
      ['The id “on-track” stands twice. Give each entry its own.'],
    ],
    ['without a word', [...OFF_TRACK, anEntry('x', 'red', ' ', { letter: '' })], ['An entry has no word.']],
    [
      'with an id that is none',
      [...OFF_TRACK, anEntry('X y', 'red', 'X')],
      ['“X y” is no id. Use a-z, 0-9 and hyphens.'],
    ],
    [
      'that calls something No update',
      [...OFF_TRACK, anEntry('quiet', 'none', 'No update', { letter: '' })],
      ['“No update” has another meaning in every plan. Give it another word and id.'],
    ],
  ])('%s', (_, key, faults) => {
    expect(faultsOfKey(key)).toEqual(faults);
  });

  it('letters may be left out', () => {
    expect(faultsOfKey(OFF_TRACK.map((entry) => ({ ...entry, letter: '' })))).toEqual([]);
  });

  it('any key: whoever rates can deliver, and every entry is found by its own word', () => {
    const entry = fc.record({
      id: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
      rating: fc.constantFrom('red', 'amber', 'green', 'complete', 'none'),
      word: fc.string({ minLength: 1, maxLength: 12 }),
      letter: fc.string({ maxLength: 2 }),
      shape: fc.constant('■'),
      colour: fc.constant('default' as const),
      definition: fc.constant(''),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), (key) => {
        fc.pre(faultsOfKey(key).length === 0);
        expect(declarable(key).some(({ rating }) => rating === 'complete')).toBe(true);
        for (const { id, word } of key) {
          const found = entryNamed(key, word);
          // A word may be another's id: then that is meant.
          expect(found?.id === id || found?.id === word.trim().toLowerCase()).toBe(true);
        }
      }),
    );
  });
});

describe('a new key', () => {
  const said = (...grades: readonly (readonly [string, 'red' | 'amber' | 'green' | 'complete' | 'none'])[]) =>
    grades.map(([grade, rating]) => ({ grade, rating }));

  it('that calls Red otherwise goes on under the id that updates know', () => {
    const next = withKnownIds(OFF_TRACK, DEFAULT_KEY);
    expect(next.map(({ id, word }) => `${id} ${word}`)).toEqual(['red Off track', 'amber At risk', 'green On track']);
    expect(renamedIn(next, DEFAULT_KEY)).toEqual([
      { from: 'Red', to: 'Off track' },
      { from: 'Amber', to: 'At risk' },
      { from: 'Green', to: 'On track' },
    ]);
    expect(whyNotTaken(next, DEFAULT_KEY, said(['red', 'red'], ['complete', 'complete']))).toEqual([]);
  });

  it('keeps its own ids where it is not plain which entry is meant, and where it maps to nothing', () => {
    const two = [anEntry('slipping', 'amber', 'Slipping'), ...OFF_TRACK];
    expect(withKnownIds(two, DEFAULT_KEY).map(({ id }) => id)).toEqual(['slipping', 'red', 'at-risk', 'green']);
    expect(withKnownIds(OWN_SCALE, DEFAULT_KEY)).toEqual(OWN_SCALE);
  });

  it('must keep every grade that some last update uses: the words that would be lost are told', () => {
    const used = said(['strength', 'none'], ['strength', 'none'], ['green-shoots', 'none']);
    expect(whyNotTaken(OFF_TRACK, OWN_SCALE, used)).toEqual([
      'The new key has no “Strength”, and 2 milestones were last rated so. Keep that word in the key.',
      'The new key has no “Green shoots”, and 1 milestone was last rated so. Keep that word in the key.',
    ]);
    expect(whyNotTaken([...OFF_TRACK, ...OWN_SCALE], OWN_SCALE, used)).toEqual([]);
  });

  it('may not make something else of what was said', () => {
    const next = OWN_SCALE.map((entry) => ({ ...entry, rating: 'green' as const }));
    expect(whyNotTaken(next, OWN_SCALE, said(['strength', 'none']))).toEqual([
      '“Strength” counts as green in the new key; it counted as none when 1 milestone was last rated so. Give what is new another word, and keep this one as it was.',
    ]);
  });

  it('that is faulty is refused for that alone', () => {
    expect(whyNotTaken([], OWN_SCALE, said(['strength', 'none']))).toEqual(['A key needs at least two entries.']);
  });

  it('a rating whose entry the present key has lost already asks only for its class', () => {
    const own = [...OFF_TRACK, anEntry('done', 'complete', 'Done')];
    expect(whyNotTaken(own, own, said(['complete', 'complete']))).toEqual([]);
  });
});

describe('what may be declared of a milestone now', () => {
  const due: Due = {
    kind: 'recurring',
    cadence: 'quarterly',
    first: null,
    until: d('2026-12-31'),
    yearStarts: 4,
    text: 'x',
  };
  const words = (key: typeof OFF_TRACK, milestone = aMilestone()) =>
    choicesFor(key, milestone, d('2026-10-01')).map(({ word }) => word);

  it('is the plan’s key, with Complete', () => {
    expect(words(OFF_TRACK)).toEqual(['Off track', 'At risk', 'On track', 'Complete']);
  });

  it('without Complete while periods are to come', () => {
    expect(words(OFF_TRACK, aMilestone({ due }))).toEqual(['Off track', 'At risk', 'On track']);
    expect(words(OFF_TRACK, aMilestone({ due, settledThrough: d('2026-09-30') }))).toContain('Complete');
  });

  it('and why, with what to choose instead', () => {
    expect(notYetComplete(aMilestone({ due }), OFF_TRACK)).toBe(
      'It recurs until Thursday 31 December 2026, and is complete when its last update is in. Choose On track when this period is done.',
    );
    expect(notYetComplete(aMilestone({ due }), OWN_SCALE)).toMatch(/Choose another rating when this period is done\.$/);
  });
});
