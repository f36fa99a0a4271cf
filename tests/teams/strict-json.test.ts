import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_DEPTH, strictJson, type JsonFault } from '../../bot/teams/strict-json.js';

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

it('reads a quarter of a megabyte in one pass, whatever it is made of: going back and forth would take minutes', () => {
  const large = [
    '"'.repeat(262_144),
    `{"a":"${'\\'.repeat(262_000)}`,
    `{"a":[${'"x",'.repeat(60_000)}1]}`,
    '{"a":'.repeat(50_000),
  ];
  expect(large.map((text) => ('fault' in strictJson(text) ? 'refused' : 'read'))).toEqual([
    'refused',
    'refused',
    'read',
    'refused',
  ]);
});

it('takes no text that cannot be kept, and no number that is none, wherever they stand', () => {
  const bad: readonly [string, JsonFault][] = [
    ['"\\ud800"', 'forbidden-text'],
    ['"x\\udfffx"', 'forbidden-text'],
    ['"\\u0000"', 'forbidden-text'],
    ['1e999', 'not-a-number'],
    ['-1e999', 'not-a-number'],
  ];
  for (const [value, fault] of bad) {
    for (const text of [`{"a":${value}}`, `{"a":[1,{"b":[${value}]}]}`]) expect(strictJson(text)).toEqual({ fault });
  }
  expect(strictJson('{"\\ud800":1}')).toEqual({ fault: 'forbidden-text' });
  expect(strictJson('{"a":"\\ud83d\\ude00","b":1e308,"c":5e-324}')).toHaveProperty('object');
});
