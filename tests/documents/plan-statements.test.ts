import { describe, expect, it } from 'vitest';
import { readStatements, type Beside } from '../../bot/documents/plan-statements.js';
import { civilDate } from '../../bot/domain/dates.js';

const BESIDE: Beside = {
  dueText: '31 December 2018',
  dueOn: civilDate('2018-12-31'),
  endOfQuarter: (quarter) => (quarter === 3 ? civilDate('2018-12-31') : null),
};

function said(progress: string, beside: Partial<Beside> = {}) {
  const { suggestion, doubts, queries, tags } = readStatements(progress, { ...BESIDE, ...beside });
  return { state: suggestion?.state ?? null, codes: doubts.map(({ code }) => code), queries, tags };
}

describe('an end', () => {
  it.each([
    ['This is business as usual.', 'business-as-usual'],
    ['It is now part of business as usual', 'business-as-usual'],
    ['The panel met twice. The audit champion role has been disbanded.', 'withdrawn'],
    ['The scheme is no longer required because the grant has ended.', 'withdrawn'],
    ['This action has been superseded by WFD 3.1.', 'superseded'],
    ['Complete. All policies are in place.', 'delivered'],
    ['Completed - see the intranet', 'delivered'],
    ['This action is complete.', 'delivered'],
    ['It has been completed', 'delivered'],
    ['The work is now complete.', 'delivered'],
    ['- COMPLETED', 'delivered'],
    ['COMPLETED 3 June 2026', 'delivered'],
    ['Completed in March 2026.', 'delivered'],
    ['Action complete', 'delivered'],
    ['Done', 'delivered'],
    ['No longer required', 'withdrawn'],
    ['No longer required, superseded by WFD 3.1', 'superseded'],
    ['Superseded by WFD 3.1.', 'superseded'],
    ['Merged with WFD 3.1', 'superseded'],
    ['We have marked this as ‘complete’ as we did what we said we would do', 'delivered'],
  ])('%s: is suggested, and asked of the lead', (progress, state) => {
    expect(said(progress)).toMatchObject({ state, codes: [], queries: [] });
    expect(readStatements(progress, BESIDE).suggestion?.query).toMatch(/^The plan says “.+”\. If .+\.$/);
  });

  it.each([
    'This is not business as usual.',
    'This may become business as usual next year.',
    'Business as usual work continues alongside this.',
    'The scheme has not been withdrawn.',
    'The scheme will be withdrawn unless staff are found.',
    'If the scheme is withdrawn, we will say so.',
    'The training is no longer required for agency staff, but goes on for others.',
    'Paragraph 4 of the policy has been superseded, and the rest stands.',
    'The first draft is complete.',
    'Completed forms are now at 80%.',
    'Nearly complete',
    'Completed: 3 of 10 audits so far.',
    'Complete - 50%',
    'Complete, subject to sign-off.',
    'Completed - first draft only',
    'Completed in part.',
    'Complete, awaiting the signature of the board',
    'This action is complete, except for two schools.',
    'This action is not complete.',
    'Done well in the north, not begun in the south.',
    'No longer required for agency staff only',
    'Completed 3 of the visits',
    'Merged with the old list of schools',
    'This action is complete in the north.',
    'AMBER',
    '',
  ])('%j: is none', (progress) => {
    expect(said(progress)).toEqual({ state: null, codes: [], queries: [], tags: [] });
  });
});

describe('another date', () => {
  it.each([
    ['Extended to end of October 2018', ['conflicting-dates']],
    ['The deadline has been moved to 31 March 2019 by the board.', ['conflicting-dates']],
    ['It will now be in place by 31 January 2019.', ['conflicting-dates']],
    ['Timescale has been extended', ['extended-in-text']],
    ['The date was changed to 31 December 2018.', ['extended-in-text']],
    ['It will be in place by 30 November 2018.', []],
    ['The team has moved to a new office.', []],
    ['Timescale will not be extended to June 2019', []],
    ['The deadline has not been extended.', []],
    ['The deadline may be extended to June 2019.', []],
    ['If the deadline is extended, we will say so.', []],
    ['The timescale wasn’t extended.', []],
    ['Opening hours were extended to evenings.', []],
    ['The meeting takes place on 8 November 2018.', []],
  ])('%s', (progress, codes) => {
    const found = said(progress);
    expect(found.codes).toEqual(codes);
    expect(found.queries).toHaveLength(codes.length);
  });

  it('is told with both dates where there are two, and with none where the plan has none', () => {
    expect(said('Extended to end of October 2018').queries[0]).toContain('Monday 31 December 2018 is held');
    const without = said('Extended to end of October 2018', { dueText: 'tbc', dueOn: null });
    expect(without.queries[0]).toContain('prints “tbc” and says “Extended to end of October 2018”. No date is held');
  });
});

describe('a deferral', () => {
  it.each([
    ['This will be updated at the end of Quarter 3.', false],
    ['Progress on this will be updated after December 2018', true],
    ['This will be updated at the end of the academic year as this is the only time this is measured.', false],
    ['Figures will be known in March 2019.', true],
  ])('%s: is told, and whether it lies past the date', (progress, late) => {
    const { codes, queries } = said(progress);
    expect(codes).toEqual(['deferral-in-text']);
    expect(queries[0]?.includes('That is after its date')).toBe(late);
  });

  it.each([
    'The policy will be updated in line with guidance.',
    'This will be updated by the team manager.',
    'Procedures to be updated and briefed to staff.',
  ])('%s: is none', (progress) => {
    expect(said(progress).codes).toEqual([]);
  });
});

it('what was added in the year is tagged', () => {
  expect(said('This is a new action in Q2. Work has begun.').tags).toEqual(['new in Q2']);
  expect(said('New action for quarter 3').tags).toEqual(['new in Q3']);
  expect(said('A new action plan in Q2 was written').tags).toEqual([]);
});
