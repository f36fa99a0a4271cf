import { describe, expect, it } from 'vitest';
import { readDue, readDues } from '../../bot/domain/due.js';

/** The words, and the day that England reads in them. */
const DAYS: readonly (readonly [string, string])[] = [
  ['31st March 2018', '2018-03-31'],
  ['31 st December 2018', '2018-12-31'],
  ['1 st April 2018', '2018-04-01'],
  ['15th  May 2017', '2017-05-15'],
  ['28th  February 2017 ', '2017-02-28'],
  ['31 March 2018', '2018-03-31'],
  ['31\u00a0March\n2018', '2018-03-31'],
  ['31\u200b March\u2009 2018', '2018-03-31'],
  ['31ST MARCH 2018', '2018-03-31'],
  ['1st of April 2018', '2018-04-01'],
  ['the 1st of April 2018', '2018-04-01'],
  ['29 February 2020', '2020-02-29'],
  ['3rd Sept 2018', '2018-09-03'],
  ['3 Sep. 2018', '2018-09-03'],
  ['31-Mar-2018', '2018-03-31'],
  ['March 31st, 2018', '2018-03-31'],
  ['31/03/2018', '2018-03-31'],
  ['4/3/2018', '2018-03-04'],
  ['04.03.2018', '2018-03-04'],
  ['31–03–2018', '2018-03-31'],
  ['31/03/2018 00:00', '2018-03-31'],
  ['2018-03-31', '2018-03-31'],
  ['2018-03-31T00:00:00', '2018-03-31'],
  ['Friday 31 March 2017', '2017-03-31'],
  ['Fri, 31st March 2017', '2017-03-31'],
  ['Saturday 31st March 2018', '2018-03-31'],
  ['By 31 March 2018', '2018-03-31'],
  ['Due by 31 March 2018.', '2018-03-31'],
  ['by end of 31 March 2018', '2018-03-31'],
  ['by 31 March 2018 at the latest', '2018-03-31'],
  ['no later than 31 March 2018', '2018-03-31'],
  ['Deadline: 31 March 2018', '2018-03-31'],
  ['to be completed by 31 March 2018', '2018-03-31'],
  ['• 31 March 2018;', '2018-03-31'],
];

const PERIODS: readonly (readonly [string, string, string])[] = [
  ['September 2017', '2017-09-01', '2017-09-30'],
  ['Sept 2017', '2017-09-01', '2017-09-30'],
  ['February 2020', '2020-02-01', '2020-02-29'],
  ['february, 2019', '2019-02-01', '2019-02-28'],
  ['December 2017', '2017-12-01', '2017-12-31'],
  ['December 2199', '2199-12-01', '2199-12-31'],
  ['May-2018', '2018-05-01', '2018-05-31'],
  ['End of October 2018', '2018-10-01', '2018-10-31'],
  ['end of September 2017', '2017-09-01', '2017-09-30'],
  ['by the end of October 2018', '2018-10-01', '2018-10-31'],
  ['before the end of March 2018', '2018-03-01', '2018-03-31'],
  ['September/October 2017', '2017-09-01', '2017-10-31'],
  ['September or October 2018', '2018-09-01', '2018-10-31'],
  ['March 2018 / April 2018', '2018-03-01', '2018-04-30'],
  ['December 2018/January 2019', '2018-12-01', '2019-01-31'],
  ['September - November 2018', '2018-09-01', '2018-11-30'],
  ['between March and September 2018', '2018-03-01', '2018-09-30'],
  ['end of September to end of November 2018', '2018-09-01', '2018-11-30'],
  ['19 October - 31 December 2018', '2018-10-19', '2018-12-31'],
  ['19 October-31 December 2018', '2018-10-19', '2018-12-31'],
  ['Monday 2 April - Friday 6 April 2018', '2018-04-02', '2018-04-06'],
  ['19 October 2018 to 31 January 2019', '2018-10-19', '2019-01-31'],
  ['30 June 2018—30 September 2018', '2018-06-30', '2018-09-30'],
  ['31/12/2018-31/03/2019', '2018-12-31', '2019-03-31'],
  ['1-5 May 2018', '2018-05-01', '2018-05-05'],
  ['1st to 5th May 2018', '2018-05-01', '2018-05-05'],
  ['by the end of 2018', '2018-01-01', '2018-12-31'],
];

/** Read, and what had to be assumed is told. */
const ASSUMED: readonly (readonly [string, string, string, string])[] = [
  ['by September 2017', '2017-09-01', '2017-09-30', '"by" was read as by its last day'],
  ['mid-November 2018', '2018-11-01', '2018-11-30', '"mid" was read as by the end of it'],
  ['w/c 5 November 2018', '2018-11-05', '2018-11-11', 'the week was taken as seven days'],
  ['week ending 11 November 2018', '2018-11-05', '2018-11-11', 'the week was taken as seven days'],
  ['Q3 2018/19', '2018-10-01', '2018-12-31', 'quarter 3 was taken as October to December'],
  ['Quarter 3 2018-19', '2018-10-01', '2018-12-31', 'quarter 3 was taken as October to December'],
  ['2018/19 Q4', '2019-01-01', '2019-03-31', 'quarter 4 was taken as January to March'],
  ['end of quarter two 2018/2019', '2018-07-01', '2018-09-30', 'quarter 2 was taken as July to September'],
  ['first quarter of 2018/19', '2018-04-01', '2018-06-30', 'quarter 1 was taken as April to June'],
  ['Q3 2018', '2018-10-01', '2018-12-31', 'quarter 3 was taken as October to December'],
  ['Q1 - Q2 2018/19', '2018-04-01', '2018-09-30', 'quarter 2 was taken as July to September'],
  ['2018/19', '2018-04-01', '2019-03-31', 'the year was taken to start in April'],
  ['2017-18', '2017-04-01', '2018-03-31', 'the year was taken to start in April'],
  ['end of the financial year 2018/19', '2018-04-01', '2019-03-31', 'the year was taken to start in April'],
  ['in 2018', '2018-01-01', '2018-12-31', 'the year was taken as January to December'],
  ['Spring 2019', '2019-03-01', '2019-05-31', 'spring was taken as March to May'],
  ['Summer 2019', '2019-06-01', '2019-08-31', 'summer was taken as June to August'],
  ['Autumn 2018', '2018-09-01', '2018-11-30', 'autumn was taken as September to November'],
  ['Winter 2018/19', '2018-12-01', '2019-02-28', 'winter was taken as December to February'],
  ['Easter 2018', '2018-03-30', '2018-04-02', 'Easter was taken as Good Friday to Easter Monday'],
  ['by Easter 2019', '2019-04-19', '2019-04-22', 'Easter was taken as Good Friday to Easter Monday'],
  ['Easter 2038', '2038-04-23', '2038-04-26', 'Easter was taken as Good Friday to Easter Monday'],
  ['Christmas 2018', '2018-12-25', '2018-12-25', 'Christmas was taken as 25 December'],
  ['Timescale extended to end of October 2018', '2018-10-01', '2018-10-31', 'not which date that replaces'],
  ['Training 1 - 5 May 2018', '2018-05-01', '2018-05-05', 'the words "Training" beside it were not read'],
  ['Counterpart 1 - 5 May 2018', '2018-05-01', '2018-05-05', 'the words "Counterpart" beside it were not read'],
  ['Audit 1st - 5th May 2018', '2018-05-01', '2018-05-05', 'the words "Audit" beside it were not read'],
  ['Audit 1 to 5 May 2018', '2018-05-01', '2018-05-05', 'the words "Audit" beside it were not read'],
  ['September 2018 - consultation', '2018-09-01', '2018-09-30', 'the words "consultation" beside it were not read'],
];

const ASSUMED_DAYS: readonly (readonly [string, string, string])[] = [
  ['31 March 2018 (revised)', '2018-03-31', 'it says "revised", and not which date that replaces'],
  ['31 March 2018 - extended', '2018-03-31', 'it says "extended", and not which date that replaces'],
  ['Revised date: 31 March 2018', '2018-03-31', 'it says "Revised date", and not which date that replaces'],
  ['31 March 2018 (provisional)', '2018-03-31', 'it says "provisional"'],
  ['extended from 30 June to 31 December 2018', '2018-12-31', '"30 June" was read as the date it replaces'],
  ['30 June 2018, deferred to 31 December 2018', '2018-12-31', '"30 June 2018" was read as the date it replaces'],
  ['Was 30 June 2018, now 31 December 2018', '2018-12-31', '"30 June 2018" was read as the date it replaces'],
  ['31 December 2018 (extended from 30 June 2018)', '2018-12-31', '"30 June 2018" was read as the date it replaces'],
  ['until 31 March 2018', '2018-03-31', '"until" was read as the day on which it is due'],
  ['Ongoing until 31 March 2019', '2019-03-31', 'the end that is printed was read as when it is due'],
  ['30 September 2018 for briefing', '2018-09-30', 'the words "for briefing" beside it were not read'],
  ['30 September 2018 for new starters', '2018-09-30', 'the words "for new starters" beside it were not read'],
  ['Phase 2 by 30 September 2018', '2018-09-30', 'the words "Phase 2" beside it were not read'],
  ['31 December 2018 final', '2018-12-31', 'the words "final" beside it were not read'],
  ['Phase 1-30 June 2018', '2018-06-30', 'the words "Phase 1" beside it were not read'],
  ['Phase 1 - 30 June 2018', '2018-06-30', 'the words "Phase 1" beside it were not read'],
  ['1st audit, phase 1 – 30th June 2018', '2018-06-30', 'the words "1st audit, phase 1" beside it were not read'],
  ['Establish improvement board by 30 June 2018', '2018-06-30', '"Establish improvement board"'],
];

const AWAITED: readonly (readonly [string, string])[] = [
  ['', 'no-date'],
  ['TBC', 'no-date'],
  ['tbc', 'no-date'],
  ['-', 'no-date'],
  ['To be agreed', 'no-date'],
  ['As above', 'no-date'],
  ['See WFD 3.1', 'no-date'],
  ['ASAP', 'no-date'],
  ['This is business as usual.', 'no-date'],
  ['Dates as per the plan', 'no-date'],
  ['end of the school term', 'no-date'],
  ['end of the academic year', 'no-date'],
  ['Spring term 2019', 'no-date'],
  ['Easter 2019 holidays', 'no-date'],
  ['Easter', 'no-date'],
  ['Quarter 3', 'no-date'],
  ['Q4 2018', 'no-date'],
  ['Q32018', 'no-date'],
  ['Winter 2018', 'no-date'],
  ['2018-20', 'no-date'],
  ['31 March', 'no-date'],
  ['31-03-18', 'no-date'],
  ['31/03/18', 'no-date'],
  ['31 March 18', 'no-date'],
  ["March '18", 'no-date'],
  ['31/03', 'no-date'],
  ['March 18', 'no-date'],
  ['Sep-17', 'no-date'],
  ['March', 'no-date'],
  ['may', 'no-date'],
  ['2018', 'no-date'],
  ['by 2018', 'no-date'],
  ['early 2019', 'no-date'],
  ['by mid-November 2018', 'no-date'],
  ['before 31 March 2018', 'no-date'],
  ['not before 1 May 2018', 'no-date'],
  ['no earlier than 1 May 2018', 'no-date'],
  ['from 1 April 2018', 'no-date'],
  ['after Easter 2019', 'no-date'],
  ['two weeks after 31 March 2018', 'no-date'],
  ['31 March 2018 + 2 weeks', 'no-date'],
  ['31 March 2018 (TBC)', 'no-date'],
  ['31 March 2018 subject to approval', 'no-date'],
  ['31 March 2019 Dawn Williams Mandy Lee', 'no-date'],
  ['April 2018 start', 'no-date'],
  ['will now be in place in April 2019', 'no-date'],
  ['This will be updated at the end of Quarter 3.', 'no-date'],
  ['This will be updated after December 2018', 'no-date'],
  ['Still awaiting date for the implementation of Eclipse', 'no-date'],
  ['３１ March 2018', 'no-date'],
  ['31st September 2017', 'impossible-date'],
  ['31st  September 2017', 'impossible-date'],
  ['31 September', 'impossible-date'],
  ['29 February 2019', 'impossible-date'],
  ['29/02/2019', 'impossible-date'],
  ['03/31/2018', 'impossible-date'],
  ['1/13/2018', 'impossible-date'],
  ['0 March 2018', 'impossible-date'],
  ['31 March 3018', 'impossible-date'],
  ['September 3018', 'impossible-date'],
  ['31st September 2017, monthly thereafter', 'impossible-date'],
  ['31 September - 31 December 2018', 'impossible-date'],
  ['19 October - 31 December', 'several-dates'],
  ['March 2018 / September 2018', 'several-dates'],
  ['31 March 2018 or 30 September 2018', 'several-dates'],
  ['Spring 2019 - performance meeting in November 2018', 'several-dates'],
  ['31 March 2018 and 30 September 2018', 'several-dates'],
  ['30 June 2018—1st Audit 30 September 2018', 'several-dates'],
  ['Start April 2018, end March 2019', 'several-dates'],
  ['31 March 2018 and ongoing', 'several-dates'],
  ['Saturday 31 March 2017', 'conflicting-dates'],
  ['Friday 31st March 2018', 'conflicting-dates'],
  ['31 December 2018 - 19 October 2018', 'conflicting-dates'],
];

describe('when a milestone is due', () => {
  it.each(DAYS)('%j is the day %s', (words, date) => {
    expect(readDue(words)).toEqual({ due: { kind: 'day', date, text: words.trim() }, fault: null });
  });

  it.each(PERIODS)('%j runs from %s to %s', (words, from, to) => {
    expect(readDue(words)).toEqual({ due: { kind: 'period', from, to, text: words.trim() }, fault: null });
  });

  it.each(ASSUMED)('%j is taken from %s to %s and says what was assumed', (words, from, to, assumed) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'period', from, to, text: words });
    expect(fault?.code).toBe('date-assumed');
    expect(fault?.message).toContain(assumed);
  });

  it.each(ASSUMED_DAYS)('%j is taken as %s and says what was assumed', (words, date, assumed) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'day', date, text: words });
    expect(fault?.code).toBe('date-assumed');
    expect(fault?.message).toContain(assumed);
  });

  it.each(AWAITED)('%j is awaited: %s', (words, code) => {
    const { due, fault } = readDue(words);
    expect(due).toEqual({ kind: 'awaited', text: words.trim() });
    expect(fault?.code).toBe(code);
  });

  it.each([
    ['1 November - 31 January 2019', '2018-11-01', '2019-01-31', '"1 November" is not printed'],
    ['December/January 2019', '2018-12-01', '2019-01-31', '"December" is not printed'],
    ['19 October 2018 - 31 January', '2018-10-19', '2019-01-31', '"31 January" is not printed'],
    ['Q4 2018/19 - Q1', '2019-01-01', '2019-06-30', '"Q1" is not printed'],
    ['19 October 2018 - 31 December', '2018-10-19', '2018-12-31', '"31 December" is not printed'],
  ])('%j runs from %s to %s, and the year that is not printed is marked', (words, from, to, assumed) => {
    const { due, fault } = readDue(words);
    expect(fault?.message).toContain(assumed);
    expect(due).toEqual({ kind: 'period', from, to, text: words, yearInferred: true });
    expect(fault?.code).toBe('date-assumed');
  });

  it('counts quarters and the year from where the year of the plan starts', () => {
    const september = { yearStarts: 9 };
    expect(readDue('Q1 2018/19', september).due).toMatchObject({ from: '2018-09-01', to: '2018-11-30' });
    expect(readDue('Q2 2018/19', september).due).toMatchObject({ from: '2018-12-01', to: '2019-02-28' });
    expect(readDue('2018/19', september).due).toMatchObject({ from: '2018-09-01', to: '2019-08-31' });
    expect(readDue('Q4 2018', { yearStarts: 1 }).due).toMatchObject({ from: '2018-10-01', to: '2018-12-31' });
    expect(readDue('2018/19', { yearStarts: 1 }).due.kind).toBe('awaited');
    expect(readDues('Q1 2018/19', september).readings[0]?.due).toMatchObject({ from: '2018-09-01' });
  });

  it.each([
    ['31 September', 'September has 30 days.'],
    ['29 February 2019', 'February 2019 has 28 days.'],
    ['30 February 2020', 'February 2020 has 29 days.'],
    ['30 February', 'February has 28 days, or 29.'],
    ['32 December 2018', 'December has 31 days.'],
    ['31 September - 31 December 2018', 'September has 30 days.'],
    ['03/31/2018', 'there is no month 31 (4/3/2018 is read as 4 March 2018).'],
    ['12/00/2018', 'there is no month 0 (4/3/2018 is read as 4 March 2018).'],
    ['0 March 2018', 'a month begins with day 1.'],
  ])('%j is on no calendar: %s', (words, why) => {
    expect(readDue(words).fault?.message).toContain(`"${words}" is on no calendar: ${why} The milestone`);
  });

  it.each([['31 March 3018'], ['September 3018'], ['31 September 3018']])('%j is of no year that is known', (words) => {
    expect(readDue(words).fault?.message).toContain(`"${words}" is on no calendar between 1900 and 2199.`);
  });

  it('says what was found, what was assumed and what to do', () => {
    expect(readDue('31st September 2017').fault?.message).toBe(
      '"31st September 2017" is on no calendar: September has 30 days. The milestone has no date for now; ' +
        'correct the date.',
    );
    expect(readDue('Autumn 2018').fault?.message).toBe(
      '"Autumn 2018" was read as due Friday 30 November 2018: autumn was taken as September to November. ' +
        'Correct the words if something else is meant.',
    );
    expect(readDue('not before 1 May 2018').fault?.message).toBe(
      '"not before 1 May 2018" says from when, and not until when. The milestone has no date for now; ' +
        'give one date to have it reminded.',
    );
    expect(readDue('Saturday 31 March 2017').fault?.message).toContain('that day is Friday 31 March 2017');
    expect(readDue('31/03/18').fault?.message).toContain('gives a day with a year of two digits');
    expect(readDue('31 March').fault?.message).toContain('gives a day without its year');
    expect(readDue('x'.repeat(5000)).fault?.message.length).toBeLessThan(250);
  });
});
