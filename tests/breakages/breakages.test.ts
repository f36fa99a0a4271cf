/** The ways in which `npm run breakages` breaks the code: each must still fit the code that it breaks. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import breakages from './breakages.json' with { type: 'json' };

describe('a way to break the code', () => {
  it('is one of at least twelve, each with a name of its own', () => {
    expect(breakages.length).toBeGreaterThanOrEqual(12);
    expect(new Set(breakages.map(({ name }) => name)).size).toBe(breakages.length);
  });

  it.each(breakages)('$name: stands once in its file, changes it, and names the tests that catch it', (breakage) => {
    const code = readFileSync(breakage.file, 'utf8');
    for (const { find, put } of breakage.changes) {
      expect(code.split(find)).toHaveLength(2);
      expect(put).not.toBe(find);
    }
    expect(breakage.tests.length).toBeGreaterThan(0);
    for (const test of breakage.tests) expect(existsSync(test), test).toBe(true);
  });
});
