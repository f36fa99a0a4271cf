import { describe, expect, it } from 'vitest';
import { withUpdate } from '../../bot/domain/answer.js';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { decide } from '../../bot/domain/decide.js';
import { allAsksOn, lookOn } from '../../bot/domain/look-on.js';
import type { Actor, Area, Milestone } from '../../bot/domain/plan.js';
import { withEvidence, withProposal, type Proposed } from '../../bot/domain/proposals.js';
import { withAnswer, withQuestion } from '../../bot/domain/questions.js';
import type { Refusal } from '../../bot/domain/reasons.js';
import { isOver } from '../../bot/domain/retention.js';
import { askWhom } from '../../bot/flows/ask-whom.js';
import type { Officer } from '../../bot/flows/ports.js';
import { aDelivered, aMilestone, anArea, anOfficer, anUpdate, aPlan, d, ENGLAND } from '../support/builders.js';

const officer = (id: string): Actor => ({ kind: 'officer', id });
const [LEAD, HEAD, OWNER] = [officer('lead'), officer('head'), officer('owner')];
/** Monday. */
const TODAY = d('2026-03-02');
const LATER: Proposed = { date: d('2026-06-30') };

function done(outcome: { readonly milestone: Milestone } | Refusal): Milestone {
  if ('code' in outcome) throw new Error(outcome.message);
  return outcome.milestone;
}

interface About {
  readonly by?: Actor;
  readonly on?: CivilDate;
}

const waits = (milestone: Milestone, what: Proposed = LATER, { by = LEAD, on = TODAY }: About = {}): Milestone =>
  done(withProposal(milestone, what, 'late', { id: 'p1', by, on }, on));
const asks = (milestone: Milestone, on = TODAY, id = 'q1', by = HEAD): Milestone =>
  done(withQuestion(milestone, { id, by, on, text: 'Why so late?' }));
const replies = (milestone: Milestone, on: CivilDate, id = 'q1'): Milestone =>
  done(withAnswer(milestone, id, 'The supplier left.', LEAD, on));
const settles = (milestone: Milestone, accept: boolean, { by = HEAD, on = TODAY }: About = {}): Milestone =>
  done(decide(milestone, { accept, reason: 'no money', by, on, where: null }, ENGLAND));

interface Given {
  readonly area?: Area;
  readonly officers?: readonly Officer[];
}

/** Who is written to about one milestone on a day: `lead question ask`. */
function told(milestone: Milestone, on: CivilDate, { area = anArea(), officers = [] }: Given = {}): readonly string[] {
  const known = new Map(officers.map((one) => [one.id, one]));
  const { candidates } = askWhom([{ milestone, area, plan: aPlan() }], known, ENGLAND, on);
  const lines = [...candidates].flatMap(([id, each]) =>
    each.flatMap((one) => one.asks.map(({ because, step }) => `${id} ${because} ${step}`)),
  );
  return lines.sort();
}

const away = (id: string, until: string, deputy: string | null = null): Officer =>
  anOfficer({ id, awayUntil: d(until), deputy });

describe('a question about what waits', () => {
  it('is put to who proposed it, again after 5 and 10 working days, then every 10, until it is answered', () => {
    const waiting = asks(waits(aMilestone()));
    const days = ['2026-03-02', '2026-03-06', '2026-03-09', '2026-03-16', '2026-03-30'];
    expect(days.map((day) => told(waiting, d(day)).filter((line) => line.includes('question')))).toEqual([
      ['lead question ask'],
      ['lead question ask'],
      ['lead question +5'],
      ['lead question +10'],
      ['lead question +20'],
    ]);
    expect(told(replies(waiting, d('2026-03-10')), d('2026-03-16')).join()).not.toContain('question');
  });

  it('keeps its decider from being chased; once it is answered they are asked anew, from that day on', () => {
    const waiting = asks(waits(aMilestone()), d('2026-03-04'));
    const chases = (milestone: Milestone, day: string) =>
      allAsksOn(milestone, ENGLAND, d(day)).filter(({ because }) => because === 'approval');
    expect(chases(waiting, '2026-03-25').map(({ step, on }) => `${step} ${on}`)).toEqual(['ask 2026-03-02']);
    const answered = replies(waiting, d('2026-03-25'));
    expect(chases(answered, '2026-03-25')).toMatchObject([{ anchor: 'approval:p1:q1', step: 'ask', on: '2026-03-25' }]);
    expect(chases(answered, '2026-04-01')).toMatchObject([{ anchor: 'approval:p1:q1', step: '+5' }]);
    expect(lookOn(waiting, ENGLAND, d('2026-03-04'))).toBe('2026-03-11');
  });

  it('goes to the deputy of a proposer who is away, and to the leads where the proposer cannot answer any more', () => {
    const waiting = asks(waits(aMilestone({ leads: ['lead', 'second'] })));
    const only = (given: Given) => told(waiting, TODAY, given).filter((line) => line.includes('question'));
    expect(only({ officers: [away('lead', '2026-03-31', 'dep')] })).toEqual(['dep question ask']);
    expect(only({ officers: [anOfficer({ outside: 'left' })] })).toEqual(['second question ask']);
    const handedOver = { ...waiting, leads: ['second'] };
    expect(told(handedOver, TODAY).filter((line) => line.includes('question'))).toEqual(['second question ask']);
  });

  it('never goes to who asked it', () => {
    const byOwner = waits(aMilestone({ leads: ['head', 'lead'] }), LATER, { by: OWNER });
    expect(told(asks(byOwner), TODAY)).toContain('owner question ask');
    const gone = told(asks(byOwner), TODAY, { officers: [anOfficer({ id: 'owner', outside: 'left' })] });
    expect(gone.filter((line) => line.includes('question'))).toEqual(['lead question ask']);
  });
});

describe('what was decided', () => {
  it('is told to the leads and to who proposed it, once, not to who decided', () => {
    const milestone = settles(waits(aMilestone({ leads: ['lead', 'second'] })), true);
    expect(told(milestone, TODAY)).toEqual(['lead decided told', 'second decided told']);
    const byHead = settles(waits(aMilestone(), LATER, { by: HEAD }), true, { by: OWNER });
    expect(told(byHead, TODAY)).toEqual(['head decided told', 'lead decided told']);
  });

  it('also of what it closed, and of evidence that was confirmed; after 90 days nothing is left to tell', () => {
    const closed = settles(waits(aMilestone(), { state: 'withdrawn', replacedBy: [] }), true);
    const evidenced = settles(withEvidence(aDelivered(), { id: 'p1', by: LEAD, on: TODAY }), true);
    for (const milestone of [closed, evidenced]) {
      expect(told(milestone, TODAY)).toEqual(['lead decided told']);
      const last = addDays(TODAY, 90);
      expect([told(milestone, last).length, told(milestone, addDays(last, 1)).length]).toEqual([1, 0]);
      expect([isOver(milestone, ENGLAND, last), isOver(milestone, ENGLAND, addDays(last, 1))]).toEqual([false, true]);
    }
  });

  it('recorded long after it was decided elsewhere, it is told from the day on which it was entered', () => {
    const entered = addDays(TODAY, 120);
    const decision = { accept: true, reason: '', by: HEAD, on: TODAY, where: 'Improvement Board', enteredOn: entered };
    const later: Proposed = { date: d('2026-12-18') };
    const milestone = done(decide(waits(aMilestone(), later), decision, ENGLAND));
    expect(told(milestone, entered)).toContain('lead decided told');
  });

  it('decided on a day off, it is told on the next working day', () => {
    const milestone = settles(waits(aMilestone()), true, { on: d('2026-03-07') });
    expect(told(milestone, d('2026-03-08'))).toEqual([]);
    expect(lookOn(milestone, ENGLAND, d('2026-03-07'))).toBe('2026-03-09');
    expect(told(milestone, d('2026-03-09'))).toEqual(['lead decided told']);
  });

  it('whoever is away hears it when they are back; where nobody else heard it the next sweep looks again', () => {
    const milestone = settles(waits(aMilestone()), true);
    const officers = new Map([['lead', away('lead', '2026-03-13')]]);
    const whom = askWhom([{ milestone, area: anArea(), plan: aPlan() }], officers, ENGLAND, TODAY);
    expect([[...whom.candidates.keys()], whom.withheld]).toEqual([[], [milestone]]);
    expect(told(milestone, d('2026-03-16'), { officers: [...officers.values()] })).toContain('lead decided told');
  });
});

describe('evidence that somebody is to confirm', () => {
  const on = d('2026-04-01');
  const waiting = withEvidence(aDelivered({ evidenceDue: d('2026-03-31') }), { id: 'p1', by: LEAD, on });

  it('is not asked of its lead while it waits, but of who confirms it', () => {
    expect(told(waiting, on)).toEqual(['head approval ask']);
    expect(told(waiting, d('2026-04-16'))).toEqual(['head approval +5']);
  });

  it('refused, it is asked for again on its day, 10 working days later', () => {
    const refused = settles(waiting, false, { on: d('2026-04-08') });
    expect(refused.state).toBe('delivered');
    expect(told(refused, d('2026-04-21'))).toEqual(['lead decided told']);
    expect(lookOn(refused, ENGLAND, d('2026-04-08'))).toBe('2026-04-22');
    expect(told(refused, d('2026-04-22'))).toEqual(['lead decided told', 'lead evidence 0']);
  });
});

describe('what is handed over (H32)', () => {
  const overdue = aMilestone({ leads: ['lead', 'third'] });
  const on = d('2026-04-10');
  const over = settles(waits(overdue, { handover: { from: 'lead', to: 'new' } }, { on }), true, { on });

  it('brings the new lead one card and no work of before; the old lead, who proposed it, hears so; a co-lead is asked as ever', () => {
    expect(told(overdue, on)).toEqual(['lead stage +5', 'third stage +5']);
    expect(told(over, on)).toEqual(['lead decided told', 'new decided told', 'third decided told', 'third stage +5']);
  });

  it('from that day on the new lead is asked, and so is a deputy of theirs', () => {
    const next = d('2026-04-16');
    expect(told(over, next).filter((line) => line.includes('stage'))).toEqual(['new stage +10', 'third stage +10']);
    const deputised = told(over, on, { officers: [away('new', '2026-04-30', 'dep')] });
    expect(deputised).toEqual(['dep decided told', 'lead decided told', 'third decided told', 'third stage +5']);
  });

  it('refused, its lead and who proposed it hear so, and nobody else does', () => {
    const refused = settles(waits(aMilestone(), { handover: { from: 'lead', to: 'new' } }), false);
    expect(told(refused, TODAY)).toEqual(['lead decided told']);
  });
});

describe('an update that somebody entered for another', () => {
  const { by, at, on, ...words } = anUpdate({ on: TODAY });
  const entered = (enteredBy: Actor): Milestone => {
    const onBehalf = { enteredBy, source: 'e-mail', on: TODAY } as const;
    return withUpdate(aMilestone({ leads: ['lead', 'second'] }), { ...words, onBehalf }, { by, at, on }, {});
  };

  it('is told to them alone, also when they are back, and never to who entered it', () => {
    expect(told(entered(HEAD), TODAY)).toEqual(['lead behalf told']);
    const given = { officers: [away('lead', '2026-03-03', 'dep')] };
    expect([told(entered(HEAD), TODAY, given), told(entered(HEAD), d('2026-03-04'), given)]).toEqual([
      [],
      ['lead behalf told'],
    ]);
    expect(told(entered(LEAD), TODAY)).toEqual([]);
  });

  it('is told no more once they have answered themselves', () => {
    const corrected = withUpdate(entered(HEAD), words, { by, at, on: d('2026-03-03') }, {});
    expect(told(corrected, d('2026-03-03'))).toEqual([]);
  });
});
