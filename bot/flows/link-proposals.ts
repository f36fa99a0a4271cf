import { isLedBy } from '../domain/leaving.js';
import { linkProposals, nameInTeams } from '../domain/link-proposals.js';
import type { Actor, OfficerId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { recordAct, recordWith } from './audit.js';
import { changeOfficer } from './change-officer.js';
import { allOfficers, allPlans } from './everything.js';
import { linkOfficer, type Linked } from './link-officer.js';
import type { Officer, Ports } from './ports.js';
import { CHANGED_MEANWHILE, type PersonChanged } from './whereabouts.js';

/** A name of a plan that may mean somebody in Teams. */
export interface Proposed {
  readonly officer: Officer;
  /** What they lead, as "1.1 (ilacs-2026)". */
  readonly leads: readonly string[];
  readonly people: readonly Officer[];
  /** Another name of a plan may mean one of them, too. */
  readonly contested: boolean;
}

/** Every exact match that waits for an admin. */
export async function proposedLinks(ports: Ports): Promise<readonly Proposed[]> {
  const found = linkProposals(await allOfficers(ports));
  const milestones = found.length === 0 ? [] : (await allPlans(ports)).flatMap((one) => one.milestones);
  return found.map(({ officer, people }) => {
    const ids = [officer.id, ...officer.formerIds];
    const others = found.filter((one) => one.officer.id !== officer.id).flatMap((one) => one.people);
    return {
      officer,
      people,
      leads: milestones
        .filter(({ milestone }) => isLedBy(milestone, ids))
        .map(({ milestone: { plan, ref } }) => `${ref} (${plan})`),
      contested: others.some(({ id }) => people.some((one) => one.id === id)),
    };
  });
}

/** Who says of two that they are one person, or are not. */
export interface LinkDecision {
  readonly by: Actor;
  /** The name of the plan. */
  readonly officer: OfficerId;
  /** Whoever was met in Teams. */
  readonly person: OfficerId;
}

/** Links a name with somebody who was met, as an admin said. Said twice, it is the same. */
export async function confirmLink(
  ports: Ports,
  { by, officer: id, person: who }: LinkDecision,
): Promise<PersonChanged> {
  const [officer, person] = [(await ports.people.officer(id))?.value, (await ports.people.officer(who))?.value];
  const refused = async (refusal: Refusal): Promise<Refusal> => {
    await recordAct(ports, by, 'officer linked', id, refusal.code);
    return refusal;
  };
  if (officer === undefined || person === undefined) return refused(GONE);
  if (officer.id === person.id) return { officer };
  if (person.entraId === null || !person.met) return refused(GONE);
  const already = linkedAlready(officer, person.entraId);
  if (already !== null) return refused(already);
  const order = { name: officer.name, entraId: person.entraId, aliases: [], roles: [] };
  const linked = await linkOfficer(ports, order);
  const wrong = wrongLink(linked, officer);
  if (wrong !== null) return refused(wrong);
  await recordWith(ports, by, 'officer linked', officer.id, `proposed by name, before ${person.id}`);
  return { officer: (await ports.people.officer(officer.id))?.value ?? linked.officer };
}

/** Links somebody by an Entra id that an admin knows, whether or not they wrote to Waymark before. Said twice, it is the same. */
export async function linkEntraId(ports: Ports, officer: Officer, entraId: string, by: Actor): Promise<PersonChanged> {
  const holder = (await ports.people.byEntraId(entraId))?.value;
  const other = holder !== undefined && holder.id !== officer.id && !holder.met ? holder : null;
  const wrong: Refusal | null =
    other === null
      ? linkedAlready(officer, entraId)
      : { code: 'taken', message: `That Entra id belongs to ${other.name}.` };
  const linked =
    wrong === null ? await linkOfficer(ports, { name: officer.name, entraId, aliases: [], roles: [] }) : null;
  const refusal = wrong ?? (linked === null ? null : wrongLink(linked, officer));
  if (refusal !== null) {
    await recordAct(ports, by, 'officer linked', officer.id, refusal.code);
    return refusal;
  }
  await recordWith(ports, by, 'officer linked', officer.id, 'by Entra id');
  return { officer: (await ports.people.officer(officer.id))?.value ?? officer };
}

/** Nobody is given another Entra id by the way. */
function linkedAlready({ name, entraId: now }: Officer, entraId: string): Refusal | null {
  if (now === null || now === entraId) return null;
  const message = `${name} is linked to somebody in Teams already. Unlink them first, if that is wrong.`;
  return { code: 'linked-already', message };
}

const GONE: Refusal = {
  code: 'gone',
  message: 'One of them is linked otherwise by now, or was erased. Look at the list again.',
};

/** Why two are not one person; null when they are now. */
export function wrongLink({ kind }: Linked, { name }: Officer): Refusal | null {
  switch (kind) {
    case 'linked':
    case 'alias':
      return null;
    case 'conflict':
      return CHANGED_MEANWHILE;
    case 'taken':
      return { code: 'taken', message: `${name}, or one of their names, belongs to somebody else in Teams already.` };
    case 'group':
      return { code: 'is-a-group', message: `“${name}” stands for several people. Link them, one by one.` };
    case 'last-admin':
      return { code: 'last-admin', message: `It would leave nobody who can act as an admin. ${name} has left.` };
  }
}

/** Remembers that a name does not mean somebody: it is not proposed again. */
export async function declineLink(ports: Ports, { by, officer, person }: LinkDecision): Promise<PersonChanged> {
  const [meant, who] = [await ports.people.officer(officer), await ports.people.officer(person)];
  const done =
    meant === null || who?.value.met !== true
      ? 'gone'
      : await changeOfficer(ports, who.value.id, (value) => ({
          ...value,
          notThem: [...new Set([...(value.notThem ?? []), officer])],
        }));
  if (done === 'gone' || meant === null) {
    await recordAct(ports, by, 'officer not linked', officer, 'gone');
    return GONE;
  }
  if (done === 'conflict') {
    await recordAct(ports, by, 'officer not linked', officer, 'conflict');
    return CHANGED_MEANWHILE;
  }
  await recordWith(ports, by, 'officer not linked', officer, `not ${person}`);
  return { officer: meant.value };
}

/** What tells somebody who was met from another of the same name; sentences without an end, each of a few words. */
export function tellApart(person: Officer, when: (at: NonNullable<Officer['metAt']>) => string): readonly string[] {
  const { id, team, email, metAt } = person;
  return [
    `${nameInTeams(person)} in Teams`,
    ...(team === undefined ? [] : [team]),
    ...(email === undefined ? [] : [email]),
    metAt === undefined ? `met before that was kept (${id})` : `first wrote ${when(metAt)}`,
  ];
}
