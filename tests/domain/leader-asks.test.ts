import { describe, expect, it } from 'vitest';
import {
  areaOfRef,
  isOfMilestone,
  leaderAsksOn,
  OF_PLAN,
  refOfArea,
  type Draft,
} from '../../bot/domain/leader-asks.js';
import type { Known } from '../../bot/domain/people.js';
import type { Area } from '../../bot/domain/plan.js';
import { anArea, anOfficer, d, ENGLAND } from '../support/builders.js';
import { quarter2 } from '../support/windows.js';

const known = (...ids: string[]): Map<string, ReturnType<typeof anOfficer>> =>
  new Map(ids.map((id) => [id, anOfficer({ id })]));
const people: Known = known('head', 'second', 'owner', 'deputy', 'one', 'two');

const signed: Area['signed'] = {
  ...{ window: '2026-q2', by: { kind: 'officer', id: 'head' }, on: d('2026-11-30'), words: '', figures: 'now' },
  at: '2026-11-30T10:00:00.000Z' as never,
};

const draft = (given: Partial<Draft> = {}): Draft => ({
  plan: { id: 'cs', owner: 'owner', release: false },
  window: quarter2(),
  period: '2026-11-27T12:00:00.000Z' as never,
  areas: [anArea()],
  figuresOf: () => 'now',
  decided: null,
  ...given,
});
const askedOn = (today: string, one: Draft, who: Known = people) =>
  leaderAsksOn(one, who, ENGLAND, d(today)).map(({ ref, to, ask }) => `${ref} ${to.join('+')} ${ask.step} ${ask.on}`);

describe('an area that is not signed off', () => {
  it.each([
    ['2026-11-27', 'ask 2026-11-27'],
    ['2026-11-30', 'ask 2026-11-27'],
    ['2026-12-01', '+2 2026-12-01'],
    ['2026-12-03', '+4 2026-12-03'],
    ['2026-12-06', '+4 2026-12-03'],
  ])('on %s is asked for by the step “%s”', (today, step) => {
    expect(askedOn(today, draft())).toEqual([`@area PMQA head ${step}`]);
  });

  it('is asked of both heads; of each member of a group; where nobody is there, of the plan owner; never of a deputy', () => {
    const asks = (heads: string[], who: Known = people) =>
      askedOn('2026-11-27', draft({ areas: [anArea({ heads })] }), who);
    expect(asks(['head', 'second'])).toEqual(['@area PMQA head+second ask 2026-11-27']);
    expect(asks([])).toEqual(['@area PMQA owner ask 2026-11-27']);
    const group = new Map([
      ...people,
      ['group', anOfficer({ id: 'group', group: { rule: 'any', members: ['one', 'two'] } })],
    ]);
    expect(asks(['group'], group)).toEqual(['@area PMQA one+two ask 2026-11-27']);
    const away = anOfficer({ id: 'head', awayUntil: d('2026-12-31'), deputy: 'deputy' });
    expect(asks(['head'], new Map([...people, ['head', away]]))).toEqual(['@area PMQA owner ask 2026-11-27']);
    expect(asks(['head', 'second'], new Map([...people, ['head', away]]))).toEqual([
      '@area PMQA second ask 2026-11-27',
    ]);
  });

  it('is asked for no more when it is signed; again when other figures stand', () => {
    expect(askedOn('2026-12-01', draft({ areas: [anArea({ signed })] }))).toEqual([]);
    expect(askedOn('2026-12-01', draft({ areas: [anArea({ signed })], figuresOf: () => 'corrected' }))).toHaveLength(1);
  });
});

describe('a release', () => {
  const release = { id: 'cs', owner: 'owner', release: true };
  const released = (today: string, given: Partial<Draft>): readonly string[] =>
    askedOn(today, draft({ plan: release, ...given })).filter((ask) => ask.startsWith(OF_PLAN));

  it('is asked for when every area is signed, or when the day of posting has come', () => {
    expect(released('2026-12-01', {})).toEqual([]);
    expect(released('2026-12-01', { areas: [anArea({ signed })] })).toEqual(['@plan owner ask 2026-11-30']);
    expect(released('2026-12-02', {})).toEqual(['@plan owner ask 2026-12-02']);
    expect(released('2026-12-04', {})).toEqual(['@plan owner +2 2026-12-04']);
  });

  it('is asked for once more only when other figures stand; and not where the plan asks for none', () => {
    expect(released('2026-12-02', { decided: 'refused' })).toEqual([]);
    expect(released('2026-12-02', { decided: 'released' })).toEqual([]);
    expect(released('2026-12-02', { plan: { ...release, release: false } })).toEqual([]);
  });
});

describe('what stands in place of a ref', () => {
  it('is read back, and is no milestone’s', () => {
    expect(areaOfRef(refOfArea('CiN/CP'))).toBe('CiN/CP');
    expect(areaOfRef('A1')).toBeNull();
    expect([refOfArea('A'), OF_PLAN, 'A1'].map((ref) => isOfMilestone({ ref }))).toEqual([false, false, true]);
  });
});
