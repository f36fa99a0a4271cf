import { describe, expect, it } from 'vitest';
import { whomToAsk, type Accountable } from '../../bot/domain/asked-of.js';
import { withUpdate } from '../../bot/domain/answer.js';
import { addDays } from '../../bot/domain/dates.js';
import { asSeenBy, groupProgress, lookOnFor } from '../../bot/domain/each-answers.js';
import { decidersOf, escalatesTo, mayBeAsked } from '../../bot/domain/escalation.js';
import type { Known } from '../../bot/domain/people.js';
import type { Due, Milestone } from '../../bot/domain/plan.js';
import { mayUpdate } from '../../bot/domain/rights.js';
import { speaksFor, standingOn } from '../../bot/domain/standing.js';
import { withoutWords } from '../../bot/domain/update.js';
import { wrongAbsence, wrongDeputy, wrongGroup } from '../../bot/domain/whereabouts.js';
import { askWhom } from '../../bot/flows/ask-whom.js';
import type { Officer } from '../../bot/flows/ports.js';
import { aMilestone, anArea, anOfficer, anUpdate, aPlan, d, dueOn, ENGLAND } from '../support/builders.js';

/** The milestone of the builders is due on Tuesday 31 March 2026; +10 is Thursday 16 April. */
const DUE = '2026-03-31';
const ESCALATES = '2026-04-16';

const person = (id: string, given: Partial<Officer> = {}): Officer =>
  anOfficer({ id, name: id, entraId: `entra-${id}`, ...given });
const away = (id: string, deputy: string | null = null, until = '2026-12-31'): Officer =>
  person(id, { awayUntil: d(until), deputy });
const group = (id: string, rule: 'any' | 'each', ...members: string[]): Officer =>
  person(id, { entraId: null, firstDeliveredOn: null, group: { rule, members } });

const known = (...officers: readonly Officer[]): Known =>
  new Map(officers.flatMap((officer) => [officer.id, ...officer.formerIds].map((id) => [id, officer])));

/** Led by these, in an area of `head`, in a plan of `owner`. */
function led(leads: readonly string[], given: Partial<Milestone> = {}): Accountable {
  return { milestone: aMilestone({ leads, ...given }), area: anArea(), plan: aPlan() };
}

/** Whom, and why: `ann deputy for bob`. */
function whom(one: Accountable, people: Known, on = DUE): readonly string[] {
  return whomToAsk(one, people, d(on)).asked.map(({ officer, because, speaksFor: forWhom }) =>
    forWhom.join() === officer ? `${officer} ${because}` : `${officer} ${because} for ${forWhom.join(' and ')}`,
  );
}

/** Who is not asked, and why. */
const notAsked = (one: Accountable, people: Known, on = DUE): readonly string[] =>
  whomToAsk(one, people, d(on)).notAsked.map(({ officer, reason }) => `${officer} ${reason}`);

/** What a sweep would ask, skip and tell: `ann stage 0`, `bob: away`. */
function swept(one: Accountable, people: Known, on: string): readonly string[] {
  const { candidates, skipped } = askWhom([one], people, ENGLAND, d(on));
  const asked = [...candidates].flatMap(([officer, found]) =>
    found.flatMap(({ asks }) => asks.map((ask) => `${officer} ${ask.because} ${ask.step}`)),
  );
  return [...asked, ...skipped.map(({ officer, reason }) => `${officer ?? 'nobody'}: ${reason}`)];
}

/** The milestone after some of them answered, as `recordUpdate` would write it. */
function answeredBy(one: Accountable, people: Known, by: string, on: string, rating: 'green' | 'complete' = 'green') {
  const { at } = anUpdate({ on: d(on) });
  const stamp = { by: { kind: 'officer', id: by }, at, on: d(on) } as const;
  const circumstances = {
    each: whomToAsk(one, people, d(on)).awaited,
    speaksFor: speaksFor(by, one, people, d(on)),
  };
  const words = { ...withoutWords(rating), doneOn: rating === 'complete' ? d(on) : null };
  return { ...one, milestone: withUpdate(one.milestone, words, stamp, circumstances) };
}

/** With a day on which it would be green again, given with the last answer. */
function withDate(one: Accountable, recovery: string): Accountable {
  const { update } = one.milestone;
  return { ...one, milestone: { ...one.milestone, update: update && { ...update, recovery: d(recovery) } } };
}

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

  it('that nobody has named is no lead: the head of service is asked', () => {
    expect(whom(led(['heads']), known(group('heads', 'any')))).toEqual(['head stand-in']);
    expect(notAsked(led(['heads']), known(group('heads', 'any')))).toEqual(['heads no-members']);
  });

  it('that nobody has named is listed under its own name where nobody else is known', () => {
    const alone = { ...led(['heads']), area: undefined, plan: aPlan({ owner: null }) };
    expect(whom(alone, known(group('heads', 'any')))).toEqual(['heads lead']);
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

it('a lead who is known by name only is asked like any other, and listed as not linked', () => {
  expect(swept(led(['somebody'], { due: dueOn(DUE) }), known(), DUE)).toEqual(['somebody stage 0']);
});
