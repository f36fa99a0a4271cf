/** RULES 4 as it is decided: what is declared, what the dates say, what lapses, what counts as silence. */
import { describe, expect, it } from 'vitest';
import { checkOn } from '../../bot/domain/check.js';
import { mayComplete } from '../../bot/domain/choices.js';
import { addDays } from '../../bot/domain/dates.js';
import { declarable, entryOfClass } from '../../bot/domain/key.js';
import { mayTick } from '../../bot/domain/milestone-view.js';
import type { DateMove, Due, Milestone, Update } from '../../bot/domain/plan.js';
import { DEFAULT_KEY, KEY } from '../../bot/domain/policy.js';
import { declaredOn, disagrees, gradeOn, ratingOn } from '../../bot/domain/rating.js';
import { readUpdate, stillOnTrack } from '../../bot/domain/update.js';
import { addWorkingDays } from '../../bot/domain/working-days.js';
import { aDelivered, aMilestone, answered, anUpdate, aPlan, AWAITED, d, dueOn, ENGLAND } from '../support/builders.js';
import { OFF_TRACK, OWN_SCALE } from '../support/keys.js';

/** Due on Tuesday 31 March 2026; its lead said Green on 20 March. */
const SPOKEN = answered(aMilestone(), '2026-03-20');
const LATER = { due: dueOn('2026-12-18') };

const check = (milestone: Milestone, on: string, ...others: Milestone[]) =>
  checkOn(milestone, ENGLAND, d(on), new Map(others.map((other) => [other.ref, other])));
const said = (milestone: Milestone, on: string, ...others: Milestone[]) => {
  const { rating, because } = check(milestone, on, ...others);
  return `${rating}: ${because}`;
};
const graded = (milestone: Milestone, entry: { id: string; rating: Update['rating'] }, on = '2026-03-20') =>
  answered(milestone, on, { rating: entry.rating, grade: entry.id });

function moved(...days: readonly string[]): DateMove[] {
  return days.slice(1).map((to, at) => ({
    from: d(days[at] ?? ''),
    to: d(to),
    reason: 'later',
    on: d('2026-02-02'),
    approvedBy: null,
  }));
}

const quarterly = (until: string | null): Due => ({
  kind: 'recurring',
  cadence: 'quarterly',
  first: null,
  until: until === null ? null : d(until),
  yearStarts: 4,
  text: 'Every quarter',
});

describe('Declared by a lead in a key that is the plan’s own data', () => {
  const [strength, greenShoots] = OWN_SCALE;

  it('each entry has its word, letter, shape, colour, definition, and the class it maps to', () => {
    expect(OFF_TRACK.map(({ word, rating }) => `${word} ${rating}`)).toEqual([
      'Off track red',
      'At risk amber',
      'On track green',
    ]);
    const late = graded(aMilestone(), OFF_TRACK[0]!);
    const plan = aPlan({ key: OFF_TRACK });
    expect(ratingOn(late, plan.preset, ENGLAND, d('2026-03-20'))).toBe('red');
    expect(gradeOn(late, plan, ENGLAND, d('2026-03-20'))).toBe(OFF_TRACK[0]);
  });

  it('default key: Red, Amber, Green, and one for complete', () => {
    expect(DEFAULT_KEY.map(({ word, letter }) => `${word} ${letter}`)).toEqual([
      'Red R',
      'Amber A',
      'Green G',
      'Complete C',
    ]);
  });

  it('delivery is always possible: a key without a word for complete gets the default one beside it', () => {
    expect(declarable(OFF_TRACK)).toEqual([...OFF_TRACK, KEY.complete]);
    expect(declarable(DEFAULT_KEY)).toEqual(DEFAULT_KEY);
  });

  it('what the dates say is called by the plan’s own word for that class, where it has one', () => {
    expect(entryOfClass(OFF_TRACK, 'red').word).toBe('Off track');
    expect(entryOfClass(OWN_SCALE, 'red').word).toBe('Red');
    expect(entryOfClass(OWN_SCALE, 'none').word).toBe('No update');
  });

  it('a scale that maps to nothing is shown by its own words, counts as none, and never lapses', () => {
    const milestone = graded(aMilestone(LATER), greenShoots!, '2026-01-12');
    const plan = aPlan({ key: OWN_SCALE });
    for (const on of ['2026-01-12', '2026-12-01'] as const) {
      expect(ratingOn(milestone, plan.preset, ENGLAND, d(on))).toBe('none');
      expect(gradeOn(milestone, plan, ENGLAND, d(on)).word).toBe('Green shoots');
    }
  });

  it('a grade that maps to nothing is less severe than nothing, and never in disagreement', () => {
    const milestone = graded(aMilestone(), strength!);
    expect(disagrees(declaredOn(milestone, ENGLAND, d('2026-05-01')), check(milestone, '2026-05-01').rating)).toBe(
      false,
    );
  });
});

describe('Check. Red', () => {
  it('overdue by more than 20 working days', () => {
    expect(said(SPOKEN, '2026-04-30')).toBe('amber: 20 working days overdue');
    expect(said(SPOKEN, '2026-05-01')).toBe('red: 21 working days overdue');
  });

  it('forecast more than 20 after approved', () => {
    const forecast = (date: string) => check(answered(aMilestone(), '2026-03-20', { forecast: d(date) }), '2026-03-20');
    expect(forecast('2026-04-30').rating).toBe('amber');
    expect(forecast('2026-05-01')).toEqual({
      rating: 'red',
      because: 'the forecast, Friday 1 May 2026, is 21 working days after the approved date',
    });
  });
});

describe('Check. Amber', () => {
  const first = aMilestone({ ref: 'WFD 3.1', due: dueOn('2026-03-31') });
  const waiting = (date: string) => answered(aMilestone({ due: dueOn(date), waitsFor: ['WFD 3.1'] }), '2026-03-20');

  it('overdue by 1 to 20; on a weekend straight after the date it is 0 and the check is Amber', () => {
    const friday = answered(aMilestone({ due: dueOn('2026-03-27') }), '2026-03-20');
    expect(said(friday, '2026-03-27')).toBe('green: nothing is late');
    expect(said(friday, '2026-03-28')).toBe('amber: overdue since Friday 27 March 2026');
    expect(said(friday, '2026-03-30')).toBe('amber: 1 working day overdue');
  });

  it('forecast after approved', () => {
    expect(said(answered(aMilestone(), '2026-03-20', { forecast: d('2026-04-01') }), '2026-03-20')).toBe(
      'amber: the forecast, Wednesday 1 April 2026, is 1 working day after the approved date',
    );
  });

  it('a dependency late', () => {
    const later = waiting('2026-12-18');
    expect(said(later, '2026-03-31', first)).toBe('green: nothing is late');
    expect(said(later, '2026-04-08', first)).toBe('amber: WFD 3.1, which it waits for, is 4 working days overdue');
    expect(said(later, '2026-06-30', first)).toMatch(/^amber: WFD 3.1/);
  });

  it('or due later', () => {
    expect(said(waiting('2026-03-30'), '2026-03-20', first)).toBe(
      'amber: WFD 3.1, which it waits for, is due later, on Tuesday 31 March 2026',
    );
    expect(said(waiting('2026-03-31'), '2026-03-20', first)).toBe('green: nothing is late');
  });

  it('a dependency that is delivered, closed or not in the plan says nothing, and nothing waits for itself', () => {
    const early = waiting('2026-03-30');
    const gone = [aDelivered({ ref: 'WFD 3.1' }), { ...first, state: 'withdrawn' as const }];
    for (const other of gone) expect(check(early, '2026-03-20', other).rating).toBe('green');
    expect(check(early, '2026-03-20').rating).toBe('green');
    const itself = { ...SPOKEN, ref: 'WFD 3.1', waitsFor: ['WFD 3.1'] };
    expect(said(itself, '2026-04-01', itself)).toBe('amber: 1 working day overdue');
  });

  it('a given date passed and unanswered', () => {
    const promised = answered(aMilestone(LATER), '2026-03-10', { recovery: d('2026-03-20') });
    expect(check(promised, '2026-03-20').rating).toBe('green');
    expect(said(promised, '2026-03-21')).toBe(
      'amber: a date given, Friday 20 March 2026, has passed without an answer',
    );
    expect(check(answered(promised, '2026-03-23'), '2026-03-23').rating).toBe('green');
  });

  it('three or more approved moves', () => {
    const with3 = { ...SPOKEN, moves: moved('2026-01-30', '2026-02-27', '2026-03-13', '2026-03-31') };
    expect(said(with3, '2026-03-20')).toBe('amber: its date was moved 3 times');
    expect(check({ ...SPOKEN, moves: with3.moves.slice(1) }, '2026-03-20').rating).toBe('green');
  });

  it('a first date, where there was none, is no move', () => {
    const [move, ...rest] = moved('2026-01-30', '2026-02-27', '2026-03-13', '2026-03-31');
    expect(check({ ...SPOKEN, moves: [{ ...move!, from: null }, ...rest] }, '2026-03-20').rating).toBe('green');
  });

  it('of several reasons the worst, and of equal ones all, in words', () => {
    const promised = answered(aMilestone(), '2026-03-10', { recovery: d('2026-03-20'), forecast: d('2026-04-08') });
    expect(said({ ...promised, waitsFor: ['WFD 3.1'] }, '2026-04-08', { ...first, due: dueOn('2026-04-30') })).toBe(
      'amber: 4 working days overdue; the forecast, Wednesday 8 April 2026, is 4 working days after the approved date; ' +
        'WFD 3.1, which it waits for, is due later, on Thursday 30 April 2026; ' +
        'a date given, Friday 20 March 2026, has passed without an answer',
    );
    expect(said(promised, '2026-05-01')).toBe('red: 21 working days overdue');
  });
});

describe('Check. None, only where neither Red nor Amber is', () => {
  const deferral = {
    until: d('2026-06-30'),
    reason: 'measured yearly',
    by: { kind: 'operator' },
    on: d('2026-03-20'),
  } as const;

  it('no date', () => {
    expect(said(answered(aMilestone({ due: AWAITED }), '2026-03-20'), '2026-03-20')).toBe('none: its date is awaited');
    expect(said(aMilestone({ due: { kind: 'awaited', text: ' ' } }), '2026-03-20')).toBe('none: it has no date');
    expect(said(aMilestone({ due: { kind: 'ongoing', text: 'Ongoing' } }), '2026-03-20')).toBe(
      'none: it has no end date',
    );
  });

  it('deferred, up to its day', () => {
    const milestone = { ...answered(aMilestone(LATER), '2026-03-19'), deferral };
    expect(said(milestone, '2026-06-30')).toBe('none: deferred until Tuesday 30 June 2026');
    expect(said({ ...milestone, update: anUpdate({ on: d('2026-06-15') }) }, '2026-07-01')).toBe(
      'green: nothing is late',
    );
  });

  it('deferred and overdue is Amber: a deferral never hides a date that has passed', () => {
    expect(said({ ...SPOKEN, deferral }, '2026-04-01')).toBe('amber: 1 working day overdue');
  });

  it('no update', () => {
    expect(said(aMilestone(), '2026-03-20')).toBe('none: no update yet');
    expect(said(aMilestone(), '2026-04-01')).toBe('amber: 1 working day overdue');
  });

  it('no update counts a Green that has lapsed; Red and Amber never lapse', () => {
    const last = addWorkingDays(ENGLAND, d('2026-03-20'), 65);
    const rated = (rating: Update['rating']) => answered(aMilestone(LATER), '2026-03-20', { rating });
    expect(said(rated('green'), last)).toBe('green: nothing is late');
    expect(said(rated('green'), addDays(last, 1))).toBe('none: no update since Friday 20 March 2026');
    for (const rating of ['red', 'amber', 'none'] as const)
      expect(said(rated(rating), addDays(last, 1))).toBe('green: nothing is late');
  });

  it('a state set alone is no update of how it goes', () => {
    const begun = graded(aMilestone(LATER), KEY.none);
    expect(said(begun, '2026-03-20')).toBe('none: its last update gave no rating');
    expect(ratingOn(begun, 'dates', ENGLAND, d('2026-03-20'))).toBe('none');
    expect(said(graded(aMilestone(), KEY.none), '2026-04-01')).toBe('amber: 1 working day overdue');
  });

  it('a paused milestone is neither asked for nor overdue', () => {
    expect(said({ ...SPOKEN, state: 'paused' }, '2026-09-01')).toBe('none: paused');
  });
});

describe('Recurring: each period wants its own update (RULES 1)', () => {
  const milestone = aMilestone({ due: quarterly('2026-12-31') });

  it('overdue counts from the period that has none, and names it', () => {
    expect(said(milestone, '2026-04-01')).toBe('amber: no update for January to March 2026, 1 working day overdue');
    const next = answered(milestone, '2026-04-01');
    expect(said(next, '2026-04-02')).toBe('green: nothing is late');
    expect(said(next, '2026-07-01')).toBe('amber: no update for April to June 2026, 1 working day overdue');
  });

  it('a forecast is compared with its end, not with the period', () => {
    const forecast = (date: string) => check(answered(milestone, '2026-03-20', { forecast: d(date) }), '2026-03-20');
    expect([forecast('2026-12-31').rating, forecast('2027-01-04').rating]).toEqual(['green', 'amber']);
    expect(
      check(answered({ ...milestone, due: quarterly(null) }, '2026-03-20', { forecast: d('2030-01-01') }), '2026-03-20')
        .rating,
    ).toBe('green');
  });

  it('complete comes with the last period, not before, and never without an end', () => {
    const today = d('2026-10-01');
    expect(mayComplete(milestone, today)).toBe(false);
    expect(mayComplete({ ...milestone, settledThrough: d('2026-09-30') }, today)).toBe(true);
    expect(mayComplete({ ...milestone, due: quarterly(null) }, today)).toBe(false);
    expect(mayComplete(aMilestone(), today)).toBe(true);
  });
});

describe('While an approval waits', () => {
  it('overdue counts against the old date', () => {
    const proposal = {
      id: 'p1',
      date: d('2026-09-30'),
      state: null,
      reason: 'r',
      by: { kind: 'operator' },
      on: d('2026-04-01'),
    } as const;
    expect(said({ ...SPOKEN, proposal }, '2026-04-08')).toBe('amber: 4 working days overdue');
  });
});

describe('A declared rating less severe than the check is a disagreement', () => {
  it.each([
    ['green', 'red', true],
    ['green', 'amber', true],
    ['amber', 'red', true],
    ['amber', 'amber', false],
    ['red', 'amber', false],
    ['none', 'red', false],
  ] as const)('declared %s, dates say %s: %s', (declared, dates, found) => {
    expect(disagrees(declared, dates)).toBe(found);
  });
});

describe('Presets', () => {
  const late = (preset: 'confidence' | 'dates', on = '2026-05-01') => ratingOn(SPOKEN, preset, ENGLAND, d(on));

  it('confidence (the default): people rate, the check stands beside', () => {
    expect(late('confidence')).toBe('green');
    expect(check(SPOKEN, '2026-05-01').rating).toBe('red');
  });

  it('dates: the check is the rating, in the plan’s words', () => {
    expect([late('dates'), late('dates', '2026-04-01'), late('dates', '2026-03-31')]).toEqual([
      'red',
      'amber',
      'green',
    ]);
    expect(gradeOn(SPOKEN, aPlan({ preset: 'dates', key: OFF_TRACK }), ENGLAND, d('2026-05-01')).word).toBe(
      'Off track',
    );
  });
});

describe('Only Green lapses: to no update, on the day after the 65th working day', () => {
  it.each(['green', 'red', 'amber'] as const)('%s', (rating) => {
    const milestone = answered(aMilestone(LATER), '2026-02-02', { rating });
    const last = addWorkingDays(ENGLAND, d('2026-02-02'), 65);
    expect(last).toBe('2026-05-07');
    expect(declaredOn(milestone, ENGLAND, last)).toBe(rating);
    expect(declaredOn(milestone, ENGLAND, d('2026-05-08'))).toBe(rating === 'green' ? 'none' : rating);
  });

  it('whatever the reason: deferred, or declared by the plan’s owner at import', () => {
    const milestone = aMilestone({ ...LATER, update: anUpdate({ on: d('2026-02-02'), by: { kind: 'import' } }) });
    const deferral = { until: d('2026-06-30'), reason: 'r', by: { kind: 'operator' }, on: d('2026-02-03') } as const;
    for (const one of [milestone, { ...milestone, deferral }]) {
      expect(declaredOn(one, ENGLAND, d('2026-05-08'))).toBe('none');
    }
  });

  it('lapsed, it is called No update in every key', () => {
    const milestone = graded(aMilestone(LATER), OFF_TRACK[2]!, '2026-02-02');
    expect(gradeOn(milestone, aPlan({ key: OFF_TRACK }), ENGLAND, d('2026-05-08'))).toBe(KEY.none);
  });
});

describe('“Still on track” for several at once', () => {
  const green = answered(aMilestone(), '2026-03-10');
  const may = (milestone: Milestone, on: string, ...others: Milestone[]) =>
    mayTick(milestone, ENGLAND, d(on), new Map(others.map((other) => [other.ref, other])));

  it('only last declared Green, due more than 5 working days ahead, no disagreement, no passed date', () => {
    expect([may(green, '2026-03-23'), may(green, '2026-03-24')]).toEqual([true, false]);
    const waits = { ...green, waitsFor: ['WFD 3.1'] };
    expect(may(waits, '2026-03-20', aMilestone({ ref: 'WFD 3.1', due: dueOn('2026-06-30') }))).toBe(false);
  });

  it('not for a Green that has lapsed where the dates speak against it', () => {
    const lapsed = answered(aMilestone(LATER), '2026-03-10', { forecast: d('2027-01-29') });
    expect(declaredOn(lapsed, ENGLAND, d('2026-09-01'))).toBe('none');
    expect(may(lapsed, '2026-09-01')).toBe(false);
    expect(may(answered(aMilestone(LATER), '2026-03-10'), '2026-09-01')).toBe(true);
  });

  it('withdraws nothing that lies ahead: the next step, its day, and when it is expected', () => {
    const ahead = {
      nextStep: 'Sign',
      nextStepBy: d('2026-03-25'),
      recovery: d('2026-03-20'),
      forecast: d('2026-03-30'),
    };
    const words = (on: string) => stillOnTrack(DEFAULT_KEY, anUpdate({ ...ahead, remedy: 'Agency' }), d(on));
    expect(words('2026-03-20')).toMatchObject({ ...ahead, note: null, remedy: null, confirmedOnly: true });
    expect(words('2026-03-26')).toMatchObject({
      nextStep: null,
      nextStepBy: null,
      recovery: null,
      forecast: '2026-03-30',
    });
    const undated = anUpdate({ nextStep: 'Sign' });
    expect(stillOnTrack(DEFAULT_KEY, undated, d('2026-03-20'))).toMatchObject({ nextStep: 'Sign', nextStepBy: null });
  });

  it('says the plan’s own entry for Green; without one it is not offered', () => {
    const today = d('2026-03-20');
    const words = stillOnTrack(OFF_TRACK, anUpdate(), today);
    expect(words).toMatchObject({ rating: 'green', grade: 'on-track', confirmedOnly: true });
    expect(stillOnTrack(OWN_SCALE, anUpdate(), today)).toBeNull();
    expect(may(graded(aMilestone(), OWN_SCALE[0]!, '2026-03-10'), '2026-03-20')).toBe(false);
  });

  it('the second in a row asks for one sentence', () => {
    expect(may(answered(green, '2026-03-11', { confirmedOnly: true }), '2026-03-20')).toBe(false);
  });
});

describe('Delivered', () => {
  const faults = (inputs: Parameters<typeof readUpdate>[1]) => {
    const read = readUpdate(KEY.complete, inputs, d('2026-03-20'));
    return 'errors' in read ? read.errors.map(({ field }) => field) : [];
  };

  it('needs the day it was done, and evidence or the day evidence will be shown', () => {
    expect(faults({ doneOn: '2026-03-19', evidence: 'Minutes' })).toEqual([]);
    expect(faults({ doneOn: '2026-03-19', evidenceDue: '2026-05-01' })).toEqual([]);
    expect(faults({ doneOn: '2026-03-19' })).toEqual(['evidence']);
    expect(faults({ evidence: 'Minutes' })).toEqual(['doneOn']);
  });

  // Who confirms evidence is decided where it is recorded: tests/flows/command-line/ratings.test.ts.

  it('complete counts both kinds, and the outcome not achieved counts as complete', () => {
    const evidenced = aDelivered({ state: 'evidenced' });
    const missed = aDelivered({ update: anUpdate({ rating: 'complete', outcome: 'not-achieved' }) });
    for (const one of [aDelivered(), evidenced, missed]) {
      expect(ratingOn(one, 'confidence', ENGLAND, d('2026-09-01'))).toBe('complete');
      expect(ratingOn(one, 'dates', ENGLAND, d('2026-09-01'))).toBe('complete');
    }
    expect(said(evidenced, '2026-09-01')).toBe('complete: delivered on Friday 27 March 2026, evidence confirmed');
    expect(said(missed, '2026-09-01')).toBe('complete: delivered on Friday 27 March 2026, outcome not achieved');
  });

  it('one of a group, each of which has to answer, is done: that does not make it complete', () => {
    const one = answered(aMilestone(LATER), '2026-03-20', { rating: 'complete' });
    const open: Milestone = { ...one, state: 'in-progress' };
    expect(ratingOn(open, 'confidence', ENGLAND, d('2026-03-20'))).toBe('none');
    const answers = [{ by: 'bob', on: d('2026-03-19'), rating: 'amber', grade: 'amber' }, ...open.answers] as const;
    expect(ratingOn({ ...open, answers }, 'confidence', ENGLAND, d('2026-03-20'))).toBe('amber');
  });
});
