import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../bot/flows/fault.js';

const SECRET = 'AccountKey=c2VjcmV0; Ada Quill, 19:abc@thread.v2';

describe('what an error leaves in the log', () => {
  it('is its kind, its codes and its place in the code', () => {
    expect(reasonOf(new TypeError(SECRET))).toMatch(/^TypeError at fault\.test\.ts:\d+$/);
    const refused = Object.assign(new Error(SECRET), { name: 'RestError', statusCode: 503, code: 'ServerBusy' });
    expect(reasonOf(refused)).toMatch(/^RestError 503 ServerBusy at fault\.test\.ts:\d+$/);
    const cause = Object.assign(new Error(SECRET), { code: 'ECONNREFUSED' });
    expect(reasonOf(new TypeError('fetch failed', { cause }))).toMatch(
      /^TypeError ECONNREFUSED at fault\.test\.ts:\d+$/,
    );
    expect(reasonOf(SECRET)).toBe('unknown');
    expect(reasonOf(null)).toBe('unknown');
  });

  it('is nothing that its name or code say in words', () => {
    const odd = Object.assign(new Error('some words'), { name: SECRET, code: SECRET, statusCode: SECRET, status: 12 });
    expect(reasonOf(odd)).toMatch(/^Error at fault\.test\.ts:\d+$/);
    // The connector's library takes the code from the body of the answer.
    const told = Object.assign(new Error('some words'), { name: 'RestError', statusCode: 503, code: 'Quenby' });
    expect(reasonOf(told)).toMatch(/^RestError 503 at fault\.test\.ts:\d+$/);
  });

  it('is nothing of a message that looks like a place in the code', () => {
    const message = 'x\n    at ada_quill (/home/ada-quill.ts:1:1)\n    at ada-quill.ts:2:2';
    expect(reasonOf(new Error(message))).toMatch(/^Error at fault\.test\.ts:\d+$/);
    expect(reasonOf(Object.assign(new Error(message), { message: 'changed', stack: message }))).toBe('Error');
  });

  it('is one short line of codes, whatever the error', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null), fc.constant(undefined));
    const shape = fc.record(
      { name: any, code: any, status: any, statusCode: any, message: any, stack: any },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(shape, (parts) => {
        const error = new Error('some words');
        for (const [key, value] of Object.entries(parts)) Object.defineProperty(error, key, { value });
        expect(reasonOf(error)).toMatch(/^[A-Za-z0-9_ .:-]{1,250}$/);
      }),
      { numRuns: 1000 },
    );
  });
});
