import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../bot/domain/dates.js';
import { checkOn } from '../../bot/domain/check.js';
import { isLapsed } from '../../bot/domain/lapse.js';
import { asksOn, escalationOn, lookOn } from '../../bot/domain/look-on.js';
import {
  announcedAt,
  faultsOfRules,
  RULE_BOOK,
  rulesOf,
  sameNumbers,
  withRules,
  type PlanRules,
} from '../../bot/domain/plan-rules.js';
import { isSilence } from '../../bot/domain/silence.js';
import { addWorkingDays, workingDayOnOrBefore } from '../../bot/domain/working-days.js';
import { anyRules } from '../support/any-plan.js';
import { aMilestone, answered, d, dueOn, ENGLAND } from '../support/builders.js';

const by = (rules: PlanRules, plan = 'cs') => ({ ...ENGLAND, rules: [{ plan, rules }] });

describe('the numbers of a plan', () => {
  it('are those of the rule book where it has none of its own', () => {
    expect(rulesOf(ENGLAND, 'cs')).toEqual(RULE_BOOK);
    expect(rulesOf(by({ redAfter: 3 }, 'other'), 'cs')).toEqual(RULE_BOOK);
    expect(rulesOf(by({ redAfter: 3 }), 'cs')).toEqual({ ...RULE_BOOK, redAfter: 3 });
    expect(rulesOf(by({ redAfter: undefined }), 'cs')).toEqual(RULE_BOOK);
  });

  it('are kept only where they are others, each plan by itself', () => {
    const first = withRules([], 'cs', { redAfter: 3, silentAfter: RULE_BOOK.silentAfter });
    expect(first).toEqual([{ plan: 'cs', rules: { redAfter: 3 } }]);
    const second = withRules(first, 'yj', { stagesAfter: [2] });
    expect(second).toEqual([...first, { plan: 'yj', rules: { stagesAfter: [2] } }]);
    expect(withRules(second, 'cs', { redAfter: RULE_BOOK.redAfter })).toEqual([second[1]]);
  });

  it('announce what goes further up with the reminder before that', () => {
    expect(announcedAt(RULE_BOOK)).toBe(5);
    expect(announcedAt({ ...RULE_BOOK, stagesAfter: [7], escalationFrom: 7 })).toBe(7);
  });

  it('that can be are taken, and read back the same (any)', () => {
    fc.assert(
      fc.property(anyRules, anyRules, (first, second) => {
        expect(faultsOfRules(first)).toEqual([]);
        const kept = withRules(withRules([], 'cs', first), 'cs', second);
        expect(sameNumbers(rulesOf({ rules: kept }, 'cs'), { ...RULE_BOOK, ...first, ...second })).toBe(true);
      }),
    );
  });

  it.each<[string, PlanRules, RegExp]>([
    ['no reminder on the date', { stagesBefore: [-5] }, /on the date itself/],
    ['none after the date', { stagesAfter: [], escalationFrom: 10 }, /after the date at least/],
    ['halves', { stagesAfter: [1.5, 10] }, /whole working days/],
    ['in any order', { stagesAfter: [10, 5] }, /earliest first/],
    ['before the date among those after it', { stagesAfter: [-1, 10] }, /earliest first/],
    ['a crowd', { stagesBefore: [-9, -8, -7, -6, -5, -4, 0] }, /at most 8/],
    ['told at no reminder', { escalationFrom: 7 }, /with one of the reminders after the date: 1, 5, 10/],
    ['never red', { redAfter: 1000 }, /from 0 to 260/],
    ['amber without a move', { movesForAmber: 0 }, /from 1 to 20/],
    ['silent at once', { silentAfter: 0 }, /from 1 to 65/],
    ['no number', { greenLapsesAfter: Number.NaN }, /from 5 to 260/],
  ])('that cannot be are told in a sentence: %s', (_name, rules, sentence) => {
    const faults = faultsOfRules(rules);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(sentence);
  });
});

describe('what the numbers of a plan decide', () => {
  it('when it is asked about, and when that goes further up', () => {
    const rules = { stagesBefore: [-3, 0], stagesAfter: [2, 4], escalationFrom: 4, stagesRepeat: 6 };
    const calendar = by(rules);
    const milestone = aMilestone({ due: dueOn('2026-06-10') });
    const days: string[] = [];
    for (let day = lookOn(milestone, calendar, d('2026-05-01')); day !== null && day < '2026-07-01';) {
      days.push(...asksOn(milestone, calendar, day).map(({ step }) => `${String(day)} ${step}`));
      day = lookOn(milestone, calendar, day);
    }
    expect(days).toEqual(['2026-06-05 -3', '2026-06-10 0', '2026-06-12 +2', '2026-06-16 +4', '2026-06-24 +10']);
    expect(escalationOn(milestone, calendar, d('2026-06-15'), null)).toBeUndefined();
    expect(escalationOn(milestone, calendar, d('2026-06-16'), null)).toMatchObject({ step: '+4' });
    expect(escalationOn(milestone, ENGLAND, d('2026-06-16'), null)).toBeUndefined();
  });

  it('from when it is red', () => {
    const milestone = answered(aMilestone({ due: dueOn('2026-06-10') }), '2026-06-09', { rating: 'green' });
    const on = (day: string, redAfter: number): string => checkOn(milestone, by({ redAfter }), d(day)).rating;
    expect([on('2026-06-12', 2), on('2026-06-15', 2), on('2026-06-15', 20)]).toEqual(['amber', 'red', 'amber']);
  });

  it('when Green lapses, silence counts, and an answer stops quieting', () => {
    const said = { on: d('2026-06-01') };
    expect(isLapsed(said, 'cs', by({ greenLapsesAfter: 5 }), d('2026-06-08'))).toBe(false);
    expect(isLapsed(said, 'cs', by({ greenLapsesAfter: 5 }), d('2026-06-09'))).toBe(true);
    expect(isSilence(said.on, 'cs', by({ silentAfter: 2 }), d('2026-06-03'))).toBe(true);
    expect(isSilence(said.on, 'cs', ENGLAND, d('2026-06-03'))).toBe(false);
  });

  it('of any plan: every reminder comes on its working day, counted from the date', () => {
    fc.assert(
      fc.property(anyRules, fc.nat(300), (rules, ahead) => {
        const due = addDays(d('2026-06-01'), ahead);
        const milestone = aMilestone({ due: dueOn(due), importedOn: d('2026-01-05') });
        const calendar = by(rules);
        const zero = workingDayOnOrBefore(ENGLAND, due);
        const wanted = [
          ...(rules.stagesBefore ?? []).map((stage) => addWorkingDays(ENGLAND, zero, stage)),
          ...(rules.stagesAfter ?? []).map((stage) => addWorkingDays(ENGLAND, due, stage)),
        ];
        const found: string[] = [];
        const last = wanted.at(-1) ?? due;
        for (let day = lookOn(milestone, calendar, d('2026-01-05')); day !== null && day <= last;) {
          if (asksOn(milestone, calendar, day).some(({ on }) => on === day)) found.push(day);
          day = lookOn(milestone, calendar, day);
        }
        expect(found).toEqual([...new Set(wanted.filter((day) => day > '2026-01-05'))]);
      }),
    );
  });
});
