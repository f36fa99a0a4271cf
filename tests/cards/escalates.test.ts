import { expect, it } from 'vitest';
import { digestRow, milestoneView, whatFollows, type ViewFacts } from '../../bot/domain/milestone-view.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { DigestRow, SavedView } from '../../bot/domain/views.js';
import { digestCard, savedCard } from '../../cards/index.js';
import { aMilestone, answered, d, dueOn } from '../support/builders.js';
import { sign, viewOf } from './samples.js';
import { digestOf, facts, linesOf, quarterly } from './shown.js';

const LATE = aMilestone({ due: dueOn('2026-11-16'), importedOn: d('2026-01-05') });
const NO_MORE =
  'Updates do not put it off any more: only delivery, an approved new date or an approved closure ends it.';

function rowOn(milestone: Milestone, today: string, given: Partial<ViewFacts> = {}): DigestRow {
  return digestRow(milestone, 3, facts(today, given), { to: 'Priya Nair' });
}

/** What the row says of the escalation ahead. */
function ahead(row: DigestRow): string {
  const lines = linesOf(digestCard(digestOf('2026-11-24', [row]), sign).card);
  return lines.find((line) => line.startsWith('Escalates')) ?? '';
}

/** What the card says of it that follows an answer. */
function saidAfter(before: Milestone, on: string, given: Parameters<typeof answered>[2] = {}): readonly string[] {
  const after = answered(before, on, given);
  const milestone = milestoneView(after, 2, facts(on));
  const left = { coLeads: [], left: [], settled: null, evidenceDue: null, replayed: false };
  const view = { milestone, time: '8:41am', on: d(on), given: {}, ...left };
  const { card } = savedCard({ ...view, ...whatFollows(before, after, facts(on)) }, sign);
  return linesOf(card).filter((line) => line.includes('escalat'));
}

it('an update puts an escalation off by ten working days, twice; the row says until when, from when, and when no more', () => {
  expect(ahead(rowOn(LATE, '2026-11-24'))).toBe(
    'Escalates on Monday 30 November 2026 to Priya Nair. An update before then puts it off until Monday 14 December 2026.',
  );
  const once = answered(LATE, '2026-11-24');
  expect(ahead(rowOn(once, '2026-11-25'))).toBe(
    'Escalates on Monday 14 December 2026 to Priya Nair, put off from Monday 30 November 2026 by your update. ' +
      'Another update before then puts it off until Wednesday 30 December 2026.',
  );
  const twice = answered(once, '2026-12-08');
  expect(ahead(rowOn(twice, '2026-12-09'))).toBe(
    `Escalates on Wednesday 30 December 2026 to Priya Nair, put off from Monday 30 November 2026 by two updates. ${NO_MORE}`,
  );
  // What the row said is what comes.
  expect(rowOn(answered(twice, '2026-12-21'), '2026-12-22').escalation?.on).toBe('2026-12-30');
});

it('of what was overdue at first load nothing is promised where an earlier day comes in its place', () => {
  const old = aMilestone({ due: dueOn('2026-11-11'), importedOn: d('2026-11-18') });
  const grace = { graceUntil: d('2026-12-02') };
  expect(ahead(rowOn(old, '2026-11-18', grace))).toBe('Escalates on Wednesday 9 December 2026 to Priya Nair.');
  // An update does not move it then, and does from the day on which it is the next.
  expect(rowOn(answered(old, '2026-11-18'), '2026-11-19', grace).escalation?.on).toBe('2026-12-09');
  expect(ahead(rowOn(old, '2026-12-03', grace))).toContain(
    'An update before then puts it off until Wednesday 23 December',
  );
});

it('the update is that of whoever gave it; of a group in which each is asked, each has to', () => {
  const once = answered(LATE, '2026-11-24');
  expect(ahead(rowOn(once, '2026-11-25', { reader: 'sam' }))).toContain('by an update. Another update');
  expect(ahead(rowOn(LATE, '2026-11-24', { group: { answered: 0, of: 3 } }))).toContain('. An update from each of you');
});

it('the card that follows says what the answer did: put off, put off for the last time, no more', () => {
  expect(saidAfter(LATE, '2026-11-24')).toEqual([
    'Your answer put off the escalation from Monday 30 November 2026 to Monday 14 December 2026.',
  ]);
  const once = answered(LATE, '2026-11-24');
  expect(saidAfter(once, '2026-11-25')).toEqual([
    `Your answer put off the escalation from Monday 14 December 2026 to Wednesday 30 December 2026. ${NO_MORE}`,
  ]);
  // On one day it counts once.
  expect(saidAfter(once, '2026-11-24')).toEqual([]);
  const twice = answered(once, '2026-12-08');
  expect(saidAfter(twice, '2026-12-21')).toEqual([`It still escalates on Wednesday 30 December 2026. ${NO_MORE}`]);
});

it('that it is stopped is said only to who had been told that it would come', () => {
  const delivered = { rating: 'complete', grade: 'complete', doneOn: d('2026-11-17'), evidence: 'Minutes' } as const;
  expect(rowOn(LATE, '2026-11-20').escalation).toBeNull();
  expect(saidAfter(LATE, '2026-11-20', delivered)).toEqual([]);
  expect(rowOn(LATE, '2026-11-23').escalation).not.toBeNull();
  expect(saidAfter(LATE, '2026-11-23', delivered)).toHaveLength(1);
});

it('the card that follows says what stays ahead in the words of the row', () => {
  const once = answered(LATE, '2026-11-24');
  const again = answered(once, '2026-11-24');
  const { escalation } = rowOn(again, '2026-11-24');
  const view = { ...(viewOf('saved') as SavedView), milestone: milestoneView(again, 3, facts('2026-11-24')) };
  const said = { ...whatFollows(once, again, facts('2026-11-24')), ahead: escalation };
  expect(said.escalation).toBeNull();
  expect(linesOf(savedCard({ ...view, ...said }, sign).card)).toContain(ahead(rowOn(again, '2026-11-24')));
});

it('delivery ends it, and so does the update of a period', () => {
  const delivered = { rating: 'complete', grade: 'complete', doneOn: d('2026-11-23'), evidence: 'Minutes' } as const;
  const stopped = 'Your answer stopped the escalation set for';
  expect(saidAfter(LATE, '2026-11-24', delivered)).toEqual([`${stopped} Monday 30 November 2026.`]);
  const recurring = aMilestone({
    due: quarterly('2027-03-31', 'Every quarter until 31 March 2027'),
    importedOn: d('2026-09-01'),
  });
  expect(ahead(rowOn(recurring, '2026-10-08'))).toMatch(/to Priya Nair\. An update before then stops it\.$/);
  expect(saidAfter(recurring, '2026-10-08')).toEqual([`${stopped} Wednesday 14 October 2026.`]);
});
