import { describe, expect, it } from 'vitest';
import { compareSteps } from '../../bot/domain/asks.js';

describe('the steps of one anchor', () => {
  it('stand in the order of their days', () => {
    expect(compareSteps('-20', '-5')).toBeLessThan(0);
    expect(compareSteps('+10', '+5')).toBeGreaterThan(0);
    expect(compareSteps('0', '0')).toBe(0);
  });

  it('begin with the word of a first ask, so that a proposal that waits is chased', () => {
    expect(compareSteps('ask', '+5')).toBeLessThan(0);
    expect(compareSteps('+5', 'ask')).toBeGreaterThan(0);
    expect(compareSteps('ask', 'ask')).toBe(0);
  });
});
