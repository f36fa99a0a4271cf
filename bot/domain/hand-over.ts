/** Who may take over a milestone, and from whom (RULES 5). The head of service confirms it; nobody gets back-dated work. */
import { inList } from './lists.js';
import { absenceOf, deputyOf, membersOf, present, type Known } from './people.js';
import type { CivilDate } from './dates.js';
import type { Milestone, OfficerId } from './plan.js';
import type { Refusal } from './reasons.js';
import type { Named } from './whereabouts.js';

/**
 * The leads whose part somebody may mean as their own: they themselves, a group they belong to, and who is away with them
 * as deputy. By the id that the milestone has for each.
 */
export function ownPart(milestone: Milestone, officer: OfficerId, people: Known, today: CivilDate): OfficerId[] {
  return milestone.leads.filter((lead) => {
    const [id = lead] = present(people, [lead]);
    if (id === officer || membersOf(people, id)?.includes(officer) === true) return true;
    return absenceOf(people, id, today) === 'away' && deputyOf(people, id, today) === officer;
  });
}

/**
 * Whose part is handed over, by the id that the milestone has for them: the one named, else what is the officer's own, else
 * the only lead there is.
 *
 * @param named somebody known, or null where nobody was named
 */
export function partOf(
  milestone: Milestone,
  officer: OfficerId,
  named: OfficerId | null,
  { people, nameOf, today }: Knowing,
): { readonly from: OfficerId } | Refusal {
  const { ref, leads } = milestone;
  const names = inList(leads.map(nameOf));
  if (leads.length === 0) {
    const message = `Nobody leads ${ref} at present, so there is nobody to hand it over from. An administrator can name a lead.`;
    return { code: 'no-lead', message };
  }
  if (named !== null) {
    const from = leads.find((lead) => present(people, [lead])[0] === named);
    if (from !== undefined) return { from };
    return { code: 'not-a-lead', message: `${nameOf(named)} does not lead ${ref}. It is led by ${names}.` };
  }
  const own = ownPart(milestone, officer, people, today);
  const [only, other] = own.length > 0 ? own : leads;
  if (only !== undefined && other === undefined) return { from: only };
  return { code: 'which-lead', message: `${ref} is led by ${names}. Say whose part is handed over.` };
}

/** Everybody, with the names that people know them by, on a day. */
export interface Knowing {
  readonly people: Known;
  readonly nameOf: (officer: OfficerId) => string;
  readonly today: CivilDate;
}

/** Why somebody cannot take a milestone over; null when they can. */
export function wrongTaker({ ref, leads }: Milestone, officer: OfficerId, taker: Named, people: Known): Refusal | null {
  const { id, name, group, outside } = taker;
  if (present(people, leads).includes(id)) {
    const who = id === officer ? 'You lead' : `${name} leads`;
    return { code: 'leads-already', message: `${who} ${ref} already. Give somebody else’s name.` };
  }
  if (id === officer) {
    return { code: 'oneself', message: 'Nobody hands something over to themselves. Give somebody else’s name.' };
  }
  if (group !== null) {
    return { code: 'is-a-group', message: `“${name}” is a group. Give the name of one person.` };
  }
  if (outside === 'left') return { code: 'has-left', message: `${name} has left. Give somebody else’s name.` };
  if (outside === null) return null;
  return {
    code: 'external',
    message: `${name} is of another organisation and is not asked here. Give somebody else’s name.`,
  };
}
