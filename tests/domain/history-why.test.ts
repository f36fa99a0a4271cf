import { expect, it } from 'vitest';
import { whyInWords } from '../../bot/domain/history-words.js';

const NAMES: Readonly<Record<string, string>> = { o1: 'Ann', o2: 'Ben', o3: 'a former officer' };

it.each([
  ['update', 'update'],
  ['update, entered by o2', 'update, entered by Ben'],
  ['update, entered by operator', 'update, entered by operator'],
  ['o1 left; handed to o2', 'Ann left; handed to Ben'],
  ['o3 left', 'A former officer left'],
  ['o1 handed everything over; handed to o3', 'Ann handed everything over; handed to a former officer'],
])('“%s” is read as “%s”', (why, words) => {
  expect(whyInWords(why, (id) => NAMES[id] ?? id)).toBe(words);
});
