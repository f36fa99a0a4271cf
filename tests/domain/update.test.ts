import { describe, expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { asInputs, readUpdate, withoutWords } from '../../bot/domain/update.js';
import { LONGEST_ANSWER } from '../../bot/domain/update-faults.js';
import { withUpdate } from '../../bot/domain/answer.js';
import type { Declared } from '../../bot/domain/plan.js';
import { KEY } from '../../bot/domain/policy.js';
import type { UpdateInputs } from '../../bot/domain/views.js';
import { aMilestone, answered, d } from '../support/builders.js';

const TODAY = d('2026-03-20');

function faults(rating: Declared, inputs: UpdateInputs): readonly string[] {
  const read = readUpdate(KEY[rating], inputs, TODAY);
  return 'errors' in read ? read.errors.map((error) => error.field) : [];
}

describe('what each rating asks for', () => {
  it.each([
    ['green', {}, ['note']],
    ['amber', {}, ['cause', 'recovery']],
    ['red', {}, ['cause', 'remedy', 'recovery']],
    ['complete', {}, ['doneOn', 'evidence']],
    ['green', { note: 'Going well' }, []],
    ['amber', { cause: 'Vacancy', recovery: '2026-04-30' }, []],
    ['red', { cause: 'Vacancy', remedy: 'Agency', recovery: '2026-04-30' }, []],
    ['green', { note: '  ' }, ['note']],
  ] as const)('%s with %j: %j', (rating, inputs, fields) => {
    expect(faults(rating, inputs)).toEqual(fields);
  });

  it('delivered needs the day it was done, and evidence or the day evidence will be shown (RULES 4)', () => {
    expect(faults('complete', { doneOn: '2026-03-19', evidence: 'Minutes' })).toEqual([]);
    expect(faults('complete', { doneOn: '2026-03-19', evidenceDue: '2026-05-01' })).toEqual([]);
    expect(faults('complete', { doneOn: '2026-03-19' })).toEqual(['evidence']);
    expect(faults('complete', { evidence: 'Minutes' })).toEqual(['doneOn']);
  });

  it('a date of the next step needs its step', () => {
    expect(faults('green', { note: 'x', nextStepBy: '2026-04-01' })).toEqual(['nextStep']);
    expect(faults('green', { note: 'x', nextStep: 'Sign', nextStepBy: '2026-04-01' })).toEqual([]);
  });
});

describe('dates in an answer', () => {
  it('a date to come may be today, and not yesterday', () => {
    const amber = (recovery: string) => faults('amber', { cause: 'x', recovery });
    expect([amber('2026-03-19'), amber('2026-03-20'), amber('2026-03-21')]).toEqual([['recovery'], [], []]);
  });

  it('the day it was done may be today, and not tomorrow', () => {
    const done = (doneOn: string) => faults('complete', { doneOn, evidence: 'x' });
    expect([done('2026-03-19'), done('2026-03-20'), done('2026-03-21')]).toEqual([[], [], ['doneOn']]);
  });

  it.each(['2026-02-30', '31/03/2026', 'soon', '2026-3-1'])('%j is no date, and is said to be none', (recovery) => {
    const read = readUpdate(KEY.amber, { cause: 'x', recovery }, TODAY);
    expect('errors' in read && read.errors).toEqual([
      { field: 'recovery', message: `“${recovery}” is not a date. Give one like 2026-12-01.` },
    ]);
  });
});

describe('texts in an answer', () => {
  it('are trimmed, and blank ones are none', () => {
    const read = readUpdate(KEY.green, { note: '  Going well \n', help: ' ' }, TODAY);
    expect('words' in read && read.words).toMatchObject({ note: 'Going well', help: null, confirmedOnly: false });
  });

  it('hold at most 2,000 characters', () => {
    expect(faults('green', { note: 'x'.repeat(LONGEST_ANSWER) })).toEqual([]);
    const read = readUpdate(KEY.green, { note: 'x'.repeat(LONGEST_ANSWER + 1) }, TODAY);
    expect('errors' in read && read.errors[0]?.message).toBe(
      'What has happened has 2,001 characters. Give at most 2,000.',
    );
  });

  it('faults stand in the order of the form', () => {
    expect(faults('red', { note: 'x'.repeat(3000), nextStepBy: 'soon' })).toEqual([
      'note',
      'cause',
      'remedy',
      'recovery',
      'nextStep',
      'nextStepBy',
    ]);
  });

  it('come back as the inputs of the next form, and are read as the same words', () => {
    const inputs = {
      cause: 'Vacancy',
      remedy: 'Agency',
      recovery: '2026-04-30',
      nextStep: 'Sign',
      nextStepBy: '2026-04-01',
    };
    const read = readUpdate(KEY.red, inputs, TODAY);
    if ('errors' in read) throw new Error('The inputs are good');
    const milestone = answered(aMilestone(), TODAY, read.words);
    expect(asInputs(milestone.update!)).toEqual(inputs);
    expect(readUpdate(KEY.red, asInputs(milestone.update!), TODAY)).toEqual(read);
  });
});

describe('a milestone after an answer', () => {
  it('is in progress, and delivered once complete, with the day and the day of evidence', () => {
    expect(answered(aMilestone(), TODAY).state).toBe('in-progress');
    const words = { rating: 'complete', doneOn: d('2026-03-19'), evidenceDue: d('2026-05-01') } as const;
    expect(answered(aMilestone(), TODAY, words)).toMatchObject({
      state: 'delivered',
      deliveredOn: '2026-03-19',
      evidenceDue: '2026-05-01',
      answeredOn: TODAY,
    });
  });

  it('a delivery taken back leaves neither its day nor a day of evidence', () => {
    const done = answered(aMilestone(), '2026-03-19', { rating: 'complete', doneOn: d('2026-03-19') });
    expect(answered(done, TODAY)).toMatchObject({ state: 'in-progress', deliveredOn: null, evidenceDue: null });
  });

  it('the approved date and its moves stay: an answer never moves a date', () => {
    const milestone = aMilestone();
    const after = answered(milestone, TODAY, { forecast: d('2026-06-30') });
    expect([after.due, after.baseline, after.moves]).toEqual([milestone.due, milestone.baseline, milestone.moves]);
  });

  it('what the plan’s owner declared at import rates it, and is no answer of a person (RULES 4)', () => {
    const stamp = { by: { kind: 'import' }, at: instant('2026-04-20T09:00:00Z'), on: d('2026-04-20') } as const;
    const after = withUpdate(aMilestone(), withoutWords('green'), stamp);
    expect(after).toMatchObject({ answeredOn: null, overdueAnswers: [] });
    expect(after.update?.rating).toBe('green');
  });

  it('an answer while overdue is remembered once a day, and delivery is none of them', () => {
    const once = answered(aMilestone(), '2026-04-08');
    expect(answered(once, '2026-04-08').overdueAnswers).toEqual(['2026-04-08']);
    expect(answered(once, '2026-04-09', { rating: 'complete' }).overdueAnswers).toEqual(['2026-04-08']);
    expect(answered(aMilestone(), '2026-04-08', {}, 'paused').overdueAnswers).toEqual([]);
  });
});
