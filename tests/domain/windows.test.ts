import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instant, type CivilDate } from '../../bot/domain/dates.js';
import { longestDeferral } from '../../bot/domain/deferral.js';
import { planDigest } from '../../bot/domain/digest-plan.js';
import { isLapsed } from '../../bot/domain/lapse.js';
import { allAsksOn, asksOn, lookOn, notYetAsked } from '../../bot/domain/look-on.js';
import { isOpen, type Milestone } from '../../bot/domain/plan.js';
import { ratingOn } from '../../bot/domain/rating.js';
import { isSilence } from '../../bot/domain/silence.js';
import { faultOf, restDays } from '../../bot/domain/window-faults.js';
import { freezesAt, morningAt, nextStepOf, phaseOn, postsAt, type ReportingWindow } from '../../bot/domain/windows.js';
import type { Calendar } from '../../bot/domain/working-days.js';
import { anyCalendar, anyDay, anyMilestone } from '../support/any-plan.js';
import { aMilestone, answered, asAsked, AWAITED, d, dueOn, ENGLAND, LONDON } from '../support/builders.js';

/** Opens on a Thursday, asks again on a Friday and a Wednesday, is frozen on a Friday and posted on a Wednesday. */
function aWindow(given: Partial<ReportingWindow> = {}): ReportingWindow {
  return {
    id: '2026-q2',
    plan: 'cs',
    name: 'Quarter 2',
    opens: d('2026-10-01'),
    chases: [d('2026-10-09'), d('2026-10-14')],
    freezes: d('2026-10-16'),
    posts: d('2026-10-21'),
    ...given,
  };
}

const with2 = (...windows: readonly ReportingWindow[]): Calendar => ({ ...ENGLAND, windows });
const NEXT = aWindow({
  id: '2026-q3',
  name: 'Quarter 3',
  opens: d('2027-01-04'),
  chases: [d('2027-01-11')],
  freezes: d('2027-01-15'),
  posts: d('2027-01-20'),
});
const QUARTERS = with2(aWindow(), NEXT);
const far = aMilestone({ due: dueOn('2027-12-31') });

/** What is asked on each day on which something is new, by a sweep every day. */
function year(milestone: Milestone, calendar: Calendar, from: string, upTo: string): readonly string[] {
  const rows: ReturnType<typeof asAsked>[] = [];
  const told: string[] = [];
  for (let day = d(from); day <= upTo; day = addDays(day, 1)) {
    for (const ask of notYetAsked(asksOn(milestone, calendar, day), rows)) {
      rows.push(asAsked(milestone, ask));
      told.push(`${day} ${ask.anchor} ${ask.step}`);
    }
  }
  return told;
}

describe('what a window asks', () => {
  it('every open milestone when it opens, and again on its later days', () => {
    expect(year(far, QUARTERS, '2026-09-01', '2027-02-01')).toEqual([
      '2026-10-01 window:2026-q2 open',
      '2026-10-09 window:2026-q2 chase-1',
      '2026-10-14 window:2026-q2 chase-2',
      '2027-01-04 window:2026-q3 open',
      '2027-01-11 window:2026-q3 chase-1',
    ]);
  });

  it('of an awaited date once a window, and not once a quarter', () => {
    expect(year(aMilestone({ due: AWAITED }), QUARTERS, '2026-04-01', '2026-12-31')).toEqual([
      '2026-10-01 window:2026-q2 open',
      '2026-10-09 window:2026-q2 chase-1',
      '2026-10-14 window:2026-q2 chase-2',
    ]);
  });

  it('of a plan without windows once a quarter, as before', () => {
    const other = aMilestone({ plan: 'other', due: AWAITED, importedOn: d('2026-04-01') });
    expect(year(other, QUARTERS, '2026-04-01', '2026-12-31')).toEqual([
      '2026-04-01 window:2026-04-01 open',
      '2026-07-01 window:2026-07-01 open',
      '2026-10-01 window:2026-10-01 open',
    ]);
  });

  it('nobody again who answered since it opened, on that very day too; an answer of the day before is none', () => {
    const since = (day: string) => year(answered(far, day), QUARTERS, day, '2026-12-31');
    expect(since('2026-10-01')).toEqual([]);
    expect(since('2026-10-12')).toEqual([]);
    expect(since('2026-09-30')[0]).toBe('2026-10-01 window:2026-q2 open');
  });

  it('once what was missed, also of figures that are frozen; it stays owed until it is answered, or the next opens', () => {
    expect(year(far, QUARTERS, '2026-10-17', '2027-01-05')).toEqual([
      '2026-10-17 window:2026-q2 chase-2',
      '2027-01-04 window:2026-q3 open',
    ]);
    expect(year(answered(far, '2026-10-20'), QUARTERS, '2026-10-20', '2027-01-03')).toEqual([]);
  });

  it('on the first working day after one that is none', () => {
    const saturday = with2(aWindow({ opens: d('2026-10-03') }));
    expect(year(far, saturday, '2026-10-01', '2026-10-08')).toEqual(['2026-10-05 window:2026-q2 open']);
  });

  it('nothing that passed before the plan was loaded, and once what was overdue then (RULES 1)', () => {
    const late = aMilestone({ due: dueOn('2026-03-31'), importedOn: d('2026-10-01') });
    expect(year(late, QUARTERS, '2026-10-01', '2026-10-05')).toEqual(['2026-10-01 import:2026-10-01 confirm']);
    const loaded = aMilestone({ due: dueOn('2027-12-31'), importedOn: d('2026-10-06') });
    expect(year(loaded, QUARTERS, '2026-10-01', '2026-10-10')).toEqual(['2026-10-09 window:2026-q2 chase-1']);
  });

  it('nobody while something waits for a decision, or is put off', () => {
    const deferral = {
      until: d('2026-10-09'),
      reason: 'later',
      by: { kind: 'operator' } as const,
      on: d('2026-09-01'),
    };
    expect(year({ ...far, deferral }, QUARTERS, '2026-09-01', '2026-10-15')).toEqual([
      '2026-10-12 resume:2026-10-09 resume',
      '2026-10-14 window:2026-q2 chase-2',
    ]);
  });
});

describe('over any plan and calendar with windows', () => {
  const isWindow = ({ anchor }: { anchor: string }): boolean => anchor.startsWith('window:w');

  it('every open milestone is asked once a step, and nobody who answered since the opening is asked again', () => {
    let asked = 0;
    fc.assert(
      fc.property(anyMilestone, anyCalendar, (milestone, calendar) => {
        const windows = (calendar.windows ?? []).filter(({ plan }) => plan !== 'another');
        for (const window of windows) {
          const days = [];
          for (let day = window.opens; day <= addDays(window.freezes, 5); day = addDays(day, 1)) {
            const own = allAsksOn(milestone, calendar, day).filter(({ anchor }) => anchor === `window:${window.id}`);
            expect(own.length).toBeLessThanOrEqual(1);
            if (own.length > 0) days.push(day);
          }
          asked += days.length;
          const answer = milestone.answeredOn ?? '';
          if (answer >= window.opens || !isOpen(milestone)) expect(days).toEqual([]);
          const free = milestone.deferral === null && milestone.proposal === null && isOpen(milestone);
          const reachable = calendar.isWorkingDay(window.opens) && milestone.importedOn < window.opens;
          if (free && reachable && answer < window.opens) {
            expect(days[0]).toBe(window.opens);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(asked).toBeGreaterThan(100);
  });

  it('the opening of a window is a day on which the rules look', () => {
    fc.assert(
      fc.property(anyMilestone, anyCalendar, anyDay(200), (milestone, calendar, day) => {
        const opens = asksOn(milestone, calendar, day).filter((ask) => isWindow(ask) && ask.on === day);
        if (opens.length > 0) expect(lookOn(milestone, calendar, addDays(day, -1))).toBe(day);
      }),
      { numRuns: 2000 },
    );
  });

  it('no Green survives the freeze of a window in which it was not said; no Red or Amber ever lapses', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyDay(),
        anyDay(400),
        fc.constantFrom('green' as const, 'amber' as const, 'red' as const),
        (calendar, on, today, rating) => {
          const said = answered(aMilestone({ due: dueOn('2030-12-31') }), on, { rating });
          const shown = ratingOn(said, 'confidence', calendar, today);
          const frozen = (calendar.windows ?? []).filter(
            ({ plan, opens, freezes }) => plan !== 'another' && on < opens && freezes <= today,
          );
          if (rating !== 'green') expect(shown).toBe(rating);
          else if (frozen.length > 0) expect(shown).toBe('none');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('what lapses (RULES 4)', () => {
  const lapsed = (on: string, today: string, calendar = QUARTERS): boolean =>
    isLapsed({ on: d(on) }, 'cs', calendar, d(today));

  it('on the day of the freeze what was not said since the opening', () => {
    expect(lapsed('2026-09-30', '2026-10-15')).toBe(false);
    expect(lapsed('2026-09-30', '2026-10-16')).toBe(true);
    expect(lapsed('2026-10-01', '2026-10-16')).toBe(false);
    expect(lapsed('2026-10-01', '2027-01-14')).toBe(false);
    expect(lapsed('2026-10-01', '2027-01-15')).toBe(true);
  });

  it('not on the morning of the freeze, whose noon has not come', () => {
    const morning = { ...QUARTERS, morningOf: d('2026-10-16') };
    expect(lapsed('2026-09-30', '2026-10-16', morning)).toBe(false);
    expect(lapsed('2026-09-30', '2026-10-17', morning)).toBe(true);
    expect(isSilence(d('2026-10-14'), 'cs', morning, d('2026-10-16'))).toBe(false);
    expect(morningAt(instant('2026-10-16T10:59:59.999Z'), LONDON)).toBe('2026-10-16');
    expect(morningAt(instant('2026-10-16T11:00:00Z'), LONDON)).toBeNull();
  });

  it('after 65 working days where no window is set any more', () => {
    const last = with2(aWindow());
    expect(lapsed('2026-10-16', '2027-01-20', last)).toBe(false);
    expect(lapsed('2026-10-16', '2027-01-21', last)).toBe(true);
    expect(lapsed('2026-10-16', '2027-01-21', ENGLAND)).toBe(true);
  });

  it('what was asked before the freeze and is unanswered is silence from then on', () => {
    const silent = (arrived: string, today: string) => isSilence(d(arrived), 'cs', QUARTERS, d(today));
    expect(silent('2026-10-14', '2026-10-15')).toBe(false);
    expect(silent('2026-10-14', '2026-10-16')).toBe(true);
    expect(silent('2026-10-16', '2026-10-20')).toBe(false);
    expect(silent('2026-10-16', '2026-10-30')).toBe(true);
  });
});

describe('around a window', () => {
  it('a deferral lasts to the posting of the next one; where none is set, to the end of the next quarter', () => {
    expect(longestDeferral('cs', QUARTERS, d('2026-09-01'))).toMatchObject({ on: '2026-10-21' });
    expect(longestDeferral('cs', QUARTERS, d('2026-10-02'))).toEqual({
      on: '2027-01-20',
      is: 'the day on which Quarter 3 is reported',
    });
    expect(longestDeferral('cs', QUARTERS, d('2027-01-04'))).toMatchObject({ on: '2027-06-30' });
  });

  it('the limit of two cards a week does not hold while a plan is reported', () => {
    const twice = { asked: [], week: d('2026-09-28'), count: 2 };
    const asks = asksOn(far, QUARTERS, d('2026-10-01'));
    const reader = { id: 'lead', entraId: 'e', unreachable: null };
    const plan = (calendar: Calendar) =>
      planDigest(reader, [{ milestone: far, asks }], twice, d('2026-10-01'), [], calendar);
    expect(plan(QUARTERS).entries).toHaveLength(1);
    expect(plan(ENGLAND).skipped).toMatchObject([{ reason: 'weekly-limit' }]);
  });

  it('knows its phase, what comes next, and when', () => {
    const phases = ['2026-09-30', '2026-10-01', '2026-10-09', '2026-10-16', '2026-10-22'];
    expect(phases.map((day) => phaseOn(aWindow(), d(day)))).toEqual(['ahead', 'open', 'chasing', 'frozen', 'posted']);
    expect(nextStepOf(aWindow(), d('2026-10-01'))).toEqual({ on: '2026-10-09', what: 'chases' });
    expect(nextStepOf(aWindow(), d('2026-10-21'))).toBeNull();
    expect(freezesAt(aWindow(), LONDON)).toBe('2026-10-16T11:00:00.000Z');
    expect(postsAt(NEXT, LONDON)).toBe('2027-01-20T09:00:00.000Z');
    expect(postsAt(aWindow({ posts: d('2026-10-16') }), LONDON)).toBe('2026-10-16T11:00:00.000Z');
  });
});

describe('what is wrong with a window', () => {
  const code = (given: Partial<ReportingWindow>, others: readonly ReportingWindow[] = []) =>
    faultOf(aWindow(given), others)?.code ?? null;
  const day = (text: string): CivilDate => d(text);

  it.each([
    [{}, null],
    [{ chases: [] }, null],
    [{ posts: day('2026-10-16') }, null],
    [{ id: 'Quarter 2' }, 'window-id'],
    [{ name: ' ' }, 'window-name'],
    [{ name: 'x'.repeat(61) }, 'window-name'],
    [{ chases: [day('2026-09-30')] }, 'window-order'],
    [{ chases: [day('2026-10-16')] }, 'window-order'],
    [{ chases: [], freezes: day('2026-10-01') }, 'window-order'],
    [{ posts: day('2026-10-15') }, 'window-order'],
    [{ chases: [2, 3, 4, 5, 6, 7].map((n) => day(`2026-10-0${String(n)}`)) }, 'too-many-chases'],
  ])('%j: %s', (given, expected) => {
    expect(code(given)).toBe(expected);
  });

  it('overlaps with another of its plan, or of every plan, and with none of another plan', () => {
    const later = {
      id: 'b',
      opens: day('2026-10-21'),
      chases: [],
      freezes: day('2026-10-30'),
      posts: day('2026-11-02'),
    };
    expect(code(later, [aWindow()])).toBe('window-overlaps');
    expect(code({ ...later, plan: null }, [aWindow()])).toBe('window-overlaps');
    expect(code(later, [aWindow({ plan: null })])).toBe('window-overlaps');
    expect(code(later, [aWindow({ plan: 'other' })])).toBeNull();
    expect(code({ ...later, opens: day('2026-10-22') }, [aWindow()])).toBeNull();
    expect(faultOf(aWindow(later), [aWindow()])?.message).toBe(
      'It overlaps with “2026-q2” (Quarter 2, for “cs”), which runs from Thursday 1 October 2026 to Wednesday 21 October 2026. A plan has one window at a time.',
    );
  });

  it('days on which nobody works are told, with a better one', () => {
    expect(restDays(aWindow(), ENGLAND)).toEqual([]);
    expect(restDays(aWindow({ freezes: day('2026-10-18') }), ENGLAND)).toEqual([
      'Sunday 18 October 2026, when the figures are frozen, is no working day: Friday 16 October 2026 would be.',
    ]);
  });
});
