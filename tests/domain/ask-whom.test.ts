import { describe, expect, it } from 'vitest';
import type { Area, Milestone, Plan } from '../../bot/domain/plan.js';
import { mayUpdate } from '../../bot/domain/rights.js';
import { standingOn } from '../../bot/domain/standing.js';
import { askWhom } from '../../bot/flows/ask-whom.js';
import type { Officer } from '../../bot/flows/ports.js';
import { aMilestone, anArea, anOfficer, aPlan, d, dueOn, ENGLAND } from '../support/builders.js';
import { DUE, known, led, person } from '../support/people.js';

interface Given {
  readonly area?: Area;
  readonly plan?: Plan;
  readonly officers?: readonly Officer[];
}

/** Who is asked what about one milestone on a day: `lead stage +10`, `head escalation +10`. */
function asked(milestone: Milestone, on: string, { area, plan, officers }: Given = {}): readonly string[] {
  const known = new Map((officers ?? [anOfficer()]).map((officer) => [officer.id, officer]));
  const looked = [{ milestone, area: area ?? anArea(), plan: plan ?? aPlan() }];
  const whom = askWhom(looked, known, ENGLAND, d(on));
  const lines = [...whom.candidates].flatMap(([officer, candidates]) =>
    candidates.flatMap((each) => each.asks.map((ask) => `${officer} ${ask.because} ${ask.step}`)),
  );
  return [...lines, ...whom.skipped.map((skip) => `${skip.officer ?? 'nobody'}: ${skip.reason}`)];
}

describe('who is asked (RULES 2)', () => {
  it('the lead, and each of several leads', () => {
    expect(asked(aMilestone(), '2026-03-31')).toEqual(['lead stage 0']);
    expect(asked(aMilestone({ leads: ['a', 'b'] }), '2026-03-31')).toEqual(['a stage 0', 'b stage 0']);
  });

  it('without a lead the area’s head of service is asked, and a second head too', () => {
    expect(asked(aMilestone({ leads: [] }), '2026-03-31')).toEqual(['head stage 0']);
    const area = anArea({ heads: ['head', 'second'] });
    expect(asked(aMilestone({ leads: [] }), '2026-03-31', { area })).toEqual(['head stage 0', 'second stage 0']);
  });

  it('else the plan owner', () => {
    expect(asked(aMilestone({ leads: [] }), '2026-03-31', { area: anArea({ heads: [] }) })).toEqual(['owner stage 0']);
  });

  it('else nobody, and it is listed as without lead', () => {
    const given = { area: anArea({ heads: [] }), plan: aPlan({ owner: null }) };
    expect(asked(aMilestone({ leads: [] }), '2026-03-31', given)).toEqual(['nobody: no-lead']);
    expect(asked(aMilestone({ leads: [] }), '2026-02-02', given)).toEqual([]);
  });

  it('nobody’s silence escalates where there is no lead', () => {
    expect(asked(aMilestone({ leads: [] }), '2026-04-16')).toEqual(['head stage +10']);
  });
});

describe('escalations (RULES 1, 2, 5)', () => {
  it('go from the lead to the head of service at +10, and not before', () => {
    expect(asked(aMilestone(), '2026-04-15')).toEqual(['lead stage +5']);
    expect(asked(aMilestone(), '2026-04-16')).toEqual(['lead stage +10', 'head escalation +10']);
  });

  it('go to the plan owner where the area has no head of service', () => {
    expect(asked(aMilestone(), '2026-04-16', { area: anArea({ heads: [] }) })).toContain('owner escalation +10');
  });

  it('never go to oneself: a head of service who leads it is passed over for the second, else for the plan owner', () => {
    const led = aMilestone({ leads: ['head'] });
    const officers = [anOfficer({ id: 'head' })];
    expect(asked(led, '2026-04-16', { officers })).toEqual(['head stage +10', 'owner escalation +10']);
    const two = anArea({ heads: ['head', 'second'] });
    expect(asked(led, '2026-04-16', { officers, area: two })).toEqual(['head stage +10', 'second escalation +10']);
  });

  it('go to nobody where head of service and plan owner lead it themselves', () => {
    const officers = [anOfficer({ id: 'owner' })];
    const both = aMilestone({ leads: ['head', 'owner'] });
    expect(asked(both, '2026-04-16', { officers })).toEqual(['head stage +10', 'owner stage +10']);
    const led = aMilestone({ leads: ['owner'] });
    expect(asked(led, '2026-04-16', { officers, area: anArea({ heads: [] }) })).toEqual(['owner stage +10']);
  });

  it.each([
    ['could not be delivered to', anOfficer({ unreachable: 'blocked' })],
    ['has had no card yet', anOfficer({ firstDeliveredOn: null })],
    ['is known by name only', anOfficer({ id: 'somebody else' })],
  ])('nothing escalates over a lead who %s', (_, officer) => {
    expect(asked(aMilestone(), '2026-04-16', { officers: [officer] })).toEqual(['lead stage +10']);
  });

  it('of co-leads, one who could be asked is enough', () => {
    const officers = [anOfficer({ id: 'a', unreachable: 'blocked' }), anOfficer({ id: 'b' })];
    expect(asked(aMilestone({ leads: ['a', 'b'] }), '2026-04-16', { officers })).toContain('head escalation +10');
  });

  it('what was overdue at first load waits for 10 working days after the first delivered card', () => {
    const late = aMilestone({ due: dueOn('2026-02-27'), importedOn: d('2026-03-06') });
    const officers = [anOfficer({ firstDeliveredOn: d('2026-03-06') })];
    // +10 is 13 March, within the grace, which ends on the 20th; +20 is the 27th.
    expect(asked(late, '2026-03-13', { officers })).toEqual(['lead first-load confirm', 'lead stage +10']);
    expect(asked(late, '2026-03-20', { officers })).not.toContain('head escalation +10');
    expect(asked(late, '2026-03-27', { officers })).toContain('head escalation +10');
  });

  it('the tenth working day still belongs to the grace, the eleventh does not', () => {
    const late = aMilestone({ due: dueOn('2026-02-27'), importedOn: d('2026-03-06') });
    const firstCard = (day: string) => ({ officers: [anOfficer({ firstDeliveredOn: d(day) })] });
    // The stage, +20, is 27 March: the tenth working day after the 13th, the eleventh after the 12th.
    expect(asked(late, '2026-03-27', firstCard('2026-03-13'))).not.toContain('head escalation +10');
    expect(asked(late, '2026-03-27', firstCard('2026-03-12'))).toContain('head escalation +10');
  });

  it('a plan that is loaded later has its grace from its load, however long ago the first card came', () => {
    const late = aMilestone({ due: dueOn('2026-02-27'), importedOn: d('2026-03-12') });
    const officers = [anOfficer({ firstDeliveredOn: d('2025-09-01') })];
    // +10 is 13 March, the day after the load; the grace ends on the 26th, and +20 is the 27th.
    expect(asked(late, '2026-03-13', { officers })).toEqual(['lead first-load confirm', 'lead stage +10']);
    expect(asked(late, '2026-03-26', { officers })).not.toContain('head escalation +10');
    expect(asked(late, '2026-03-27', { officers })).toContain('head escalation +10');
  });

  it('read so: of co-leads, the first card of the earliest counts', () => {
    const late = aMilestone({ due: dueOn('2026-02-27'), importedOn: d('2026-03-06'), leads: ['a', 'b'] });
    const officers = [
      anOfficer({ id: 'a', firstDeliveredOn: d('2026-03-06') }),
      anOfficer({ id: 'b', firstDeliveredOn: d('2026-03-26') }),
    ];
    expect(asked(late, '2026-03-27', { officers })).toContain('head escalation +10');
  });
});

describe('who may record an update (RULES 5)', () => {
  const people = known(person('lead'), person('head'), person('owner'), person('admin', { roles: ['admin'] }));
  const standing = (officer: string, one = led(['lead'])) => standingOn(officer, one, people, d(DUE));

  it('lead, head of service of the area and plan owner; an admin only on behalf; nobody else', () => {
    expect(['lead', 'head', 'owner', 'admin', 'stranger'].map((officer) => standing(officer))).toEqual([
      'lead',
      'head',
      'owner',
      'admin',
      'none',
    ]);
    expect((['lead', 'head', 'owner', 'admin', 'none'] as const).filter((each) => mayUpdate(each))).toEqual([
      'lead',
      'head',
      'owner',
    ]);
  });

  it('the head of service of another area has no standing', () => {
    expect(standing('head', { ...led(['lead']), area: anArea({ heads: ['another'] }) })).toBe('none');
    expect(standing('head', { ...led(['lead']), area: undefined })).toBe('none');
  });

  it('who leads it and heads the area stands as its lead', () => {
    expect(standing('head', led(['head']))).toBe('lead');
  });
});
