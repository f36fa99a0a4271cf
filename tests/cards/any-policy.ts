/** Any policy, with any words in it. */
import fc from 'fast-check';
import { POLICY_PARTS, type PolicyFormView, type PolicyView } from '../../bot/domain/policy-views.js';
import { text } from './views.js';

const part = fc.constantFrom(...POLICY_PARTS);
const words = fc.array(text, { maxLength: 8 });
const NAMES = ['preset', 'redafter', 'year', 'stages', 'repeat', 'naming', 'small', 'avoid', 'bodies'];

export const anyPolicy: fc.Arbitrary<PolicyView> = fc.record({
  plan: fc.constant('ilacs-2026'),
  planTitle: text,
  parts: fc.array(fc.record({ part, lines: words }), { maxLength: 3 }),
  saved: fc.boolean(),
});

export const anyPolicyForm: fc.Arbitrary<PolicyFormView> = fc.record({
  plan: fc.constant('ilacs-2026'),
  planTitle: text,
  part,
  typed: fc.dictionary(fc.constantFrom(...NAMES), text),
  tooLong: fc.subarray(['avoid', 'bodies']),
  error: fc.option(fc.record({ field: fc.constantFrom(...NAMES, ''), message: text }), { nil: null }),
  would: fc.option(words, { nil: null }),
  seal: fc.option(fc.constant('0a1b2c3d4e5f'), { nil: null }),
});
