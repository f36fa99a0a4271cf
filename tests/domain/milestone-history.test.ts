import { describe, expect, it } from 'vitest';
import { whatChanged } from '../../bot/domain/milestone-history.js';
import type { Actor, Milestone, Proposal, Question } from '../../bot/domain/plan.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import { aMilestone, anUpdate, d } from '../support/builders.js';

const NAMES: Readonly<Record<string, string>> = { lead: 'Ann Lee', head: 'Hal Okoro', next: 'Gwen Abara', ada: 'Ada' };
const facts = { key: DEFAULT_KEY, nameOf: (id: string) => NAMES[id] ?? id };
const by = (id: string): Actor => ({ kind: 'officer', id });
const told = (before: Partial<Milestone>, after: Partial<Milestone>): readonly string[] =>
  whatChanged(aMilestone(before), aMilestone(after), facts).map(({ kind, words }) => `${kind}: ${words}`);

const ON = d('2026-03-02');
const proposal = (given: Partial<Proposal>): Proposal => ({
  ...{ id: 'p1', date: null, state: null, reason: 'Two posts are vacant', by: by('lead'), on: ON },
  ...given,
});
const decided = (what: Proposal, accepted: boolean, reason: string, where: string | null = null) => ({
  decided: { proposal: what, accepted, reason, by: by('head'), on: ON, where },
  proposal: null,
});
const question = (given: Partial<Question>): Question => ({
  ...{ id: 'q1', by: by('head'), on: ON, text: 'Why so late?', answer: null },
  ...given,
});

describe('the history of a milestone tells', () => {
  it('what an answer points at, and who entered it for whom', () => {
    const update = anUpdate({
      rating: 'green',
      grade: 'green',
      note: 'Going well',
      evidenceLink: 'https://files.example.org/audit',
      outcome: 'not-achieved',
      sameAs: { ref: 'WFD 3.1', rev: 4 },
      waitsOn: { kind: 'body', name: 'NHS trust' },
      onBehalf: { enteredBy: by('ada'), source: 'e-mail', on: d('2026-03-01') },
      by: by('lead'),
    });
    expect(told({}, { update })).toEqual([
      'update: ●\u00a0Green. “Going well”. Evidence is kept at https://files.example.org/audit. Outcome: not achieved. The same as WFD 3.1. It waits for NHS trust. Entered by Ada for Ann Lee, from e-mail of Sunday 1 March 2026.',
    ]);
    const waits = anUpdate({ rating: 'red', grade: 'red', waitsOn: { kind: 'milestone', ref: 'A 2' }, by: by('lead') });
    expect(told({}, { update: waits })[0]).toContain('It waits for A 2.');
  });

  it('a handover from its proposal to its end', () => {
    const handover = proposal({ handover: { from: 'lead', to: 'next' } });
    expect(told({}, { proposal: handover })).toEqual([
      'proposed: Proposed to hand it over to Gwen Abara. “Two posts are vacant”.',
    ]);
    expect(told({ proposal: handover }, { ...decided(handover, true, ''), leads: ['next'] })).toEqual([
      'approved: Approved: to hand it over to Gwen Abara.',
      'leads: Led by Gwen Abara.',
    ]);
    expect(told({ proposal: handover }, decided(handover, false, 'Not before June'))).toEqual([
      'refused: Refused: to hand it over to Gwen Abara. “Not before June”.',
    ]);
  });

  it('a date that was refused elsewhere, and one that was approved with the move alone', () => {
    const date = proposal({ date: d('2026-06-30') });
    expect(told({ proposal: date }, decided(date, false, 'Too late', 'Improvement Board'))).toEqual([
      'refused: Refused (Improvement Board): a new date, Tuesday 30 June 2026. “Too late”.',
    ]);
    const move = { from: d('2026-03-31'), to: d('2026-06-30'), reason: 'Vacancies', on: ON, approvedBy: by('head') };
    expect(told({ proposal: date }, { ...decided(date, true, ''), moves: [move] })).toEqual([
      'date: Moved from Tuesday 31 March 2026 to Tuesday 30 June 2026, approved by Hal Okoro. “Vacancies”.',
    ]);
  });

  it('evidence that waits, and that is confirmed', () => {
    const evidence = proposal({ evidence: true, reason: '' });
    expect(told({}, { proposal: evidence })).toEqual(['proposed: Its evidence waits to be confirmed.']);
    expect(
      told({ state: 'delivered', proposal: evidence }, { state: 'evidenced', ...decided(evidence, true, '') }),
    ).toEqual(['state: Now delivered, with its evidence confirmed.', 'approved: Approved: its evidence.']);
  });

  it('questions and their answers, each once', () => {
    const [before, asked] = [proposal({ date: ON }), proposal({ date: ON, questions: [question({})] })];
    const answer = { by: by('lead'), on: ON, text: 'The audit comes first' };
    const answered = proposal({ date: ON, questions: [question({ answer })] });
    expect(told({ proposal: before }, { proposal: asked })).toEqual(['asked: Asked: “Why so late?”']);
    expect(told({ proposal: asked }, { proposal: answered })).toEqual([
      'asked: Ann Lee answered: “The audit comes first”',
    ]);
    expect(told({ proposal: answered }, { proposal: answered })).toEqual([]);
  });

  it('what was taken back, as lapsed', () => {
    expect(told({ proposal: proposal({ date: ON }) }, { proposal: null })).toEqual([
      'lapsed: What was proposed has lapsed.',
    ]);
  });
});
