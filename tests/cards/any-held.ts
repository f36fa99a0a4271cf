/** Any view of the cards about words that may say who a child is. */
import fc from 'fast-check';
import type { GuardView } from '../../bot/domain/guard-view.js';
import type { HeldView } from '../../bot/domain/held-view.js';
import { guardCard, heldCard, type Built, type Sign } from '../../cards/index.js';
import { text } from './views.js';

const link = { plan: 'cs', ref: 'SP 1.3', rev: 3 };
const findings = fc.array(fc.record({ looksLike: text, words: text }), { minLength: 1, maxLength: 9 });

/** What somebody typed, and what was found in it. */
export const anyDoubts = fc.record({
  about: text,
  looker: text,
  texts: fc.array(fc.record({ typed: text, findings }), { minLength: 1, maxLength: 3 }),
  carried: fc.array(text, { maxLength: 4 }),
});
type Doubts = typeof anyDoubts extends fc.Arbitrary<infer View> ? View : never;

const INPUTS = ['in_note', 'in_cause', 'in_x_reason'];
const CARRIED = ['in_remedy', 'in_help', 'in_nextStep', 'in_x_until'];

const held = (found: readonly { readonly looksLike: string; readonly words: string }[]) =>
  found.map((one) => ({ ...one, kind: 'held' as const }));

export function guardOf({ about, looker, texts, carried }: Doubts, sign: Sign): Built {
  const view: GuardView = {
    ...{
      link,
      about,
      name: link.ref,
      looker,
      ticks: [],
      save: 'record-update',
      back: 'choose-rating',
      rating: 'green',
      row: null,
    },
    texts: texts.map((one, at) => ({
      input: INPUTS[at] ?? '',
      value: one.typed,
      findings: held(one.findings),
    })),
    carried: Object.fromEntries(carried.map((value, at) => [CARRIED[at] ?? '', value])),
    seen: '0123456789abcdef',
  };
  return guardCard(view, sign);
}

/** What is held of a milestone. */
export const anyHeld = fc.record({
  text,
  done: fc.option(text),
  rows: fc.array(fc.record({ where: text, by: text, words: text, findings }), { maxLength: 12 }),
});
type Held = typeof anyHeld extends fc.Arbitrary<infer View> ? View : never;

export function heldOf({ text: name, done, rows }: Held, sign: Sign): Built {
  const view: HeldView = {
    ...{ link, text: name, done },
    rows: rows.map((row, at) => ({ ...row, row: String(at + 1), findings: held(row.findings) })),
  };
  return heldCard(view, sign);
}
