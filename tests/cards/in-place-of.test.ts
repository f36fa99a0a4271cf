import { expect, it } from 'vitest';
import { digestCard } from '../../cards/index.js';
import { aMilestone, dueOn } from '../support/builders.js';
import { sign } from './samples.js';
import { wordsOf } from './shape.js';
import { digestOf, rowOf } from './shown.js';

/** Everything that the card of one row says, to somebody who is asked instead of these. */
function words(insteadOf: readonly string[] | undefined): string {
  const row = rowOf(aMilestone({ due: dueOn('2026-12-18') }), '2026-12-18');
  return wordsOf(digestCard(digestOf('2026-12-18', [{ ...row, insteadOf }]), sign).card).join('\n');
}

it('who is asked in somebody’s place reads why, and never why that one is away', () => {
  expect(words(undefined)).not.toContain('You are asked');
  expect(words(['Ann Bell'])).toContain('You are asked in place of Ann Bell, who is away.');
  expect(words(['Ann Bell', 'Ben Ode'])).toContain('You are asked in place of Ann Bell and Ben Ode, who are away.');
  expect(words([])).toContain('You are asked because nobody who leads it can be.');
});
