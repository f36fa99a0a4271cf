import { whomToAsk, type Accountable } from './asked-of.js';
import type { CivilDate } from './dates.js';
import { escalatesTo, isTheirOwn, leadsOf } from './escalation.js';
import { personsOf, type Known } from './people.js';
import type { Area, Milestone, OfficerId, Plan } from './plan.js';
import { mayDo, type Act, type Named, type Standing, type Who } from './rights.js';

/**
 * Everything that a person is to a milestone on a day, the nearest first. Members of a group that leads, deputies of who
 * is away and whoever is asked or told in somebody's place stand as leads: they may answer, and decide nothing. A group
 * that is accountable is each of its members. Who has left is nothing to it.
 */
export function standingsOn(
  officer: OfficerId,
  one: Accountable,
  people: Known,
  today: CivilDate,
): readonly Exclude<Standing, 'none'>[] {
  const person = people.get(officer);
  if (person?.outside === 'left') return [];
  const { milestone, area, plan } = one;
  const leads = leadsOf(milestone, people, today).has(officer);
  const head = personsOf(people, area?.heads ?? []).includes(officer);
  const owner = plan.owner !== null && personsOf(people, [plan.owner]).includes(officer);
  const accountable = leads || head || owner;
  return [
    ...(leads || (!accountable && isInPlace(officer, one, people, today)) ? (['lead'] as const) : []),
    ...(head ? (['head'] as const) : []),
    ...(owner ? (['owner'] as const) : []),
    ...(['leader', 'admin'] as const).filter((role) => person?.roles.includes(role) === true),
  ];
}

/** What somebody is to an area, or to a plan as a whole: nobody leads it. Who has left is nothing to it. */
export function standingsFor(
  officer: OfficerId,
  { area, plan }: { readonly area: Pick<Area, 'heads'> | null; readonly plan: Pick<Plan, 'owner'> },
  people: Known,
): readonly Exclude<Standing, 'none'>[] {
  const person = people.get(officer);
  if (person?.outside === 'left') return [];
  const head = personsOf(people, area?.heads ?? []).includes(officer);
  const owner = plan.owner !== null && personsOf(people, [plan.owner]).includes(officer);
  return [
    ...(head ? (['head'] as const) : []),
    ...(owner ? (['owner'] as const) : []),
    ...(['leader', 'admin'] as const).filter((role) => person?.roles.includes(role) === true),
  ];
}

/** The nearest of them. */
export function standingOn(officer: OfficerId, one: Accountable, people: Known, today: CivilDate): Standing {
  return standingsOn(officer, one, people, today)[0] ?? 'none';
}

/** What the table of rights looks at in somebody who wants to do something about a milestone. */
export function whoIs(officer: OfficerId, one: Accountable, people: Known, today: CivilDate, named?: Named): Who {
  const standings = standingsOn(officer, one, people, today);
  return { standings, own: isTheirOwn(officer, one.milestone, people, today), named };
}

/** What a yes to what waits would be; of evidence for an outcome that was not achieved both. */
function approvalsOf({ proposal, update }: Milestone): readonly Act[] {
  const { evidence, handover, state = null } = proposal ?? {};
  if (handover !== undefined) return ['approve-handover'];
  if (evidence !== true) return [state === null ? 'approve-date' : 'approve-end'];
  return update?.outcome === 'not-achieved' ? ['confirm-evidence', 'approve-not-achieved'] : ['confirm-evidence'];
}

/**
 * Whether somebody may decide what waits; where nothing does, whether they might decide on a date. Nobody decides as a
 * deputy (RULES 5): being one is no standing that decides.
 */
export function mayDecide(milestone: Milestone, who: Who): boolean {
  return approvalsOf(milestone).every((act) => mayDo(act, who));
}

function isInPlace(officer: OfficerId, one: Accountable, people: Known, today: CivilDate): boolean {
  const asked = whomToAsk(one, people, today).asked.some((person) => person.officer === officer);
  return asked || escalatesTo(one, people, today).includes(officer);
}

/** Whose answer it is when somebody answers on a day: their own, and that of whose deputy they are now (RULES 2). */
export function speaksFor(officer: OfficerId, one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  const asked = whomToAsk(one, people, today).asked.find((person) => person.officer === officer);
  return asked?.speaksFor ?? [officer];
}
