import { describe, expect, it } from 'vitest';
import type { Accountable } from '../../bot/domain/asked-of.js';
import { addDays } from '../../bot/domain/dates.js';
import { decidersOf, escalatesTo } from '../../bot/domain/escalation.js';
import type { Known } from '../../bot/domain/people.js';
import { mayUpdate } from '../../bot/domain/rights.js';
import { speaksFor, standingOn } from '../../bot/domain/standing.js';
import { wrongAbsence, wrongDeputy } from '../../bot/domain/whereabouts.js';
import { askWhom } from '../../bot/flows/ask-whom.js';
import { anArea, aPlan, d, dueOn, ENGLAND } from '../support/builders.js';
import {
  answeredBy,
  away,
  DUE,
  ESCALATES,
  group,
  known,
  led,
  notAsked,
  person,
  swept,
  whom,
  withDate,
} from '../support/people.js';

describe('co-leads (RULES 2)', () => {
  const people = known(person('ann'), person('bob'), person('cat'));

  it('are all asked, each once', () => {
    expect(whom(led(['ann', 'bob', 'cat']), people)).toEqual(['ann co-lead', 'bob co-lead', 'cat co-lead']);
    expect(whom(led(['ann', 'ann']), people)).toEqual(['ann lead']);
  });

  it('one answer settles it for all', () => {
    const one = answeredBy(led(['ann', 'bob']), people, 'bob', '2026-03-30');
    expect(swept(one, people, '2026-04-01')).toEqual(['ann stage 0', 'bob stage 0']);
    const settled = answeredBy(led(['ann', 'bob']), people, 'bob', DUE);
    expect(swept(settled, people, '2026-04-01')).toEqual([]);
  });

  it('keep the last answer of each, differing or not', () => {
    const one = led(['ann', 'bob']);
    const first = answeredBy(one, people, 'ann', '2026-03-20', 'green');
    const { milestone } = answeredBy(first, people, 'bob', '2026-03-23', 'complete');
    expect(milestone.answers.map(({ by, rating }) => `${by} ${rating}`)).toEqual(['ann green', 'bob complete']);
    const again = answeredBy({ ...one, milestone }, people, 'ann', '2026-03-24', 'complete').milestone;
    expect(again.answers.map(({ by, rating }) => `${by} ${rating}`)).toEqual(['bob complete', 'ann complete']);
  });
});

describe('a date that a co-lead gave (RULES 2)', () => {
  it('is asked about of all of them when it has passed', () => {
    const people = known(person('ann'), person('bob'));
    const gave = withDate(answeredBy(led(['ann', 'bob']), people, 'ann', '2026-02-02'), '2026-02-17');
    expect(swept(gave, people, '2026-02-18')).toEqual(['ann given-date passed', 'bob given-date passed']);
  });
});

describe('external leads (RULES 2, H29)', () => {
  const police = person('police', { outside: 'external', entraId: null });

  it('with an internal co-lead: the co-lead is asked', () => {
    const one = led(['police', 'ann']);
    expect(whom(one, known(police, person('ann')))).toEqual(['ann co-lead']);
    expect(notAsked(one, known(police, person('ann')))).toEqual(['police external']);
    expect(swept(one, known(police, person('ann')), DUE)).toEqual(['ann stage 0']);
  });

  it('without one: the head of service is asked, and it is listed as without lead', () => {
    const { withoutLead } = askWhom([led(['police'])], known(police), ENGLAND, d(DUE));
    expect(withoutLead).toEqual([{ plan: 'cs', ref: 'PMQA 1.1', asked: ['head'] }]);
    expect(askWhom([led(['police'])], known(police), ENGLAND, d('2026-02-02')).withoutLead).toEqual([]);
    expect(swept(led(['police']), known(police), DUE)).toEqual(['head stage 0']);
  });

  it('may have their answer recorded', () => {
    expect(mayUpdate(standingOn('police', led(['police', 'ann']), known(police), d(DUE)))).toBe(true);
  });

  it('a whole group of another organisation is not asked, nor waited for', () => {
    const each = { ...group('partners', 'each', 'ann', 'bob'), outside: 'external' as const };
    const beside = known(each, person('ann'), person('dan'));
    expect(answeredBy(led(['partners', 'ann', 'dan']), beside, 'dan', DUE).milestone.answeredOn).toBe(DUE);
    const partners = { ...group('partners', 'each', 'ann'), outside: 'external' as const };
    expect(whom(led(['partners']), known(partners, person('ann')))).toEqual(['head stand-in']);
  });
});

describe('who has left (RULES 2)', () => {
  const gone = person('ann', { outside: 'left' });

  it('is not asked: the head of service is, else the plan owner, else the admins', () => {
    const admin = person('admin', { roles: ['admin'] });
    const headless = { ...led(['ann']), area: anArea({ heads: [] }) };
    expect(whom(led(['ann']), known(gone, admin))).toEqual(['head stand-in']);
    expect(whom(headless, known(gone, admin))).toEqual(['owner stand-in']);
    expect(whom({ ...headless, plan: aPlan({ owner: null }) }, known(gone, admin))).toEqual(['admin stand-in']);
    const nobody = { ...headless, plan: aPlan({ owner: null }) };
    expect(swept(nobody, known(gone), DUE)).toEqual(['nobody: no-lead']);
  });

  it('a head of service who has left is passed over', () => {
    const people = known(gone, person('head', { outside: 'left' }));
    expect(whom(led(['ann']), people)).toEqual(['owner stand-in']);
  });

  it('nobody’s silence: nothing escalates', () => {
    expect(swept(led(['ann']), known(gone), ESCALATES)).toEqual(['head stage +10']);
  });

  it('may not answer any more, whatever they led', () => {
    expect(standingOn('ann', led(['ann']), known(gone), d(DUE))).toBe('none');
    expect(standingOn('head', led([]), known(person('head', { outside: 'left' })), d(DUE))).toBe('none');
  });
});

describe('away and deputies (RULES 2)', () => {
  it('until a day, that day included: the deputy is asked, and the lead again from the day after', () => {
    const people = known(away('ann', 'bob', DUE), person('bob'));
    expect(swept(led(['ann']), people, '2026-03-30')).toEqual(['bob stage -5', 'ann: away']);
    expect(swept(led(['ann']), people, DUE)).toEqual(['bob stage 0', 'ann: away']);
    expect(swept(led(['ann']), people, '2026-04-01')).toEqual(['ann stage +1']);
  });

  it('a deputy who is away, has left or is of another organisation does not pass it on', () => {
    for (const bob of [
      away('bob', 'cat'),
      person('bob', { outside: 'left' }),
      person('bob', { outside: 'external' }),
    ]) {
      expect(whom(led(['ann']), known(away('ann', 'bob'), bob, person('cat')))).toEqual(['head stand-in']);
    }
    expect(whom(led(['ann']), known(away('ann', 'ann')))).toEqual(['head stand-in']);
    expect(whom(led(['ann']), known(away('ann', 'team'), group('team', 'any', 'cat')))).toEqual(['head stand-in']);
  });

  it('without a deputy the co-leads are asked, else the head of service', () => {
    const people = known(away('ann'), person('bob'));
    expect(whom(led(['ann', 'bob']), people)).toEqual(['bob co-lead']);
    expect(whom(led(['ann']), people)).toEqual(['head stand-in']);
    expect(askWhom([led(['ann'])], people, ENGLAND, d(DUE)).withoutLead).toEqual([]);
  });

  it('a deputy who leads it too is asked once, for both', () => {
    expect(whom(led(['ann', 'bob']), known(away('ann', 'bob'), person('bob')))).toEqual([
      'bob co-lead for ann and bob',
    ]);
  });

  it('a deputy in force may answer, for whom they stand in; afterwards not', () => {
    const people = known(away('ann', 'bob', DUE), person('bob'));
    const one = led(['ann']);
    expect(standingOn('bob', one, people, d(DUE))).toBe('lead');
    expect(standingOn('bob', one, people, d('2026-04-01'))).toBe('none');
    expect(speaksFor('bob', one, people, d(DUE))).toEqual(['ann']);
    expect(speaksFor('head', one, people, d(DUE))).toEqual(['head']);
    expect(answeredBy(one, people, 'bob', DUE).milestone).toMatchObject({
      answers: [{ by: 'ann', rating: 'green' }],
      update: { by: { id: 'bob' } },
    });
  });

  it('who is away may answer all the same', () => {
    expect(standingOn('ann', led(['ann']), known(away('ann', 'bob')), d(DUE))).toBe('lead');
    const member = known(group('heads', 'any', 'head', 'bob'), away('head'), person('bob'));
    expect(standingOn('head', led(['heads']), member, d(DUE))).toBe('lead');
  });

  it('of heads of service, too: the deputy, else the second head, else the plan owner', () => {
    const two = { ...led([]), area: anArea({ heads: ['head', 'second'] }) };
    expect(whom(two, known(away('head', 'bob'), person('bob')))).toEqual(['bob stand-in', 'second stand-in']);
    expect(whom(two, known(away('head')))).toEqual(['second stand-in']);
    expect(whom(led([]), known(away('head')))).toEqual(['owner stand-in']);
  });

  it('nothing escalates over who is away while only others stand in for them', () => {
    expect(swept(led(['ann']), known(away('ann')), ESCALATES)).toEqual(['head stage +10', 'ann: away']);
  });

  it('at most 90 days ahead, not in the past, and not of a group or who has left', () => {
    const today = d(DUE);
    const ann = person('ann');
    expect(wrongAbsence(ann, today, today)).toBeNull();
    expect(wrongAbsence(ann, addDays(today, 90), today)).toBeNull();
    expect(wrongAbsence(ann, addDays(today, 91), today)?.message).toBe(
      'An absence ends at most 90 days ahead, on Monday 29 June 2026. Say it again then, or give what ann leads to somebody else.',
    );
    expect(wrongAbsence(ann, addDays(today, -1), today)?.code).toBe('past');
    expect(wrongAbsence(group('heads', 'any'), today, today)?.code).toBe('is-a-group');
    expect(wrongAbsence(person('ann', { outside: 'left' }), today, today)?.code).toBe('has-left');
  });

  it('a deputy is one other person who is asked at all', () => {
    const ann = person('ann');
    expect(wrongDeputy(ann, person('bob'))).toBeNull();
    expect(wrongDeputy(ann, ann)?.code).toBe('own-deputy');
    expect(wrongDeputy(ann, group('heads', 'any'))?.code).toBe('is-a-group');
    expect(wrongDeputy(group('heads', 'any'), ann)?.code).toBe('is-a-group');
    expect(wrongDeputy(ann, person('bob', { outside: 'left' }))?.code).toBe('has-left');
    expect(wrongDeputy(ann, person('bob', { outside: 'external' }))?.code).toBe('external');
  });
});

describe('could not deliver (RULES 2)', () => {
  const blocked = person('ann', { unreachable: 'blocked' });

  it('nothing escalates while none of its people can be reached', () => {
    expect(swept(led(['ann']), known(blocked), ESCALATES)).toEqual(['ann stage +10']);
    expect(askWhom([led(['ann'])], known(blocked), ENGLAND, d(ESCALATES)).withheld).toHaveLength(1);
  });

  it('a deputy who can be reached counts, for a lead who is away and cannot', () => {
    const people = known({ ...blocked, awayUntil: d('2026-12-31'), deputy: 'bob' }, person('bob'));
    expect(swept(led(['ann']), people, ESCALATES)).toEqual(['bob stage +10', 'head escalation +10', 'ann: away']);
  });
});

describe('escalations (RULES 5, H30, H31)', () => {
  const lead = person('lead');
  const to = (one: Accountable, people: Known) => escalatesTo(one, people, d(ESCALATES));

  it('go to the area’s head, whoever the lead is; while away to their deputy, else the second head, else the owner', () => {
    const two = { ...led(['lead']), area: anArea({ heads: ['head', 'second'] }) };
    expect(to(led(['lead']), known(lead))).toEqual(['head']);
    expect(to(two, known(lead))).toEqual(['head', 'second']);
    expect(to(led(['lead']), known(lead, away('head', 'bob'), person('bob')))).toEqual(['bob']);
    expect(to(two, known(lead, away('head')))).toEqual(['second']);
    expect(to(led(['lead']), known(lead, away('head')))).toEqual(['owner']);
    expect(to(led(['lead']), known(lead, away('head'), away('owner')))).toEqual([]);
  });

  it('never go to oneself: not as member of the group that leads, nor as deputy of the lead', () => {
    const member = known(group('heads', 'any', 'head', 'ann'), person('head'), person('ann'));
    expect(to(led(['heads']), member)).toEqual(['owner']);
    expect(to(led(['lead']), known(away('lead', 'head'), person('head')))).toEqual(['owner']);
    expect(to(led(['lead']), known(lead, away('head', 'lead')))).toEqual(['owner']);
  });

  it('who is told in the head’s place may answer', () => {
    const people = known(lead, away('head', 'bob'), person('bob'));
    expect(standingOn('bob', led(['lead']), people, d(ESCALATES))).toBe('lead');
    expect(standingOn('head', led(['lead']), people, d(ESCALATES))).toBe('head');
    expect(standingOn('stranger', led(['lead']), people, d(ESCALATES))).toBe('none');
  });
});

describe('who decides about what waits (RULES 5)', () => {
  const waiting = (leads: readonly string[], by: string): Accountable =>
    led(leads, {
      proposal: {
        id: 'p1',
        date: d('2026-05-29'),
        state: null,
        reason: 'late',
        by: { kind: 'officer', id: by },
        on: d('2026-03-02'),
      },
    });
  const deciders = (one: Accountable, people: Known) => decidersOf(one, people, d(DUE));

  it('the head of service, else the plan owner; nobody as a deputy, nobody their own', () => {
    expect(deciders(waiting(['lead'], 'lead'), known())).toEqual(['head']);
    expect(deciders(waiting(['lead'], 'head'), known())).toEqual(['owner']);
    expect(deciders(waiting(['lead'], 'lead'), known(away('head', 'bob'), person('bob')))).toEqual(['owner']);
    const member = known(group('heads', 'any', 'head'), person('head'));
    expect(deciders(waiting(['heads'], 'somebody'), member)).toEqual(['owner']);
  });

  it('is asked of them, and of the leads nothing', () => {
    expect(swept(waiting(['lead'], 'lead'), known(person('lead')), DUE)).toEqual(['head approval +20']);
  });

  it('waits while nobody is there who may', () => {
    const people = known(away('head'), away('owner'));
    expect(swept(waiting(['lead'], 'lead'), people, DUE)).toEqual(['nobody: no-approver']);
  });
});

it('a lead who is known by name only is asked like any other, and listed as not linked', () => {
  expect(swept(led(['somebody'], { due: dueOn(DUE) }), known(), DUE)).toEqual(['somebody stage 0']);
});
