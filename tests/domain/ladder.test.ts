import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { latestStage, nextStage, stagesOf } from '../../bot/domain/ladder.js';
import { workingDaysAfter } from '../../bot/domain/working-days.js';
import { d, ENGLAND } from '../support/builders.js';

/** The dates of the first stages, by stage. */
function ladder(due: string, answers: readonly string[] = [], howMany = 8): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { stage, on } of stagesOf(
    ENGLAND,
    d(due),
    answers.map((answer) => d(answer)),
  )) {
    found[stage > 0 ? `+${String(stage)}` : String(stage)] = on;
    if (Object.keys(found).length === howMany) break;
  }
  return found;
}

describe('the stages of an approved date (RULES 1)', () => {
  it('are -20, -5, 0, +1, +5, +10, then every 10', () => {
    const stages = [...take(stagesOf(ENGLAND, d('2026-09-16')), 9)].map(({ stage }) => stage);
    expect(stages).toEqual([-20, -5, 0, 1, 5, 10, 20, 30, 40]);
  });

  it('on a working day: stage 0 is the date, -n the nth working day before it, +n the nth after it', () => {
    expect(ladder('2026-09-16')).toEqual({
      '-20': '2026-08-18', // over the bank holiday of 31 August
      '-5': '2026-09-09',
      '0': '2026-09-16',
      '+1': '2026-09-17',
      '+5': '2026-09-23',
      '+10': '2026-09-30',
      '+20': '2026-10-14',
      '+30': '2026-10-28',
    });
  });

  it('on a Saturday and a Sunday: stage 0 is the Friday, +1 the Monday', () => {
    for (const due of ['2026-09-19', '2026-09-20']) {
      expect(ladder(due)).toMatchObject({
        '-5': '2026-09-11',
        '0': '2026-09-18',
        '+1': '2026-09-21',
        '+5': '2026-09-25',
      });
    }
  });

  it('on the weekend on which the clocks change: 31 March 2019 is a Sunday, so stage 0 is 29 March', () => {
    expect(ladder('2019-03-31')).toMatchObject({ '0': '2019-03-29', '+1': '2019-04-01' });
  });

  it('on Good Friday, at Easter and on Easter Monday: stage 0 is the Thursday, +1 the Tuesday', () => {
    for (const due of ['2026-04-03', '2026-04-05', '2026-04-06']) {
      expect(ladder(due)).toMatchObject({
        '-5': '2026-03-26',
        '0': '2026-04-02',
        '+1': '2026-04-07',
        '+5': '2026-04-13',
      });
    }
  });

  it('before Easter: the bank holidays are not counted', () => {
    expect(ladder('2026-03-31')).toMatchObject({
      '-20': '2026-03-03',
      '0': '2026-03-31',
      '+1': '2026-04-01',
      '+5': '2026-04-09',
      '+10': '2026-04-16',
      '+20': '2026-04-30',
    });
  });

  it('on Christmas Day and on New Year: stages leave out the holidays and the substitute day', () => {
    expect(ladder('2026-12-25')).toMatchObject({
      '-20': '2026-11-26',
      '-5': '2026-12-17',
      '0': '2026-12-24',
      '+1': '2026-12-29',
      '+5': '2027-01-05',
      '+10': '2027-01-12',
    });
    expect(ladder('2027-01-01')).toMatchObject({ '0': '2026-12-31', '+1': '2027-01-04' });
  });

  it('leave out the closure days of the organisation', () => {
    const closed = englandCalendar([d('2026-12-29'), d('2026-12-30'), d('2026-12-31')]);
    const after = nextStage(stagesOf(closed, d('2026-12-31')), d('2026-12-24'), () => true);
    expect(after).toEqual({ stage: 1, on: '2027-01-04' });
    const zero = latestStage(stagesOf(closed, d('2026-12-31')), d('2026-12-31'), () => true);
    expect(zero).toEqual({ stage: 0, on: '2026-12-24' });
  });
});

describe('an answer on an overdue milestone postpones the next stage (RULES 2)', () => {
  it('by 10 working days, and with it what follows', () => {
    expect(ladder('2026-09-16', ['2026-09-25'])).toMatchObject({
      '+5': '2026-09-23',
      '+10': '2026-10-14',
      '+20': '2026-10-28',
    });
  });

  it('twice at most', () => {
    const twice = ladder('2026-09-16', ['2026-09-25', '2026-10-05']);
    expect(twice).toMatchObject({ '+5': '2026-09-23', '+10': '2026-10-28', '+20': '2026-11-11' });
    expect(ladder('2026-09-16', ['2026-09-25', '2026-10-05', '2026-10-06'])).toEqual(twice);
  });

  it('an answer on the day of a stage answers that stage, and postpones the ones after it', () => {
    expect(ladder('2026-09-16', ['2026-09-23'])).toMatchObject({ '+5': '2026-09-23', '+10': '2026-10-14' });
  });
});

describe('any ladder', () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays(d('2025-01-01'), n));
  const calendar = fc.array(day, { maxLength: 30 }).map((closed) => englandCalendar(closed));
  const answersAfter = (due: CivilDate) =>
    fc
      .uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 5 })
      .map((days) => days.sort((a, b) => a - b).map((n) => addDays(due, n)));
  const anyLadder = fc
    .tuple(calendar, day)
    .chain(([works, due]) =>
      fc.record({ works: fc.constant(works), due: fc.constant(due), answers: answersAfter(due) }),
    );

  it('rises strictly, and no stage falls on a day that is not worked', () => {
    fc.assert(
      fc.property(anyLadder, ({ works, due, answers }) => {
        let last = { stage: -99, on: d('1999-12-31') };
        for (const stage of stagesOf(works, due, answers)) {
          expect(stage.on > last.on && stage.stage > last.stage).toBe(true);
          expect(works.isWorkingDay(stage.on)).toBe(true);
          expect(stage.stage > 0).toBe(stage.on > due);
          last = stage;
          if (stage.stage >= 60) break;
        }
      }),
    );
  });

  it('has +n on the nth working day after the date, later by 0, 10 or 20 where answers postpone it', () => {
    fc.assert(
      fc.property(anyLadder, ({ works, due, answers }) => {
        for (const { stage, on } of stagesOf(works, due, answers)) {
          if (stage <= 0) continue;
          const later = workingDaysAfter(works, due, on) - stage;
          expect([0, 10, 20]).toContain(later);
          expect(later).toBeLessThanOrEqual(10 * answers.length);
          if (stage >= 60) break;
        }
      }),
    );
  });
});

function* take<T>(all: Iterable<T>, most: number): Generator<T> {
  let taken = 0;
  for (const each of all) {
    if (taken === most) return;
    taken += 1;
    yield each;
  }
}
