import { describe, expect, it } from 'vitest';
import type { Due } from '../../bot/domain/due-kinds.js';
import { settledBy } from '../../bot/domain/due-view.js';
import { milestoneView, whatFollows, type ViewFacts } from '../../bot/domain/milestone-view.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { asInputs, type UpdateWords } from '../../bot/domain/update.js';
import { onTrackCard, savedCard } from '../../cards/index.js';
import { aMilestone, answered, d, dueOn } from '../support/builders.js';
import type { SavedView } from '../../bot/domain/views.js';
import { sign, viewOf } from './samples.js';
import { facts, linesOf, quarterly } from './shown.js';

/** What stands under "What happens next" after an answer on a day. */
function nextAfter(
  before: Milestone,
  on: string,
  words: Partial<UpdateWords> = {},
  given: Partial<ViewFacts> = {},
): readonly string[] {
  const after = answered(before, on, words);
  const known = facts(on, given);
  const { card } = savedCard(
    {
      milestone: milestoneView(after, 2, known),
      time: '8:41am',
      on: d(on),
      given: after.update === null ? {} : asInputs(after.update),
      settled: settledBy(before, after),
      ...whatFollows(before, after, known),
      evidenceDue: after.evidenceDue,
      coLeads: [],
      left: [],
      replayed: false,
    },
    sign,
  );
  const lines = linesOf(card);
  const shown = Object.keys(asInputs(after.update!)).length;
  return lines.slice(2 + shown, lines.indexOf('Your list shows whatever else is open.'));
}

describe('what happens next', () => {
  const recurring = aMilestone({
    due: quarterly('2019-03-31', 'Every quarter until 31 March 2019'),
    importedOn: d('2018-04-03'),
  });

  it('of a recurring one: which period that was, and which is next', () => {
    expect(nextAfter(recurring, '2018-06-18')).toEqual([
      'That was the update for April to June 2018. The next is for July to September 2018, due Sunday 30 September 2018.',
      'You are asked again on Friday 31 August 2018.',
    ]);
  });

  it('each answer settles the next period that has begun', () => {
    const late = answered(recurring, '2018-10-15');
    expect(nextAfter(late, '2018-10-15')[0]).toBe(
      'That was the update for July to September 2018. The next is for October to December 2018, due Monday 31 December 2018.',
    );
  });

  it('before a period has begun an answer settles none', () => {
    expect(nextAfter({ ...recurring, settledThrough: d('2018-06-30') }, '2018-06-25')[0]).not.toContain('update for');
  });

  it('of the last period: complete, or open while it is not going well', () => {
    const last = { ...recurring, settledThrough: d('2018-12-31') };
    expect(nextAfter(last, '2019-03-18')[0]).toBe(
      'That was the update for January to March 2019. It was the last, so it counts as complete.',
    );
    expect(nextAfter(last, '2019-03-18', { rating: 'amber', grade: 'amber' })[0]).toBe(
      'That was the update for January to March 2019. It was the last; it stays open, as it is not going well yet.',
    );
  });

  it('of one without a date: the date that is expected, or that there is none', () => {
    const due: Due = { kind: 'awaited', text: 'TBC' };
    const milestone = aMilestone({ due, importedOn: d('2026-07-01'), baseline: null });
    expect(nextAfter(milestone, '2026-10-05')[0]).toBe('It still has no date: you gave none that you expect.');
    expect(nextAfter(milestone, '2026-10-05', { forecast: d('2027-04-30') })).toEqual([
      'You expect it by Friday 30 April 2027.',
      'You are asked again on Monday 4 January 2027.',
    ]);
  });

  it('while a proposal waits the lead is told so, and not a day on which somebody else is asked', () => {
    const by = { kind: 'officer', id: 'lead' } as const;
    const proposal = { id: 'p', date: d('2027-01-29'), state: null, reason: 'Late', by, on: d('2026-11-18') };
    const milestone = aMilestone({ due: dueOn('2026-12-18'), proposal });
    expect(nextAfter(milestone, '2026-11-23', {}, { approvers: ['head'] })).toEqual([
      'You proposed Friday 29 January 2027; it waits for Priya Nair. Until then the date is Friday 18 December 2026.',
      'You are not reminded meanwhile.',
    ]);
  });

  it('a day on which they are only told something is none on which they are asked', () => {
    const by = { kind: 'officer', id: 'head' } as const;
    const proposal = { id: 'p', date: d('2027-01-29'), state: null, reason: 'Late', by, on: d('2026-11-18') };
    const decided = { proposal, accepted: false, reason: 'No', by, on: d('2026-11-21'), where: null };
    const milestone = aMilestone({ due: dueOn('2026-12-18'), decided });
    // That Saturday's decision is told on Monday 23 November.
    expect(nextAfter(milestone, '2026-11-21')).toEqual(nextAfter({ ...milestone, decided: null }, '2026-11-21'));
    expect(nextAfter(milestone, '2026-11-21').join()).not.toContain('Monday 23 November');
  });

  it('of a group in which each is asked: how many have answered, until all have', () => {
    const milestone = aMilestone({ due: dueOn('2026-12-18') });
    const first = (answeredBy: number) =>
      nextAfter(milestone, '2026-11-23', {}, { group: { answered: answeredBy, of: 3 } })[0];
    expect(first(2)).toBe('Each of you is asked: 2 of 3 have answered.');
    expect(first(3)).not.toContain('Each of you');
  });
});

it('several still on track: each says which period it was for', () => {
  const settled = { from: d('2026-10-01'), to: d('2026-12-31') };
  const saved = [
    { ref: 'A 1', text: 'Hold practice week', settled },
    { ref: 'A 2', text: 'Refresh the strategy', settled: null },
  ];
  const { card } = onTrackCard({ saved, refused: [], left: [], asAt: d('2026-11-23') }, sign);
  expect(linesOf(card)).toEqual(
    expect.arrayContaining(['A 1 Hold practice week, for October to December 2026', 'A 2 Refresh the strategy']),
  );
});

it('shows what was typed as leadership reads it: each field in about two lines, dates in words, nothing that was left empty', () => {
  const view = viewOf('saved') as SavedView;
  const cause = 'Two of the six agencies cannot release staff before December. '.repeat(5);
  const given = { recovery: '2026-11-30', cause, remedy: ' ', help: '**Two** auditors', nextStepBy: '2026-12-01' };
  const lines = linesOf(savedCard({ ...view, given }, sign).card);
  const at = lines.findIndex((line) => line.endsWith('Leadership can read:'));
  const told = lines.slice(at + 1, at + 6);
  expect(told[0]).toMatch(/^Cause: Two of the six agencies .*…$/);
  expect(told[0]?.length).toBeLessThan(140);
  expect(told.slice(1, 4)).toEqual([
    'Help needed: **Two** auditors.',
    'Recovery date: Monday 30 November 2026.',
    'By: Tuesday 1 December 2026.',
  ]);
  expect(lines.join('\n')).not.toContain('Remedial action');
});
