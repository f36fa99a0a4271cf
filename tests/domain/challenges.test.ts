import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whoIsAddressed } from '../../bot/domain/addressed.js';
import { challengeAsks } from '../../bot/domain/challenge-asks.js';
import { challengeViews } from '../../bot/domain/challenge-views.js';
import {
  isTellable,
  unanswered,
  unreleased,
  withChallenge,
  withChallengeAnswer,
  withRelease,
  type Challenged,
} from '../../bot/domain/challenges.js';
import { addDays, instant } from '../../bot/domain/dates.js';
import { allAsksOn, lookOn } from '../../bot/domain/look-on.js';
import type { Actor, Challenge, Milestone } from '../../bot/domain/plan.js';
import { aMilestone, anArea, anOfficer, aPlan, d, ENGLAND } from '../support/builders.js';

const NOON = instant('2026-11-18T12:00:00Z');
const LEADER: Actor = { kind: 'officer', id: 'leader' };
const LEAD: Actor = { kind: 'officer', id: 'lead' };
const WEDNESDAY = d('2026-11-18');

function ok(done: Challenged): Milestone {
  if ('code' in done) throw new Error(done.message);
  return done.milestone;
}

function asking(id: string, rest: Partial<Challenge> = {}): Omit<Challenge, 'answer'> {
  return { id, text: 'Why?', by: LEADER, on: WEDNESDAY, at: NOON, from: { kind: 'chat' }, ...rest };
}

function asked(...ids: readonly string[]): Milestone {
  return ids.reduce((one, id) => ok(withChallenge(one, asking(id))), aMilestone({ leads: ['lead'] }));
}

function answered(on = WEDNESDAY): Milestone {
  return ok(withChallengeAnswer(asked('q'), 'q', { text: 'So.', by: LEAD, on, at: NOON, released: null }, ENGLAND));
}

describe('a question of a leader', () => {
  it.each([
    ['nothing', ' \u200b ', 'no-text'],
    ['too much', 'x'.repeat(501), 'too-long'],
  ])('that says %s is not taken', (_, text, code) => {
    expect(withChallenge(asked(), asking('q', { text }))).toMatchObject({ code });
    const answer = { text, by: LEAD, on: WEDNESDAY, at: NOON, released: null };
    expect(withChallengeAnswer(asked('q'), 'q', answer, ENGLAND)).toMatchObject({ code });
  });

  it('is one of five at most without an answer, and of fifty at most in all', () => {
    expect(withChallenge(asked('a', 'b', 'c', 'd', 'e'), asking('f'))).toMatchObject({ code: 'too-many' });
    const old = answered().challenges[0]!;
    const many = Array.from({ length: 50 }, (_, at) => ({ ...old, id: String(at) }));
    expect(withChallenge(aMilestone({ challenges: many }), asking('f'))).toMatchObject({ code: 'too-many' });
  });

  it('has one answer, which may be told when it is released, or two working days after it was given', () => {
    const friday = answered(d('2026-11-20'));
    const [one] = friday.challenges;
    expect(one!.answer!.waitsUntil).toBe('2026-11-24');
    expect(isTellable(one!, d('2026-11-23'))).toBe(false);
    expect(isTellable(one!, d('2026-11-24'))).toBe(true);
    const again = { text: 'No.', by: LEAD, on: WEDNESDAY, at: NOON, released: null };
    expect(withChallengeAnswer(friday, 'q', again, ENGLAND)).toMatchObject({ code: 'answered-already' });
    const released = ok(withRelease(friday, 'q', { by: LEADER, on: d('2026-11-20') }));
    expect(isTellable(released.challenges[0]!, d('2026-11-20'))).toBe(true);
    expect(withRelease(released, 'q', { by: LEADER, on: d('2026-11-20') })).toMatchObject({ code: 'told-already' });
    expect(withRelease(asked('q'), 'q', { by: LEADER, on: WEDNESDAY })).toMatchObject({ code: 'not-answered' });
    expect(withRelease(friday, 'other', { by: LEADER, on: WEDNESDAY })).toMatchObject({ code: 'nothing-asked' });
  });

  it('is chased after 5 and 10 working days and then every 10, also of what is closed', () => {
    const closed = { ...asked('q'), state: 'withdrawn' as const };
    const days = challengeAsks(closed, ENGLAND, d('2027-01-04'))[0]!.map(({ step, on }) => `${step} ${on}`);
    expect(days).toEqual([
      'ask 2026-11-18',
      '+5 2026-11-25',
      '+10 2026-12-02',
      '+20 2026-12-16',
      '+30 2027-01-04',
      '+40 2027-01-18',
    ]);
    expect(lookOn(closed, ENGLAND, WEDNESDAY)).toBe('2026-11-25');
    expect(allAsksOn(closed, ENGLAND, d('2026-11-25')).map(({ step }) => step)).toContain('+5');
  });

  it('goes to its leads; without one to the head of service, else the plan’s owner; never to who asked, standing in', () => {
    const people = new Map(['lead', 'head', 'owner', 'leader'].map((id) => [id, anOfficer({ id })]));
    const plan = aPlan({ owner: 'owner' });
    const whom = (leads: readonly string[], heads: readonly string[], by = LEADER): readonly string[] => {
      const milestone = ok(withChallenge(aMilestone({ leads: [...leads] }), asking('q', { by })));
      const ask = { because: 'challenge', anchor: 'challenge:q', step: 'ask', on: WEDNESDAY } as const;
      return whoIsAddressed(ask, { milestone, area: anArea({ heads: [...heads] }), plan }, people, WEDNESDAY);
    };
    expect(whom(['lead'], ['head'])).toEqual(['lead']);
    expect(whom([], ['head'])).toEqual(['head']);
    expect(whom([], ['head'], { kind: 'officer', id: 'head' })).toEqual(['owner']);
    expect(whom([], [])).toEqual(['owner']);
  });

  it('is told with its answer no sooner than that may be told, whatever the day', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.boolean(), (answeredAfter, seenAfter, isReleased) => {
        const on = addDays(WEDNESDAY, answeredAfter);
        const waiting = answered(on);
        const one = isReleased ? ok(withRelease(waiting, 'q', { by: LEADER, on })) : waiting;
        const today = addDays(WEDNESDAY, seenAfter);
        const facts = { plan: aPlan({ naming: 'leads' }), areas: [], today, nameOf: (id: string) => id };
        const [view] = challengeViews([one], facts);
        const told = today >= on && (isReleased || today >= one.challenges[0]!.answer!.waitsUntil);
        expect(view).toMatchObject({ text: 'Why?', asker: 'leader', answer: told ? 'So.' : null });
        expect(view!.state).toBe(told ? 'answered' : today >= on ? 'waiting' : 'unanswered');
        expect(unanswered(one)).toEqual([]);
        if (today >= on) expect(unreleased(one, today).length).toBe(told ? 0 : 1);
        expect(challengeViews([one], facts, today).length).toBe(isTellable(one.challenges[0]!, today) ? 0 : 1);
      }),
    );
  });
});
