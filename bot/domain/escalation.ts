import { leadsToAsk, type Accountable } from './asked-of.js';
import type { CivilDate } from './dates.js';
import { absenceOf, membersOf, personsOf, present, whoIsThere, type Known } from './people.js';
import type { Milestone, OfficerId } from './plan.js';

/**
 * Whom an escalation goes to: the area's heads of service, else the plan owner; while they are away, their deputies.
 * Never to a lead of it, nor to who is asked in a lead's place (RULES 5).
 */
export function escalatesTo(one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  const { milestone, area, plan } = one;
  const own = leadsOf(milestone, people, today);
  const line = [area?.heads ?? [], plan.owner === null ? [] : [plan.owner]];
  const told = line.map((ids) => whoIsThere(people, ids, today).filter((id) => !own.has(id)));
  return told.find((found) => found.length > 0) ?? [];
}

/**
 * Who is asked to decide about what waits: the area's heads of service who may, else the plan owner, whoever is there.
 * Nobody decides as a deputy (RULES 5): while all of them are away it waits for them.
 */
export function decidersOf(one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  const { milestone, area, plan } = one;
  const line = [area?.heads ?? [], plan.owner === null ? [] : [plan.owner]].map((ids) =>
    personsOf(people, ids).filter((id) => !isTheirOwn(id, milestone, people, today)),
  );
  const there = line.map((ids) => ids.filter((id) => absenceOf(people, id, today) === null));
  return there.find((ids) => ids.length > 0) ?? [];
}

/**
 * While everybody who may decide is away: who of them is back first, and the last day of that absence; null where
 * somebody is there, or nobody is set.
 */
export function decidesLater(
  one: Accountable,
  people: Known,
  today: CivilDate,
): { readonly officer: OfficerId; readonly until: CivilDate } | null {
  const { milestone, area, plan } = one;
  if (decidersOf(one, people, today).length > 0) return null;
  const line = personsOf(people, [...(area?.heads ?? []), ...(plan.owner === null ? [] : [plan.owner])]);
  const away = line
    .filter((id) => absenceOf(people, id, today) === 'away' && !isTheirOwn(id, milestone, people, today))
    .flatMap((officer) => {
      const until = people.get(officer)?.awayUntil ?? null;
      return until === null ? [] : [{ officer, until }];
    });
  return away.sort((a, b) => (a.until < b.until ? -1 : 1))[0] ?? null;
}

/** Something waits, and nobody is set who may ever decide it: nobody is only away. */
export function nobodyDecides({ milestone, area, plan }: Accountable, people: Known, today: CivilDate): boolean {
  if (milestone.proposal === null) return false;
  const line = personsOf(people, [...(area?.heads ?? []), ...(plan.owner === null ? [] : [plan.owner])]);
  return line.every((id) => people.get(id)?.outside != null || isTheirOwn(id, milestone, people, today));
}

/**
 * They lead it on a day, proposed what waits, or entered that for who did: nobody decides about their own (RULES 5).
 */
export function isTheirOwn(officer: OfficerId, milestone: Milestone, people: Known, today: CivilDate): boolean {
  const { proposal, update } = milestone;
  // Evidence waits because of what was said last.
  const entered = proposal?.evidence === true ? update?.onBehalf?.enteredBy : undefined;
  const hands = [proposal?.by, proposal?.enteredBy, entered].flatMap((by) => (by?.kind === 'officer' ? [by.id] : []));
  return present(people, hands).includes(officer) || leadsOf(milestone, people, today).has(officer);
}

/** Everybody who leads it on a day: leads, members of groups that lead, and deputies of those who are away. */
export function leadsOf(milestone: Milestone, people: Known, today: CivilDate): ReadonlySet<OfficerId> {
  const leads = present(people, milestone.leads);
  const members = leads.flatMap((lead) => membersOf(people, lead) ?? []);
  const asked = leadsToAsk(milestone, people, today).asked.map(({ officer }) => officer);
  return new Set([...leads, ...members, ...asked]);
}

/** Everybody whom it may concern on some day: who leads, is accountable, looks after Waymark, and their deputies. */
export function mayBeAsked(one: Accountable, people: Known): readonly OfficerId[] {
  const persons = inLine(one, people);
  return present(people, [...persons, ...persons.flatMap((id) => people.get(id)?.deputy ?? [])]);
}

/**
 * The last day of the first absence to end after which somebody else may be asked, told or let decide; null when nobody
 * is away. A deputy's counts while who named them is away.
 */
export function firstBackAfter(one: Accountable, people: Known, today: CivilDate): CivilDate | null {
  const isAway = (id: OfficerId): boolean => absenceOf(people, id, today) === 'away';
  const away = inLine(one, people).filter(isAway);
  const deputies = away.flatMap((id) => people.get(id)?.deputy ?? []).filter(isAway);
  return [...away, ...deputies].flatMap((id) => people.get(id)?.awayUntil ?? []).sort()[0] ?? null;
}

/** Leads, heads of service, the plan's owner and admins; of groups, the members. */
function inLine({ milestone, area, plan }: Accountable, people: Known): readonly OfficerId[] {
  const admins = [...people.values()].filter(({ roles }) => roles.includes('admin')).map(({ id }) => id);
  const owner = plan.owner === null ? [] : [plan.owner];
  return personsOf(people, [...milestone.leads, ...(area?.heads ?? []), ...owner, ...admins]);
}
