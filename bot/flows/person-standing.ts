/** What an admin says of somebody's standing: roles, whether they are here, whom a name means. For cards and commands. */
import { lastAdmin } from '../domain/admins.js';
import { normalisedName } from '../domain/former-name.js';
import { asTypedOnOneLine } from '../domain/plain-text.js';
import type { Actor, OfficerId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { wrongGroup } from '../domain/whereabouts.js';
import { recordAct, recordWith } from './audit.js';
import { enrol } from './enrol.js';
import { changeKeepingAdmin } from './keep-admin.js';
import type { Officer, OfficerGroup, Ports } from './ports.js';
import { CHANGED_MEANWHILE, type PersonChanged } from './whereabouts.js';

export type Role = Officer['roles'][number];

/** Who says it, of whom. */
export interface StandingOrder {
  readonly by: Actor;
  readonly officer: Officer;
}

/** Gives somebody a role, or takes it away; the last admin who can act keeps theirs. */
export async function changeRole(
  ports: Ports,
  order: StandingOrder,
  role: Role,
  give: boolean,
): Promise<PersonChanged> {
  const wrong = wrongRole(order.officer, role, give);
  if (wrong !== null) return refused(ports, order, 'officer role', wrong);
  const roles = (value: Officer): Officer['roles'] =>
    give ? [...new Set([...value.roles, role])] : value.roles.filter((one) => one !== role);
  return change(ports, order, 'officer role', give ? role : `no ${role}`, (value) => ({
    ...value,
    roles: roles(value),
  }));
}

function wrongRole({ name, roles, group, outside }: Officer, role: Role, give: boolean): Refusal | null {
  if (group !== null) return { code: 'is-a-group', message: `“${name}” is a group. Roles are for people, one by one.` };
  if (give && outside === 'left') {
    return { code: 'has-left', message: `${name} has left, and nobody who has left has a role here.` };
  }
  if (give || roles.includes(role)) return null;
  return { code: 'no-such-role', message: `${name} is no ${role}, so there is nothing to take away.` };
}

/** Null: of the organisation, and there. */
export function placePerson(ports: Ports, order: StandingOrder, outside: Officer['outside']): Promise<PersonChanged> {
  return change(ports, order, 'officer role', outside ?? 'internal', (value) => ({ ...value, outside }));
}

/** Longer than any name. */
const LONGEST_NAME = 120;

/**
 * Puts a wrong name right (UK GDPR art. 16): from now on they are shown so. History keeps what was printed and typed. The name
 * of before goes on meaning them, so that a file which still has it asks the same person; unless it is to be forgotten.
 */
export async function renamePerson(
  ports: Ports,
  order: StandingOrder,
  typed: string,
  forget: boolean,
): Promise<PersonChanged> {
  const name = asTypedOnOneLine(typed);
  const wrong = await wrongName(ports, order.officer, name);
  if (wrong !== null) return refused(ports, order, 'officer renamed', wrong);
  return change(ports, order, 'officer renamed', null, (value) => {
    const others = [...value.aliases, ...(forget ? [] : [value.name])];
    const gone = [name, ...(forget ? [value.name] : [])].map(normalisedName);
    return { ...value, name, aliases: [...new Set(others.filter((one) => !gone.includes(normalisedName(one))))] };
  });
}

async function wrongName({ people }: Ports, officer: Officer, name: string): Promise<Refusal | null> {
  if (normalisedName(name) === '' || name.length > LONGEST_NAME) {
    return { code: 'no-name', message: `Give a name of at most ${String(LONGEST_NAME)} characters, with letters.` };
  }
  const other = await people.byName(name);
  if (other === null || other.value.id === officer.id) return null;
  const how = `If both are one person, link both to the same Entra id: officers link "${other.value.name}" ENTRA-ID`;
  return { code: 'name-taken', message: `“${name}” is a name of ${other.value.name}. ${how}` };
}

/** The next person of that Entra id is somebody else: what was known of the chat goes with it. */
export async function unlinkPerson(ports: Ports, order: StandingOrder): Promise<PersonChanged> {
  const { name, entraId, met } = order.officer;
  if (entraId === null) {
    return refused(ports, order, 'officer unlinked', {
      code: 'not-linked',
      message: `${name} is linked to nobody in Teams.`,
    });
  }
  if (met) {
    const message = `${name} is known from Teams alone, and nothing is linked to take away.`;
    return refused(ports, order, 'officer unlinked', { code: 'only-met', message });
  }
  return change(ports, order, 'officer unlinked', null, (value) => ({
    ...value,
    entraId: null,
    chat: null,
    unreachable: null,
    welcomed: false,
  }));
}

/**
 * Says whom a name of a plan means. A name that no plan prints yet is kept for one that will.
 *
 * @param rule null leaves it as it is; *any* where nothing was said
 */
export async function nameGroup(
  ports: Ports,
  by: Actor,
  name: string,
  rule: OfficerGroup['rule'] | null,
  members: readonly Officer[],
): Promise<PersonChanged> {
  const known = (await ports.people.officer(name)) ?? (await ports.people.byName(name));
  const wrong = wrongGroup(known?.value ?? { id: null, name, entraId: null }, members);
  if (wrong !== null) {
    await recordAct(ports, by, 'officer group', known?.value.id ?? 'unknown', wrong.code);
    return wrong;
  }
  const id = known?.value.id ?? (await enrol(ports, [name])).get(name) ?? '';
  const officer = (await ports.people.officer(id))?.value;
  if (officer === undefined) return CHANGED_MEANWHILE;
  const ids: readonly OfficerId[] = [...new Set(members.map((member) => member.id))];
  const group = { rule: rule ?? officer.group?.rule ?? 'any', members: ids } as const;
  const why = `${group.rule} of ${ids.join(' ')}`;
  return change(ports, { by, officer }, 'officer group', why, (value) => ({ ...value, group }));
}

/** The name means one person again. */
export function endGroup(ports: Ports, order: StandingOrder): Promise<PersonChanged> {
  return change(ports, order, 'officer group', 'none', (value) => ({ ...value, group: null }));
}

/** The officer as they are after it, audited. */
async function change(
  ports: Ports,
  order: StandingOrder,
  act: string,
  why: string | null,
  how: (officer: Officer) => Officer,
): Promise<PersonChanged> {
  const { by, officer } = order;
  const done = await changeKeepingAdmin(ports, officer.id, how);
  if (done === 'last-admin') return refused(ports, order, act, lastAdmin(officer));
  if (done === 'conflict') return refused(ports, order, act, CHANGED_MEANWHILE);
  await recordWith(ports, by, act, officer.id, why);
  return { officer: (await ports.people.officer(officer.id))?.value ?? how(officer) };
}

async function refused(ports: Ports, { by, officer }: StandingOrder, act: string, refusal: Refusal): Promise<Refusal> {
  await recordAct(ports, by, act, officer.id, refusal === CHANGED_MEANWHILE ? 'conflict' : refusal.code);
  return refusal;
}
