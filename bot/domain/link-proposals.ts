/** Whom a name in a plan may mean among the people of Teams: proposed, never linked without an admin. */
import { normalisedName } from './former-name.js';
import type { Person } from './people.js';
import type { OfficerId } from './plan.js';

/** What tells who may be meant. */
export interface Nameable extends Pick<Person, 'id' | 'entraId' | 'outside' | 'group'> {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly met: boolean;
  readonly erased?: true | undefined;
  readonly notThem?: readonly OfficerId[] | undefined;
}

/** A name that is linked to nobody, with the people of Teams who have exactly that name. */
export interface LinkProposal<T extends Nameable> {
  readonly officer: T;
  /** One: it is only to be confirmed. Several: an admin says which, if any. */
  readonly people: readonly T[];
}

/** The name that Teams shows of somebody who was only met: without the words that tell two of one name apart. */
export function nameInTeams({ name }: { readonly name: string }): string {
  return name.replace(/ \(Teams [0-9a-z]+\)$/i, '');
}

/**
 * Names as they are compared: case, spaces and punctuation aside, and "Surname, First" as "First Surname". Empty for a
 * name of which nothing is left.
 */
export function comparable(name: string): string {
  const [last, first, ...more] = name.split(',');
  const turned = first === undefined || more.length > 0 || first.trim() === '' ? name : `${first} ${last ?? ''}`;
  return normalisedName(turned);
}

/** For each name that is linked to nobody, who of those that were met is called exactly so. In the order of the names. */
export function linkProposals<T extends Nameable>(everybody: readonly T[]): readonly LinkProposal<T>[] {
  const met = everybody.filter((one) => one.met && one.entraId !== null && one.outside !== 'left' && !one.erased);
  return everybody
    .filter(isUnlinked)
    .flatMap((officer) => {
      const names = new Set([officer.name, ...officer.aliases].map(comparable).filter((name) => name !== ''));
      const people = met.filter(
        (one) => names.has(comparable(nameInTeams(one))) && one.notThem?.includes(officer.id) !== true,
      );
      return people.length === 0 ? [] : [{ officer, people }];
    })
    .sort((a, b) => a.officer.name.localeCompare(b.officer.name));
}

/** Somebody of a plan who is linked to nobody, and could be: a group is not, and who has left is not asked. */
function isUnlinked({ entraId, met, group, outside, erased }: Nameable): boolean {
  return entraId === null && !met && group === null && outside !== 'left' && !erased;
}
