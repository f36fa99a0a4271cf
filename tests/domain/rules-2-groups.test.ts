import { describe, expect, it } from 'vitest';
import { whomToAsk, type Accountable } from '../../bot/domain/asked-of.js';
import { addDays } from '../../bot/domain/dates.js';
import { asSeenBy, groupProgress, lookOnFor } from '../../bot/domain/each-answers.js';
import { mayBeAsked } from '../../bot/domain/escalation.js';
import type { Due } from '../../bot/domain/plan.js';
import { wrongGroup } from '../../bot/domain/whereabouts.js';
import { anArea, aPlan, d, ENGLAND } from '../support/builders.js';
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

describe('a group that leads, any (RULES 2)', () => {
  const people = known(group('heads', 'any', 'ann', 'bob', 'cat'), person('ann'), person('bob'), person('cat'));

  it('has all its members asked', () => {
    expect(whom(led(['heads']), people)).toEqual(['ann member', 'bob member', 'cat member']);
  });

  it('is settled by one answer', () => {
    expect(swept(answeredBy(led(['heads']), people, 'cat', DUE), people, '2026-04-01')).toEqual([]);
  });

  it('beside a named lead asks both, and one answer suffices (H27)', () => {
    expect(whom(led(['dan', 'heads']), people)).toEqual(['dan co-lead', 'ann member', 'bob member', 'cat member']);
    expect(swept(answeredBy(led(['dan', 'heads']), people, 'dan', DUE), people, '2026-04-01')).toEqual([]);
  });

  it('asks somebody who is lead and member and deputy once, for the nearest reason', () => {
    const crowd = known(group('heads', 'any', 'ann', 'bob'), person('ann'), away('bob', 'ann'));
    expect(whom(led(['heads', 'ann']), crowd)).toEqual(['ann co-lead for ann and bob']);
  });

  it('asks a member by the id that they have now', () => {
    const merged = known(group('heads', 'any', 'old-ann', 'ann'), person('ann', { formerIds: ['old-ann'] }));
    expect(whom(led(['heads', 'old-ann']), merged)).toEqual(['ann co-lead']);
  });

  it('has no groups within it, and not itself', () => {
    const nested = known(group('heads', 'any', 'heads', 'team', 'ann'), group('team', 'any', 'bob'), person('ann'));
    expect(whom(led(['heads']), nested)).toEqual(['ann member']);
  });

  it('that nobody has named is no lead: it is listed, and the head of service is asked', () => {
    expect(whom(led(['heads']), known(group('heads', 'any')))).toEqual(['head stand-in']);
    expect(swept(led(['heads']), known(group('heads', 'any')), DUE)).toEqual(['head stage 0', 'heads stage 0']);
    expect(notAsked(led(['heads']), known(group('heads', 'any')))).toEqual(['heads no-members']);
  });

  it('that nobody has named is listed under its own name where nobody else is known', () => {
    const alone = { ...led(['heads']), area: undefined, plan: aPlan({ owner: null }) };
    expect(whom(alone, known(group('heads', 'any')))).toEqual([]);
    expect(swept(alone, known(group('heads', 'any')), DUE)).toEqual(['heads stage 0', 'nobody: no-lead']);
  });

  it('of another organisation is not listed, even where nobody else is known', () => {
    const alone = { ...led(['heads']), area: undefined, plan: aPlan({ owner: null }) };
    const external = { ...group('heads', 'any'), outside: 'external' as const };
    expect(swept(alone, known(external), DUE)).toEqual(['nobody: no-lead']);
  });

  it('may head an area: its members are asked where nobody leads, unless it is of another organisation', () => {
    const area = anArea({ heads: ['heads'] });
    expect(whom({ ...led([]), area }, people)).toEqual(['ann stand-in', 'bob stand-in', 'cat stand-in']);
    const external = new Map(people).set('heads', { ...group('heads', 'any', 'ann'), outside: 'external' });
    expect(whom({ ...led([]), area }, external)).toEqual(['owner stand-in']);
  });

  it('whose members are all away or gone is asked of the head of service', () => {
    const empty = known(group('heads', 'any', 'ann', 'bob'), away('ann'), person('bob', { outside: 'left' }));
    expect(whom(led(['heads']), empty)).toEqual(['head stand-in']);
    expect(notAsked(led(['heads']), empty)).toEqual(['ann away', 'bob left']);
  });
});

describe('a group that leads, each (RULES 2)', () => {
  const people = known(group('heads', 'each', 'ann', 'bob', 'cat'), person('ann'), person('bob'), person('cat'));
  const one = led(['heads']);

  it('asks every member, and only who has not answered is asked again', () => {
    expect(swept(one, people, DUE)).toEqual(['ann stage 0', 'bob stage 0', 'cat stage 0']);
    const two = answeredBy(answeredBy(one, people, 'ann', DUE), people, 'cat', DUE);
    expect(two.milestone.answeredOn).toBeNull();
    expect(swept(two, people, '2026-04-01')).toEqual(['bob stage +1']);
  });

  it('is answered on the first day of the last answers, once every member has answered', () => {
    const two = answeredBy(answeredBy(one, people, 'ann', '2026-03-30'), people, 'cat', DUE);
    const all = answeredBy(two, people, 'bob', '2026-04-01');
    expect(all.milestone.answeredOn).toBe('2026-03-30');
  });

  it('counts who has answered', () => {
    const today = d('2026-04-01');
    const progress = (each: Accountable) =>
      groupProgress(each.milestone, whomToAsk(each, people, today), ENGLAND, today);
    expect(progress(one)).toEqual({ answered: 0, of: 3 });
    expect(progress(answeredBy(one, people, 'ann', DUE))).toEqual({ answered: 1, of: 3 });
    const any = known(group('heads', 'any', 'ann'), person('ann'));
    expect(groupProgress(one.milestone, whomToAsk(one, any, today), ENGLAND, today)).toBeNull();
  });

  it('is escalated while one member has not answered, and not because of one who cannot be reached', () => {
    const two = answeredBy(answeredBy(one, people, 'ann', '2026-04-15'), people, 'cat', '2026-04-15');
    expect(swept(two, people, ESCALATES)).toEqual(['bob stage +10', 'head escalation +10']);
    const blocked = new Map(people).set('bob', person('bob', { unreachable: 'blocked' }));
    expect(swept(two, blocked, ESCALATES)).toEqual(['bob stage +10']);
  });

  it('does not wait for a member who is away without a deputy, or has left', () => {
    const gone = new Map(people).set('bob', away('bob')).set('cat', person('cat', { outside: 'left' }));
    expect(answeredBy(one, gone, 'ann', DUE).milestone.answeredOn).toBe(DUE);
  });

  it('takes the answer of a deputy for that of the member, and back', () => {
    const out = new Map(people).set('bob', away('bob', 'dan')).set('dan', person('dan'));
    expect(whom(one, out)).toEqual(['ann member', 'dan deputy for bob', 'cat member']);
    const answered = answeredBy(one, out, 'dan', DUE);
    expect(answered.milestone.answers.map(({ by }) => by)).toEqual(['bob']);
    expect(swept(answered, people, '2026-04-01')).toEqual(['ann stage +1', 'cat stage +1']);
  });

  it('waits for a deputy who has answered as a member before, until they answer for the other too', () => {
    const early = answeredBy(one, people, 'ann', DUE);
    const out = new Map(people).set('bob', away('bob', 'ann'));
    expect(swept(early, out, '2026-04-01')).toEqual(['ann stage +1', 'cat stage +1', 'bob: away']);
    expect(swept(answeredBy(early, out, 'ann', '2026-04-01'), out, '2026-04-01')).toEqual([
      'cat stage +1',
      'bob: away',
    ]);
  });

  it('is complete when each has said so, and not before', () => {
    const two = answeredBy(answeredBy(one, people, 'ann', DUE, 'complete'), people, 'cat', DUE, 'complete');
    expect(two.milestone).toMatchObject({ state: 'in-progress', deliveredOn: null });
    expect(answeredBy(two, people, 'bob', DUE, 'complete').milestone).toMatchObject({
      state: 'delivered',
      deliveredOn: DUE,
    });
    expect(answeredBy(two, people, 'bob', DUE).milestone.state).toBe('in-progress');
  });

  it('of what recurs, who has given the update of the period is asked again in the next one', () => {
    const due: Due = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: null,
      yearStarts: 4,
      text: 'Quarterly',
    };
    const given = answeredBy(led(['heads'], { due }), people, 'ann', '2026-02-02');
    expect(given.milestone.settledThrough).toBeNull();
    expect(swept(given, people, '2026-03-24')).toEqual(['bob stage -5', 'cat stage -5']);
    // The others are still asked for the first quarter; nothing of theirs falls on the day of her first stage.
    const next = '2026-06-02';
    expect(swept(given, people, next).slice(0, 1)).toEqual(['ann stage -20']);
    expect(swept(given, people, '2026-06-01').join()).not.toContain('ann');
    const ahead = whomToAsk(given, people, d(next));
    expect(lookOnFor(given.milestone, ahead, ENGLAND, addDays(d(next), -1))).toBe(next);
    expect(asSeenBy(given.milestone, ahead, 'bob')).toEqual(given.milestone);
  });

  it('asks about a date that one of them gave of that one only', () => {
    const gave = withDate(answeredBy(one, people, 'ann', '2026-02-02'), '2026-02-17');
    expect(swept(gave, people, '2026-02-18')).toEqual(['ann given-date passed']);
    // Of all the others, once that one is not there to be asked.
    const gone = new Map(people).set('ann', person('ann', { outside: 'left' }));
    expect(swept(gave, gone, '2026-02-18')).toEqual(['bob given-date passed', 'cat given-date passed']);
  });

  it('counts an answer from when one was enough for all of them', () => {
    const any = new Map(people).set('heads', group('heads', 'any', 'ann', 'bob', 'cat'));
    const early = answeredBy(one, any, 'bob', '2026-02-02');
    const later = answeredBy(early, any, 'ann', DUE);
    expect(swept(later, people, '2026-04-01')).toEqual([]);
    expect(asSeenBy(later.milestone, whomToAsk(later, people, d(DUE)), 'bob').answeredOn).toBe(DUE);
  });

  it('of what recurs, an answer from before its first period settles none', () => {
    const due: Due = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: null,
      yearStarts: 4,
      text: 'Quarterly',
    };
    const loaded = led(['heads'], { due, importedOn: d('2026-03-31') });
    const early = answeredBy(loaded, people, 'ann', '2026-03-31');
    expect(swept(early, people, '2026-06-30').slice(0, 1)).toEqual(['ann stage 0']);
  });

  it('beside a named lead, whose own answer quiets them and settles nothing for the members', () => {
    const both = answeredBy(led(['dan', 'heads']), new Map(people).set('dan', person('dan')), 'dan', DUE);
    expect(swept(both, people, '2026-04-01')).toEqual(['ann stage +1', 'bob stage +1', 'cat stage +1']);
  });
});

describe('whom a group’s name may mean', () => {
  it('persons, at least one, not itself and not another group', () => {
    const heads = { id: 'heads', name: 'Heads of Service', entraId: null };
    expect(wrongGroup(heads, [person('ann')])).toBeNull();
    expect(wrongGroup(heads, [])?.code).toBe('no-members');
    expect(wrongGroup(heads, [person('ann'), person('heads')])?.code).toBe('own-member');
    expect(wrongGroup(heads, [group('team', 'any', 'ann')])?.code).toBe('group-in-group');
    expect(wrongGroup({ ...heads, entraId: 'entra' }, [person('ann')])?.code).toBe('is-a-person');
  });
});

describe('whom a card may show it', () => {
  it('everybody who may ever be asked, members and deputies among them, once', () => {
    const people = known(
      group('heads', 'any', 'ann', 'bob'),
      person('ann', { deputy: 'cat' }),
      person('bob'),
      person('admin', { roles: ['admin'] }),
    );
    expect(mayBeAsked(led(['heads']), people)).toEqual(['ann', 'bob', 'head', 'owner', 'admin', 'cat']);
  });
});
