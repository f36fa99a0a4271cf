/** What an admin says of people, once for a typed line and once for a row of a file. */
import type { CivilDate } from '../../domain/dates.js';
import {
  changeRole,
  endGroup as endGroupOf,
  nameGroup,
  placePerson,
  renamePerson,
  unlinkPerson,
  type Role,
} from '../person-standing.js';
import type { Officer, OfficerGroup } from '../ports.js';
import {
  CHANGED_MEANWHILE,
  comeBack,
  goAway,
  nameDeputy,
  type PersonChanged,
  type PersonOrder,
} from '../whereabouts.js';
import { CommandError, namedOfficer, type CommandPorts, type Common } from './answer.js';

export const CONFLICT = CHANGED_MEANWHILE.message;

/** Who is away until which day, and who is asked instead; null leaves the deputy as they are. */
export async function sendAway(
  ports: CommandPorts,
  common: Common,
  officer: Officer,
  until: CivilDate,
  deputy: Officer | null,
): Promise<Officer> {
  return taken(await goAway(ports, orderOf(common, officer), until, deputy ?? undefined));
}

export async function callBack(ports: CommandPorts, common: Common, officer: Officer): Promise<Officer> {
  return taken(await comeBack(ports, orderOf(common, officer)));
}

/** The next person of that Entra id is somebody else: what was known of the chat goes with it. */
export async function unlink(ports: CommandPorts, { by }: Common, officer: Officer): Promise<Officer> {
  return taken(await unlinkPerson(ports, { by, officer }));
}

/** Puts a wrong name right; `forget`: the name of before means them no more. */
export async function rename(
  ports: CommandPorts,
  { by }: Common,
  officer: Officer,
  name: string,
  forget: boolean,
): Promise<Officer> {
  return taken(await renamePerson(ports, { by, officer }, name, forget));
}

/** Null: nobody is asked in their place any more. */
export async function giveDeputy(
  ports: CommandPorts,
  common: Common,
  officer: Officer,
  deputy: Officer | null,
): Promise<Officer> {
  return taken(await nameDeputy(ports, orderOf(common, officer), deputy));
}

function orderOf({ by, asAt }: Common, officer: Officer): PersonOrder {
  return { by, officer, today: asAt };
}

function taken(changed: PersonChanged): Officer {
  if ('code' in changed) throw new CommandError(changed.code, changed.message);
  return changed.officer;
}

/** Null: of the organisation, and there. */
export async function setOutside(
  ports: CommandPorts,
  { by }: Common,
  officer: Officer,
  outside: Officer['outside'],
): Promise<Officer> {
  return taken(await placePerson(ports, { by, officer }, outside));
}

/** Gives a role, or takes it away. */
export async function setRole(
  ports: CommandPorts,
  { by }: Common,
  officer: Officer,
  role: Role,
  give: boolean,
): Promise<Officer> {
  return taken(await changeRole(ports, { by, officer }, role, give));
}

/** Says whom a name in a plan means. A name that no plan prints yet is kept for one that will. */
export async function makeGroup(
  ports: CommandPorts,
  { by }: Common,
  name: string,
  rule: OfficerGroup['rule'] | null,
  names: readonly string[],
): Promise<Officer> {
  const members = await Promise.all(names.map((one) => namedOfficer(ports, one)));
  return taken(await nameGroup(ports, by, name, rule, members));
}

/** The name means one person again. */
export async function endGroup(ports: CommandPorts, { by }: Common, officer: Officer): Promise<Officer> {
  return taken(await endGroupOf(ports, { by, officer }));
}
