import { describe, expect, it } from 'vitest';
import { didYouMean, nearestNames } from '../../bot/domain/nearest.js';

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
