/** The progress summary as a card: what one message holds, in which words, and what goes where there is no room. */
import { describe, expect, test } from 'vitest';
import type { RollupView } from '../../bot/domain/views.js';
import { rollupCard } from '../../cards/index.js';
import { sign, viewOf } from './samples.js';
import { blocksOf, ofType } from './shape.js';

const summary = viewOf('rollup') as RollupView;
const own = viewOf('rollup-own') as RollupView;

/** The same summary with so little in it that there is room for everything. */
function bare(view: RollupView): RollupView {
  return { ...view, moved: [], disagreements: [], passed: [], sections: [], areas: [], noUpdate: [] };
}

describe('one message holds what leadership reads first', () => {
  const full = viewOf('rollup-full') as RollupView;
  const verbsOf = (view: RollupView): string[] =>
    ofType(rollupCard(view, sign).card, 'Action.Execute').map(({ verb }) => String(verb));

  test('an exception in two lines: rating, words and who is accountable; then cause, remedy and date', () => {
    const blocks = blocksOf(rollupCard(summary).card);
    const at = blocks.findIndex((text) => text.includes('CiN/CP 1.4'));
    expect(blocks.slice(at, at + 2)).toEqual([
      '◆ Red, was ▲ Amber. CiN/CP 1.4 Launch the new child protection conference report. Priya Raman, 16 working days overdue.',
      'Cause: the supplier’s form loses text when it is saved. Remedial action: paper version from Monday 30 November 2026, fix promised for January. Recovery date: Friday 29 January 2027.',
    ]);
  });

  test('a name where the plan says so, and none where it says that', () => {
    const naming = (given: Partial<RollupView>, row: Partial<RollupView['sections'][number]['rows'][number]>) => {
      const [section] = summary.sections;
      const rows = [{ ...section!.rows[0]!, ...row }];
      return blocksOf(rollupCard({ ...summary, ...given, sections: [{ ...section!, rows, count: 1 }] }).card).join(
        '\n',
      );
    };
    expect(naming({ naming: 'leads' }, { leads: ['Lou', 'Lee'] })).toContain(
      'Tomasz Brandt, led by Lou and Lee, 7 working',
    );
    expect(naming({ naming: 'none' }, { accountable: null })).toContain('20 working days. 7 working days overdue.');
  });

  test('each exception and each area has its buttons, four in a row at most', () => {
    const few = { ...bare(summary), sections: summary.sections.slice(0, 1), areas: summary.areas };
    const verbs = verbsOf(few);
    expect(verbs.filter((verb) => verb === 'ask-about')).toHaveLength(2);
    expect(verbs.filter((verb) => verb === 'show-milestone')).toHaveLength(2);
    expect(verbs.filter((verb) => verb === 'show-area')).toHaveLength(8);
    expect(ofType(rollupCard(few).card, 'Action')).toEqual([]);
  });

  test('where it is full, what is an extra goes before buttons, and buttons before words', () => {
    expect(verbsOf(summary).filter((verb) => verb === 'ask-about').length).toBeGreaterThan(0);
    const told = blocksOf(rollupCard(full, sign).card).join('\n');
    for (const { rows, more } of full.sections)
      for (const ref of [...rows.map((row) => row.ref), ...more]) expect(told).toContain(ref);
    expect(told).not.toContain('Left out here');
  });

  test('the areas as bars are an extra that may be dropped: their figures stand in words', () => {
    const { card } = rollupCard(own, sign);
    const [chart] = ofType(card, 'Chart');
    expect(chart).toMatchObject({ type: 'Chart.HorizontalBar.Stacked', fallback: 'drop' });
    const bars = chart!.data as { title: string; data: { legend: string; value: number }[] }[];
    expect(bars.map(({ title, data }) => [title, data.reduce((sum, { value }) => sum + value, 0)])).toEqual(
      own.areas.map(({ title, counts }) => [title, counts.total]),
    );
  });
});

describe('what stands beside the figures', () => {
  const around = { ...(viewOf('rollup-window') as RollupView) };
  const words = blocksOf(rollupCard(around).card);

  test.for([
    ['the part of the plan', 'Children’s services improvement plan, Recommendation 1'],
    [
      'a correction',
      'This corrects the summary of Monday 16 November 2026. Two deliveries of Workforce had been entered twice.',
    ],
    [
      'the whole in its owner’s judgement',
      'Overall: ▲ Amber since Tuesday 30 June 2026, ◆ Red before. Health and Workforce hold the plan back; everything else is on its way. Dana Whitfield, Friday 20 November 2026. The worst of its parts is ◆ Red.',
    ],
    ['what is not named', '2 are counted and not named here because of their marking.'],
    ['what is held', '1 text is held until the head of service has looked at it.'],
    ['an area that nobody signed', 'Not signed off: Workforce (Sam Okoro).'],
    [
      'a signature with its words',
      'Front door: Priya Raman, Thursday 19 November 2026. “The consent wording is the one thing I am worried about.”',
    ],
    [
      'a measure beside its milestone, with both quarters',
      'Health assessments in time: Quarter 2: 59.4 % (113 of 190). Quarter 1: 66.1 % (121 of 183). That is worse than before. Target: 75 % by 31 March 2027. Beside it, statistical neighbours: 71 %.',
    ],
    [
      'a run-rate in words',
      'Social workers in permanent posts (Workforce): April to September: 5. April to June: 3. That is better than before. 5 of 26 at half year. Target: 26 by 31 March 2027. Note: counted by headcount.',
    ],
    [
      'no data, because',
      'Children who have to repeat their story: Quarter 2: no data, because the survey starts in January.',
    ],
    [
      'a question with its answer',
      'WFD 2.2 Improvement Board, Tuesday 3 November 2026 (Cllr Jones) asked on Tuesday 3 November 2026: “What is the agency cover costing us each month?” Sam Okoro answered on Friday 6 November 2026: “£38,000 in October; it falls by half when the two starters begin.”',
    ],
    [
      'a question without one',
      'CIC 3.1 Ifeoma Lead asked on Friday 20 November 2026: “When will the second nurse be in post?” No answer yet.',
    ],
    [
      'what was said since',
      'CIC 3.1 Every child in care has a health assessment within 20 working days. Amber, was Red; recovery on Friday 11 December 2026.',
    ],
  ] as const)('%s', ([, line]) => {
    expect(words).toContain(line);
  });

  test('what was said since leaves every figure as it was posted', () => {
    const { sincePosted, ...posted } = around;
    const before = blocksOf(rollupCard(posted).card);
    const kept = words.filter((line) => before.includes(line));
    expect(sincePosted).toBeDefined();
    expect(kept.slice(0, 6)).toEqual(before.slice(0, 6));
  });
});
