import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whomToAsk, type Accountable } from '../../bot/domain/asked-of.js';
import { withUpdate } from '../../bot/domain/answer.js';
import { addDays } from '../../bot/domain/dates.js';
import { asSeenBy, groupProgress, lookOnFor } from '../../bot/domain/each-answers.js';
import { decidersOf, escalatesTo, leadsOf, mayBeAsked } from '../../bot/domain/escalation.js';
import { asksOn } from '../../bot/domain/look-on.js';
import { absenceOf, membersOf, type Known } from '../../bot/domain/people.js';
import { mayDecide, speaksFor, standingOn, whoIs } from '../../bot/domain/standing.js';
import { withoutWords } from '../../bot/domain/update.js';
import { askWhom } from '../../bot/flows/ask-whom.js';
import { isOn } from '../../bot/flows/sweep.js';
import type { Officer } from '../../bot/flows/ports.js';
import { anyDay, anyMilestone } from '../support/any-plan.js';
import { anArea, anOfficer, anUpdate, aPlan, d, ENGLAND } from '../support/builders.js';

const PERSONS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const GROUPS = ['g0', 'g1'];
/** One of them was merged into another; one is a name that nobody ever enrolled. */
const IDS = [...PERSONS, ...GROUPS, 'was-p0', 'stranger'];

const anyIds = (most: number, ids = IDS) => fc.uniqueArray(fc.constantFrom(...ids), { maxLength: most });
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

const anyPerson = (id: string) =>
  fc
    .record({
      outside: fc.option(fc.constantFrom('external' as const, 'left' as const), { nil: null, freq: 3 }),
      awayUntil: maybe(anyDay(400)),
      deputy: maybe(fc.constantFrom(...IDS)),
      unreachable: fc.option(fc.constant('blocked'), { nil: null, freq: 4 }),
      firstDeliveredOn: maybe(fc.constant(d('2026-01-06'))),
      roles: fc.constantFrom<Officer['roles']>([], [], [], ['admin'], ['leader']),
    })
    .map((given) => anOfficer({ id, name: id, formerIds: id === 'p0' ? ['was-p0'] : [], ...given }));

const anyGroup = (id: string) =>
  fc
    .record({ rule: fc.constantFrom('any' as const, 'each' as const), members: anyIds(4) })
    .map((group) => anOfficer({ id, name: id, entraId: null, group }));

const anyPeople = fc
  .tuple(...PERSONS.map(anyPerson), ...GROUPS.map(anyGroup))
  .map((all): Known => new Map(all.flatMap((one) => [one.id, ...one.formerIds].map((id) => [id, one]))));

/** A milestone with its leads and who is accountable for it, the people, and a day. */
const anyWorld = fc
  .record({
    milestone: anyMilestone,
    leads: anyIds(4),
    heads: anyIds(2, [...PERSONS, 'stranger']),
    owner: maybe(fc.constantFrom(...PERSONS)),
    people: anyPeople,
    today: anyDay(400),
    said: fc.array(fc.tuple(fc.constantFrom(...PERSONS), fc.nat(30), fc.boolean()), { maxLength: 4 }),
  })
  .map(({ milestone, leads, heads, owner, people, today, said }) => {
    let one: Accountable = { milestone: { ...milestone, leads }, area: anArea({ heads }), plan: aPlan({ owner }) };
    for (const [by, ago, complete] of [...said].sort((a, b) => b[1] - a[1])) {
      const on = addDays(today, -ago);
      const each = whomToAsk(one, people, on).awaited;
      const stamp = { by: { kind: 'officer', id: by }, at: anUpdate({ on }).at, on } as const;
      const words = withoutWords(complete ? 'complete' : 'amber');
      const circumstances = { each, speaksFor: speaksFor(by, one, people, on) };
      one = { ...one, milestone: withUpdate(one.milestone, words, stamp, circumstances) };
    }
    return { one, people, today };
  });

/** Can be asked on a day: neither away, nor outside, nor a group. */
const there = (people: Known, id: string, today: string): boolean =>
  absenceOf(people, id, d(today)) === null && membersOf(people, id) === null;

describe('whom the rules ask, whoever the people are', () => {
  it('nobody who is away, has left or is of another organisation; and nobody twice', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const { asked } = whomToAsk(one, people, today);
        const officers = asked.map(({ officer }) => officer);
        expect(new Set(officers).size).toBe(officers.length);
        expect(officers.filter((id) => !there(people, id, today))).toEqual([]);
        // By the ids that they have now, as the ledger keys them.
        expect(officers).not.toContain('was-p0');
      }),
      { numRuns: 500 },
    );
  });

  it('somebody, whenever anybody at all is there', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const { milestone, area, plan } = one;
        const leads = milestone.leads.filter((id) => people.get(id)?.outside == null);
        const members = leads.flatMap((id) => membersOf(people, id) ?? [id]);
        const line = [...members, ...(area?.heads ?? []), ...(plan.owner === null ? [] : [plan.owner])];
        const admins = [...people.values()].filter(({ roles }) => roles.includes('admin')).map(({ id }) => id);
        const anybody = [...line, ...admins].some((id) => there(people, id, today));
        if (anybody) expect(whomToAsk(one, people, today).asked.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('always the same, in whatever order people are read', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const turned = new Map([...people].reverse());
        expect(whomToAsk(one, turned, today)).toEqual(whomToAsk(one, people, today));
        expect(escalatesTo(one, turned, today)).toEqual(escalatesTo(one, people, today));
      }),
    );
  });

  it('each in the place of whoever is away, or of nobody', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const { asked, notAsked, awaited, noLead } = whomToAsk(one, people, today);
        const away = notAsked.filter(({ reason }) => reason === 'away').map(({ officer }) => officer);
        for (const { officer, speaksFor: whom } of asked) {
          expect(whom.filter((id) => id !== officer && !away.includes(id))).toEqual([]);
        }
        expect(awaited.filter((id) => !asked.some((person) => person.speaksFor.includes(id)))).toEqual([]);
        if (noLead) expect(asked.filter(({ because }) => because === 'member' || because === 'deputy')).toEqual([]);
      }),
    );
  });

  it('nobody to whom no card of it is ever refreshed, and nobody who may not answer', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const told = [...escalatesTo(one, people, today), ...decidersOf(one, people, today)];
        const asked = whomToAsk(one, people, today).asked.map(({ officer }) => officer);
        const readers = mayBeAsked(one, people);
        const persons = asked.filter((id) => membersOf(people, id) === null);
        expect([...persons, ...told].filter((id) => !readers.includes(id))).toEqual([]);
        expect([...asked, ...told].filter((id) => standingOn(id, one, people, today) === 'none')).toEqual([]);
      }),
    );
  });
});

describe('escalations and decisions, whoever the people are', () => {
  it('never go to who leads it, nor to who is not there', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const own = leadsOf(one.milestone, people, today);
        const told = [...escalatesTo(one, people, today), ...decidersOf(one, people, today)];
        expect(told.filter((id) => own.has(id) || !there(people, id, today))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('ask for a decision exactly who may decide by the table of rights and is there: heads of service, else the owner', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const may = [...PERSONS, 'stranger']
          .map((id) => ({ id, who: whoIs(id, one, people, today) }))
          .filter(({ id, who }) => absenceOf(people, id, today) === null && mayDecide(one.milestone, who));
        const as = (standing: 'head' | 'owner') =>
          may.filter(({ who }) => who.standings.includes(standing)).map(({ id }) => id);
        const expected = as('head').length > 0 ? as('head') : as('owner');
        expect([...decidersOf(one, people, today)].sort()).toEqual(expected.sort());
      }),
      { numRuns: 1000 },
    );
  });

  it('a sweep asks and tells no person twice about one thing, and escalates to nobody who is asked as a lead', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const whom = askWhom([one], people, ENGLAND, today);
        const digests = [...whom.candidates].map(([officer, candidates]) => ({
          officer,
          entraId: null,
          entries: candidates.flatMap(({ milestone, asks }) => asks.map((ask) => ({ milestone, ask }))),
          beside: [],
        }));
        for (const { entries } of digests) {
          const anchors = entries.map(({ ask }) => ask.anchor);
          expect(new Set(anchors).size).toBe(anchors.length);
        }
        expect(whom.escalations.every((each) => isOn(digests, each))).toBe(true);
        for (const { to } of whom.escalations) {
          const mine = digests.find(({ officer }) => officer === to)?.entries ?? [];
          expect(mine.map(({ ask }) => ask.because)).toEqual(['escalation']);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('where each has to answer, whoever has', () => {
  it('nobody is asked for what they answered, and who has not answered is asked what the milestone is', () => {
    fc.assert(
      fc.property(anyWorld, ({ one, people, today }) => {
        const whom = whomToAsk(one, people, today);
        const all = asksOn(one.milestone, ENGLAND, today).filter(({ because }) => because !== 'given-date');
        for (const { officer, speaksFor: mine } of whom.asked) {
          const last = mine.map((id) => one.milestone.answers.find(({ by }) => by === id)?.on ?? null);
          const seen = asSeenBy(one.milestone, whom, officer);
          const asks = asksOn(seen, ENGLAND, today).filter(({ because }) => because === 'stage');
          const answeredAll = last.every((day) => day !== null);
          if (whom.awaited.length > 0 && answeredAll) {
            const earliest = [...last].sort()[0] ?? '';
            expect(asks.filter(({ on }) => on <= earliest)).toEqual([]);
          }
          if (!answeredAll) expect(asks).toEqual(all.filter(({ because }) => because === 'stage'));
        }
        const progress = groupProgress(one.milestone, whom, ENGLAND, today);
        if (progress !== null) expect(progress.answered).toBeLessThanOrEqual(progress.of);
      }),
      { numRuns: 500 },
    );
  });

  it('the next look is early enough for everybody', () => {
    fc.assert(
      fc.property(anyWorld, fc.nat(60), ({ one, people, today }, ahead) => {
        const whom = whomToAsk(one, people, today);
        const look = lookOnFor(one.milestone, whom, ENGLAND, today);
        const until = look === null || look > addDays(today, ahead) ? addDays(today, ahead) : addDays(look, -1);
        if (until <= today) return;
        for (const { officer } of whom.asked) {
          const seen = asSeenBy(one.milestone, whom, officer);
          const known = asksOn(seen, ENGLAND, today).map(({ anchor, step }) => `${anchor} ${step}`);
          const then = asksOn(seen, ENGLAND, until).map(({ anchor, step }) => `${anchor} ${step}`);
          expect(then.filter((ask) => !known.includes(ask))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
