/** The cards of heads of service and plan owners: whole and within the limit, whatever stands on them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DigestView, ReleaseView, SignOffView } from '../../bot/domain/views.js';
import {
  digestCard,
  holdsDraft,
  LARGEST,
  overallCard,
  releaseCard,
  rollupCard,
  signOffCard,
  sizeOf,
} from '../../cards/index.js';
import { plainDigest } from '../../cards/plain-digest.js';
import { anyLeaderRow, anyOverall, anyRelease, anySignOff } from './any-leaders.js';
import { sign, viewOf } from './samples.js';
import { faultsOf, wordsOf } from './shape.js';
import { digest } from './views.js';

describe('any view', () => {
  it.each([
    ['sign-off', anySignOff.map((view) => signOffCard(view, sign))],
    ['release', anyRelease.map((view) => releaseCard(view, sign))],
    ['overall', anyOverall.map((view) => overallCard(view, sign))],
    [
      'digest',
      fc
        .tuple(digest, fc.array(anyLeaderRow, { maxLength: 12, size: 'max' }))
        .map(([view, leaders]) => digestCard({ ...view, leaders }, sign)),
    ],
  ])('%s: Teams can show it', (_, any) => {
    fc.assert(
      fc.property(any, ({ card, summary }) => {
        expect(faultsOf(card)).toEqual([]);
        expect(sizeOf(card)).toBeLessThanOrEqual(LARGEST);
        expect(summary).not.toBe('');
      }),
      { numRuns: 40 },
    );
  });
});

describe('the card of a release', () => {
  const view = viewOf('release') as ReleaseView;

  it('holds every word of the summary as it would be posted, where both fit', () => {
    const small: ReleaseView = { ...view, draft: { ...view.draft, sections: [], moved: [], disagreements: [] } };
    expect(holdsDraft(small, sign)).toBe(true);
    const { fallbackText } = rollupCard(small.draft).card;
    const words = [...wordsOf(releaseCard(small, sign).card), fallbackText];
    expect(wordsOf(rollupCard(small.draft).card).filter((each) => !words.includes(each))).toEqual([]);
  });

  it('else its counts, and says where the whole of it is', () => {
    const words = wordsOf(releaseCard({ ...view, draft: (viewOf('release-brief') as ReleaseView).draft }, sign).card);
    expect(words.join(' ')).toContain('write “release”');
  });
});

describe('what waits for its reader', () => {
  it('counts in the title, and stands first; as plain text it says where to sign', () => {
    const view = viewOf('digest-sign-off') as DigestView;
    const only = { ...view, yours: [], waiting: [], told: [] };
    expect(wordsOf(digestCard(only, sign).card)).toContain('2 waiting for you');
    const text = plainDigest({ name: 'Sam Osei', view: only, keys: [] });
    expect(text).toContain('Sign off Front door and early help: Quarter 2');
    expect(text).toContain('WRITE “SIGN OFF” OR “RELEASE”');
  });

  it('keeps the sentence that its writer is to look at again', () => {
    const words = JSON.stringify(signOffCard(viewOf('sign-off-wrong') as SignOffView, sign).card);
    expect(words).toContain('A steady quarter.');
    expect(words).toContain('Not saved yet.');
  });
});
