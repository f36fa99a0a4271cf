import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { adminsWhoCanAct, takesLastAdmin } from '../../bot/domain/admins.js';
import { comparable, linkProposals, nameInTeams, type Nameable } from '../../bot/domain/link-proposals.js';

const person = (id: string, name: string, more: Partial<Nameable> = {}): Nameable => ({
  ...{ id, name, aliases: [], entraId: null, outside: null, group: null, met: false },
  ...more,
});
const met = (id: string, name: string, more: Partial<Nameable> = {}): Nameable =>
  person(id, `${name} (Teams ${id}12)`, { met: true, entraId: `e-${id}`, ...more });

const found = (...everybody: readonly Nameable[]) =>
  linkProposals(everybody).map(({ officer, people }) => [officer.id, people.map(({ id }) => id)]);

describe('who is proposed', () => {
  it('has exactly the name or an alias: case, spaces, punctuation and the order of a comma aside', () => {
    expect(found(person('p', 'Eve Moss-Hart'), met('a1', 'MOSS HART, eve'))).toEqual([['p', ['a1']]]);
    expect(found(person('p', 'E. Moss', { aliases: ['Eve Moss'] }), met('a1', 'eve  moss'))).toEqual([['p', ['a1']]]);
    expect(found(person('p', 'Eve Moss'), met('a1', 'Dr Eve Moss'))).toEqual([]);
  });

  it('two of one name, and one for two names, are shown with all who may be meant', () => {
    expect(found(person('p', 'Eve Moss'), met('a1', 'Eve Moss'), met('a2', 'Moss, Eve'))).toEqual([
      ['p', ['a1', 'a2']],
    ]);
    expect(found(person('p', 'E Moss'), person('q', 'Moss, E'), met('a1', 'E. Moss'))).toEqual([
      ['p', ['a1']],
      ['q', ['a1']],
    ]);
  });

  it('is nobody who is linked, a group, gone, or was said to be somebody else', () => {
    const a1 = met('a1', 'Eve Moss');
    expect(found(person('p', 'Eve Moss', { entraId: 'e-x' }), a1)).toEqual([]);
    expect(found(person('p', 'Eve Moss', { group: { rule: 'any', members: [] } }), a1)).toEqual([]);
    expect(found(person('p', 'Eve Moss', { outside: 'left' }), a1)).toEqual([]);
    expect(found(person('p', 'Eve Moss'), met('a1', 'Eve Moss', { notThem: ['p'] }))).toEqual([]);
    expect(found(person('p', 'Eve Moss'), met('a1', 'Eve Moss', { erased: true }))).toEqual([]);
  });

  test('a name without a letter means nobody', () => {
    expect(found(person('p', '...'), met('a1', '---'))).toEqual([]);
  });

  test('a name is the same turned round, whatever it is', () => {
    const word = fc.stringMatching(/^[a-zé' -]{1,12}$/);
    fc.assert(
      fc.property(word, word, (first, last) => {
        fc.pre(first.trim() !== '' && last.trim() !== '');
        expect(comparable(`${last}, ${first}`)).toBe(comparable(`${first} ${last}`));
        expect(nameInTeams({ name: `${first} (Teams 03ab)` })).toBe(first);
      }),
    );
  });
});

describe('admins who can act', () => {
  const admin = (entraId: string | null, outside: 'left' | null = null) => ({
    roles: ['admin'] as const,
    entraId,
    outside,
  });
  it('are linked and have not left; the first of the settings count, too', () => {
    expect(adminsWhoCanAct([admin('e-1'), admin(null), admin('e-2', 'left')], [])).toBe(1);
    expect(adminsWhoCanAct([admin('e-1')], ['e-1', 'e-9'])).toBe(2);
    expect(adminsWhoCanAct([{ roles: [], entraId: 'e-9', outside: 'left' }], ['e-9'])).toBe(0);
  });
  it('the last is only taken where there is one', () => {
    expect(takesLastAdmin([admin('e-1')], [admin('e-1', 'left')], [])).toBe(true);
    expect(takesLastAdmin([admin('e-1')], [admin('e-1', 'left')], ['e-2'])).toBe(false);
    expect(takesLastAdmin([admin(null)], [], [])).toBe(false);
  });
});
