import { expect, it } from 'vitest';
import { periodInWords } from '../../bot/domain/period-words.js';
import { d } from '../support/builders.js';

it.each([
  ['2018-07-01', '2018-09-30', 'July to September 2018'],
  ['2018-07-01', '2018-07-31', 'July 2018'],
  ['2018-10-01', '2019-03-31', 'October 2018 to March 2019'],
  ['2020-02-01', '2020-02-29', 'February 2020'],
  ['2018-07-02', '2018-07-08', '2 to 8 July 2018'],
  ['2018-07-30', '2018-08-05', '30 July to 5 August 2018'],
  ['2018-12-31', '2019-01-06', '31 December 2018 to 6 January 2019'],
  ['2018-07-01', '2018-07-30', '1 to 30 July 2018'],
  ['2018-07-31', '2018-07-31', '31 July 2018'],
])('%s to %s is %s', (from, to, words) => {
  expect(periodInWords({ from: d(from), to: d(to) })).toBe(words);
});
