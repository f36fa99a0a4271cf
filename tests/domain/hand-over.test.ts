import { describe, expect, it } from 'vitest';
import { partOf, wrongTaker } from '../../bot/domain/hand-over.js';
import { asEndInputs, readEnd } from '../../bot/domain/read-change.js';
import { aMilestone, anOfficer, d } from '../support/builders.js';

const today = d('2026-03-02');
const everybody = [
  anOfficer({ id: 'ann', name: 'Ann' }),
  anOfficer({ id: 'ben', name: 'Ben', awayUntil: d('2026-03-31'), deputy: 'cat' }),
  anOfficer({ id: 'cat', name: 'Cat' }),
  anOfficer({ id: 'heads', name: 'Heads of Service', group: { rule: 'any', members: ['dan'] } }),
  anOfficer({ id: 'dan', name: 'Dan', formerIds: ['daniel'] }),
];
const people = new Map(everybody.flatMap((one) => [one.id, ...one.formerIds].map((id) => [id, one])));
const nameOf = (id: string): string => people.get(id)?.name ?? id;
const knowing = { people, nameOf, today };

describe('whose part is handed over', () => {
  it.each([
    ['a lead’s own, of several', ['ann', 'ben'], 'ann', null, 'ann'],
    ['of who is away, by the deputy', ['ann', 'ben'], 'cat', null, 'ben'],
    ['of a group, by a member of it', ['ann', 'heads'], 'dan', null, 'heads'],
    ['the only lead’s, by somebody else', ['ann'], 'dan', null, 'ann'],
    ['as named', ['ann', 'ben'], 'dan', 'ben', 'ben'],
    ['by the id that the milestone has, of who had another', ['ann', 'daniel'], 'ann', 'dan', 'daniel'],
  ])('is %s', (_, leads, by, named, from) => {
    expect(partOf(aMilestone({ leads }), by, named, knowing)).toEqual({ from });
  });

  it.each([
    ['nobody leads it', [], 'ann', null, 'no-lead'],
    ['several lead it and it is none of theirs', ['ann', 'ben'], 'dan', null, 'which-lead'],
    ['who is named does not lead it', ['ann'], 'ann', 'ben', 'not-a-lead'],
  ])('is to be said where %s', (_, leads, by, named, code) => {
    expect(partOf(aMilestone({ leads }), by, named, knowing)).toMatchObject({ code });
  });
});

describe('who takes it over', () => {
  it('may be anybody of the organisation who does not lead it', () => {
    const wrong = (leads: string[], by: string, taker: Parameters<typeof anOfficer>[0]): string | null =>
      wrongTaker(aMilestone({ leads }), by, anOfficer(taker), people)?.code ?? null;
    expect(wrong(['ann'], 'ann', { id: 'cat', name: 'Cat' })).toBeNull();
    expect(wrong(['ann'], 'ann', { id: 'ben', name: 'Ben', awayUntil: d('2026-03-31') })).toBeNull();
    expect(wrong(['daniel'], 'ann', { id: 'dan', name: 'Dan' })).toBe('leads-already');
    expect(wrong(['ann'], 'cat', { id: 'cat', name: 'Cat' })).toBe('oneself');
    expect(wrong(['ann'], 'ann', { id: 'cat', name: 'Cat', outside: 'left' })).toBe('has-left');
    expect(wrong(['ann'], 'ann', { id: 'cat', name: 'Cat', outside: 'external' })).toBe('external');
    expect(wrong(['ann'], 'ann', { id: 'cat', name: 'Cat', group: { rule: 'any', members: [] } })).toBe('is-a-group');
  });
});

describe('an end as it is typed', () => {
  const known = ['CiN/CP 1.1', 'PMQA 2.3', 'R and D 4'];

  it.each([
    ['cin/cp1.1', ['CiN/CP 1.1']],
    ['PMQA 2.3; CiN/CP 1.1', ['PMQA 2.3', 'CiN/CP 1.1']],
    ['PMQA 2.3 and CiN/CP 1.1', ['PMQA 2.3', 'CiN/CP 1.1']],
    ['PMQA 2.3,, pmqa 2.3', ['PMQA 2.3']],
    ['R and D 4', ['R and D 4']],
    [' ', []],
  ])('“%s” names %j', (refs, replacedBy) => {
    expect(readEnd({ state: 'superseded', refs, reason: 'Done there' }, known)).toMatchObject({ replacedBy });
  });

  it('what is carried over comes back into the form as it was typed', () => {
    const inputs = {
      state: 'carried-over',
      refs: '',
      plan: 'Plan 2027, part 2.',
      reason: 'It takes longer\nthan a year',
    };
    const read = readEnd(inputs, known);
    if ('errors' in read) throw new Error('refused');
    expect(asEndInputs(read.state, read.replacedBy, read.reason)).toEqual(inputs);
  });
});
