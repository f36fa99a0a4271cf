import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../bot/domain/consistency.js';
import { instant } from '../../bot/domain/dates.js';
import { makeReport } from '../../bot/domain/make-report.js';
import { KEY } from '../../bot/domain/policy.js';
import type { Milestone, Plan } from '../../bot/domain/plan.js';
import type { ReportFacts } from '../../bot/domain/report-facts.js';
import { rollUp } from '../../bot/domain/rollup.js';
import { NOT_CLEARED_WORDS } from '../../bot/domain/told-words.js';
import {
  aBefore,
  aMilestone,
  anArea,
  anUpdate,
  answered,
  aPlan,
  d,
  dueOn,
  ENGLAND,
  rollupFacts,
} from '../support/builders.js';

const LATER = { due: dueOn('2026-12-18') };
const said = (words: object, ref = 'PMQA 1.1') => answered(aMilestone({ ...LATER, ref }), '2026-03-10', words);

function facts(milestones: readonly Milestone[], given: Partial<ReportFacts> = {}, plan: Plan = aPlan()): ReportFacts {
  const before = aBefore('2026-03-01', milestones, { plan });
  return {
    rollup: rollUp(rollupFacts('2026-03-20', milestones, { plan, before })),
    ...{ plan, scope: [], areas: [anArea()], objectives: [], milestones, everything: milestones },
    ...{ history: new Map(), questions: [], measures: [], signing: null, overall: null, correction: null, held: 0 },
    ...{ ceiling: 'internal', calendar: ENGLAND, today: d('2026-03-20'), time: '9am' },
    made: instant('2026-03-20T09:00:00Z'),
    nameOf: (officer) => officer,
    ...given,
  };
}

function found(...given: Parameters<typeof facts>): readonly (readonly [string, string | null, string, string])[] {
  return findingsOf(facts(...given), null).map(({ code, ref, field, words }) => [code, ref, field, words]);
}

describe('words that were left in', () => {
  it.each(['xxx', 'XXXX', '[insert figure]', '[date]', '???', 'TBC', 'lorem ipsum'])('%s', (words) => {
    expect(found([said({ note: `Trained ${words} people` })])).toEqual([['left-in', 'PMQA 1.1', 'progress', words]]);
  });

  it.each(['Sixxx', 'tbc', 'What? Why?', '[held until the head of service has looked at it]', 'See [1] and [a]'])(
    '%s is none',
    (words) => {
      expect(found([said({ note: words })])).toEqual([]);
    },
  );

  it('TBC is lawful in a due date and in the plan’s own wording; xxx is not', () => {
    const milestone = said({ note: 'Done' });
    expect(found([{ ...milestone, text: 'Agree a date (TBC)', due: { kind: 'awaited', text: 'TBC' } }])).toEqual([]);
    expect(found([{ ...milestone, text: 'Train xxx people' }])).toEqual([['left-in', 'PMQA 1.1', 'wording', 'xxx']]);
  });
});

describe('words on the plan’s list not to use', () => {
  const plan = aPlan({ avoid: ['hard to reach', 'cohort'] });

  it('are found whole, whatever their case and spaces', () => {
    expect(found([said({ note: 'Hard  to reach families', cause: 'The Cohort is small' })], {}, plan)).toEqual([
      ['avoid', 'PMQA 1.1', 'progress', 'hard to reach'],
      ['avoid', 'PMQA 1.1', 'cause', 'cohort'],
    ]);
    expect(found([said({ note: 'Two cohorts' })], {}, plan)).toEqual([]);
  });
});

describe('a figure said in two ways', () => {
  it('within one milestone', () => {
    const twice = said({
      note: '12 of 40 social workers have been trained.',
      cause: '15 of 40 social workers are trained.',
    });
    expect(found([twice])).toEqual([['two-figures', 'PMQA 1.1', 'cause', '15 of 40']]);
    expect(found([said({ note: '12 of 40 audits are done.', cause: '12 of 40 audits are done.' })])).toEqual([]);
  });

  it('is none where another time, or something else, is meant', () => {
    for (const cause of [
      'In April it was 15 of 40 social workers.',
      'The target is 40 of 40 social workers by June.',
      '15 of 40 foster carers are trained.',
      'It rose from 9 of 40 social workers.',
    ]) {
      expect(found([said({ note: '12 of 40 social workers have been trained.', cause })]), cause).toEqual([]);
    }
  });

  it('is none in two milestones: they speak of their own', () => {
    const two = [said({ note: '12 of 40 audits are done.' }), said({ note: '9 of 40 audits are done.' }, 'PMQA 1.2')];
    expect(found(two)).toEqual([]);
  });

  const overall = (reason: string): Partial<ReportFacts> => ({
    overall: {
      ...{ grade: KEY.amber, reason, by: 'owner', on: d('2026-03-20'), since: d('2026-03-20') },
      ...{ before: null, suggested: null },
    },
  });

  it('a measure that is said with another value', () => {
    const now = {
      called: 'Quarter 2',
      words: '59.4 %',
      asAt: d('2026-03-01'),
      value: 59.4,
      caveat: null,
      small: false,
    };
    const measure = {
      ...{ code: 'IP 4', name: 'In time', area: null, ref: null, period: 'quarter', unit: '%', polarity: '', now },
      ...{ target: null, comparator: null, caveat: null, before: null, direction: null, runRate: null },
    };
    const about = (note: string) => found([said({ note })], { measures: [measure] });
    expect(about('IP 4 stands at 72%.')).toEqual([['two-figures', 'PMQA 1.1', 'progress', 'IP 4 stands at 72%']]);
    for (const fine of [
      'IP 4 stands at 59%.',
      'IP 4 is 59.4 per cent.',
      'IP 4 was 72% last quarter.',
      'IP 41 is 72%.',
    ]) {
      expect(about(fine), fine).toEqual([]);
    }
  });

  it('a count that is not the one of the figures', () => {
    const one = [said({ rating: 'red', grade: 'red', note: 'Late' })];
    expect(found(one, overall('2 actions are red.'))).toEqual([
      ['two-figures', null, 'reason for the overall rating', '2 actions are red'],
    ]);
    expect(found(one, overall('One is red, none is amber.'))).toEqual([]);
    expect(found(one, overall('Last quarter 4 were red.'))).toEqual([]);
  });

  it('words of a sign-off are held against the figures of their own area', () => {
    const signing = {
      signed: [{ code: 'PMQA', area: 'Performance', by: 'head', on: d('2026-03-20'), words: 'Three amber' }],
      unsigned: [],
    };
    expect(found([said({ note: 'Fine' })], { signing })).toEqual([
      ['two-figures', null, 'words of the sign-off of Performance', 'Three amber'],
    ]);
  });
});

describe('figures that are not those that were posted', () => {
  it('are named with both', () => {
    const given = facts([said({ note: 'Fine' })]);
    const posted = { ...given.rollup.counts, green: 0, amber: 1 };
    expect(findingsOf(given, posted).map(({ message }) => message)).toEqual([
      expect.stringContaining('0 here, 1 in the summary'),
      expect.stringContaining('1 here, 0 in the summary'),
    ]);
    expect(findingsOf(given, given.rollup.counts)).toEqual([]);
  });
});

describe('an area nobody mentions', () => {
  it('was not spoken of since the last summary, whatever was said before', () => {
    const old = answered(aMilestone(LATER), '2026-02-10', { note: 'Begun' });
    expect(found([old])).toEqual([['not-mentioned', null, 'Theme Performance and quality', '']]);
    expect(found([said({ note: 'Going on' })])).toEqual([]);
  });

  it('a tick without a word is no sentence', () => {
    expect(found([said({ note: null, confirmedOnly: true })])).toHaveLength(1);
  });

  it('is none where nothing is open any more', () => {
    expect(found([{ ...aMilestone(LATER), state: 'withdrawn' }])).toEqual([]);
  });
});

describe('whatever stands in a finished report', () => {
  it('is looked through, wherever somebody wrote it; only what was said before is not', () => {
    const milestone = said({ note: 'x', cause: 'x', remedy: 'x', help: 'x', nextStep: 'x', evidence: 'x' });
    const update = { ...milestone.update!, evidenceLink: 'x', waitsOn: { kind: 'body', name: 'x' } as const };
    const move = { from: d('2026-04-01'), to: d('2026-12-18'), on: d('2026-03-02'), reason: 'x', where: 'x' } as const;
    const asked = { ref: 'PMQA 1.1', text: 'x', asker: 'x', on: d('2026-03-02'), state: 'answered' } as const;
    const value = { called: 'x', words: 'x', asAt: d('2026-03-01'), value: null, caveat: 'x', small: false };
    const measure = {
      ...{ code: 'IP 4', name: 'x', area: null, ref: null, period: 'quarter', unit: 'x', polarity: '' },
      ...{ target: 'x', comparator: 'x', caveat: 'x', now: value, before: value, direction: null, runRate: null },
    };
    const overall = { grade: KEY.red, reason: 'x', by: 'owner', on: d('2026-03-02'), since: d('2026-03-02') };
    const given = facts(
      [
        {
          ...milestone,
          text: 'x',
          due: { ...dueOn('2026-12-18'), text: 'x' },
          tags: ['x'],
          update,
          moves: [{ ...MOVE, ...move }],
        },
      ],
      {
        areas: [anArea({ title: 'x' })],
        objectives: [{ code: 'PMQA 1', area: 'PMQA', title: 'x', order: 0 }],
        scope: ['x'],
        questions: [{ ...asked, answer: 'x', by: null, answeredOn: d('2026-03-03') }],
        measures: [measure],
        signing: { signed: [{ code: 'PMQA', area: 'x', by: 'head', on: d('2026-03-02'), words: 'x' }], unsigned: [] },
        overall: { ...overall, before: null, suggested: null },
        correction: { of: d('2026-03-01'), reason: 'x' },
      },
      aPlan({ title: 'x', levels: { area: 'Theme', objective: 'x', milestone: 'Action' } }),
    );
    const [marked, marks] = numbered(given);
    const report = makeReport(marked);
    const printed = JSON.stringify({
      ...report,
      sheets: report.sheets.filter(({ name }) => name !== 'Change history'),
    });
    const shown = marks.filter((mark) => printed.includes(mark));
    const looked = new Set(findingsOf(marked, null).map(({ words }) => words));
    expect(shown.length).toBeGreaterThan(30);
    expect(shown.filter((mark) => !looked.has(mark))).toEqual([]);
  });
});

const MOVE = { approvedBy: { kind: 'officer', id: 'head' }, was: '1 April' } as const;

/** Each “x” becomes words that were left in, of its own. */
function numbered(given: ReportFacts): readonly [ReportFacts, readonly string[]] {
  const marks: string[] = [];
  const walk = (value: unknown): unknown => {
    if (value === 'x') return (marks[marks.length] = `[insert ${String(marks.length)}]`);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object' || value instanceof Map || value instanceof Set) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  return [walk(given) as ReportFacts, marks];
}

describe('a public report', () => {
  it('names small numbers, and what no wording was cleared for', () => {
    const small = said({ note: 'Three children were placed' });
    const bare = {
      ...aMilestone({ ...LATER, ref: 'PMQA 1.2' }),
      update: anUpdate({ on: d('2026-03-12'), note: NOT_CLEARED_WORDS }),
    };
    const codes = found([small, bare], { ceiling: 'public' }).map(([code, ref]) => [code, ref]);
    expect(codes).toContainEqual(['small-number', 'PMQA 1.1']);
    expect(codes).toContainEqual(['not-cleared', 'PMQA 1.2']);
    expect(found([small])).toEqual([]);
  });
});
