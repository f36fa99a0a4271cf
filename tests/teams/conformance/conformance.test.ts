import { join } from 'node:path';
import { expect, it } from 'vitest';
import { conformance } from './conformance.js';
import { onThisSdk } from './this-sdk.js';
import { casesIn, casesOf } from './traffic.js';

conformance('the bot on the SDK in use', onThisSdk, casesIn(join(import.meta.dirname, 'traffic')));

/** A folder of recordings that redact.ts has made fit to keep. */
const { CONFORMANCE_RECORDINGS: recordings } = process.env;
if (recordings !== undefined) conformance('recordings', onThisSdk, casesIn(recordings));

it.each([
  ['a case that nobody begins', { name: 'x' }, 'either "in" or "out"'],
  ['a case that both begin', { name: 'x', in: { body: {} }, out: { openWith: 'y' } }, 'either "in" or "out"'],
  ['a base that is not there', { name: 'x', in: { base: 'y', body: {} } }, 'no base called y'],
  ['a field that nothing judges', { name: 'x', out: { openWith: 'y' }, expects: {} }, 'expects'],
])('a file with %s is refused', (_, one, why) => {
  expect(() => casesOf({ source: null, cases: [one] })).toThrow(why);
});
