import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_DEPTH, strictJson } from '../../bot/teams/strict-json.js';

it('reads what JSON.parse reads, for any object without traps', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 })), fc.constantFrom(0, 1, 4), (made, indent) => {
      const text = JSON.stringify(made, null, indent);
      if (/"(__proto__|constructor|prototype)"\s*:/.test(text)) return;
      expect(strictJson(text)).toEqual({ object: JSON.parse(text) as unknown });
    }),
    { numRuns: 2_000 },
  );
});

it('never reads what JSON.parse refuses, and never throws', () => {
  const signs = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', ' ', '\n', 'null', '\\u0061', 'é');
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const read = strictJson(text);
      if ('object' in read) expect(read.object).toEqual(JSON.parse(text) as unknown);
    }),
    { numRuns: 20_000 },
  );
});

it('counts levels exactly', () => {
  const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
  expect(strictJson(nested(MAX_DEPTH))).toHaveProperty('object');
  expect(strictJson(nested(MAX_DEPTH + 1))).toEqual({ fault: 'too-deep' });
});

it('takes keys of the same name in different objects, and texts that look like keys', () => {
  const text = '{"a":{"x":1},"b":{"x":"constructor"},"c":["__proto__","__proto__"],"d":"\\"x\\":1"}';
  expect(strictJson(text)).toEqual({ object: JSON.parse(text) as unknown });
});

it('reads a quarter of a megabyte quickly, whatever it is made of', () => {
  for (const text of ['"'.repeat(262_144), '{"a":"' + '\\'.repeat(262_000), `{"a":[${'"x",'.repeat(60_000)}1]}`]) {
    const start = performance.now();
    strictJson(text);
    expect(performance.now() - start).toBeLessThan(500);
  }
});
