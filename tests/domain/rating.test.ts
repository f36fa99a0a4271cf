import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../bot/domain/dates.js';
import { isClosed, isComplete, type DateMove } from '../../bot/domain/plan.js';
import { KEY, SEVERITY } from '../../bot/domain/policy.js';
import { checkOn } from '../../bot/domain/check.js';
import { overdueDays } from '../../bot/domain/overdue.js';
import { declaredOn, disagrees, ratingOn } from '../../bot/domain/rating.js';
import { addWorkingDays } from '../../bot/domain/working-days.js';
import { rulesOf } from '../../bot/domain/plan-rules.js';
import { anyCalendar, anyDay, anyMilestone } from '../support/any-plan.js';
import { aDelivered, aMilestone, answered, anUpdate, AWAITED, d, dueOn, ENGLAND } from '../support/builders.js';

function check(milestone: Parameters<typeof checkOn>[0], on: string): string {
  return checkOn(milestone, ENGLAND, d(on)).rating;
}

const MOVE: DateMove = {
  from: d('2026-02-27'),
  to: d('2026-03-31'),
  reason: 'later',
  on: d('2026-02-02'),
  approvedBy: null,
};

describe('overdue by n working days (RULES 4)', () => {
  it('counts the working days after the date up to today', () => {
    const days = (on: string) => overdueDays(aMilestone(), ENGLAND, d(on));
    expect([days('2026-03-31'), days('2026-04-01'), days('2026-04-06'), days('2026-04-07')]).toEqual([null, 1, 2, 3]);
  });

  it('on a weekend straight after the date it is 0 and the check is Amber', () => {
    const friday = aMilestone({ due: dueOn('2026-03-27'), update: anUpdate() });
    expect(overdueDays(friday, ENGLAND, d('2026-03-28'))).toBe(0);
    expect(checkOn(friday, ENGLAND, d('2026-03-29'))).toEqual({
      rating: 'amber',
      because: 'overdue since Friday 27 March 2026',
    });
    expect(overdueDays(friday, ENGLAND, d('2026-03-30'))).toBe(1);
  });
});

describe('the check (RULES 4)', () => {
  const spoken = answered(aMilestone(), '2026-03-20');

  it('Amber: overdue by 1 to 20 working days; Red: by more than 20', () => {
    expect(check(spoken, '2026-03-31')).toBe('green');
    expect(check(spoken, '2026-04-01')).toBe('amber');
    expect(overdueDays(spoken, ENGLAND, d('2026-04-30'))).toBe(20);
    expect(check(spoken, '2026-04-30')).toBe('amber');
    expect(overdueDays(spoken, ENGLAND, d('2026-05-01'))).toBe(21);
    expect(checkOn(spoken, ENGLAND, d('2026-05-01'))).toEqual({ rating: 'red', because: '21 working days overdue' });
  });

  it('is worded for one working day as for many', () => {
    expect(checkOn(spoken, ENGLAND, d('2026-04-01')).because).toBe('1 working day overdue');
    expect(checkOn(spoken, ENGLAND, d('2026-04-02')).because).toBe('2 working days overdue');
  });

  it('Amber: forecast after approved; Red: more than 20 working days after', () => {
    const forecast = (date: string) => check(answered(aMilestone(), '2026-03-20', { forecast: d(date) }), '2026-03-20');
    expect(['2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01'].map((date) => forecast(date))).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ]);
  });

  it('a forecast on the weekend straight after the date is after it, and Amber', () => {
    const friday = answered(aMilestone({ due: dueOn('2026-03-27') }), '2026-03-20', { forecast: d('2026-03-29') });
    expect(checkOn(friday, ENGLAND, d('2026-03-20'))).toEqual({
      rating: 'amber',
      because: 'the forecast, Sunday 29 March 2026, is after the approved date',
    });
  });

  it('Amber: a given date passed and unanswered, from the day after it', () => {
    const promised = answered(aMilestone(), '2026-03-10', { recovery: d('2026-03-20') });
    expect(check(promised, '2026-03-20')).toBe('green');
    expect(check(promised, '2026-03-21')).toBe('amber');
    expect(check(answered(promised, '2026-03-23'), '2026-03-23')).toBe('green');
  });

  it('Amber: three or more approved moves', () => {
    const moved = (times: number) =>
      check({ ...spoken, moves: Array.from({ length: times }, () => MOVE) }, '2026-03-20');
    expect([moved(2), moved(3), moved(4)]).toEqual(['green', 'amber', 'amber']);
  });

  it('the worst reasons are told: of equals all of them', () => {
    const doubtful = answered(aMilestone({ moves: [MOVE, MOVE, MOVE] }), '2026-03-20', { forecast: d('2026-06-30') });
    expect(checkOn(doubtful, ENGLAND, d('2026-04-02')).because).toMatch(/^the forecast, Tuesday 30 June 2026, is/);
    expect(checkOn(doubtful, ENGLAND, d('2026-04-02')).because).not.toContain(';');
    expect(checkOn({ ...spoken, moves: [MOVE, MOVE, MOVE] }, ENGLAND, d('2026-04-02')).because).toBe(
      '2 working days overdue; its date was moved 3 times',
    );
  });

  it('None: no date, or no update', () => {
    expect(checkOn(answered(aMilestone({ due: AWAITED }), '2026-03-20'), ENGLAND, d('2026-03-20'))).toEqual({
      rating: 'none',
      because: 'its date is awaited',
    });
    expect(checkOn(aMilestone(), ENGLAND, d('2026-03-20'))).toEqual({ rating: 'none', because: 'no update yet' });
  });

  it('None applies only where neither Red nor Amber does', () => {
    expect(check(aMilestone(), '2026-04-01')).toBe('amber');
    expect(check(aMilestone(), '2026-05-01')).toBe('red');
    expect(check(aMilestone({ due: AWAITED, moves: [MOVE, MOVE, MOVE] }), '2026-05-01')).toBe('amber');
  });

  it('a paused milestone is not overdue, so its check is none', () => {
    expect(checkOn(aMilestone({ state: 'paused' }), ENGLAND, d('2026-09-01'))).toEqual({
      rating: 'none',
      because: 'paused',
    });
  });

  it('a delivered one is complete, however late; a closed one has none', () => {
    expect(check(aDelivered({ due: dueOn('2025-03-31') }), '2026-09-01')).toBe('complete');
    expect(checkOn(aDelivered({ state: 'evidenced' }), ENGLAND, d('2026-09-01')).because).toBe(
      'delivered on Friday 27 March 2026, evidence confirmed',
    );
    expect(check(aMilestone({ state: 'withdrawn' }), '2026-09-01')).toBe('none');
  });
});

describe('only Green lapses (RULES 4)', () => {
  it('on the day after the 65th working day since the last update', () => {
    const milestone = answered(aMilestone({ due: dueOn('2026-12-18') }), '2026-02-02');
    const last = addWorkingDays(ENGLAND, d('2026-02-02'), 65);
    expect(last).toBe('2026-05-07');
    expect(declaredOn(milestone, ENGLAND, last)).toBe('green');
    expect(declaredOn(milestone, ENGLAND, addDays(last, 1))).toBe('none');
  });

  it('even when that day is a Saturday', () => {
    const milestone = answered(aMilestone({ due: dueOn('2026-12-18') }), '2026-02-03');
    expect(declaredOn(milestone, ENGLAND, d('2026-05-08'))).toBe('green');
    expect(declaredOn(milestone, ENGLAND, d('2026-05-09'))).toBe('none');
  });

  it('declared by the plan’s owner at import, it counts from then', () => {
    const milestone = aMilestone({ update: anUpdate({ on: d('2026-02-03'), by: { kind: 'import' } }) });
    expect(declaredOn(milestone, ENGLAND, d('2026-05-08'))).toBe('green');
    expect(declaredOn(milestone, ENGLAND, d('2026-05-09'))).toBe('none');
  });

  it.each(['red', 'amber'] as const)('%s never lapses', (rating) => {
    expect(declaredOn(answered(aMilestone(), '2026-02-02', { rating }), ENGLAND, d('2031-01-01'))).toBe(rating);
  });

  it('nothing said is no update', () => {
    expect(declaredOn(aMilestone(), ENGLAND, d('2026-02-02'))).toBe('none');
  });
});

describe('the rating that counts (RULES 4)', () => {
  const late = answered(aMilestone(), '2026-03-20');

  it('confidence: people rate, the check stands beside', () => {
    expect(ratingOn(late, 'confidence', ENGLAND, d('2026-05-01'))).toBe('green');
  });

  it('dates: the check is the rating', () => {
    expect(ratingOn(late, 'dates', ENGLAND, d('2026-05-01'))).toBe('red');
    expect(ratingOn(answered(aMilestone(), '2026-03-20', { rating: 'red' }), 'dates', ENGLAND, d('2026-03-20'))).toBe(
      'green',
    );
  });

  it.each(['confidence', 'dates'] as const)(
    '%s: delivered is complete, with or without confirmed evidence',
    (preset) => {
      expect(ratingOn(aDelivered(), preset, ENGLAND, d('2026-05-01'))).toBe('complete');
      expect(ratingOn(aDelivered({ state: 'evidenced' }), preset, ENGLAND, d('2026-05-01'))).toBe('complete');
    },
  );
});

describe('a disagreement (RULES 4)', () => {
  it('is a declared rating less severe than the check', () => {
    const found = SEVERITY.flatMap((declared) =>
      SEVERITY.filter((check) => disagrees(declared, check)).map((check) => `${declared} but ${check}`),
    );
    expect(found).toEqual(['amber but red', 'green but red', 'green but amber']);
  });

  it('a lapsed Green disagrees with nothing', () => {
    const milestone = answered(aMilestone(), '2026-02-02');
    const on = d('2026-06-01');
    expect(disagrees(declaredOn(milestone, ENGLAND, on), checkOn(milestone, ENGLAND, on).rating)).toBe(false);
  });
});

describe('the default key (RULES 4)', () => {
  it('gives each class a word, letter and shape of its own, so that nothing is read from colour alone', () => {
    const entries = SEVERITY.map((rating) => KEY[rating]);
    for (const part of ['word', 'letter', 'shape'] as const) {
      expect(new Set(entries.map((entry) => entry[part])).size).toBe(5);
    }
    expect(SEVERITY.every((rating) => KEY[rating].rating === rating)).toBe(true);
  });
});

describe('any milestone on any day', () => {
  it('is red by the check only if something is later than the plan allows, 20 working days unless it says otherwise, and says by how many', () => {
    fc.assert(
      fc.property(anyMilestone, anyCalendar, anyDay(400), (milestone, calendar, today) => {
        const { rating, because } = checkOn(milestone, calendar, today);
        expect(because).not.toBe('');
        expect(rating === 'complete').toBe(isComplete(milestone));
        if (isComplete(milestone) || isClosed(milestone) || milestone.state === 'paused') return;
        const late = overdueDays(milestone, calendar, today);
        const { redAfter, movesForAmber } = rulesOf(calendar, milestone.plan);
        if (late !== null) expect(rating).toBe(late > redAfter || rating === 'red' ? 'red' : 'amber');
        const days = [...because.matchAll(/(\d+) working days?/g)].map(([, n]) => Number(n));
        expect(rating === 'red').toBe(days.some((n) => n > redAfter));
        if (milestone.moves.length >= movesForAmber) expect(['red', 'amber']).toContain(rating);
        if (rating === 'green') expect(milestone.update).not.toBeNull();
      }),
    );
  });
});
