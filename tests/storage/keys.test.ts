import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { key, padded, partsOf, under } from '../../bot/storage/keys.js';
import { HARD_REFS } from './samples.js';

/** Any UTF-16, lone surrogates and control characters included; often the characters that matter here. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('|', '=', '/', '\\', '#', '?', '%', ' ', '0', '}', '~', '', '\u0000', '\ud800'), {
      maxLength: 12,
    })
    .map((units) => units.join('')),
  fc.constantFrom(...HARD_REFS),
);
const anyParts = fc.array(anyText, { minLength: 1, maxLength: 4 }).map((parts) => parts as [string, ...string[]]);

describe('keys', () => {
  it('give back the parts they were made of', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(partsOf(key(...parts))).toEqual(parts);
      }),
    );
  });

  it('differ when their parts do', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (a, b) => {
        expect(key(...a) === key(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('hold only characters that need no care anywhere', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(key(...parts)).toMatch(/^[A-Za-z0-9._:@=|-]+$/);
      }),
    );
  });

  it('leave dates, instants and padded numbers as they are, and so in order', () => {
    const numbers = fc.integer({ min: 0, max: 99_999_999 });
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(key('h', padded(a)) < key('h', padded(b))).toBe(a < b);
      }),
    );
    expect(key('2026-11-18T09:00:00.000Z')).toBe('2026-11-18T09:00:00.000Z');
    expect(key('2026-11-18')).toBe('2026-11-18');
  });

  it('lie under their first parts, and no others do', () => {
    fc.assert(
      fc.property(anyText, anyParts, (first, parts) => {
        const range = under(first);
        const made = key(...parts);
        expect(made >= range.from && made < range.before).toBe(parts[0] === first && parts.length > 1);
      }),
    );
  });

  it('name the length of what is too long, and not its content', () => {
    const long = () => key('x'.repeat(513));
    expect(long).toThrow(/513 characters.*512/);
    expect(long).not.toThrow(/xx/);
    expect(() => key('ü'.repeat(103))).toThrow(RangeError);
    expect(key('x'.repeat(512))).toHaveLength(512);
  });

  it('refuse text that no key is', () => {
    for (const text of ['', 'a/b', '=zz', 'a||b', '=00']) expect(() => partsOf(text)).toThrow(RangeError);
  });

  it('pad whole numbers of up to eight digits only', () => {
    expect(padded(42)).toBe('00000042');
    for (const n of [-1, 1.5, 100_000_000, Number.NaN]) expect(() => padded(n)).toThrow(RangeError);
  });
});
