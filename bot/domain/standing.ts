import { whomToAsk, type Accountable } from './asked-of.js';
import type { CivilDate } from './dates.js';
import { escalatesTo, leadsOf } from './escalation.js';
import { personsOf, type Known } from './people.js';
import type { OfficerId } from './plan.js';
import type { Standing } from './rights.js';

/**
 * How a person stands to a milestone on a day. Members of a group that leads, deputies of who is away and whoever is
 * asked or told in somebody's place stand as leads: they may answer, and decide nothing. A group that is accountable is
 * each of its members. Who has left stands to nothing.
 */
export function standingOn(officer: OfficerId, one: Accountable, people: Known, today: CivilDate): Standing {
  if (people.get(officer)?.outside === 'left') return 'none';
  const { milestone, area, plan } = one;
  if (leadsOf(milestone, people, today).has(officer)) return 'lead';
  if (personsOf(people, area?.heads ?? []).includes(officer)) return 'head';
  if (plan.owner !== null && personsOf(people, [plan.owner]).includes(officer)) return 'owner';
  const inPlace = whomToAsk(one, people, today).asked.some((person) => person.officer === officer);
  return inPlace || escalatesTo(one, people, today).includes(officer) ? 'lead' : 'none';
}

/** Whose answer it is when somebody answers on a day: their own, and that of whose deputy they are now (RULES 2). */
export function speaksFor(officer: OfficerId, one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  const asked = whomToAsk(one, people, today).asked.find((person) => person.officer === officer);
  return asked?.speaksFor ?? [officer];
}
