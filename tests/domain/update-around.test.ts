/** What an answer shares with others of its plan: the same as another, waiting for one, evidence, a later date. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpsLink, LONGEST_LINK } from '../../bot/domain/evidence-link.js';
import { FORECAST_ONLY, KEY, MOVE_REASONS } from '../../bot/domain/policy.js';
import { LONGEST_REASON } from '../../bot/domain/reasons.js';
import { asInputs, readUpdate, stillOnTrack, withoutWords, type AnsweredFor } from '../../bot/domain/update.js';
import { givenIn, NOT_CHOSEN } from '../../bot/domain/update-faults.js';
import { UPDATE_FIELDS, type UpdateInputs } from '../../bot/domain/views.js';
import { aMilestone, answered, anUpdate, d } from '../support/builders.js';

const TODAY = d('2026-03-20');
const APPROVED = d('2026-03-31');

/** A1 is answered for; B1 has words, B2 says the same as B1, C1 the same as A1, N1 nothing at all. */
const said = (ref: string, words = {}) => ({ milestone: answered(aMilestone({ ref }), '2026-03-10', words), rev: 4 });
const PLAN: AnsweredFor = {
  ref: 'A1',
  milestones: [
    { milestone: aMilestone({ ref: 'A1' }), rev: 2 },
    said('B1'),
    said('B2', { note: null, sameAs: { ref: 'B1', rev: 3 } }),
    said('C1', { note: null, sameAs: { ref: 'A1', rev: 1 } }),
    said('C2', { note: null, sameAs: { ref: 'C1', rev: 1 } }),
    { milestone: aMilestone({ ref: 'N1' }), rev: 1 },
  ],
  bodies: ['Eclipse', 'Health Trust'],
  approved: APPROVED,
  proposed: null,
  awaited: false,
};

const read = (inputs: UpdateInputs, rating: keyof typeof KEY = 'green', plan = PLAN) =>
  readUpdate(KEY[rating], { note: 'Going well', ...inputs }, TODAY, plan);

function fault(inputs: UpdateInputs, rating: keyof typeof KEY = 'green', plan = PLAN): string {
  const found = read(inputs, rating, plan);
  return 'errors' in found ? found.errors.map(({ field, message }) => `${field}: ${message}`).join('\n') : 'none';
}

function wordsOf(inputs: UpdateInputs, rating: keyof typeof KEY = 'green', plan = PLAN) {
  const found = read(inputs, rating, plan);
  if ('errors' in found) throw new Error(JSON.stringify(found.errors));
  return found;
}

describe('the same as another', () => {
  it('is kept with the revision that was meant, whatever the case and spaces, and stands in place of words', () => {
    const { words } = wordsOf({ note: '', sameAs: ' b 1 ' });
    expect([words.note, words.sameAs]).toEqual([null, { ref: 'B1', rev: 4 }]);
    expect(wordsOf({ note: '', cause: '', sameAs: 'B2', recovery: '2026-04-01' }, 'amber').words.cause).toBeNull();
  });

  it.each([
    ['A1', 'A1 cannot be the same as itself. Give another ref, or leave it empty.'],
    ['C1', 'C1 already says the same as A1: neither would say anything. Say it in your own words.'],
    ['C2', 'C2 already says the same as A1: neither would say anything. Say it in your own words.'],
    ['N1', 'Nothing has been said of N1 yet that could stand here. Say it in your own words.'],
    ['B9', 'There is no “B9” in this plan. Did you mean B1 or B2?'],
    ['B1x', 'There is no “B1x” in this plan. Did you mean B1?'],
  ])('refuses %s', (typed, message) => {
    expect(fault({ note: '', sameAs: typed })).toBe(`sameAs: ${message}`);
  });

  it('for amber the recovery date is needed all the same, for red the remedy too', () => {
    expect(fault({ sameAs: 'B1' }, 'amber')).toBe('recovery: Give the day it will be back on track.');
    expect(fault({ sameAs: 'B1' }, 'red').split('\n')).toHaveLength(2);
  });
});

describe('what it waits for', () => {
  it('is a milestone of the plan, or a body of its list whatever the case; not chosen is nothing', () => {
    expect(wordsOf({ waitsOnRef: 'b1', waitsOnBody: NOT_CHOSEN }).words.waitsOn).toEqual({
      kind: 'milestone',
      ref: 'B1',
    });
    expect(wordsOf({ waitsOnBody: 'health  trust' }).words.waitsOn).toEqual({ kind: 'body', name: 'Health Trust' });
    expect(wordsOf({}).words.waitsOn).toBeNull();
  });

  it.each([
    [{ waitsOnRef: 'a1' }, 'waitsOnRef: A1 cannot wait for itself. Give another ref, or leave it empty.'],
    [{ waitsOnRef: 'C3' }, 'waitsOnRef: There is no “C3” in this plan. Did you mean C1 or C2?'],
    [
      { waitsOnBody: 'Police' },
      'waitsOnBody: “Police” is not among the plan’s bodies and systems. There are: Eclipse; Health Trust.',
    ],
    [
      { waitsOnRef: 'B1', waitsOnBody: 'Eclipse' },
      'waitsOnBody: It can wait for one of the two. Leave the ref or this empty.',
    ],
  ])('refuses %j', (typed, message) => {
    expect(fault(typed)).toBe(message);
  });

  it('says so where the plan has no list', () => {
    const message = 'waitsOnBody: “Eclipse” is not among the plan’s bodies and systems. The plan has no list of them.';
    expect(fault({ waitsOnBody: 'Eclipse' }, 'green', { ...PLAN, bodies: [] })).toBe(message);
  });

  it('goes on when it is still on track', () => {
    const waitsOn = { kind: 'body', name: 'Eclipse' } as const;
    expect(stillOnTrack([KEY.green], anUpdate({ waitsOn }), TODAY)?.waitsOn).toEqual(waitsOn);
  });
});

describe('the link to evidence', () => {
  it.each(['https://council.sharepoint.com/sites/a?b=c#d', 'https://intranet/minutes', 'HTTPS://example.org'])(
    'may be %s',
    (link) => {
      expect(wordsOf({ evidenceLink: link }).words.evidenceLink).toBe(new URL(link).href);
    },
  );

  it.each([
    'http://example.org/a',
    'example.org/a',
    'https://',
    'https://ann:secret@example.org',
    'https://ann@example.org',
    'javascript:alert(1)',
    'https://a b.org',
    'https://example.org/a b',
    'file:///C:/minutes.docx',
    '\\\\server\\share',
  ])('may not be %s', (link) => {
    expect(httpsLink(link)).toBeNull();
    expect(fault({ evidenceLink: link })).toBe(
      'evidenceLink: That is no address that can be opened. Copy the link from the browser: it begins with “https”.',
    );
  });

  it('has at most 500 characters as it is kept', () => {
    const link = `https://example.org/${'a'.repeat(LONGEST_LINK - 20)}`;
    expect(fault({ evidenceLink: link })).toBe('none');
    expect(fault({ evidenceLink: `${link}a` })).toBe('evidenceLink: The link has 501 characters. Give at most 500.');
  });

  it('is evidence enough for what is complete', () => {
    expect(fault({ doneOn: '2026-03-19', evidenceLink: 'https://example.org/a' }, 'complete')).toBe('none');
  });
});

describe('the outcome', () => {
  it('is one of two, of what is complete only', () => {
    const done = { doneOn: '2026-03-19', evidence: 'Minutes' };
    expect(wordsOf({ ...done, outcome: 'not-achieved' }, 'complete').words.outcome).toBe('not-achieved');
    expect(wordsOf({ ...done, outcome: NOT_CHOSEN }, 'complete').words.outcome).toBeNull();
    expect(fault({ ...done, outcome: 'partly' }, 'complete')).toBe(
      'outcome: “partly” is no outcome. Give one of: achieved, not-achieved.',
    );
    expect(fault({ outcome: 'achieved' })).toBe('outcome: Only what is complete has an outcome. Leave it out.');
  });
});

describe('a forecast after the approved date', () => {
  const later = { forecast: '2026-04-30' };
  const AFTER = 'Thursday 30 April 2026 is after the approved date, Tuesday 31 March 2026.';

  it.each(MOVE_REASONS.filter(({ id }) => id !== FORECAST_ONLY))(
    'is put forward with the reason “$words” and words',
    ({ id, words }) => {
      for (const moveReason of [id, words.toUpperCase()]) {
        expect(wordsOf({ ...later, moveReason, moveWords: ' Two posts ' }).wish).toEqual({
          date: '2026-04-30',
          because: id,
          reason: 'Two posts',
        });
      }
    },
  );

  it('stays a forecast when that is chosen', () => {
    expect(wordsOf({ ...later, moveReason: FORECAST_ONLY })).toMatchObject({
      wish: null,
      words: { forecast: '2026-04-30' },
    });
  });

  it.each([
    [
      later,
      `moveReason: ${AFTER} Choose why it moves, or “Only a forecast: keep the approved date”.\nmoveWords: Say in a sentence why the date moves. “Only a forecast: keep the approved date” needs none.`,
    ],
    [
      { ...later, moveWords: 'Two posts' },
      `moveReason: ${AFTER} Choose why it moves, or “Only a forecast: keep the approved date”.`,
    ],
    [{ ...later, moveReason: 'partner' }, 'moveWords: Say in a sentence why the date moves.'],
    [
      { ...later, moveReason: FORECAST_ONLY, moveWords: 'x' },
      'moveWords: The approved date, Tuesday 31 March 2026, is kept, so it needs no words. Choose the reason why it moves, or clear them.',
    ],
    [
      { ...later, moveReason: 'partner', moveWords: 'x'.repeat(LONGEST_REASON + 1) },
      'moveWords: The reason has 501 characters. Give at most 500.',
    ],
    [
      { forecast: '2026-03-31', moveReason: 'partner', moveWords: 'x' },
      'moveReason: The forecast is not later than the approved date, Tuesday 31 March 2026. Leave the reason out, or give the later date.',
    ],
    [
      { moveWords: 'x' },
      'moveWords: The forecast is not later than the approved date, Tuesday 31 March 2026. Leave the reason out, or give the later date.',
    ],
  ])('refuses %j', (typed, message) => {
    expect(fault(typed)).toBe(message);
  });

  it('names the reasons where what was given is none of them', () => {
    expect(fault({ ...later, moveReason: 'weather' })).toContain(
      'moveReason: “weather” is not among the reasons. There are: Waiting for a partner; Staff or capacity;',
    );
  });

  it('needs no reason again while that very date waits; another one does', () => {
    const plan = { ...PLAN, proposed: d('2026-04-30') };
    expect(wordsOf(later, 'green', plan).wish).toBeNull();
    expect(fault({ forecast: '2026-05-01' }, 'green', plan)).toContain('moveReason');
  });

  it('on the approved date, before it, or where there is none, needs no reason', () => {
    expect(fault({ forecast: '2026-03-31' })).toBe('none');
    expect(fault({ forecast: '2026-04-30' }, 'green', { ...PLAN, approved: null })).toBe('none');
    expect(fault({ moveReason: 'partner' }, 'green', { ...PLAN, approved: null })).toBe(
      'moveReason: There is no approved date that could move. Leave the reason out, or give the later date.',
    );
  });

  it('of what the plan leaves open is put forward as its first date, whatever is chosen, and needs no reason', () => {
    const plan = { ...PLAN, approved: null, awaited: true };
    const wish = { date: '2026-04-30', because: undefined, reason: 'First date' };
    expect(wordsOf(later, 'green', plan).wish).toEqual(wish);
    expect(wordsOf({ ...later, moveReason: FORECAST_ONLY }, 'green', plan).wish).toEqual(wish);
    expect(wordsOf({}, 'green', plan).wish).toBeNull();
    expect(wordsOf(later, 'green', { ...plan, proposed: d('2026-04-30') }).wish).toBeNull();
    const done = { doneOn: '2026-03-19', evidence: 'Minutes', ...later };
    expect(wordsOf(done, 'complete', plan).wish).toBeNull();
  });

  it('that is no date is told as that only', () => {
    expect(fault({ forecast: 'soon' })).toBe('forecast: “soon” is not a date. Give one like 2026-12-01.');
  });
});

it('an update comes back as what was typed, with the reason of the date that waits', () => {
  const inputs = {
    note: 'Going well',
    sameAs: 'B1',
    forecast: '2026-04-30',
    moveReason: 'partner',
    moveWords: 'Two posts',
    waitsOnBody: 'Eclipse',
    evidenceLink: 'https://example.org/a',
  };
  const { words, wish } = wordsOf(inputs);
  const update = anUpdate({ ...withoutWords('green'), ...words });
  const proposal = { id: 'p', state: null, by: update.by, on: TODAY, ...wish! };
  expect(asInputs(update, proposal)).toEqual(inputs);
  expect(asInputs(update)).not.toHaveProperty('moveReason');
  expect(asInputs(update, { ...proposal, date: d('2026-06-30') })).not.toHaveProperty('moveWords');
});

describe('whatever is typed', () => {
  const field = fc.constantFrom(...UPDATE_FIELDS);
  const typed = fc.oneof(
    fc.constantFrom('', ' ', '-', 'A1', 'B1', 'b 2', 'C1', 'Eclipse', 'partner', FORECAST_ONLY, 'achieved'),
    fc.constantFrom('2026-03-19', '2026-03-20', '2026-04-30', 'https://example.org/x', 'http://x', 'x'.repeat(2001)),
    fc.string(),
    fc.webUrl(),
  );

  it('is saved with nothing lost, or each fault is named with its field', () => {
    fc.assert(
      fc.property(
        fc.dictionary(field, typed),
        fc.constantFrom('red', 'amber', 'green', 'complete', 'none'),
        (inputs, rating) => {
          const before = JSON.stringify(inputs);
          const found = readUpdate(KEY[rating], inputs, TODAY, PLAN);
          expect(JSON.stringify(inputs)).toBe(before);
          if ('errors' in found) {
            expect(found.errors.length).toBeGreaterThan(0);
            for (const { field: at, message } of found.errors) {
              expect(UPDATE_FIELDS).toContain(at);
              expect(message).toMatch(/[.?”]$/);
            }
            return;
          }
          const wish = found.wish && { id: 'p', state: null, by: anUpdate().by, on: TODAY, ...found.wish };
          const kept = asInputs(anUpdate(found.words), wish);
          for (const name of UPDATE_FIELDS) {
            const given = givenIn(inputs, name);
            // What keeps the approved date keeps nothing else.
            if (name === 'moveReason' && given?.toLowerCase() === FORECAST_ONLY) continue;
            if (given === null) expect(kept[name]).toBeUndefined();
            else if (name === 'evidenceLink') expect(kept[name]).toBe(new URL(given).href);
            else expect(kept[name]?.toLowerCase().replace(/\s/g, '')).toBe(given.toLowerCase().replace(/\s/g, ''));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
