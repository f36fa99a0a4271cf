import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DigestView, NoticeView, RollupView } from '../../bot/domain/views.js';
import { clean, digestCard, escapeMarkdown, noticeCard, rollupCard } from '../../cards/index.js';
import { cleanLines } from '../../cards/markdown.js';
import { cut, listed, pluralOf, sentence } from '../../cards/words.js';
import { builtSamples, sign, viewOf } from './samples.js';
import { partsOf, shapeOf, wordsOf } from './shape.js';
import { text } from './views.js';

/** What Markdown turns into something else, unless a backslash stands before it. */
function live(escaped: string): string {
  return escaped.replace(/\\[\\`*_[\]()~<>#|&.+=-]/g, '');
}

test('an escaped text has no Markdown left in it', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const left = live(escapeMarkdown(typed));
      expect(left).not.toMatch(/[\\`*_[\]()~<>#|]/);
      expect(escapeMarkdown(typed)).not.toMatch(/^([-+=]|\d+\.)/);
      expect(left).not.toMatch(/&(#?[a-z0-9]+);/i);
    }),
  );
});

test('a mention and a date macro are inert, and a reader still sees the words', () => {
  expect(clean('<at>Everyone</at> hello')).toBe('‹at>Everyone‹/at> hello');
  expect(clean('{{DATE(2020-01-01T00:00:00Z, SHORT)}}')).not.toContain('{{');
});

test('cleaning takes out what cannot be seen, and is done after once', () => {
  expect(clean(' a\u202Eb\u0000 \n c\uD800 ')).toBe('ab c');
  expect(clean('👩‍👧 Zoë')).toBe('👩‍👧 Zoë');
  expect(cleanLines('one\r\ntwo\tthree\u2066')).toBe('one\ntwo three');
  fc.assert(
    fc.property(text, (typed) => {
      expect(clean(clean(typed))).toBe(clean(typed));
    }),
  );
});

test('what somebody typed never changes the shape of a card', () => {
  const view = viewOf('digest') as DigestView;
  const full = viewOf('rollup') as RollupView;
  const summary = { ...full, sections: full.sections.slice(0, 2), areas: [], noUpdate: [], moved: [] };
  const shape = shapeOf(digestCard(view, sign).card);
  const summaryShape = shapeOf(rollupCard(summary).card);
  fc.assert(
    fc.property(
      text.filter((typed) => clean(typed) !== ''),
      (typed) => {
        const yours = view.yours.map((row) => ({ ...row, text: typed }));
        expect(shapeOf(digestCard({ ...view, yours }, sign).card)).toEqual(shape);
        const sections = summary.sections.map((section) => ({
          ...section,
          rows: section.rows.map((row) => ({ ...row, text: typed, cause: row.cause === null ? null : typed })),
        }));
        expect(shapeOf(rollupCard({ ...summary, planTitle: typed, sections }).card)).toEqual(summaryShape);
      },
    ),
    { numRuns: 30 },
  );
});

test('words are escaped where Markdown is read, and only there', () => {
  const view: NoticeView = { title: 'The *star* plan', lines: ['It said *this*'] };
  const words = wordsOf(noticeCard(view, sign).card);
  expect(words).toContain('The \\*star\\* plan');
  expect(words).toContain('It said *this*');
});

test('a long text is cut at a word after 80 characters', () => {
  expect(cut(`${'word '.repeat(16)}end`)).toBe(`${'word '.repeat(15)}word…`);
  fc.assert(
    fc.property(text, (typed) => {
      expect(cut(typed).length).toBeLessThanOrEqual(81);
    }),
  );
});

test('words of lists and counts', () => {
  expect(['milestone', 'priority', 'day'].map(pluralOf)).toEqual(['milestones', 'priorities', 'days']);
  expect(['area for development', 'line of enquiry', 'key priority'].map(pluralOf)).toEqual([
    'areas for development',
    'lines of enquiry',
    'key priorities',
  ]);
  expect([listed([]), listed(['A']), listed(['A', 'B']), listed(['A', 'B', 'C'])]).toEqual([
    '',
    'A',
    'A and B',
    'A, B and C',
  ]);
  expect([sentence('Done'), sentence('Done.'), sentence('“Done.”'), sentence('“Done”')]).toEqual([
    'Done.',
    'Done.',
    '“Done.”',
    '“Done”.',
  ]);
});

test('no label is escaped: where one stands nothing reads Markdown, and a reader would see the backslashes', () => {
  const labels = builtSamples().flatMap(({ built }) =>
    partsOf(built.card).flatMap(({ label }) => (label === undefined ? [] : [label])),
  );
  expect(labels.length).toBeGreaterThan(50);
  expect(labels.filter((label) => typeof label !== 'string' || /\\[^\p{L}\p{N}\s]/u.test(label))).toEqual([]);
});
