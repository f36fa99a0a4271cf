/** Who may be away, until when, and who may be asked instead (RULES 2). Why somebody is away is never asked. */
import { addDays, inWords, type CivilDate } from './dates.js';
import type { Person } from './people.js';
import { POLICY } from './policy.js';
import type { Refusal } from './reasons.js';

/** Somebody with the name that people know. */
export type Named = Pick<Person, 'id' | 'group' | 'outside'> & { readonly name: string };

/**
 * What is wrong with the last day of an absence; null when nothing is.
 *
 * @param own said by who is away
 */
export function wrongAbsence(
  { name, group, outside }: Named,
  until: CivilDate,
  today: CivilDate,
  own = false,
): Refusal | null {
  if (group !== null) {
    return { code: 'is-a-group', message: `“${name}” is a group. Say which of its members is away.` };
  }
  if (outside === 'left') return { code: 'has-left', message: `${name} has left, and is not asked anyway.` };
  if (until < today) {
    return { code: 'past', message: `${inWords(until)} has passed. Give the last day of the absence, today or later.` };
  }
  const last = addDays(today, POLICY.awayAtMost);
  if (until <= last) return null;
  const most = `An absence ends at most ${String(POLICY.awayAtMost)} days ahead, on ${inWords(last)}`;
  const what = own ? 'you lead' : `${name} leads`;
  const instead = `Say it again then, or give what ${what} to somebody else.`;
  return { code: 'too-long', message: `${most}. ${instead}` };
}

/** Why somebody cannot be asked in another's place; null when they can. */
export function wrongDeputy(officer: Named, deputy: Named): Refusal | null {
  if (officer.group !== null) {
    return { code: 'is-a-group', message: `“${officer.name}” is a group. A deputy is named for each of its members.` };
  }
  if (officer.id === deputy.id) {
    return { code: 'own-deputy', message: `${deputy.name} cannot be asked in their own place. Name somebody else.` };
  }
  if (deputy.group !== null) {
    return { code: 'is-a-group', message: `“${deputy.name}” is a group. A deputy is one person.` };
  }
  return deputy.outside === null ? null : notHere(deputy.name, deputy.outside);
}

/** Why a name cannot stand for these people; null when it can. */
export function wrongGroup(
  group: { readonly id: string | null; readonly name: string; readonly entraId: string | null },
  members: readonly Named[],
): Refusal | null {
  const { name } = group;
  if (group.entraId !== null) {
    return { code: 'is-a-person', message: `${name} is linked to one person in Teams, and cannot be a group.` };
  }
  if (members.length === 0) return { code: 'no-members', message: `Say who belongs to “${name}”: --members "A; B"` };
  if (members.some(({ id }) => id === group.id)) {
    return { code: 'own-member', message: `“${name}” cannot be a member of itself.` };
  }
  const inner = members.find((member) => member.group !== null);
  if (inner === undefined) return null;
  return { code: 'group-in-group', message: `“${inner.name}” is a group itself. Name its people instead.` };
}

function notHere(name: string, outside: NonNullable<Person['outside']>): Refusal {
  if (outside === 'left') return { code: 'has-left', message: `${name} has left. Name somebody else.` };
  return { code: 'external', message: `${name} is of another organisation and cannot be asked. Name somebody else.` };
}
