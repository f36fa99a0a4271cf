import { describe, expect, it } from 'vitest';
import { readDue, readDues } from '../../bot/domain/due.js';
import type { Cadence } from '../../bot/domain/due-kinds.js';

/** The words, how often, the last day of the first period, and the end. */
const AGAIN: readonly (readonly [string, Cadence, string | null, string | null])[] = [
  ['Weekly', 'weekly', null, null],
  ['every week', 'weekly', null, null],
  ['Fortnightly', 'fortnightly', null, null],
  ['every two weeks', 'fortnightly', null, null],
  ['Monthly', 'monthly', null, null],
  ['Every month', 'monthly', null, null],
  ['every other month', 'two-monthly', null, null],
  ['Quarterly', 'quarterly', null, null],
  ['three-monthly', 'quarterly', null, null],
  ['Six monthly', 'half-yearly', null, null],
  ['Six-\nmonthly', 'half-yearly', null, null],
  ['Semi annually', 'half-yearly', null, null],
  ['Half- yearly', 'half-yearly', null, null],
  ['twice/year', 'half-yearly', null, null],
  ['Annually', 'yearly', null, null],
  ['Every quarter until 31 March 2019', 'quarterly', null, '2019-03-31'],
  ['Quarterly, until March 2019', 'quarterly', null, '2019-03-31'],
  ['Weekly until the end of December 2018', 'weekly', null, '2018-12-31'],
  ['Quarterly until the end of 2019', 'quarterly', null, '2019-12-31'],
  ['Quarterly until further notice', 'quarterly', null, null],
  ['Quarterly - June, September, December, March', 'quarterly', null, null],
  ['31st May 2017, monthly thereafter', 'monthly', '2017-05-31', null],
  ['31st May 2017. Monthly thereafter', 'monthly', '2017-05-31', null],
  ['30 June 2018 then quarterly', 'quarterly', '2018-06-30', null],
  ['31 March 2018; quarterly thereafter', 'quarterly', '2018-03-31', null],
  ['May 2017 and monthly thereafter until March 2018', 'monthly', '2017-05-31', '2018-03-31'],
];

const AGAIN_ASSUMED: readonly (readonly [string, Cadence, string | null, string | null, string])[] = [
  ['Bi-monthly', 'two-monthly', null, null, 'it can also mean twice a month'],
  ['bimonthly until 31 March 2019', 'two-monthly', null, '2019-03-31', 'it can also mean twice a month'],
  ['Bi monthly', 'two-monthly', null, null, 'it can also mean twice a month'],
  ['Bi- monthly', 'two-monthly', null, null, 'it can also mean twice a month'],
  ['Bi\nmonthly', 'two-monthly', null, null, 'it can also mean twice a month'],
  ['Bi –monthly until 31 March 2019', 'two-monthly', null, '2019-03-31', 'it can also mean twice a month'],
  ['Bi-weekly', 'fortnightly', null, null, 'it can also mean twice a week'],
  ['Bi weekly', 'fortnightly', null, null, 'it can also mean twice a week'],
  ['Bi- annual', 'half-yearly', null, null, 'it can also mean every two years'],
  ['Bi yearly', 'half-yearly', null, null, 'it can also mean every two years'],
  ['Biannually', 'half-yearly', null, null, 'it can also mean every two years'],
  ['monthly from April 2018 to March 2019', 'monthly', '2018-04-30', '2019-03-31', 'due Monday 30 April 2018'],
  ['April 2018 - March 2019, quarterly', 'quarterly', '2018-06-30', '2019-03-31', 'due Saturday 30 June 2018'],
  ['Quarterly from 1 April 2018', 'quarterly', '2018-06-30', null, 'due Saturday 30 June 2018'],
  ['weekly from 11 May 2018', 'weekly', '2018-05-11', null, 'due Friday 11 May 2018'],
  ['From April 2018, fortnightly', 'fortnightly', '2018-04-14', null, 'due Saturday 14 April 2018'],
  ['Quarterly until the new system is live', 'quarterly', null, null, 'its end is not printed as a date'],
  ['Quarterly - January, April, July, October', 'quarterly', null, null, 'the months beside it were not read'],
  ['Quarterly audits', 'quarterly', null, null, 'the words "audits" beside it were not read'],
  ['Ongoing - reviewed monthly', 'monthly', null, null, 'the words "Ongoing - reviewed" beside it were not read'],
];

describe('again and again', () => {
  it.each(AGAIN)('%j is %s, first %s, until %s', (words, cadence, first, until) => {
    const due = { kind: 'recurring', cadence, first, until, yearStarts: 4, text: words };
    expect(readDue(words)).toEqual({ due, fault: null });
  });

  it.each(AGAIN_ASSUMED)('%j is %s, first %s, until %s, and says: %s', (words, cadence, first, until, assumed) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'recurring', cadence, first, until, yearStarts: 4, text: words });
    expect(fault?.code).toBe('date-assumed');
    expect(fault?.message).toContain(assumed);
  });

  it.each([
    ['Half-termly'],
    ['Termly audits'],
    ['each term'],
    ['Daily'],
    ['Every six weeks'],
    ['Six-weekly'],
    ['twice a month'],
    ['Twice- monthly'],
    ['Four- monthly'],
    ['Three times monthly'],
    ['Bi quarterly'],
    ['Tri-annual'],
  ])('%j has no period here: it is ongoing, and says so', (words) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'ongoing', text: words });
    expect(fault?.code).toBe('no-date');
    expect(fault?.message).toContain('it says how often, but not in weeks, months or quarters');
  });

  it.each([
    ['Every quarter until 31 March', 'no-date'],
    ['Quarterly until March 18', 'no-date'],
    ['Monthly then quarterly', 'no-date'],
    ['Termly until July 2019', 'several-dates'],
    ['31 May 2017 monthly', 'several-dates'],
    ['Quarterly - 31 March 2019', 'several-dates'],
    ['31 May 2017, monthly thereafter - 31 March 2018', 'several-dates'],
    ['31st ay 2017, monthly thereafter', 'no-date'],
    ['Quarterly until 2019', 'no-date'],
    ['Monthly performance meeting, November 2018', 'several-dates'],
    ['every February and September', 'several-dates'],
    ['30 June 2018, quarterly thereafter until 31 March 2018', 'several-dates'],
  ])('%j is not plainly how often: awaited, %s', (words, code) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'awaited', text: words });
    expect(fault?.code).toBe(code);
  });

  it('keeps in which month the year of the plan starts', () => {
    expect(readDue('Quarterly', { yearStarts: 9 }).due).toMatchObject({ yearStarts: 9 });
    expect(readDues('Quarterly', { yearStarts: 9 }).readings[0]?.due).toMatchObject({ yearStarts: 9 });
  });
});

describe('without an end', () => {
  it.each([['Ongoing'], ['On-going'], ['on going.'], ['Continuous'], ['Ongoing until further notice']])(
    '%j is ongoing',
    (words) => {
      expect(readDue(words)).toEqual({ due: { kind: 'ongoing', text: words }, fault: null });
    },
  );

  it.each([
    ['Ongoing from April 2018', 'it names a start and no end'],
    ['From April 2018 and ongoing', 'it names a start and no end'],
    ['from 1 April 2018 onwards', 'it names a start and no end'],
    ['Ongoing programme of training', 'the words "programme of training" beside it were not read'],
  ])('%j is ongoing, and says: %s', (words, assumed) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'ongoing', text: words });
    expect(fault?.code).toBe('no-date');
    expect(fault?.message).toContain(assumed);
  });
});

describe('a meeting of a board', () => {
  it.each([
    ['Proposal to performance meeting in November 2018.', 'performance meeting', '2018-11-01', '2018-11-30'],
    ['Performance Board, November 2018', 'Performance Board', '2018-11-01', '2018-11-30'],
    ['to the board in March 2019', 'board', '2019-03-01', '2019-03-31'],
    ['Improvement Board (November 2018)', 'Improvement Board', '2018-11-01', '2018-11-30'],
    ["Report to the next Children's Trust Board, June 2018", "Children's Trust Board", '2018-06-01', '2018-06-30'],
    ['Scrutiny Panel 12 June 2018', 'Scrutiny Panel', '2018-06-12', '2018-06-12'],
    ['12 June 2018 - Scrutiny Panel', 'Scrutiny Panel', '2018-06-12', '2018-06-12'],
    ['12 September 2018 (Cabinet)', 'Cabinet', '2018-09-12', '2018-09-12'],
    ['Cabinet on Wednesday 12 September 2018', 'Cabinet', '2018-09-12', '2018-09-12'],
  ])('%j is one of %j, from %s to %s', (words, board, from, to) => {
    expect(readDue(words)).toEqual({ due: { kind: 'meeting', board, from, to, on: null, text: words }, fault: null });
  });

  it('in a quarter says how the quarter was counted', () => {
    const { due, fault } = readDue('Cabinet, Q3 2018/19');
    expect(due).toMatchObject({ kind: 'meeting', board: 'Cabinet', from: '2018-10-01', to: '2018-12-31' });
    expect(fault?.message).toContain('quarter 3 was taken as October to December');
  });

  it.each([
    ['next Improvement Board meeting'],
    ['Following performance meeting in November 2018'],
    ['after Cabinet on 12 September 2018'],
    ['Cabinet on Thursday 12 September 2018'],
  ])('%j has no day that can be told: awaited', (words) => {
    expect(readDue(words).due).toEqual({ kind: 'awaited', text: words });
  });
});
