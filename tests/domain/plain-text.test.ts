import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped, asTypedOnOneLine, withoutUnseen } from '../../bot/domain/plain-text.js';

const WALES = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}';

describe('what cannot be seen', () => {
  it.each([
    ['controls', 'a\u0000b\u0007\u001b[31mc\u007f\u009b', 'ab[31mc'],
    ['marks that turn the direction', 'txt\u202eexe\u2066x\u2069\u200e\u200f\u061c', 'txtexex'],
    ['what takes no room', '\ufeffa\u200bb\u2060c\u00add\u180e\u3164', 'abcd'],
    ['tags that spell a hidden message', 'hi\u{e0001}\u{e0041}\u{e0042}', 'hi'],
    ['a flag that is none of ours', '\u{1f3f4}\u{e0075}\u{e0073}\u{e007f}', '\u{1f3f4}'],
    ['halves of characters', 'x\ud800y\udfff', 'xy'],
    ['code points that mean nothing', 'a\ufffeb\u{1ffff}\ufdd0', 'ab'],
    ['variation where nothing varies', 'a\ufe0fb\u{e0100}\ufe00', 'ab'],
    ['joiners between Latin letters', 'ad\u200dm\u200cin', 'admin'],
    ['joiners beside nothing', '\u200dx \u200d', 'x '],
    ['marks piled on one letter', `a${'\u0301'.repeat(40)}`, `a${'\u0301'.repeat(6)}`],
  ])('is taken out: %s', (_, text, left) => {
    expect(withoutUnseen(text)).toBe(left);
  });

  it.each([
    'Zoë Łukasz Ŵyn Tŷ’r Efail – “plan” · 50% … £5',
    'e\u0301',
    'محمد عبد الله',
    'می\u200cخواهم',
    'שָׁלוֹם',
    'क्\u200dष हिन्दी',
    '山田 太郎',
    '👩‍👧 👩🏽‍🚀 🏳️‍🌈 ❤️ 1️⃣ 🇬🇧',
    `${WALES} Cymru`,
    'one\n\ttwo',
    'no\u00a0break',
  ])('is not what lawful writing is made of: %s', (text) => {
    expect(withoutUnseen(text)).toBe(text);
  });

  it('is gone after once, whatever it was', () => {
    const unit = fc.constantFrom(
      ...Array.from('a1é\u0301\u0644\u0915❤👩\ufe0f\u200d\u200c\u202e\u200b\ud800\n\r\t\u20e3'),
      WALES,
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 30 }), fc.string({ unit: 'binary' })), (text) => {
        const left = withoutUnseen(text);
        expect(withoutUnseen(left)).toBe(left);
        expect(left).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff\u2028\u2029]/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves line breaks of one kind, and none in a name', () => {
    expect(withoutUnseen('a\r\nb\rc\u2028d\u0085e')).toBe('a\nb\nc\nd\ne');
    expect(asTyped(' \u200b a\r\nb \ufeff')).toBe('a\nb');
    expect(asTypedOnOneLine('\u202eJo \n Farl\u2069')).toBe('Jo Farl');
    expect(asTyped('\u200b\u202e \u3164')).toBe('');
  });
});
