/** The card of an officer as plain text: the same words in the same order, and nothing that only a card has. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import type { DigestView, PlainView } from '../../bot/domain/views.js';
import { digestCard } from '../../cards/index.js';
import { plainDigest } from '../../cards/plain-digest.js';
import { sign, viewOf } from './samples.js';
import { wordsOf } from './shape.js';
import { digest } from './views.js';
import { readdirSync } from 'node:fs';

const SAMPLES = readdirSync(new URL('../../cards/', import.meta.url)).flatMap(
  (file) => /^(digest.*)\.sample\.json$/.exec(file)?.[1] ?? [],
);

function plainOf(view: DigestView): PlainView {
  const titles = [...new Set([...view.yours, ...view.waiting].map(({ planTitle }) => planTitle))];
  return { name: 'Sam Osei', view, keys: titles.map((planTitle) => ({ planTitle, key: DEFAULT_KEY })) };
}

const rowsIn = ({ yours, waiting, told = [] }: DigestView) => [...yours, ...waiting, ...told];
/** What stands in quotation marks is somebody's. */
const ours = (text: string): string => text.replace(/“[^”]*”/g, '');

describe.each(SAMPLES)('%s as plain text', (name) => {
  const view = viewOf(name) as DigestView;
  const text = plainDigest(plainOf(view));

  it('names every row of the card, with its words, in the order of the card', () => {
    const shown = wordsOf(digestCard(view, sign).card);
    const inOrder = shown.flatMap((words) => rowsIn(view).filter(({ link }) => words === link.ref));
    const places = inOrder.map(({ link }) => text.search(new RegExp(`\\d+\\. ${escaped(link.ref)} `)));
    expect(places.every((place) => place >= 0)).toBe(true);
    const first = places.filter((place, at) => places.indexOf(place) === at);
    expect([...first].sort((a, b) => a - b)).toEqual(first);
  });

  it('speaks of no button, holds no id, no Markdown and no internal word', () => {
    expect(ours(text)).not.toMatch(/\b(press|button|tick|click|unfold)\b/i);
    expect(ours(text)).not.toMatch(/\b(sweep|digest|stage|ladder|snapshot)\b/i);
    expect(text).not.toMatch(/\\[*_[\]()#]/);
    for (const { link } of rowsIn(view)) expect(text).not.toContain(link.plan);
  });

  it('says how to answer where something is asked', () => {
    const asked = view.yours.length + view.waiting.length > 0;
    expect(text.includes('Reply to this e-mail')).toBe(asked);
    expect(text.includes('WHAT EACH RATING MEANS')).toBe(asked);
  });
});

describe('a text that has to be short', () => {
  it('keeps the worst rows that fit, and counts the others', () => {
    const view = viewOf('digest') as DigestView;
    const whole = plainDigest(plainOf(view));
    const short = plainDigest(plainOf(view), Math.floor(whole.length * 0.7));
    expect(short.length).toBeLessThanOrEqual(Math.floor(whole.length * 0.7));
    const kept = rowsIn(view).filter(({ link }) => new RegExp(`\\d+\\. ${escaped(link.ref)} `).test(short)).length;
    expect(kept).toBeGreaterThan(0);
    expect(short).toContain(`And ${String(rowsIn(view).length - kept + view.more)} more`);
  });

  it('whatever is owed, every row is there or counted', () => {
    fc.assert(
      fc.property(digest, fc.integer({ min: 500, max: 20_000 }), (any, longest) => {
        // A title or a name may begin a line like a row.
        const titled = <R extends { planTitle: string }>(rows: readonly R[]): R[] =>
          rows.map((row) => ({ ...row, planTitle: `The plan ${String(row.planTitle.length)}` }));
        const { yours, waiting, told = [] } = any;
        const rest = { yours: titled(yours), waiting: titled(waiting), told: titled(told) };
        const view = { ...any, reporting: [], ...rest, ...(any.first && { first: { askedBy: ['Dawn Williams'] } }) };
        const text = plainDigest(plainOf(view), longest);
        const rows = [...text.matchAll(/^\d+\. /gm)].length;
        const more = Number(/^And (\d+) more, which/m.exec(text)?.[1] ?? 0);
        expect(rows + more).toBe(rowsIn(view).length + view.more);
      }),
      { numRuns: 25 },
    );
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
