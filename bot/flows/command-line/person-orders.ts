/** What an admin says of people, once for a typed line and once for a row of a file. */
import type { CivilDate } from '../../domain/dates.js';
import type { Refusal } from '../../domain/reasons.js';
import { wrongGroup } from '../../domain/whereabouts.js';
import { changePeople } from '../change-people.js';
import { enrol } from '../enrol.js';
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
export function unlink(ports: CommandPorts, common: Common, officer: Officer): Promise<Officer> {
  return change(ports, common, officer, 'officer unlinked', null, (value) => ({
    ...value,
    entraId: null,
    chat: null,
    unreachable: null,
    welcomed: false,
  }));
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
export function setOutside(
  ports: CommandPorts,
  common: Common,
  officer: Officer,
  outside: Officer['outside'],
): Promise<Officer> {
  return change(ports, common, officer, 'officer role', outside ?? 'internal', (value) => ({ ...value, outside }));
}

/** Says whom a name in a plan means. A name that no plan prints yet is kept for one that will. */
export async function makeGroup(
  ports: CommandPorts,
  common: Common,
  name: string,
  rule: OfficerGroup['rule'] | null,
  names: readonly string[],
): Promise<Officer> {
  const known = (await ports.people.officer(name)) ?? (await ports.people.byName(name));
  const members = await Promise.all(names.map((one) => namedOfficer(ports, one)));
  refuse(wrongGroup(known?.value ?? { id: null, name, entraId: null }, members));
  const id = known?.value.id ?? (await enrol(ports, [name])).get(name) ?? '';
  const ids = [...new Set(members.map((member) => member.id))];
  const group = { rule: rule ?? known?.value.group?.rule ?? 'any', members: ids } as const;
  const why = `${group.rule} of ${ids.join(' ')}`;
  return change(ports, common, await namedOfficer(ports, id), 'officer group', why, (value) => ({ ...value, group }));
}

/** The name means one person again. */
export function endGroup(ports: CommandPorts, common: Common, officer: Officer): Promise<Officer> {
  return change(ports, common, officer, 'officer group', 'none', (value) => ({ ...value, group: null }));
}

/** The officer as they are after it, audited. */
async function change(
  ports: CommandPorts,
  { by }: Common,
  { id }: Officer,
  act: string,
  why: string | null,
  how: (officer: Officer) => Officer,
): Promise<Officer> {
  const done = (await changePeople(ports, id, how)) === 'written';
  const at = ports.clock.now();
  await ports.audit.record({
    at,
    by,
    act,
    subject: id,
    outcome: done ? 'done' : 'refused',
    why: done ? why : 'conflict',
  });
  if (!done) throw new CommandError('changed-meanwhile', CONFLICT);
  return namedOfficer(ports, id);
}

function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw new CommandError(refusal.code, refusal.message);
}
