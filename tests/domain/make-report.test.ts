import { describe, expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { makeReport } from '../../bot/domain/make-report.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { KEY } from '../../bot/domain/policy.js';
import type { ReportSection } from '../../bot/domain/report.js';
import type { ReportFacts } from '../../bot/domain/report-facts.js';
import { rollUp } from '../../bot/domain/rollup.js';
import {
  aDelivered,
  aMilestone,
  anArea,
  answered,
  aPlan,
  d,
  dueOn,
  ENGLAND,
  rollupFacts,
} from '../support/builders.js';

const LATER = { due: dueOn('2026-12-18') };
const open = (ref: string, given: Partial<Milestone> = {}) =>
  answered(aMilestone({ ...LATER, ref, ...given }), '2026-03-10', { note: `Said of ${ref}` });
const delivered = (ref: string, given: Partial<Milestone> = {}) => aDelivered({ ...LATER, ref, ...given });

function facts(milestones: readonly Milestone[], given: Partial<ReportFacts> = {}): ReportFacts {
  const codes = [...new Set(milestones.map(({ objective }) => objective))];
  const plan = given.plan ?? aPlan();
  return {
    rollup: rollUp(rollupFacts('2026-03-20', milestones, { plan })),
    ...{ plan, scope: [], areas: [anArea()], milestones, everything: milestones },
    objectives: codes.map((code, order) => ({ code, area: 'PMQA', title: `Aim of ${code}`, order })),
    ...{ history: new Map(), questions: [], measures: [], signing: null, overall: null, correction: null, held: 0 },
    ...{ ceiling: 'internal', calendar: ENGLAND, today: d('2026-03-20'), time: '9am' },
    made: instant('2026-03-20T09:00:00Z'),
    nameOf: (officer) => officer,
    ...given,
  };
}

function linesOf(sections: readonly ReportSection[]): readonly string[] {
  return sections.flatMap(({ level, heading, blocks }) => [
    `${'#'.repeat(level)} ${heading}`,
    ...blocks.flatMap((block): readonly string[] => {
      if (block.kind === 'paragraph') return [`${block.words.strong}${block.words.rest}`];
      return block.kind === 'list' ? block.lines.map(({ strong, rest }) => `${strong}${rest}`) : [];
    }),
  ]);
}

function under(heading: string, ...given: Parameters<typeof facts>): string {
  const lines = linesOf(makeReport(facts(...given)).sections);
  const from = lines.indexOf(`# ${heading}`);
  const end = lines.findIndex((line, at) => at > from && line.startsWith('# '));
  return from < 0 ? '' : lines.slice(from + 1, end < 0 ? undefined : end).join('\n');
}

const PROGRESS = 'Progress by theme';
const ACHIEVED = 'Achieved outcomes';

describe('achieved outcomes', () => {
  const second = { objective: 'PMQA 2' };

  it('an objective of which everything is delivered moves there, out of the progress part', () => {
    const all = [open('1'), delivered('2', second), delivered('3', second)];
    expect(under(ACHIEVED, all)).toMatch(/## .*Aim of PMQA 2\nTheme: Performance and quality\.\n2 .*\n3 /);
    expect(under(PROGRESS, all)).not.toContain('PMQA 2');
    expect(under(PROGRESS, all)).toContain('Said of 1');
  });

  it('one that is withdrawn does not stand in the way, and is told', () => {
    const all = [delivered('2', second), open('3', { ...second, state: 'withdrawn' })];
    const ended = [all[0]!, { ...all[1]!, state: 'withdrawn' as const }];
    expect(under(ACHIEVED, ended)).toContain('3 Audits are moderated every month. Closed: withdrawn.');
  });

  it('not while one is open, and not where one did not achieve what it was for', () => {
    expect(under(ACHIEVED, [delivered('2', second), open('3', second)])).toBe('');
    const missed = delivered('2', second);
    const notAchieved = { ...missed, update: { ...missed.update!, outcome: 'not-achieved' as const } };
    expect(under(ACHIEVED, [notAchieved])).toBe('');
  });

  it('not while one that is not counted here is open', () => {
    const counted = [delivered('2', second)];
    expect(under(ACHIEVED, counted, { everything: [...counted, open('9', second)] })).toBe('');
  });
});

describe('what is counted and not named', () => {
  it('is told beside each number that counts it: of red, overdue and moved', () => {
    const late = (ref: string) => {
      const move = { from: d('2026-02-02'), to: d('2026-03-02'), reason: null, on: d('2026-02-03'), approvedBy: null };
      const one = open(ref, { due: dueOn('2026-03-02'), moves: [move] });
      return { ...one, update: { ...one.update!, rating: 'red' as const, grade: 'red' } };
    };
    const all = [late('1'), late('2')];
    const rollup = rollUp(rollupFacts('2026-03-20', all, { unnamed: new Set(['2']) }));
    const given = [[all[0]!], { rollup, everything: all }] as const;
    const hidden = '1 of them is counted and not named here because of their marking.';
    expect(under('Amber and red', ...given)).toContain(`## Red: 2\n${hidden}`);
    expect(under('Delays and knock-ons', ...given)).toMatch(
      /## Overdue\n1 .*\n1 of them is counted and not named here/,
    );
    expect(under('Delays and knock-ons', ...given)).toContain('Dates of 1 action that is not named here were moved');
    const none = rollUp(rollupFacts('2026-03-20', all, { unnamed: new Set(['1', '2']) }));
    expect(under('Amber and red', [], { rollup: none, areas: [] })).toContain('## Red: 2\n2 of them are counted');
  });
});

describe('the table of the whole plan', () => {
  it('prints an objective where it begins, and again where it comes back', () => {
    const of = (ref: string, objective: string) => open(ref, { objective });
    const all = [of('1', 'PMQA 1'), of('2', 'PMQA 1'), of('3', 'PMQA 2'), of('4', 'PMQA 1')];
    const [block] = makeReport(facts(all)).wide.flatMap(({ blocks }) => blocks);
    const rows = block?.kind === 'table' ? block.table.rows : [];
    expect(rows.map(([, cell]) => cell?.kind === 'text' && cell.text)).toEqual([
      'PMQA 1 Aim of PMQA 1',
      '',
      'PMQA 2 Aim of PMQA 2',
      'PMQA 1 Aim of PMQA 1',
    ]);
  });
});

describe('the sheet of every milestone', () => {
  it.each([
    ['Action', 'Actions'],
    ['Priority', 'Priorities'],
    ['Measure', 'The whole plan'],
    ['a/b', 'The whole plan'],
    ['A word that is much too long for it', 'The whole plan'],
  ])('is called as the plan calls them: %s', (milestone, name) => {
    const plan = aPlan({ levels: { area: 'Theme', objective: 'Aim', milestone } });
    const { sheets } = makeReport(facts([open('1')], { plan }));
    expect(sheets[1]?.name).toBe(name);
    expect(new Set(sheets.map((sheet) => sheet.name.toLowerCase())).size).toBe(sheets.length);
  });
});

describe('what leadership is told besides', () => {
  it('an area that nobody signed off is told as such, with the words of one that is', () => {
    const signed = { code: 'PMQA', area: 'Performance', by: 'head', on: d('2026-03-19'), words: 'I stand by it' };
    expect(under(PROGRESS, [open('1')], { signing: { signed: [], unsigned: [] } })).toContain('Not signed off.');
    expect(under(PROGRESS, [open('1')], { signing: { signed: [signed], unsigned: [] } })).toContain(
      'Signed off by head on Thursday 19 March 2026. “I stand by it”',
    );
    expect(under(PROGRESS, [open('1')])).not.toMatch(/signed off/i);
  });

  it('nobody is named where the plan names nobody; leads only where it names them', () => {
    const named = (naming: 'none' | 'accountable' | 'leads') => {
      const report = makeReport(facts([open('1')], { plan: aPlan({ naming }), nameOf: (id) => `Name of ${id}` }));
      return JSON.stringify(report);
    };
    expect(named('none')).not.toContain('Name of');
    expect(named('accountable')).toContain('Name of head');
    expect(named('accountable')).not.toContain('Name of lead');
    expect(named('leads')).toContain('Name of lead');
  });

  it('how the whole is rated, with the worst of what counts beside it', () => {
    const overall = {
      ...{
        grade: KEY.amber,
        reason: 'Two partners are late',
        by: 'owner',
        on: d('2026-03-18'),
        since: d('2026-02-02'),
      },
      ...{ before: { grade: KEY.green, on: d('2025-12-01') }, suggested: KEY.red },
    };
    const told = under('Overall rating', [open('1')], { overall });
    expect(told).toContain('since Monday 2 February 2026. It was Green before.');
    expect(told).toContain('Reason: Two partners are late. Said by owner on Wednesday 18 March 2026.');
    expect(told).toContain('The worst of what counts: Red.');
  });

  it('questions with their answers, and what may not be told yet', () => {
    const asked = { ref: '1', text: 'Why so late?', asker: 'Cllr Jones', on: d('2026-03-01'), by: null };
    const questions = [
      { ...asked, state: 'answered' as const, answer: 'The builder', answeredOn: d('2026-03-03') },
      { ...asked, state: 'waiting' as const, answer: null, answeredOn: null },
    ];
    const told = under('Questions and answers', [open('1')], { questions });
    expect(told).toContain('1 Why so late? (Cllr Jones, asked on Sunday 1 March 2026)\nAnswer: The builder.');
    expect(told).toContain('There is an answer, which has not been released yet.');
  });

  it('a measure with both values, or why there is none', () => {
    const value = {
      called: 'Quarter 2',
      words: '113 of 190 (59.4 %)',
      asAt: d('2026-03-01'),
      value: 59.4,
      caveat: null,
      small: false,
    };
    const measure = {
      ...{ code: 'IP 4', name: 'Assessments in time', area: null, ref: null, period: 'quarter', unit: '%' },
      ...{
        polarity: 'higher is better',
        target: '75 %',
        comparator: null,
        caveat: 'Without one team',
        direction: 'worse',
      },
      ...{
        now: value,
        before: { ...value, called: 'Quarter 1', words: 'no data, because the system was changed' },
        runRate: null,
      },
    };
    const report = makeReport(facts([open('1')], { measures: [measure] }));
    const section = report.sections.find(({ heading }) => heading === 'Measures');
    expect(JSON.stringify(section)).toMatch(
      /113 of 190 \(59\.4 %\) \(Quarter 2\).*No data, because the system was changed/,
    );
    expect(under('Measures', [open('1')], { measures: [measure] })).toContain('IP 4 Without one team.');
  });

  it('no heading stands empty, and the ambers and reds come after the delays', () => {
    const red = answered(aMilestone({ ref: '1' }), '2026-03-10', {
      rating: 'red',
      grade: 'red',
      cause: 'Late',
      note: 'Half done',
    });
    const { sections } = makeReport(facts([red]));
    for (const [at, { blocks, level }] of sections.entries()) {
      expect(blocks.length > 0 || (sections[at + 1]?.level ?? 0) > level).toBe(true);
    }
    const told = under('Amber and red', [red]);
    expect(told).toContain('Cause: Late.\nRemedial action: none given.');
    expect(told).toContain('Progress: Half done.');
  });

  it('the words of the plan for its levels are used, and none of ours', () => {
    const report = makeReport(facts([open('1'), delivered('2')]));
    const words = [...linesOf(report.sections), ...linesOf(report.wide)].join('\n');
    expect(words).not.toMatch(/\b(?:milestones?|snapshot|rollup|sweep|digest|path to green)\b/i);
    const headings = report.wide.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'table' ? block.table.columns.map(({ heading }) => heading) : [])),
    );
    expect(headings).toEqual(expect.arrayContaining(['Ref', 'Area for development', 'Action', 'Due', 'Rating']));
  });
});
