import type { CivilDate } from './dates.js';
import { absenceOf, deputyOf, membersOf, present, whoIsThere, type Absence, type Known } from './people.js';
import type { Area, Milestone, OfficerId, Plan } from './plan.js';

/** Why somebody is asked, the nearest reason first. */
const REASONS = ['lead', 'co-lead', 'member', 'deputy', 'stand-in'] as const;

/** Somebody to ask about a milestone, once, whatever the reasons. */
export interface AskedPerson {
  readonly officer: OfficerId;
  readonly because: (typeof REASONS)[number];
  /** Whose answer theirs is: their own, and that of everybody whose deputy they are now. */
  readonly speaksFor: readonly OfficerId[];
}

/** A lead, or a member of a group that leads, who is not asked. */
export interface NotAsked {
  readonly officer: OfficerId;
  readonly reason: Absence | 'no-members';
}

/** Whom the rules ask about one milestone on a day (RULES 2). */
export interface Whom {
  readonly asked: readonly AskedPerson[];
  readonly notAsked: readonly NotAsked[];
  /** Members of groups of which each has to answer, as far as they, or deputies of theirs, are asked. */
  readonly awaited: readonly OfficerId[];
  /** Groups that lead and that nobody has named yet: to be listed, like a lead who is not linked yet. */
  readonly unnamed: readonly OfficerId[];
  /** No lead is usable, now or later: to be listed so, and nobody's silence. */
  readonly noLead: boolean;
}

/** A milestone with what says who is accountable for it. */
export interface Accountable {
  readonly milestone: Milestone;
  readonly area: Area | undefined;
  readonly plan: Plan;
}

/**
 * Whom to ask: the leads, the members of groups, deputies of those who are away; where none of them is there, the area's
 * heads of service, else the plan owner, else the admins. Nobody at all is possible, and nobody comes twice.
 */
export function whomToAsk(one: Accountable, people: Known, today: CivilDate): Whom {
  const whom = leadsToAsk(one.milestone, people, today);
  if (whom.asked.length > 0) return whom;
  return { ...whom, asked: standIns(one, people, today).map((officer) => asking(officer, 'stand-in')) };
}

/** The same without those who stand in where no lead is there. */
export function leadsToAsk(milestone: Milestone, people: Known, today: CivilDate): Whom {
  const leads = present(people, milestone.leads);
  const places = leads.flatMap((lead) => placesOf(people, lead, leads.length > 1 ? 'co-lead' : 'lead'));
  const asked = places.flatMap((place) => whoTakes(place, people, today));
  const notAsked = places.flatMap(({ officer, absent }): NotAsked[] => {
    const reason = absent ?? absenceOf(people, officer, today);
    return reason === null ? [] : [{ officer, reason }];
  });
  const spokenFor = new Set(asked.flatMap(({ speaksFor }) => speaksFor));
  const each = leads.filter((lead) => people.get(lead)?.group?.rule === 'each' && people.get(lead)?.outside === null);
  return {
    asked: onceEach(asked),
    notAsked: [...new Map(notAsked.map((one) => [one.officer, one])).values()],
    awaited: present(
      people,
      each.flatMap((lead) => membersOf(people, lead) ?? []),
    ).filter((one) => spokenFor.has(one)),
    unnamed: leads.filter((lead) => isUnnamed(people, lead)),
    noLead: asked.length === 0 && notAsked.every(({ reason }) => reason !== 'away'),
  };
}

/** One lead, or one member of a group that leads. */
interface Place {
  readonly officer: OfficerId;
  readonly because: AskedPerson['because'];
  /** Why nobody takes it, when that is not a matter of the day. */
  readonly absent?: NotAsked['reason'];
}

function placesOf(people: Known, lead: OfficerId, because: 'lead' | 'co-lead'): readonly Place[] {
  const members = membersOf(people, lead);
  const outside = people.get(lead)?.outside ?? null;
  if (members === null || outside !== null) return [{ officer: lead, because, ...(outside && { absent: outside }) }];
  if (members.length === 0) return [{ officer: lead, because, absent: 'no-members' }];
  return members.map((officer) => ({ officer, because: 'member' }));
}

function whoTakes({ officer, because, absent }: Place, people: Known, today: CivilDate): readonly AskedPerson[] {
  if (absent !== undefined) return [];
  const absence = absenceOf(people, officer, today);
  if (absence === null) return [asking(officer, because)];
  const deputy = absence === 'away' ? deputyOf(people, officer, today) : null;
  return deputy === null ? [] : [{ officer: deputy, because: 'deputy', speaksFor: [officer] }];
}

/** Who is there of the area's heads of service, else of the plan's owner, else of the admins (RULES 2). */
function standIns(one: Omit<Accountable, 'milestone'>, people: Known, today: CivilDate): readonly OfficerId[] {
  return standInLine(one, people, today).find((found) => found.length > 0) ?? [];
}

/** Who is there of each who may stand in, the nearest first: heads of service, the plan's owner, the admins. */
export function standInLine(
  { area, plan }: Omit<Accountable, 'milestone'>,
  people: Known,
  today: CivilDate,
): readonly (readonly OfficerId[])[] {
  const admins = [...people.values()].filter(({ roles }) => roles.includes('admin')).map(({ id }) => id);
  const line = [area?.heads ?? [], plan.owner === null ? [] : [plan.owner], admins.sort()];
  return line.map((ids) => whoIsThere(people, ids, today));
}

/** "Heads of Service" as printed, before anybody said whom it means. */
function isUnnamed(people: Known, lead: OfficerId): boolean {
  return people.get(lead)?.group?.members.length === 0 && people.get(lead)?.outside === null;
}

function asking(officer: OfficerId, because: AskedPerson['because']): AskedPerson {
  return { officer, because, speaksFor: [officer] };
}

/** A person who is lead and member and deputy is asked once, for the nearest reason. */
function onceEach(asked: readonly AskedPerson[]): readonly AskedPerson[] {
  const found = new Map<OfficerId, AskedPerson>();
  for (const one of asked) {
    const known = found.get(one.officer);
    const nearer = known !== undefined && REASONS.indexOf(known.because) < REASONS.indexOf(one.because) ? known : one;
    const speaksFor = [...new Set([...(known?.speaksFor ?? []), ...one.speaksFor])];
    found.set(one.officer, { ...nearer, speaksFor });
  }
  return [...found.values()];
}
