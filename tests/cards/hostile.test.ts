import { describe, expect, test } from 'vitest';
import { clean, escapeMarkdown, LARGEST, sizeOf } from '../../cards/index.js';
import { ANY_CARD, HOSTILE, INVISIBLE } from './hostile.js';
import { faultsOf, ofType, wordsOf } from './shape.js';

/** Where words of people stand, and what is made of them: everything else is ours, value for value. */
const WORDS = ['text', 'title', 'label', 'legend', 'tooltip', 'value', 'valueOn', 'token', 'placeholder', 'rating'];

/** The card without words: its parts, with everything that makes them what they are. */
function skeletonOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map((part) => (typeof part === 'string' ? 'words' : skeletonOf(part)));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, WORDS.includes(key) ? typeof value : skeletonOf(value)]),
  );
}

/** Nothing but letters in place of every sign, as long. */
function quiet(words: string): string {
  return clean(words).replace(/[^\p{L} ]/gu, 'x');
}

const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff\u00ad\u{e0000}-\u{e0fff}]/u;

/** What Markdown, or a client that looks for addresses, makes something of. */
function liveIn(text: string): string | null {
  const left = text.replace(/\\[\\`*_[\]()~<>#|&.+=-]/g, '');
  const found = /[\\`*_[\]~<>]|^\s*([-+=#]|\d+[.)]\s)|&#?\w+;|\w:\/\/|mailto:\w|www\.\w/i.exec(left);
  return found?.[0] ?? null;
}

describe.each(ANY_CARD)('$name', ({ samples }) => {
  test('has the same parts whatever anybody writes', () => {
    let compared = 0;
    for (const card of samples(8)) {
      for (const words of HOSTILE) {
        const pair = [card(quiet(words)).card, card(words).card] as const;
        // Near the limit a few characters more decide what is left out: that is length, and no sign.
        if (Math.max(...pair.map(sizeOf)) > LARGEST * 0.9) continue;
        const [harmless, hostile] = pair.map((one) => JSON.stringify(skeletonOf(one)));
        expect(hostile === harmless, words).toBe(true);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(60);
  });

  test('makes nothing of words but words', () => {
    for (const card of samples(4)) {
      for (const words of HOSTILE) {
        const built = card(words);
        expect(faultsOf(built.card), words).toEqual([]);
        for (const shown of [...wordsOf(built.card), built.summary]) {
          expect(shown).not.toMatch(UNSEEN);
          expect(shown).not.toMatch(/<\s*\/?\s*at\b|\{\{/i);
        }
        const blocks = ofType(built.card, 'TextBlock').map(({ text }) => String(text));
        const facts = ofType(built.card, 'FactSet').flatMap((set) => wordsOf({ facts: set.facts }));
        for (const read of [...blocks, ...facts]) expect(liveIn(read), read).toBeNull();
      }
    }
  });

  test('is whole where names and titles hold nothing that can be seen', () => {
    for (const card of samples(6)) {
      for (const words of INVISIBLE) {
        const built = card(words);
        expect(faultsOf(built.card)).toEqual([]);
        expect(built.summary.trim()).not.toBe('');
      }
    }
  });
});

test('an address in a heading is told in words that no client makes a link of', () => {
  expect(escapeMarkdown('See https://a.example/x or www.a.example, mailto:x@a.example')).toBe(
    'See https: //a.example/x or www. a.example, mailto: x@a.example',
  );
});
