import { describe, expect, it } from 'vitest';
import { approvalView, askedFor, compareApprovals, type ApprovalFacts } from '../../bot/domain/approval-view.js';
import { decide } from '../../bot/domain/decide.js';
import type { Actor, Milestone } from '../../bot/domain/plan.js';
import { proposedInWords, withEvidence, withoutProposal, withProposal } from '../../bot/domain/proposals.js';
import { QUESTIONS_AT_MOST, withAnswer, withQuestion } from '../../bot/domain/questions.js';
import type { Refusal } from '../../bot/domain/reasons.js';
import { aMilestone, anUpdate, aPlan, d, ENGLAND } from '../support/builders.js';

const LEAD: Actor = { kind: 'officer', id: 'lead' };
const OTHER: Actor = { kind: 'officer', id: 'other' };
const HEAD: Actor = { kind: 'officer', id: 'head' };
const MONDAY = d('2026-03-02');
const STAMP = { id: 'p1', by: LEAD, on: MONDAY };
const HANDOVER = { handover: { from: 'lead', to: 'new' } };
const DELIVERED = aMilestone({
  leads: ['lead'],
  state: 'delivered',
  deliveredOn: d('2026-02-27'),
  update: anUpdate({ rating: 'complete', doneOn: d('2026-02-27'), evidence: 'Audit' }),
});

const done = (outcome: { readonly milestone: Milestone } | Refusal): Milestone => {
  if ('code' in outcome) throw new Error(outcome.message);
  return outcome.milestone;
};
const codeOf = (outcome: object): unknown => ('code' in outcome ? outcome.code : null);
const yes = { accept: true, reason: '', by: HEAD, on: MONDAY, where: null };
const no = { ...yes, accept: false, reason: 'It covers last year' };
const handing = (): Milestone => done(withProposal(aMilestone({ leads: ['lead', 'co'] }), HANDOVER, '', STAMP, MONDAY));

describe('evidence that waits (RULES 4, 5)', () => {
  const waiting = withEvidence(DELIVERED, STAMP);

  it('is evidence confirmed with a yes, and kept as decided', () => {
    const after = done(decide(waiting, yes, ENGLAND));
    expect(after).toMatchObject({ state: 'evidenced', proposal: null, evidenceDue: null });
    expect(after.decided).toEqual({
      proposal: waiting.proposal,
      accepted: true,
      reason: '',
      by: HEAD,
      on: MONDAY,
      where: null,
    });
  });

  it('refused, it stays delivered and is due again ten working days later, which is no slip of delivery', () => {
    const after = done(decide(waiting, no, ENGLAND));
    expect(after).toMatchObject({
      state: 'delivered',
      deliveredOn: '2026-02-27',
      evidenceDue: '2026-03-16',
      moves: [],
    });
    expect(after.queries).toEqual(['Not accepted on Monday 2 March 2026: its evidence. It covers last year']);
    expect(after.overdueAnswers).toEqual([]);
  });

  it('taken back, it is due again likewise', () => {
    const back = done(withoutProposal(waiting, LEAD, { on: MONDAY, calendar: ENGLAND }));
    expect(back).toMatchObject({ state: 'delivered', proposal: null, evidenceDue: '2026-03-16' });
  });
});

describe('a handover that waits (RULES 5)', () => {
  it('needs no reason, and puts one lead in the place of another with a yes', () => {
    const after = done(decide(handing(), yes, ENGLAND));
    expect(after.leads).toEqual(['new', 'co']);
    expect(after.decided?.proposal.handover).toEqual({ from: 'lead', to: 'new' });
  });

  it('refused, it leaves the leads as they are', () => {
    expect(done(decide(handing(), no, ENGLAND)).leads).toEqual(['lead', 'co']);
  });

  it('cannot be agreed where its lead leads it no more, or the other does already', () => {
    expect(codeOf(decide({ ...handing(), leads: ['co'] }, yes, ENGLAND))).toBe('not-a-lead');
    expect(codeOf(decide({ ...handing(), leads: ['lead', 'new'] }, yes, ENGLAND))).toBe('leads-already');
    expect(codeOf(decide({ ...handing(), leads: ['co'] }, no, ENGLAND))).toBeNull();
  });

  it('of what is delivered is of its evidence; of what is over there is none', () => {
    expect(codeOf(withProposal(DELIVERED, HANDOVER, '', STAMP, MONDAY))).toBeNull();
    for (const state of ['evidenced', 'withdrawn'] as const) {
      expect(codeOf(withProposal({ ...DELIVERED, state }, HANDOVER, '', STAMP, MONDAY))).toBe('closed');
    }
  });
});

describe('one thing waits at a time', () => {
  const date = { date: d('2026-04-30') };
  const later = { ...STAMP, id: 'p2' };

  it('a date or an end gives way to another of its proposer’s; evidence and a handover do not', () => {
    const dated = done(withProposal(aMilestone({ leads: ['lead'] }), date, 'late', STAMP, MONDAY));
    const end = { state: 'withdrawn', replacedBy: [] } as const;
    expect(codeOf(withProposal(dated, end, 'gone', later, MONDAY))).toBeNull();
    expect(withProposal(dated, HANDOVER, '', later, MONDAY)).toMatchObject({
      code: 'proposal-waits',
      message:
        'You proposed a new date, Thursday 30 April 2026, for PMQA 1.1 on Monday 2 March 2026. That is to be decided, or taken back by you, first.',
    });
    expect(withProposal(handing(), date, 'late', later, MONDAY)).toMatchObject({ code: 'proposal-waits' });
  });

  it('is taken back by its proposer only', () => {
    const working = { on: MONDAY, calendar: ENGLAND };
    expect(codeOf(withoutProposal(handing(), OTHER, working))).toBe('not-theirs');
    expect(done(withoutProposal(handing(), LEAD, working))).toEqual({ ...handing(), proposal: null });
    expect(codeOf(withoutProposal(aMilestone(), LEAD, working))).toBe('nothing-waits');
  });

  it('is told in words, by name where names are known', () => {
    const nameOf = (id: string): string => (id === 'new' ? 'Gwen Abara' : id);
    expect(proposedInWords(handing().proposal!)).toBe('to hand it over to another lead');
    expect(proposedInWords(handing().proposal!, nameOf)).toBe('to hand it over to Gwen Abara');
    expect(proposedInWords(withEvidence(DELIVERED, STAMP).proposal!)).toBe('its evidence');
  });
});

describe('a question about what waits (RULES 2)', () => {
  const asking = { id: 'q1', by: HEAD, on: MONDAY, text: ' Why not sooner? ' };
  const asked = done(withQuestion(handing(), asking));

  it('stands with what waits until it is answered, once', () => {
    expect(asked.proposal?.questions).toEqual([{ ...asking, text: 'Why not sooner?', answer: null }]);
    const answered = done(withAnswer(asked, 'q1', 'They cannot', LEAD, MONDAY));
    expect(answered.proposal?.questions?.[0]?.answer).toEqual({ by: LEAD, on: MONDAY, text: 'They cannot' });
    expect(codeOf(withAnswer(answered, 'q1', 'Again', LEAD, MONDAY))).toBe('answered-already');
    expect({ ...answered.proposal, questions: undefined }).toEqual({ ...handing().proposal, questions: undefined });
  });

  it('is refused without words, in too many, and where nothing waits', () => {
    expect(codeOf(withQuestion(handing(), { ...asking, text: ' ' }))).toBe('no-text');
    expect(codeOf(withQuestion(handing(), { ...asking, text: 'x'.repeat(501) }))).toBe('too-long');
    expect(codeOf(withQuestion(aMilestone(), asking))).toBe('nothing-waits');
    expect(codeOf(withAnswer(asked, 'q1', '', LEAD, MONDAY))).toBe('no-text');
    expect(codeOf(withAnswer(asked, 'q2', 'Yes', LEAD, MONDAY))).toBe('nothing-asked');
    expect(codeOf(withAnswer(aMilestone(), 'q1', 'Yes', LEAD, MONDAY))).toBe('nothing-asked');
  });

  it('can be asked so often and no more', () => {
    let milestone = handing();
    for (let at = 0; at < QUESTIONS_AT_MOST; at += 1) {
      milestone = done(withQuestion(milestone, { ...asking, id: String(at) }));
    }
    expect(codeOf(withQuestion(milestone, asking))).toBe('too-many');
  });
});

describe('what waits, as its decider sees it', () => {
  const facts: ApprovalFacts = {
    plan: aPlan(),
    calendar: ENGLAND,
    today: d('2026-04-02'),
    nameOf: (id) => id,
    reader: 'head',
    inPlan: [],
  };
  const waiting = (to: string, milestone = aMilestone({ leads: ['lead'] })): Milestone =>
    done(withProposal(milestone, { date: d(to), because: 'partner' }, 'late', STAMP, MONDAY));

  it('a date comes with how much later it is, how often it moved, and what waits on it and is due sooner', () => {
    const moved = [{ from: d('2026-02-27'), to: d('2026-03-31'), reason: null, on: MONDAY, approvedBy: null }];
    const milestone = waiting('2026-04-30', aMilestone({ leads: ['lead'], moves: moved, baseline: d('2026-02-27') }));
    const inPlan = [
      milestone,
      aMilestone({ ref: 'A 2', waitsFor: ['PMQA 1.1'], due: { kind: 'day', date: d('2026-04-29'), text: '' } }),
      aMilestone({ ref: 'A 3', waitsFor: ['PMQA 1.1'], due: { kind: 'day', date: d('2026-05-29'), text: '' } }),
      aMilestone({ ref: 'A 4', waitsFor: ['PMQA 1.1'], state: 'delivered' }),
      aMilestone({
        ref: 'A 5',
        due: { kind: 'day', date: d('2026-04-01'), text: '' },
        update: anUpdate({ waitsOn: { kind: 'milestone', ref: 'PMQA 1.1' } }),
      }),
    ];
    expect(askedFor(milestone, milestone.proposal!, { ...facts, inPlan })).toEqual({
      kind: 'date',
      end: false,
      approved: '2026-03-31',
      date: '2026-04-30',
      // Good Friday and Easter Monday are no working days.
      later: 20,
      moves: 1,
      first: '2026-02-27',
      because: 'Waiting for a partner',
      waiting: [
        { ref: 'A 5', due: '2026-04-01', sooner: 19 },
        { ref: 'A 2', due: '2026-04-29', sooner: 1 },
      ],
    });
  });

  it('an earlier date is so many working days sooner', () => {
    const milestone = waiting('2026-03-24');
    expect(askedFor(milestone, milestone.proposal!, facts)).toMatchObject({ later: -5 });
  });

  it('stands by its kind, then the most overdue, then the longest waiting', () => {
    const row = (milestone: Milestone) => approvalView(milestone, milestone.proposal!, 1, facts);
    const due = (ref: string, date: string) =>
      waiting('2027-03-31', aMilestone({ ref, leads: ['lead'], due: { kind: 'day', date: d(date), text: date } }));
    const old = done(
      withProposal(aMilestone({ ref: 'D' }), { date: d('2027-03-31') }, 'r', { ...STAMP, on: d('2026-02-02') }, MONDAY),
    );
    const rows = [
      handing(),
      withEvidence(DELIVERED, STAMP),
      due('C', '2026-05-29'),
      due('B', '2026-03-31'),
      due('A', '2026-01-30'),
      old,
    ];
    const sorted = rows.map(row).sort(compareApprovals);
    expect(sorted.map(({ asked, link }) => (asked.kind === 'date' ? link.ref : asked.kind))).toEqual([
      'A',
      'D',
      'B',
      'C',
      'evidence',
      'handover',
    ]);
  });
});
