import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../bot/domain/dates.js';
import { asksOn, escalationAhead, escalationOn, lookOn, notYetAsked } from '../../bot/domain/look-on.js';
import { isOverdue, type Milestone } from '../../bot/domain/plan.js';
import { asked, timetable } from '../support/timetable.js';
import { anyCalendar, anyDay, anyMilestone } from '../support/any-plan.js';
import {
  aDelivered,
  aMilestone,
  answered,
  anUpdate,
  asAsked,
  AWAITED,
  d,
  dueOn,
  ENGLAND,
} from '../support/builders.js';

/** The days on which the head of service is told, when the officer's first card arrived on a day. */
function escalations(milestone: Milestone, graceUntil: string | null, from: string, upTo: string): readonly string[] {
  const found: string[] = [];
  for (let day = d(from); day <= upTo; day = addDays(day, 1)) {
    if (escalationOn(milestone, ENGLAND, day, graceUntil === null ? null : d(graceUntil)) !== undefined)
      found.push(day);
  }
  return found;
}

describe('overdue (RULES 1)', () => {
  const milestone = aMilestone({ due: dueOn('2026-03-28') });

  it('today is later than the approved date, and weekends do not extend it', () => {
    expect(isOverdue(milestone, d('2026-03-28'))).toBe(false);
    expect(isOverdue(milestone, d('2026-03-29'))).toBe(true);
  });

  it('for a period, its last day counts', () => {
    const september = aMilestone({
      due: { kind: 'period', from: d('2026-09-01'), to: d('2026-09-30'), text: 'September 2026' },
    });
    expect(isOverdue(september, d('2026-09-30'))).toBe(false);
    expect(isOverdue(september, d('2026-10-01'))).toBe(true);
    expect(asked(september, '2026-09-30')).toEqual(['stage 0']);
  });

  it('an awaited date is never called overdue, and its ladder does not exist', () => {
    const awaited = aMilestone({ due: AWAITED });
    expect(isOverdue(awaited, d('2099-01-01'))).toBe(false);
    expect(timetable(awaited, '2026-01-05', '2026-12-31').filter((line) => line.includes('stage'))).toEqual([]);
  });

  it.each([
    'paused',
    'delivered',
    'evidenced',
    'withdrawn',
    'superseded',
    'business-as-usual',
    'carried-over',
  ] as const)('%s is neither asked for nor overdue', (state) => {
    const ended = aMilestone({ state });
    expect(isOverdue(ended, d('2026-06-01'))).toBe(false);
    expect(asked(ended, '2026-06-01')).toEqual([]);
    expect(lookOn(ended, ENGLAND, d('2026-01-05'))).toBeNull();
    expect(escalations(ended, '2026-01-20', '2026-04-10', '2026-06-01')).toEqual([]);
  });
});

describe('the stages that are asked (RULES 1)', () => {
  it('an open milestone that nobody answers for is asked at every stage, on its working day', () => {
    expect(timetable(aMilestone(), '2026-01-05', '2026-05-20')).toEqual([
      '2026-03-03 stage -20',
      '2026-03-24 stage -5',
      '2026-03-31 stage 0',
      '2026-04-01 stage +1',
      '2026-04-09 stage +5',
      '2026-04-16 stage +10',
      '2026-04-30 stage +20',
      '2026-05-15 stage +30',
    ]);
  });

  it('due on Christmas Day: the last reminder is on Christmas Eve, and +1 comes after the holidays', () => {
    const lines = timetable(aMilestone({ due: dueOn('2026-12-25') }), '2026-12-01', '2027-01-12');
    expect(lines).toEqual([
      '2026-12-17 stage -5',
      '2026-12-24 stage 0',
      '2026-12-29 stage +1',
      '2027-01-05 stage +5',
      '2027-01-12 stage +10',
    ]);
  });

  it('the anchor of a stage is the date itself, also when stage 0 is days before it', () => {
    const [ask] = asksOn(aMilestone({ due: dueOn('2026-04-05') }), ENGLAND, d('2026-04-02'));
    expect(ask).toEqual({ because: 'stage', anchor: '2026-04-05', step: '0', on: '2026-04-02' });
  });

  it('only the approved date drives stages; a forecast never does', () => {
    const forecast = answered(aMilestone(), '2026-01-12', { forecast: d('2026-06-30') });
    expect(timetable(forecast, '2026-01-12', '2026-07-31')).toEqual(
      timetable(aMilestone(), '2026-01-12', '2026-07-31'),
    );
  });

  it('a sweep that was missed sends the latest stage only', () => {
    expect(asked(aMilestone(), '2026-04-13')).toEqual(['stage +5']);
    const [latest] = asksOn(aMilestone(), ENGLAND, d('2026-04-13'));
    const told = latest === undefined ? [] : [asAsked(aMilestone(), latest)];
    expect(notYetAsked(asksOn(aMilestone(), ENGLAND, d('2026-04-15')), told)).toEqual([]);
    expect(notYetAsked(asksOn(aMilestone(), ENGLAND, d('2026-04-16')), told)).toHaveLength(1);
  });

  it('a date that moves makes new stages for the new date', () => {
    const moved = aMilestone({ due: dueOn('2026-06-30') });
    expect(asked(moved, '2026-04-16')).toEqual([]);
    expect(lookOn(moved, ENGLAND, d('2026-04-16'))).toBe('2026-06-02');
  });

  it('a date moved away and back makes none that were already asked for that date', () => {
    const told = ['-20', '-5', '0', '+1'].map((step) => asAsked(aMilestone(), { anchor: '2026-03-31', step }));
    const away = aMilestone({ due: dueOn('2026-04-30') });
    expect(notYetAsked(asksOn(away, ENGLAND, d('2026-04-02')), told).map((ask) => ask.anchor)).toEqual(['2026-04-30']);
    expect(notYetAsked(asksOn(aMilestone(), ENGLAND, d('2026-04-08')), told)).toEqual([]);
    expect(notYetAsked(asksOn(aMilestone(), ENGLAND, d('2026-04-09')), told).map((ask) => ask.step)).toEqual(['+5']);
  });

  it('an answer before a date that was moved back quiets the stages of the next 10 working days all the same', () => {
    // Answered for 30 April on 2 April, and on the 7th the date becomes 31 March again.
    const back = { ...answered(aMilestone({ due: dueOn('2026-04-30') }), '2026-04-02'), due: dueOn('2026-03-31') };
    expect(timetable(back, '2026-04-07', '2026-05-01')).toEqual(['2026-04-30 stage +20']);
  });
});

describe('first load (RULES 1)', () => {
  it('stages before the as-at date count as passed', () => {
    const loaded = aMilestone({ importedOn: d('2026-03-10') });
    expect(asked(loaded, '2026-03-10')).toEqual([]);
    expect(lookOn(loaded, ENGLAND, d('2026-03-09'))).toBe('2026-03-24');
  });

  it('a stage on the as-at date itself is asked', () => {
    expect(asked(aMilestone({ importedOn: d('2026-03-24') }), '2026-03-24')).toEqual(['stage -5']);
  });

  it('due on the as-at date is not past it: stage 0 is asked and nothing is to confirm', () => {
    expect(asked(aMilestone({ importedOn: d('2026-03-31') }), '2026-03-31')).toEqual(['stage 0']);
  });

  it.each(['2019-03-31', '2026-01-02', '2026-04-13'])(
    'open and already past its date, %s, it is asked about once: no storm',
    (due) => {
      const late = aMilestone({ due: dueOn(due), importedOn: d('2026-04-14') });
      expect(asked(late, '2026-04-14')).toEqual(['first-load confirm']);
      expect(timetable(late, '2026-04-14', '2026-04-14')).toEqual(['2026-04-14 first-load confirm']);
    },
  );

  it('loaded on a Saturday, what is past its date is asked about on the Monday, once', () => {
    const late = aMilestone({ due: dueOn('2026-04-10'), importedOn: d('2026-04-11') });
    expect(asked(late, '2026-04-11')).toEqual([]);
    expect(lookOn(late, ENGLAND, d('2026-04-10'))).toBe('2026-04-13');
    expect(asked(late, '2026-04-13')).toEqual(['first-load confirm']);
  });

  it('after that the ladder goes on; a first look that comes late asks both together, to confirm first', () => {
    const late = aMilestone({ importedOn: d('2026-04-14') });
    expect(timetable(late, '2026-04-14', '2026-05-01')).toEqual([
      '2026-04-14 first-load confirm',
      '2026-04-16 stage +10',
      '2026-04-30 stage +20',
    ]);
    expect(asked(late, '2026-04-17')).toEqual(['first-load confirm', 'stage +10']);
  });

  it('an answer confirms; a rating that the plan’s owner declared at import does not, and quiets no stage', () => {
    const late = aMilestone({ importedOn: d('2026-04-14') });
    expect(asked(answered(late, '2026-04-14'), '2026-04-14')).toEqual([]);
    const declared = { ...late, update: anUpdate({ on: d('2026-04-14'), by: { kind: 'import' } }) };
    expect(asked(declared, '2026-04-14')).toEqual(['first-load confirm']);
    expect(asked(declared, '2026-04-16')).toEqual(['first-load confirm', 'stage +10']);
  });

  it('nothing escalates until 10 working days after that officer’s first delivered card', () => {
    const late = aMilestone({ importedOn: d('2026-04-14') });
    // The card arrived on 14 April, so 28 April is the tenth working day after it, and +20 the first stage after that.
    expect(escalations(late, '2026-04-28', '2026-04-14', '2026-05-01')).toEqual(['2026-04-30', '2026-05-01']);
    expect(escalations(late, null, '2026-04-14', '2026-06-01')).toEqual([]);
  });

  it('a grace that is over holds nothing back', () => {
    const late = aMilestone({ importedOn: d('2026-04-14') });
    expect(escalations(late, '2025-09-01', '2026-04-14', '2026-04-16')).toEqual(['2026-04-16']);
  });

  it('no escalation is announced for a day within the grace', () => {
    const late = aMilestone({ importedOn: d('2026-04-14') });
    expect(escalationAhead(late, ENGLAND, d('2026-04-14'), d('2026-04-28'))).toBe('2026-04-30');
    expect(escalationAhead(late, ENGLAND, d('2026-04-14'), null)).toBeNull();
    const long = aMilestone({ due: dueOn('2019-03-31'), importedOn: d('2026-04-14') });
    expect(escalationAhead(long, ENGLAND, d('2026-04-14'), d('2026-04-28'))).toMatch(/^2026-05/);
    expect(escalationAhead(late, ENGLAND, d('2026-04-30'), d('2026-04-28'))).toBeNull();
  });
});

describe('what an answer quiets (RULES 2)', () => {
  it('its stage and every earlier one', () => {
    expect(asked(answered(aMilestone(), '2026-03-03'), '2026-03-03')).toEqual([]);
    expect(asked(answered(aMilestone(), '2026-03-12'), '2026-03-12')).toEqual([]);
  });

  it('any stage in the next 10 working days: the tenth is quiet, the eleventh is not', () => {
    // -5 is 24 March: ten working days after the 10th, eleven after the 9th.
    expect(timetable(answered(aMilestone(), '2026-03-10'), '2026-03-11', '2026-03-30')).toEqual([]);
    expect(timetable(answered(aMilestone(), '2026-03-09'), '2026-03-10', '2026-03-30')).toEqual([
      '2026-03-24 stage -5',
    ]);
  });

  it('except stage 0', () => {
    expect(timetable(answered(aMilestone(), '2026-03-30'), '2026-03-31', '2026-04-14')).toEqual(['2026-03-31 stage 0']);
  });

  it('an answer on the day of stage 0 answers stage 0', () => {
    expect(asked(answered(aMilestone(), '2026-03-31'), '2026-03-31')).toEqual([]);
  });

  it('said on a Friday for a Sunday: stage 0 of that Friday is answered', () => {
    const milestone = answered(aMilestone({ due: dueOn('2026-03-22') }), '2026-03-20');
    expect(asked(milestone, '2026-03-22')).toEqual([]);
  });

  it('read so: +10 too, when it is the tenth working day after the answer; the head of service is then told at +20', () => {
    const onTheDay = answered(aMilestone(), '2026-03-31');
    expect(timetable(onTheDay, '2026-04-01', '2026-05-01')).toEqual(['2026-04-30 stage +20']);
    expect(escalations(onTheDay, '2026-01-20', '2026-04-01', '2026-04-30')).toEqual(['2026-04-30']);
    expect(escalationAhead(onTheDay, ENGLAND, d('2026-04-10'), null)).toBe('2026-04-30');
  });

  it('on an overdue milestone it postpones the next stage by 10 working days', () => {
    const once = answered(aMilestone(), '2026-04-08');
    expect(timetable(once, '2026-04-08', '2026-05-20')).toEqual([
      '2026-04-23 stage +5',
      '2026-04-30 stage +10',
      '2026-05-15 stage +20',
    ]);
  });

  it('twice at most', () => {
    const twice = answered(answered(aMilestone(), '2026-04-08'), '2026-04-20');
    expect(lookOn(twice, ENGLAND, d('2026-04-20'))).toBe('2026-05-08');
    const thrice = answered(twice, '2026-04-21');
    expect(lookOn(thrice, ENGLAND, d('2026-04-21'))).toBe('2026-05-08');
    expect(asked(answered(thrice, '2026-05-07'), '2026-05-08')).toEqual(['stage +5']);
  });

  it('two answers on one day postpone once', () => {
    const once = answered(aMilestone(), '2026-04-08');
    expect(timetable(answered(once, '2026-04-08'), '2026-04-08', '2026-06-01')).toEqual(
      timetable(once, '2026-04-08', '2026-06-01'),
    );
  });

  it('then only delivery ends the ladder', () => {
    const often = ['2026-04-08', '2026-04-20', '2026-05-07', '2026-05-08'].reduce(
      (milestone, day) => answered(milestone, day),
      aMilestone(),
    );
    expect(timetable(often, '2026-05-09', '2026-06-15').length).toBeGreaterThan(2);
    expect(timetable(answered(often, '2026-05-11', { rating: 'complete' }), '2026-05-11', '2027-01-01')).toEqual([]);
  });

  it('delivered by mistake and taken back after its date: that answer postpones as any other', () => {
    const back = answered(answered(aMilestone(), '2026-03-30', { rating: 'complete' }), '2026-04-08');
    expect(timetable(back, '2026-04-08', '2026-05-01')).toEqual(
      timetable(answered(aMilestone(), '2026-04-08'), '2026-04-08', '2026-05-01'),
    );
  });

  it('an answer before the date is not one given while overdue', () => {
    expect(answered(aMilestone(), '2026-03-31').overdueAnswers).toEqual([]);
    expect(answered(aMilestone(), '2026-04-01').overdueAnswers).toEqual(['2026-04-01']);
  });
});

describe('escalation (RULES 1)', () => {
  const early = d('2026-01-20');

  it('comes at +10, and is owed until somebody answers', () => {
    expect(escalations(aMilestone(), early, '2026-04-01', '2026-04-20')[0]).toBe('2026-04-16');
    expect(escalations(answered(aMilestone(), '2026-04-16'), early, '2026-04-16', '2026-04-29')).toEqual([]);
  });

  it('is one thing to ask for each approved date, however late it gets', () => {
    const at = (day: string) => escalationOn(aMilestone(), ENGLAND, d(day), early);
    expect(at('2026-04-16')).toMatchObject({ anchor: 'escalation:2026-03-31', step: '+10', on: '2026-04-16' });
    expect(at('2026-05-15')).toMatchObject({ anchor: 'escalation:2026-03-31', step: '+10', on: '2026-05-15' });
    expect(escalationOn(aMilestone({ due: dueOn('2026-02-27') }), ENGLAND, d('2026-05-15'), early)?.anchor).toBe(
      'escalation:2026-02-27',
    );
  });

  it('is announced with its date, and the date moves with each answer', () => {
    expect(escalationAhead(aMilestone(), ENGLAND, d('2026-04-09'), early)).toBe('2026-04-16');
    expect(escalationAhead(answered(aMilestone(), '2026-04-09'), ENGLAND, d('2026-04-09'), early)).toBe('2026-04-30');
  });

  it('is not announced again once it has come', () => {
    expect(escalationAhead(aMilestone(), ENGLAND, d('2026-04-16'), early)).toBeNull();
    expect(escalationAhead(answered(aMilestone(), '2026-04-17'), ENGLAND, d('2026-04-17'), early)).toBeNull();
    expect(escalationAhead(aMilestone({ due: AWAITED }), ENGLAND, d('2026-04-17'), early)).toBeNull();
  });

  it('whatever was said and when, comes on no day but one that was announced before', () => {
    fc.assert(
      fc.property(anyMilestone, anyDay(400), (milestone, day) => {
        const grace = d('2026-01-02');
        const today = escalationOn(milestone, ENGLAND, day, grace);
        if (today?.on !== day) return;
        const before = escalationAhead(milestone, ENGLAND, addDays(day, -1), grace);
        const already = escalationOn(milestone, ENGLAND, addDays(day, -1), grace) !== undefined;
        const answeredLate = milestone.overdueAnswers.length > 0;
        expect(before === day || already || answeredLate).toBe(true);
      }),
    );
  });
});

describe('a given date that has passed', () => {
  const promised = (recovery: string | null, nextStepBy: string | null) =>
    answered(aMilestone({ due: dueOn('2026-12-18') }), '2026-03-10', {
      rating: 'amber',
      recovery: recovery === null ? null : d(recovery),
      nextStepBy: nextStepBy === null ? null : d(nextStepBy),
    });

  it('is asked about on the first working day after it', () => {
    expect(timetable(promised('2026-04-02', null), '2026-03-10', '2026-06-01')).toEqual([
      '2026-04-07 given-date passed',
    ]);
  });

  it('each of two dates is asked about once', () => {
    expect(timetable(promised('2026-04-02', '2026-05-08'), '2026-03-10', '2026-06-01')).toEqual([
      '2026-04-07 given-date passed',
      '2026-05-11 given-date passed',
    ]);
  });

  it('a recovery and a next step on one day are asked about once', () => {
    expect(asked(promised('2026-04-02', '2026-04-02'), '2026-04-07')).toEqual(['given-date passed']);
  });

  it('a later answer replaces it', () => {
    const again = answered(promised('2026-04-02', null), '2026-04-01', { rating: 'amber', recovery: d('2026-05-01') });
    expect(timetable(again, '2026-04-01', '2026-06-01')).toEqual(['2026-05-05 given-date passed']);
  });

  it('read so: a forecast that has passed is not a given date', () => {
    const forecast = answered(aMilestone({ due: dueOn('2026-12-18') }), '2026-03-10', { forecast: d('2026-04-02') });
    expect(timetable(forecast, '2026-03-10', '2026-06-01')).toEqual([]);
  });
});

describe('evidence has its own due date and stages (RULES 1)', () => {
  it('0 and +10', () => {
    expect(timetable(aDelivered({ evidenceDue: d('2026-05-03') }), '2026-03-27', '2027-01-01')).toEqual([
      '2026-05-01 evidence 0',
      '2026-05-18 evidence +10',
    ]);
  });

  it('a sweep that was missed asks at the latest of them only', () => {
    expect(asked(aDelivered({ evidenceDue: d('2026-05-03') }), '2026-06-01')).toEqual(['evidence +10']);
  });

  it('evidence to be shown on the day of delivery was spoken of that day, and is asked for at +10', () => {
    const sameDay = aDelivered({ evidenceDue: d('2026-03-27') });
    expect(timetable(sameDay, '2026-03-27', '2027-01-01')).toEqual(['2026-04-14 evidence +10']);
  });

  it('confirmed, or shown at once, it is not asked for', () => {
    expect(asked(aDelivered({ state: 'evidenced', evidenceDue: d('2026-05-03') }), '2026-06-01')).toEqual([]);
    expect(asked(aDelivered({ evidenceDue: null }), '2026-06-01')).toEqual([]);
  });
});

describe('the day on which to look next', () => {
  const key = (ask: { anchor: string; step: string }) => `${ask.anchor} ${ask.step}`;

  it('misses nothing: whatever is new on a day, the day before names that day', () => {
    let newAsks = 0;
    fc.assert(
      fc.property(anyMilestone, anyCalendar, anyDay(500), (milestone, calendar, day) => {
        const eve = addDays(day, -1);
        const before = new Set(asksOn(milestone, calendar, eve).map(key));
        const fresh = asksOn(milestone, calendar, day).filter((ask) => !before.has(key(ask)));
        if (fresh.length === 0) return;
        newAsks += 1;
        expect(lookOn(milestone, calendar, eve)).toBe(day);
      }),
      { numRuns: 6000 },
    );
    expect(newAsks).toBeGreaterThan(30);
  });

  it('asks of all days are found by who looks on those days only', () => {
    fc.assert(
      fc.property(anyMilestone, anyCalendar, anyDay(200), (milestone, calendar, from) => {
        const upTo = addDays(from, 120);
        const daily = new Set<string>();
        for (let day = from; day <= upTo; day = addDays(day, 1)) {
          for (const ask of asksOn(milestone, calendar, day)) daily.add(key(ask));
        }
        const found = new Set(asksOn(milestone, calendar, from).map(key));
        let day = lookOn(milestone, calendar, from);
        while (day !== null && day <= upTo) {
          for (const ask of asksOn(milestone, calendar, day)) found.add(key(ask));
          day = lookOn(milestone, calendar, day);
        }
        expect([...found].sort()).toEqual([...daily].sort());
      }),
      { numRuns: 150 },
    );
  });

  it('is later than today, a working day, and named again by every day before it', () => {
    fc.assert(
      fc.property(anyMilestone, anyCalendar, anyDay(), fc.nat(30), (milestone, calendar, after, n) => {
        const day = lookOn(milestone, calendar, after);
        if (day === null) return;
        expect(day > after).toBe(true);
        expect(calendar.isWorkingDay(day)).toBe(true);
        const between = addDays(after, n);
        if (between < day) expect(lookOn(milestone, calendar, between)).toBe(day);
      }),
    );
  });

  it('no stage is asked twice, and none before its own day', () => {
    fc.assert(
      fc.property(anyMilestone, anyCalendar, anyDay(), (milestone, calendar, day) => {
        const asks = asksOn(milestone, calendar, day);
        expect(new Set(asks.map(key)).size).toBe(asks.length);
        for (const ask of asks) {
          expect(ask.on <= day).toBe(true);
          expect(calendar.isWorkingDay(ask.on)).toBe(true);
        }
      }),
    );
  });

  it('finds a date far ahead, and one long past', () => {
    expect(lookOn(aMilestone({ due: dueOn('2031-03-31') }), ENGLAND, d('2026-01-05'))).toBe('2031-03-03');
    expect(lookOn(aMilestone({ due: dueOn('2009-03-31') }), ENGLAND, d('2026-06-01'))).not.toBeNull();
  });
});
