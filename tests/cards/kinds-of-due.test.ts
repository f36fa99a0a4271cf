import { describe, expect, it } from 'vitest';
import type { Due } from '../../bot/domain/due-kinds.js';
import { aDelivered, aMilestone, answered, d, dueOn } from '../support/builders.js';
import { digestCard } from '../../cards/index.js';
import { sign } from './samples.js';
import { ofType, wordsOf } from './shape.js';
import { digestOf, linesOf, quarterly, rowOf, wordsOn } from './shown.js';

const day = (date: string, text: string, yearInferred = false): Due => ({
  kind: 'day',
  date: d(date),
  text,
  yearInferred,
});
const meeting = (on: string | null): Due => ({
  kind: 'meeting',
  board: 'performance meeting',
  from: d('2018-11-01'),
  to: d('2018-11-30'),
  on: on === null ? null : d(on),
  text: 'Proposal to performance meeting in November 2018.',
});
const loaded = { importedOn: d('2018-04-03'), baseline: null };

describe('when a row is due, in the words of its kind', () => {
  it('a day: nothing beside it where the plan prints no more', () => {
    for (const text of [
      '18 December 2018',
      'Tuesday 18th December 2018',
      '18/12/2018',
      '2018-12-18T00:00:00',
      'by 18 Dec 2018',
    ])
      expect(wordsOn(aMilestone({ ...loaded, due: day('2018-12-18', text) }), '2018-11-05'), text).toContain(
        '○\u00a0No update, due Tuesday 18 December 2018',
      );
  });

  it('a day with words that say more: they are kept', () => {
    const due = day('2018-06-30', '30 June 2018—1st Audit');
    expect(wordsOn(aMilestone({ ...loaded, due }), '2018-06-01')).toContain(
      '○\u00a0No update, due Saturday 30 June 2018 (“30 June 2018—1st Audit” in the plan)',
    );
  });

  it('a year that the plan does not print is told as assumed', () => {
    const words = (text: string) =>
      wordsOn(aMilestone({ ...loaded, due: day('2018-09-30', text, true) }), '2018-09-03');
    expect(words('30 September')).toContain(
      '○\u00a0No update, due Sunday 30 September 2018 (the plan prints no year; 2018 was assumed)',
    );
    expect(words('30 September for briefing')).toContain(
      '○\u00a0No update, due Sunday 30 September 2018 (“30 September for briefing” in the plan, which prints no year; 2018 was assumed)',
    );
  });

  it('a period: by its last day, in its own words', () => {
    const due: Due = {
      kind: 'period',
      from: d('2018-10-19'),
      to: d('2018-12-31'),
      text: '19 October - 31 December 2018',
    };
    expect(wordsOn(aMilestone({ ...loaded, due }), '2018-11-05')).toContain(
      '○\u00a0No update, due by Monday 31 December 2018 (“19 October - 31 December 2018” in the plan)',
    );
  });

  it('a recurring one: for which period, due or overdue', () => {
    const milestone = aMilestone({ ...loaded, due: quarterly('2019-03-31', 'Every quarter until 31 March 2019') });
    const due = 'ue Saturday 30 June 2018 for April to June 2018 (“Every quarter until 31 March 2019” in the plan)';
    expect(wordsOn(milestone, '2018-06-18')).toContain(`○\u00a0No update, d${due}`);
    const late = wordsOn(milestone, '2018-07-03');
    expect(late).toContain('○\u00a0No update, 2 working days overdue');
    expect(late).toContain(`D${due}.`);
  });

  it('a meeting: its day where the board’s calendar has it, else that it is not known', () => {
    const says = 'The plan says “Proposal to performance meeting in November 2018.”';
    const known = wordsOn(aMilestone({ ...loaded, due: meeting('2018-11-15') }), '2018-10-29');
    expect(known).toContain('○\u00a0No update, due at the performance meeting on Thursday 15 November 2018');
    expect(known).toContain(says);
    const unknown = wordsOn(aMilestone({ ...loaded, due: meeting(null) }), '2018-10-29');
    expect(unknown).toContain(
      '○\u00a0No update, due at the performance meeting in November 2018 (its day is not known yet)',
    );
    expect(unknown).toContain(says);
  });

  it('what a board has raised is due at its next meeting, whose day may not be known yet', () => {
    const raised = (on: string | null): Due => {
      return { ...meeting(on), board: 'Scrutiny Panel', text: 'Raised on 3 July 2018', next: true } as Due;
    };
    const words = wordsOn(aMilestone({ ...loaded, due: raised('2018-11-14') }), '2018-11-05');
    expect(words).toContain(
      '○\u00a0No update, due at the next meeting of the Scrutiny Panel, Wednesday 14 November 2018',
    );
    expect(words).toContain('The plan says “Raised on 3 July 2018”.');
    expect(wordsOn(aMilestone({ ...loaded, due: raised(null) }), '2018-11-05')).toContain(
      '○\u00a0No update, due at the next meeting of the Scrutiny Panel, whose day is not known yet',
    );
  });

  it('what is cleared before a meeting says how long before which', () => {
    const due = { ...meeting('2018-11-14'), board: 'Scrutiny Panel', text: '14 days before', daysBefore: 14 } as Due;
    const words = wordsOn(aMilestone({ ...loaded, due }), '2018-10-22');
    expect(words).toContain(
      '○\u00a0No update, due Wednesday 31 October 2018, 14 calendar days before the meeting of the Scrutiny Panel on Wednesday 14 November 2018',
    );
    expect(words.join('\n')).not.toContain('The plan says');
  });

  it('one that waits for its date is asked for a date', () => {
    const due: Due = { kind: 'awaited', text: 'Still awaiting date for the implementation of Eclipse' };
    const words = wordsOn(aMilestone({ ...loaded, due }), '2018-07-02');
    expect(words).toContain('○\u00a0No update, no date yet');
    expect(words).toContain('The plan says “Still awaiting date for the implementation of Eclipse”.');
    expect(words).toContain('When will it be due? Press Update and give the date you expect.');
  });

  it('the date expected for it is shown, and asked about once it has passed', () => {
    const milestone = answered(aMilestone({ ...loaded, due: { kind: 'awaited', text: '' } }), '2018-05-01', {
      forecast: d('2018-09-28'),
    });
    expect(wordsOn(milestone, '2018-07-02')).toContain(
      'Expected by Friday 28 September 2018. If that is no longer so, press Update and give the new date.',
    );
    expect(wordsOn(milestone, '2018-10-01')).toContain(
      'When will it be due? It was expected by Friday 28 September 2018, which has passed.',
    );
  });

  it('one without an end says how often it is asked about', () => {
    const words = wordsOn(aMilestone({ ...loaded, due: { kind: 'ongoing', text: 'Ongoing' } }), '2018-07-02');
    expect(words).toContain('○\u00a0No update, no end date');
    expect(words).toContain('The plan says “Ongoing”. It is asked about once a quarter.');
  });
});

it('evidence has its own date: how the work was due is not told again', () => {
  const due: Due = { kind: 'ongoing', text: 'Ongoing' };
  const done = aDelivered({ due, evidenceDue: d('2026-05-01') });
  const words = wordsOn(done, '2026-05-01');
  expect(words).toContain('✓\u00a0Complete, evidence due Friday 1 May 2026');
  expect(words.join('\n')).not.toMatch(/The plan says|once a quarter/);
});

describe('dates around days on which nobody works', () => {
  const late = (today: string) => wordsOn(aMilestone({ due: dueOn('2026-04-02'), importedOn: d('2026-01-05') }), today);

  it('on a weekend or bank holiday straight after the date it is overdue since that day, never 0 working days', () => {
    // Good Friday, the weekend and Easter Monday come after Thursday 2 April 2026.
    for (const today of ['2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06'])
      expect(late(today), today).toContain('○\u00a0No update, overdue since Thursday 2 April 2026');
    expect(late('2026-04-07')).toContain('○\u00a0No update, 1 working day overdue');
    expect(late('2026-04-07')).toContain('Due Thursday 2 April 2026.');
    for (const today of ['2026-04-03', '2026-04-07']) expect(late(today).join(' ')).not.toContain('0 working days');
  });

  it('a date on the weekend that comes is not due today', () => {
    const sunday = aMilestone({ due: dueOn('2026-05-31'), importedOn: d('2026-01-05') });
    expect(wordsOn(sunday, '2026-05-29')).toContain(
      '○\u00a0No update, due Sunday 31 May 2026, before the next working day',
    );
    expect(wordsOn(sunday, '2026-05-31')).toContain('○\u00a0No update, due today');
  });
});

describe('the list', () => {
  it('puts what has no date last of what is to be answered, and counts it apart', () => {
    const today = '2026-11-23';
    const rows = [
      aMilestone({ ref: 'A', due: dueOn('2026-11-20') }),
      aMilestone({ ref: 'B', due: dueOn('2026-11-26') }),
      aMilestone({ ref: 'C', due: { kind: 'awaited', text: 'TBC' } }),
    ].map((milestone) => rowOf(milestone, today));
    const green = rowOf(answered(aMilestone({ ref: 'G', due: dueOn('2026-12-18') }), '2026-11-09'), today);
    const { card, summary } = digestCard(digestOf(today, [...rows, green]), sign);
    const words = wordsOf(card);
    const headings = ['1 overdue', '1 due this week', '1 without a date', '1 was ●\u00a0Green at the last update'];
    expect(words.filter((text) => headings.includes(text))).toEqual(headings);
    expect(linesOf(card)).toContain('1 overdue, 1 due this week, 1 due by Friday 18 December 2026, 1 without a date.');
    expect(summary).toBe('1 overdue, 1 due this week');
  });

  it('a tick says which period it is for', () => {
    const green = answered(
      aMilestone({ due: quarterly(null, 'Quarterly'), importedOn: d('2026-07-01') }),
      '2026-08-03',
    );
    const row = rowOf(green, '2026-11-23');
    expect(row.tickable).toBe(true);
    const [tick] = ofType(digestCard(digestOf('2026-11-23', [row]), sign).card, 'Input.Toggle');
    expect(tick?.title).toBe(
      'Still on track, due Thursday 31 December 2026 for October to December 2026 (“Quarterly” in the plan)',
    );
  });
});
