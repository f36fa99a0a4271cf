import { expect, it } from 'vitest';
import { newTally, table, verdict } from './tally.js';

it('the table of a torture ends with what its columns mean, and one sentence', () => {
  const said = verdict(newTally());
  const columns = table(newTally()).split('\n')[0]!.trim().split(/ {2,}/);
  const explained = said.slice(0, -1).flatMap((line) => line.split(':')[0]!.trim().split(', '));
  expect(explained).toEqual(columns);
  expect(said.at(-1)).toBe('Nothing was sent twice or lost: passed.');
});

it('says how many runs broke a promise', () => {
  const tally = newTally();
  tally.runs = 3;
  const broken = { faults: ['lost'] } as unknown as (typeof tally.broken)[number];
  tally.broken.push(broken);
  expect(verdict(tally).at(-1)).toBe('1 of 3 runs broke a promise, told above: failed.');
});
