import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../bot/domain/plan.js';
import { milestoneView } from '../../bot/domain/milestone-view.js';
import type { ChooseView } from '../../bot/domain/views.js';
import { digestCard, updateChooseCard } from '../../cards/index.js';
import { aMilestone, answered, anUpdate, d, dueOn } from '../support/builders.js';
import { sign, viewOf } from './samples.js';
import { ofType, wordsOf } from './shape.js';
import { digestOf, facts, linesOf, quarterly, rowOf, wordsOn } from './shown.js';

describe('what waits, is put off or is left open', () => {
  const by = { kind: 'officer', id: 'lead' } as const;
  const late = { importedOn: d('2026-01-05'), due: dueOn('2026-12-18') };

  it('a deferral: until when and why; once it has ended, the question', () => {
    const deferral = {
      until: d('2026-12-31'),
      reason: 'Only measured at the end of the year',
      by,
      on: d('2026-11-02'),
    };
    const words = (today: string, reader = 'lead') =>
      wordsOn(aMilestone({ ...late, due: dueOn('2027-03-31'), deferral }), today, { reader });
    expect(words('2026-11-16')).toContain(
      'Deferred until Thursday 31 December 2026: “Only measured at the end of the year”.',
    );
    expect(words('2027-01-04')).toContain(
      'How is it going now? You asked to leave this until Thursday 31 December 2026: “Only measured at the end of the year”.',
    );
    expect(words('2027-01-04', 'sam').join('\n')).toContain('now? Hannah Osei asked to leave this');
  });

  const proposal = {
    id: 'p1',
    date: d('2027-01-29'),
    state: null,
    reason: 'Two agencies are late',
    by,
    on: d('2026-11-18'),
  };

  it('a proposal: to who made it, whom it waits for and what counts until then', () => {
    const milestone = aMilestone({ ...late, proposal });
    expect(wordsOn(milestone, '2026-11-23', { approvers: ['head'] })).toContain(
      'You proposed Friday 29 January 2027; it waits for Priya Nair. Until then the date is Friday 18 December 2026.',
    );
    expect(wordsOn(milestone, '2026-11-23').join('\n')).toContain('Nobody is set who may decide it');
    const ending = aMilestone({ ...late, proposal: { ...proposal, date: null, state: 'business-as-usual' } });
    expect(wordsOn(ending, '2026-11-23', { approvers: ['head', 'sam'] })).toContain(
      'You proposed to close it as business as usual; it waits for Priya Nair, Sam Osei. Until then nothing changes.',
    );
  });

  it('while a question about it has no answer: who asks what, and that it waits for the answer', () => {
    const asked = {
      id: 'q1',
      by: { kind: 'officer', id: 'head' },
      on: d('2026-11-20'),
      text: 'Why not sooner?',
    } as const;
    const milestone = aMilestone({ ...late, proposal: { ...proposal, questions: [{ ...asked, answer: null }] } });
    const mine = wordsOn(milestone, '2026-11-23', { approvers: ['head'] });
    expect(mine).toContain(
      'You proposed Friday 29 January 2027; it waits for your answer. Until then the date is Friday 18 December 2026.',
    );
    expect(mine).toContain('Priya Nair asked on Friday 20 November 2026: “Why not sooner?”');
    const theirs = wordsOn(milestone, '2026-11-23', { approvers: ['head'], reader: 'sam' }).join('\n');
    expect(theirs).toContain('it waits for an answer.');
    expect(theirs).toContain('“Why not sooner?” It has no answer yet.');
  });

  it('before a rating is chosen: what waits stands above the ratings', () => {
    const given = facts('2026-11-23', { approvers: ['head'] });
    const milestone = milestoneView(aMilestone({ ...late, proposal }), 3, given);
    const view = { ...(viewOf('update-choose') as ChooseView), milestone };
    const words = wordsOf(updateChooseCard(view, sign).card).join(' ');
    expect(words).toMatch(/You proposed .*Friday 29 January 2027.*Choose a rating/u);
  });

  it('of a recurring one it is the end that would move', () => {
    const milestone = aMilestone({ ...late, due: quarterly('2027-03-31', 'Quarterly until March 2027'), proposal });
    expect(wordsOn(milestone, '2026-11-23', { approvers: ['head'] })).toContain(
      'You proposed Friday 29 January 2027 as its end; it waits for Priya Nair. Until then its end is Wednesday 31 March 2027.',
    );
  });

  it('to who decides: what instead of what and why, and the button to decide it instead of Update', () => {
    const row = rowOf(aMilestone({ ...late, proposal }), '2026-11-23', { reader: 'head', approvers: ['head'] });
    const waiting = [{ ...row, wanted: 'decision' as const, leads: ['Hannah Osei'] }];
    const { card, summary } = digestCard(digestOf('2026-11-23', [], { waiting }), sign);
    expect(summary).toBe('1 waiting for you');
    const lines = linesOf(card);
    expect(lines).toContain(
      'Hannah Osei proposes Friday 29 January 2027 instead of Friday 18 December 2026: “Two agencies are late”.',
    );
    expect(lines.join('\n')).toContain('Press Decide to accept, to refuse with a reason, or to ask.');
    expect(wordsOf(card)).toContain('For you to decide: 1');
    expect(ofType(card, 'Action.Execute').map(({ verb }) => verb)).toEqual(['approvals', 'open-away', 'help']);
  });

  it('an end that is proposed names what takes its place', () => {
    const ending = { ...proposal, date: null, state: 'superseded' as const, replacedBy: ['WFD 5.4', 'WFD 5.5'] };
    const row = rowOf(aMilestone({ ...late, proposal: ending }), '2026-11-23', { reader: 'head', approvers: ['head'] });
    const { card } = digestCard(
      digestOf('2026-11-23', [], { waiting: [{ ...row, wanted: 'decision', leads: [] }] }),
      sign,
    );
    expect(linesOf(card)).toContain(
      'Hannah Osei proposes to close it as superseded by WFD 5.4, WFD 5.5: “Two agencies are late”.',
    );
  });

  it('questions that the plan leaves open: two of them, harmless, and how many more', () => {
    const queries = ['Is it <at>done</at>?', 'x'.repeat(900), 'Third?', 'Fourth?'];
    const lines = wordsOn(aMilestone({ ...late, queries }), '2026-11-23').filter((line) => line.includes('look'));
    expect(lines[0]).toBe('Please look at this: Is it ‹at>done‹/at>?');
    expect(lines[1]?.length).toBeLessThan(240);
    expect(lines.slice(2)).toEqual(['And 2 more to look at: press Update to see more.']);
  });

  it('what another lead said, where it differs and is not long ago', () => {
    const milestone: Milestone = {
      ...aMilestone(late),
      update: anUpdate({ rating: 'amber', grade: 'amber', on: d('2026-11-10') }),
      answers: [
        { by: 'sam', on: d('2026-11-03'), rating: 'green', grade: 'green' },
        { by: 'old', on: d('2026-02-02'), rating: 'red', grade: 'red' },
        { by: 'same', on: d('2026-11-04'), rating: 'amber', grade: 'amber' },
        { by: 'lead', on: d('2026-11-10'), rating: 'amber', grade: 'amber' },
      ],
    };
    const words = wordsOn(milestone, '2026-11-23').join('\n');
    expect(words).toContain('Sam Osei said ●\u00a0Green on Tuesday 3 November 2026.');
    expect(words.match(/ said /g)).toHaveLength(1);
  });

  it('of a group in which each is asked, how many have answered', () => {
    const words = (answeredBy: number) =>
      wordsOn(aMilestone(late), '2026-11-23', { group: { answered: answeredBy, of: 5 } });
    expect(words(2)).toContain('Each of you is asked: 2 of 5 have answered.');
    expect(words(1)).toContain('Each of you is asked: 1 of 5 has answered.');
  });

  it('“as above”: what stands there, until somebody answers', () => {
    const sameAs = { ref: 'WFD 2.3', text: 'With the unions' };
    expect(wordsOn(aMilestone(late), '2026-11-23', { sameAs })).toContain(
      'In the plan its progress is that of WFD 2.3: “With the unions”.',
    );
    const said = answered(aMilestone(late), '2026-11-20');
    expect(wordsOn(said, '2026-11-23', { sameAs }).join('\n')).not.toContain('WFD 2.3');
  });
});
