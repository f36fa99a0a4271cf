import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, nearestNames, whoIsMeant } from '../../bot/domain/nearest.js';

describe('the names nearest to one that nobody has', () => {
  it.each([
    ['Jo Fairwether', ['Jo Fairweather', 'Ann Orr'], ['Jo Fairweather']],
    ['Fairweather', ['Jo Fairweather', 'Ann Orr'], ['Jo Fairweather']],
    ['Head of Service', ['Tom Ellis', 'Heads of Service'], ['Heads of Service']],
    ['Ann', ['Ben', 'Cat'], []],
    ['Tom Elis', ['Tim Ellis', 'Tom Ellis', 'Sam Moss'], ['Tom Ellis', 'Tim Ellis']],
    ['', ['Ben'], []],
  ])('%s', (text, known, near) => {
    expect(nearestNames(text, known)).toEqual(near);
  });

  it('are at most three, and put as a question', () => {
    const known = ['Ann Marsh', 'Ben Marsh', 'Cat Marsh', 'Dan Marsh'];
    expect(nearestNames('Marsh', known)).toHaveLength(3);
    expect(didYouMean(['A', 'B', 'C'])).toBe(' Did you mean A, B or C?');
    expect(didYouMean(['A'])).toBe(' Did you mean A?');
    expect(didYouMean([])).toBe('');
  });
});

describe('who a typed name means', () => {
  const known = ['Nadia Hussain', 'Nadia Price', 'Hal Okoro', 'Zoë Lee-Jones'].map((name) => ({
    name,
    aliases: name === 'Hal Okoro' ? ['Harold Okoro'] : [],
  }));
  const meant = (text: string): string => {
    const found = whoIsMeant(text, known);
    if (found.kind === 'one') return found.one.name;
    const several = found.kind === 'several' ? found.several : found.near;
    return `${found.kind}: ${several.map(({ name }) => name).join(', ')}`;
  };

  it.each([
    ['hal okoro', 'Hal Okoro'],
    ['Harold Okoro', 'Hal Okoro'],
    ['Okoro', 'Hal Okoro'],
    ['Price, Nadia', 'Nadia Price'],
    ['lee jones', 'Zoë Lee-Jones'],
    ['Mr Hal Okoro', 'Hal Okoro'],
    ['Dr. Okoro', 'Hal Okoro'],
    ['Cllr Dr Price', 'Nadia Price'],
    ['@Hal Okoro', 'Hal Okoro'],
    ['Dr', 'none: '],
    ['Nadia', 'several: Nadia Hussain, Nadia Price'],
    ['Nadia Husain', 'none: Nadia Hussain, Nadia Price'],
    ['Nobody', 'none: '],
    ['H', 'none: '],
    ['', 'none: '],
  ])('%j: %s', (text, who) => {
    expect(meant(text)).toBe(who);
  });

  it('the whole name always means its own', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}$/), {
      minLength: 1,
      maxLength: 8,
      selector: (name) => name.toLowerCase(),
    });
    fc.assert(
      fc.property(names, (all) => {
        const people = all.map((name) => ({ name, aliases: [] }));
        for (const one of people) expect(whoIsMeant(one.name.toUpperCase(), people)).toEqual({ kind: 'one', one });
      }),
    );
  });
});
