import { describe, expect, test } from 'vitest';
import type { CivilDate } from '../../bot/domain/dates.js';
import type { ChooseView, FormView, RollupView } from '../../bot/domain/views.js';
import { areaReplyCard, LARGEST, rollupCard, sizeOf, updateChooseCard, updateFormCard } from '../../cards/index.js';
import { anEntry, OFF_TRACK } from '../support/keys.js';
import { sign, viewOf } from './samples.js';
import { blocksOf, ofType, wordsOf } from './shape.js';

const choose = viewOf('update-choose-own') as ChooseView;
const summary = viewOf('rollup') as RollupView;
const own = viewOf('rollup-own') as RollupView;

/** The cells of the counts, as `word number`. */
function cellsOf(view: RollupView): string[] {
  const blocks = blocksOf(rollupCard(view).card);
  return blocks.flatMap((text, at) => (/^\d+$/.test(text) ? [`${blocks[at - 1] ?? ''} ${text}`] : []));
}

/** The same summary with so little in it that there is room for everything. */
function bare(view: RollupView): RollupView {
  return { ...view, moved: [], disagreements: [], passed: [], sections: [], areas: [], noUpdate: [] };
}

describe('the choice of a rating', () => {
  test('offers every entry by its word, letter, shape and meaning, with a button each', () => {
    const { card } = updateChooseCard(choose, sign);
    const buttons = ofType(card, 'Action.Execute').filter(({ verb }) => verb === 'choose-rating');
    expect(
      buttons.map(({ title, data }) => [String(title).replace('\u00a0', ' '), (data as { rating: string }).rating]),
    ).toEqual([
      ['■ Strength', 'strength'],
      ['◧ Green shoots', 'green-shoots'],
      ['□ Area for development', 'area-for-development'],
      ['✓ Complete', 'complete'],
    ]);
    const blocks = blocksOf(card);
    expect(blocks).toContain('◧ Green shoots (GS), the last rating');
    expect(blocks).toContain('Started, with first signs that it works.');
  });

  test('a long key is folded after six', () => {
    const choices = Array.from({ length: 9 }, (_, at) => anEntry(`e${String(at)}`, 'none', `Grade ${String(at)}`));
    const { card } = updateChooseCard({ ...choose, choices }, sign);
    expect(ofType(card, 'Action.Execute').filter(({ verb }) => verb === 'choose-rating')).toHaveLength(9);
    const fold = ofType(card, 'Container').find(({ id }) => id === 'more');
    expect(fold?.isVisible).toBe(false);
    expect(blocksOf(fold).filter((text) => text.startsWith('Needs'))).toHaveLength(3);
    expect(wordsOf(card)).toContain('Show 3 more');
    expect(sizeOf(card)).toBeLessThanOrEqual(LARGEST);
  });

  test('of what recurs, says when it can be complete', () => {
    const due = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: '2027-03-31',
      yearStarts: 4,
      text: 'x',
    } as const;
    const view = { ...choose, milestone: { ...choose.milestone, due }, choices: OFF_TRACK } as ChooseView;
    expect(blocksOf(updateChooseCard(view, sign).card)).toContain(
      'It can be complete with its last period, which ends on Wednesday 31 March 2027.',
    );
  });

  test('words of a plan are not read as Markdown', () => {
    const choices = [anEntry('x', 'red', '**Off** [track](https://example.org)', { definition: '_late_' })];
    const { card } = updateChooseCard({ ...choose, choices }, sign);
    for (const { text } of ofType(card, 'TextBlock')) expect(text).not.toMatch(/(?<!\\)[*_[]/);
    const form = { ...(viewOf('update-red') as FormView), grade: choices[0]! };
    const { card: formCard } = updateFormCard(form, sign);
    const title = ofType(formCard, 'TextBlock')[0]?.text;
    expect(title).toBe('Rate it ◆\u00a0\\*\\*Off\\*\\* \\[track\\]\\(https: //example.org\\)');
  });
});

describe('the summary of a scale that maps to nothing', () => {
  test('counts its grades by their own words, and only what nobody has spoken of as no update', () => {
    expect(cellsOf(own)).toEqual([
      '✓ Complete 1',
      '■ Strength 4',
      '◧ Green shoots 3',
      '□ Area for development 2',
      '○ No update 1',
      'Closed 0',
    ]);
    expect(rollupCard(own).summary).toBe(
      'Self-evaluation 2026: 11 priorities: 1 Complete, 4 Strength, 3 Green shoots, 2 Area for development, 1 no update, 0 closed; of these 1 overdue. 1 needs attention: 1 overdue.',
    );
  });

  test('its areas add up in the same words', () => {
    expect(blocksOf(rollupCard(own).card)).toContain(
      'Leadership: 1 ✓ Complete, 2 ■ Strength, 2 ◧ Green shoots, 1 □ Area for development: 6 in all.',
    );
  });

  test('says what the words mean', () => {
    expect(blocksOf(rollupCard(own).card)).toContain('■ Strength (S): we do this well, and can show it.');
  });
});

describe('the summary in the plan’s words', () => {
  test('what is red and amber is called as the plan calls it', () => {
    const { card, summary: line } = rollupCard({ ...summary, key: OFF_TRACK });
    const words = blocksOf(card);
    expect(words).toContain('Newly ◆ Off track or ▲ At risk: 2');
    expect(words).toContain('Still ◆ Off track: 2');
    expect(words.join('\n')).toContain('▲ Amber, was ◆ Off track. EH 1.2 Every referral');
    expect(line).toContain('77 milestones (76 last time): 4 Off track (+1), 9 At risk (-2), 41 On track (-4)');
    expect(line).toContain('2 newly Off track or At risk');
  });

  test('the default key has its six counts', () => {
    expect(cellsOf(bare(summary))).toEqual([
      '◆ Red 4',
      '▲ Amber 9',
      '● Green 41',
      '✓ Complete 12',
      '○ No update 7',
      'Closed 4',
    ]);
  });

  test('where dates rate, it says so', () => {
    const words = blocksOf(rollupCard({ ...own, preset: 'dates', key: OFF_TRACK, grades: [] }).card).join('\n');
    expect(words).toContain('The dates give the ratings.');
    expect(words).toContain('In this plan that is the rating; what a lead says stands beside it.');
  });
});

describe('what the summary tells apart', () => {
  const words = blocksOf(areaReplyCard({ code: 'x', title: 'All of it', head: null, view: summary }).card);

  test.for([
    [
      'what waits for a decision',
      'SP 1.3 Train every school in the new threshold document. Proposed on Thursday 19 November 2026: Wednesday 31 March 2027. Reason: two schools can only take part after half-term.',
    ],
    [
      'an end that is proposed',
      'EH 3.3 Pilot the family app. Proposed on Monday 16 November 2026: to close it as withdrawn. Reason: the supplier has stopped trading.',
    ],
    [
      'what is deferred, until when and why',
      'PMQA 2.5 Report the yearly survey of children in care. Until Thursday 31 December 2026: the survey is only held at the end of the quarter.',
    ],
    [
      'answers that differ, without names',
      'YJ 1.2 Offer every young person a mentor. Its leads say ▲ Amber and ● Green.',
    ],
    ['how many of a group have answered', 'WFD 4.1 Hold supervision every month in every team. 3 of 5 have answered.'],
    ['what is paused', 'Paused (1): CL 3.2 Review the staying put payments.'],
    ['evidence confirmed, apart', '✓ Complete: 5 with evidence confirmed, 7 without.'],
    [
      'the outcome not achieved',
      'Complete, but did not achieve what it was for (1): CL 1.1 Every care leaver has a pathway plan within three months.',
    ],
    [
      'gaps, and what has no end',
      '77 milestones \\(76 last time\\): 4 Red \\(+1\\), 9 Amber \\(-2\\), 41 Green \\(-4\\), 12 Complete \\(+4\\), 7 no update \\(+2\\), 4 closed; of these 5 overdue, 3 without a date, 1 without a lead, 1 ongoing, without an end.',
    ],
  ] as const)('%s', ([, line]) => {
    expect(words).toContain(line);
  });

  test('evidence and a handover that wait are counted, and never told as an end', () => {
    const waiting = { date: null, state: null, reason: '', on: '2026-11-19' as CivilDate };
    const evidence = { ...waiting, ref: 'EH 1.1', text: 'Map the gaps', evidence: true as const };
    const handover = { ...waiting, ref: 'EH 1.2', text: 'Fill the gaps', handover: true as const };
    const blocks = blocksOf(rollupCard({ ...summary, proposals: [evidence, handover] }).card);
    expect(blocks).toEqual(
      expect.arrayContaining([
        'Evidence waiting to be confirmed (1): EH 1.1.',
        'Handovers waiting for a decision (1): EH 1.2.',
      ]),
    );
    expect(blocks.join('\n')).not.toContain('Proposed on');
  });

  test('nothing of it where there is nothing', () => {
    const few = {
      ...summary,
      proposals: [],
      deferred: [],
      differing: [],
      groups: [],
      paused: [],
      outcomeNotAchieved: [],
    };
    const shown = blocksOf(areaReplyCard({ code: 'x', title: 'x', head: null, view: few }).card).join('\n');
    expect(shown).not.toMatch(/Waiting for a decision|Deferred|Leads differ|Not everybody|Paused|did not achieve/);
  });

  test('an old red or amber is marked, in the first summary too', () => {
    const [section] = summary.sections;
    const row = { ...section!.rows[0]!, stale: true };
    const view = { ...summary, since: null, sections: [{ ...section!, rows: [row] }] };
    expect(blocksOf(rollupCard(view).card).join('\n')).toContain('Not updated since Wednesday 18 November 2026.');
  });

  test('what is overdue is counted whatever its rating, and told once', () => {
    const heads = (view: RollupView) => blocksOf(rollupCard(view).card).filter((text) => /^overdue: \d+$/i.test(text));
    expect(heads(summary)).toEqual(['Overdue: 5']);
    expect(words).toContain(
      'Told above: WFD 2.2 (38 working days); PMQA 3.1 (26 working days); CiN/CP 1.4 (16 working days); CIC 3.1 (7 working days).',
    );
    expect(rollupCard(summary).summary).toContain('1 overdue but neither red nor amber');
    expect(heads(own)).toEqual(['Overdue: 1']);
  });

  test('where no cause, remedial action or date was given, the row says so in one sentence and no block of its own', () => {
    const row = summary.sections.flatMap(({ rows }) => rows).find(({ cause }) => cause !== null)!;
    const told = (given: Partial<typeof row>): string[] => {
      const only = { kind: 'still-amber', count: 1, rows: [{ ...row, ...given }], more: [] } as const;
      return blocksOf(rollupCard({ ...summary, sections: [only], key: summary.key }).card);
    };
    const none = told({ cause: null, remedy: ' ', recovery: null });
    expect(none.filter((text) => text.includes('No cause, remedial action or recovery date given.'))).toHaveLength(1);
    expect(none.join('\n')).not.toMatch(/(Cause|action|date): none given/);
    const some = told({ remedy: null }).join('\n');
    expect(some).toContain('Remedial action: none given.');
    expect(some).not.toContain('No cause, remedial');
  });

  test('what the dates say beyond being overdue is told in full', () => {
    expect(words.join('\n')).toContain(
      'The dates say: The forecast, Friday 11 December 2026, is 12 working days after',
    );
    expect(words.join('\n')).not.toContain('The dates say: 7 working days overdue');
  });
});
