import type { CivilDate } from './dates.js';
import type { OfficerId } from './plan.js';

/** What the rules look at in a person. Why somebody is away is never asked, stored or shown (RULES 2). */
export interface Person {
  readonly id: OfficerId;
  readonly entraId: string | null;
  /** Why they cannot be written to; null when they can, or nothing is known. */
  readonly unreachable: string | null;
  readonly firstDeliveredOn: CivilDate | null;
  readonly roles: readonly ('admin' | 'leader')[];
  readonly outside: 'external' | 'left' | null;
  /** Away up to this day, which is the last. */
  readonly awayUntil: CivilDate | null;
  readonly deputy: OfficerId | null;
  /** Set where a name stands for several people. */
  readonly group: { readonly rule: 'any' | 'each'; readonly members: readonly OfficerId[] } | null;
  /** Who may enter updates for them (RULES 5: on behalf). */
  readonly supporters: readonly OfficerId[];
}

/** Everybody known, by their id and by each that became theirs. Whoever is missing is a name without more. */
export type Known = ReadonlyMap<OfficerId, Person>;

/** Why a person is not asked themselves. */
export type Absence = 'away' | 'external' | 'left';

/** Each of them once, by the id that they have now. */
export function present(people: ReadonlyMap<OfficerId, Pick<Person, 'id'>>, ids: readonly OfficerId[]): OfficerId[] {
  return [...new Set(ids.map((id) => people.get(id)?.id ?? id))];
}

/** Why somebody is not asked on a day; null when they are. */
export function absenceOf(people: Known, id: OfficerId, today: CivilDate): Absence | null {
  const person = people.get(id);
  if (person === undefined) return null;
  if (person.outside !== null) return person.outside;
  return person.awayUntil !== null && today <= person.awayUntil ? 'away' : null;
}

/** The people of a group, by the ids that they have now; null for a person. Groups have no groups within them. */
export function membersOf(people: Known, id: OfficerId): readonly OfficerId[] | null {
  const group = people.get(id)?.group ?? null;
  if (group === null) return null;
  return present(people, group.members).filter((member) => (people.get(member)?.group ?? null) === null);
}

/** Each of them once, by the id that they have now; of a group, its members. */
export function personsOf(people: Known, ids: readonly OfficerId[]): readonly OfficerId[] {
  return [...new Set(present(people, ids).flatMap((id) => membersOf(people, id) ?? [id]))];
}

/** Who is asked while somebody is away; null when nobody is named, or the deputy is not there either: one level only. */
export function deputyOf(people: Known, id: OfficerId, today: CivilDate): OfficerId | null {
  const named = people.get(id)?.deputy ?? null;
  const deputy = named === null ? undefined : present(people, [named])[0];
  if (deputy === undefined) return null;
  const there = membersOf(people, deputy) === null && absenceOf(people, deputy, today) === null;
  return there ? deputy : null;
}

/** Under which names plans lead to somebody on a day: their own, those whose deputy they are, and groups of any of them. */
export function namesOf(people: Known, officer: OfficerId, today: CivilDate): readonly OfficerId[] {
  const all = [...new Set(people.values())];
  const away = all.filter(
    ({ id }) => absenceOf(people, id, today) === 'away' && deputyOf(people, id, today) === officer,
  );
  const persons = [officer, ...away.map(({ id }) => id)];
  const groups = all.filter(({ id }) => membersOf(people, id)?.some((member) => persons.includes(member)));
  return [...new Set([...persons, ...groups.map(({ id }) => id)])];
}

/** Who answers on a day for each of some: themselves, else their deputy; of a group, its members. */
export function whoIsThere(people: Known, ids: readonly OfficerId[], today: CivilDate): readonly OfficerId[] {
  const persons = present(people, ids).flatMap((id) =>
    people.get(id)?.outside == null ? (membersOf(people, id) ?? [id]) : [],
  );
  const found = persons.flatMap((id) => {
    const absence = absenceOf(people, id, today);
    if (absence === null) return [id];
    return (absence === 'away' ? deputyOf(people, id, today) : null) ?? [];
  });
  return [...new Set(found)];
}
