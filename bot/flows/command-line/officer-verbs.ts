import { isRefused, type RejectedRow } from '../../domain/read-plan.js';
import { linkOfficer, type Linked, type LinkOrder } from '../link-officer.js';
import type { Officer } from '../ports.js';
import { codeInWords, REACH_AGAIN } from '../attention-codes.js';
import { present, readDirectory } from '../directory.js';
import { CommandError, counted, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { sayMoreOf, type OfficerOrder } from './officer-rows.js';
import { CONFLICT, rename, setOutside, setRole, unlink } from './person-orders.js';
import type { Role } from '../person-standing.js';
import { whereaboutsJson, whereaboutsWords } from './whereabouts-verbs.js';

export async function officersVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const accountable = await accountableIn(ports);
  const directory = await readDirectory(ports.people);
  const everybody = (await ports.people.officers()).map(({ value }) => value);
  const former = everybody.filter(({ erased }) => erased).map(({ id }) => ({ id }));
  const officers = everybody
    .filter(({ erased }) => !erased)
    .map((value) => ({
      ...describe(value, accountable),
      ...whereaboutsJson(value, directory, common.asAt),
      supporters: present(directory.officers, value.supporters),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const planned = table(officers.filter(({ met }) => !met).map((one) => rowOf(one, ports.zone)));
  const met = table(officers.filter((one) => one.met).map((one) => rowOf(one, ports.zone)));
  const lost = officers.filter(({ unreachable }) => unreachable !== null);
  return {
    json: { asAt: common.asAt, officers, former },
    lines: [
      ...(planned.length === 0 ? ['No plan names anybody yet. Load a plan first.'] : planned),
      ...(met.length === 0 ? [] : ['', 'Met in Teams, in no plan:', ...met]),
      ...(lost.length === 0 ? [] : ['', `Who cannot be written to is asked again once ${REACH_AGAIN}`, BY_EMAIL]),
      ...(former.length === 0
        ? []
        : ['', `Erased, and known by the id only: ${former.map(({ id }) => id).join(', ')}`]),
    ],
  };
}

const BY_EMAIL = 'What they are asked, as plain text to paste into an e-mail: card OFFICER --text';

/** Links the people of a CSV; every row stands by itself. */
export async function officersImportVerb(ports: CommandPorts, common: Common, bytes: Uint8Array): Promise<Answer> {
  const read = ports.readOfficers(bytes);
  if (isRefused(read)) throw new CommandError('not-officers', read.refused);
  const { rows } = read;
  const outcomes: { readonly name: string; readonly kind: Linked['kind'] }[] = [];
  for (const row of rows) {
    const { kind } = await link(ports, common, 'officer linked', row);
    outcomes.push({ name: row.name, kind });
  }
  const more = await sayMoreOf(ports, common, rows);
  const rejected = [...read.rejected, ...groupsWithIds(outcomes, rows), ...more].sort((a, b) => a.row - b.row);
  const named = (kind: Linked['kind']): string[] => outcomes.filter((one) => one.kind === kind).map(({ name }) => name);
  const [taken, conflicts] = [named('taken'), named('conflict')];
  const lastAdmins = named('last-admin');
  const linked = rows.length - [taken, conflicts, lastAdmins, named('group')].flat().length;
  const withoutEntraId = await namesOnly(ports, rows);
  return {
    json: { asAt: common.asAt, linked, withoutEntraId, taken, conflicts, lastAdmins, rejected },
    lines: [
      ...linkedLines(linked, withoutEntraId.length),
      ...taken.map((name) => `  ${name}: that Entra id or alias belongs to somebody else.`),
      ...conflicts.map((name) => `  ${name}: ${CONFLICT}`),
      ...lastAdmins.map((name) => `  ${name}: ${LAST_ADMIN}`),
      // Each message names its row itself.
      ...rejected.map((one) => `  ${one.message}`),
    ],
  };
}

/** Of the people of a file, those who cannot be asked yet. A group has no Entra id, and those outside are not asked. */
async function namesOnly({ people }: CommandPorts, rows: readonly OfficerOrder[]): Promise<readonly string[]> {
  const found = await Promise.all(rows.map(async ({ name }) => (await people.byName(name))?.value));
  const persons = found.filter((one) => one !== undefined).filter(({ group, outside }) => group === null && !outside);
  return [...new Set(persons.filter(({ entraId }) => entraId === null).map(({ name }) => name))];
}

function linkedLines(known: number, without: number): string[] {
  const people = counted(known, 'person', 'people');
  const linked = known - without;
  return [
    `${String(linked)} of ${people} ${linked < 2 ? 'is' : 'are'} linked to somebody in Teams.`,
    ...(without === 0 ? [] : [nameOnlyLine(without)]),
  ];
}

function nameOnlyLine(without: number): string {
  return without === 1
    ? '1 is known by name only: give their Entra id so that they can be asked.'
    : `${String(without)} are known by name only: give their Entra ids so that they can be asked.`;
}

export async function officerLinkVerb(
  ports: CommandPorts,
  common: Common,
  who: string,
  typed: string,
): Promise<Answer> {
  const entraId = ports.readEntraId(typed);
  if (entraId === null) {
    const form = 'It looks like 1b2c3d4e-0000-4000-8000-123456789abc; copy it from the Entra admin centre.';
    throw new CommandError('entra-id', `“${typed}” is not an Entra object id. ${form}`, 2);
  }
  const { name } = await namedOfficer(ports, who);
  const { kind, officer } = await link(ports, common, 'officer linked', { name, entraId, aliases: [], roles: [] });
  refuse(kind, name, await belongsTo(ports, entraId, name));
  const line = kind === 'alias' ? `“${name}” is another name of ${officer.name} now.` : `${name} is linked.`;
  return { json: { asAt: common.asAt, officerId: officer.id, name: officer.name, entraId }, lines: [line] };
}

/** Takes an Entra id away again that was given to the wrong person. */
export async function officerUnlinkVerb(ports: CommandPorts, common: Common, who: string): Promise<Answer> {
  const { id, name } = await unlink(ports, common, await namedOfficer(ports, who));
  const line = `${name} is linked to nobody in Teams now, and cannot be asked.`;
  return { json: { asAt: common.asAt, officerId: id, name, entraId: null }, lines: [line] };
}

/** Puts a wrong name right, wherever names are shown from now on. */
export async function officerRenameVerb(
  ports: CommandPorts,
  common: Common,
  who: string,
  to: string,
  forget: boolean,
): Promise<Answer> {
  const before = await namedOfficer(ports, who);
  const { id, name, aliases } = await rename(ports, common, before, to, forget);
  const still = aliases.length === 0 ? [] : [`Other names of theirs: ${aliases.join(', ')}.`];
  return {
    json: { asAt: common.asAt, officerId: id, name, aliases },
    lines: [`${before.name} is ${name} from now on. What was printed or typed before stays as it was.`, ...still],
  };
}

async function belongsTo({ people }: CommandPorts, entraId: string, name: string): Promise<string> {
  const holder = (await people.byEntraId(entraId))?.value.name ?? 'another officer';
  const how = `Take away the wrong one first: officers unlink "${holder}"`;
  return `The Entra id ${entraId} belongs to ${holder}, and ${name} has one of their own. ${how}`;
}

export async function officerRoleVerb(ports: CommandPorts, common: Common, who: string, role: string): Promise<Answer> {
  const place = PLACES.get(role);
  if (place !== undefined) return officerPlace(ports, common, who, role, place);
  const wish = ROLES.get(role);
  if (wish === undefined) {
    const known = 'Give admin, leader, no-admin, no-leader, external, left or internal.';
    throw new CommandError('role', `“${role}” is no role here. ${known}`, 2);
  }
  const [meant, give] = wish;
  const officer = await setRole(ports, common, await namedOfficer(ports, who), meant, give);
  const linked = officer.entraId === null && give ? ` They can act as one once they are linked to Teams.` : '';
  return {
    json: { asAt: common.asAt, officerId: officer.id, role },
    lines: [`${officer.name} is ${give ? '' : 'no '}${meant} now.${linked}`],
  };
}

const ROLES: ReadonlyMap<string, readonly [Role, boolean]> = new Map([
  ['admin', ['admin', true]],
  ['leader', ['leader', true]],
  ['no-admin', ['admin', false]],
  ['no-leader', ['leader', false]],
] as const);

/** Whether somebody is asked by Waymark at all; `internal` is the way back. */
const PLACES = new Map<string, { readonly outside: Officer['outside']; readonly said: string }>([
  ['external', { outside: 'external', said: 'of another organisation, and is not asked' }],
  ['left', { outside: 'left', said: 'taken to have left, and is not asked' }],
  ['internal', { outside: null, said: 'asked again' }],
]);

async function officerPlace(
  ports: CommandPorts,
  common: Common,
  who: string,
  role: string,
  { outside, said }: { readonly outside: Officer['outside']; readonly said: string },
): Promise<Answer> {
  const officer = await setOutside(ports, common, await namedOfficer(ports, who), outside);
  const instead =
    outside === null ? [] : ['What nobody else leads with them is asked of the head of service of its area.'];
  return {
    json: { asAt: common.asAt, officerId: officer.id, role },
    lines: [`${officer.name} is ${said}.`, ...instead],
  };
}

async function link(ports: CommandPorts, { by }: Common, act: string, order: LinkOrder): Promise<Linked> {
  const before = await ports.people.byName(order.name);
  const linked = await linkOfficer(ports, order);
  const { kind, officer } = linked;
  const refused = kind !== 'linked' && kind !== 'alias';
  const roles = order.roles.length === 0 ? null : order.roles.join(' ');
  await ports.audit.record({
    at: ports.clock.now(),
    by,
    act,
    subject: officer.id,
    outcome: refused ? 'refused' : 'done',
    why: refused ? kind : kind === 'alias' ? `another name, before ${before?.value.id ?? 'unknown'}` : roles,
  });
  return linked;
}

const LAST_ADMIN = 'That would leave nobody who can act as an admin. Make somebody else an admin first.';

function refuse(kind: Linked['kind'], name: string, taken: string): void {
  if (kind === 'group') throw new CommandError('is-a-group', groupHasNoId(name));
  if (kind === 'taken') throw new CommandError('taken', taken);
  if (kind === 'last-admin') throw new CommandError('last-admin', LAST_ADMIN);
  if (kind === 'conflict') throw new CommandError('changed-meanwhile', CONFLICT);
}

/** Heads of service and plan owners. */
async function accountableIn({ plans }: CommandPorts): Promise<ReadonlySet<string>> {
  const outlines = await Promise.all((await plans.list()).map(({ id }) => plans.outline(id)));
  const found = outlines.flatMap((outline) =>
    outline === null ? [] : [outline.plan.owner, ...outline.areas.flatMap(({ heads }) => heads)],
  );
  return new Set(found.filter((id) => id !== null));
}

function describe(officer: Officer, accountable: ReadonlySet<string>) {
  const { id, name, aliases, entraId, chat, unreachable, roles } = officer;
  const met = officer.met && !accountable.has(id);
  return { id, name, aliases, entraId, hasChat: chat !== null, unreachable, roles, met };
}

function rowOf(one: ReturnType<typeof describe> & ReturnType<typeof whereaboutsJson>, zone: string): string[] {
  const { name, entraId, unreachable, hasChat, roles } = one;
  const told = whereaboutsWords(one);
  if (one.group !== null) return [name, 'group', '', roles.join(' '), told];
  const reach = unreachable !== null ? codeInWords(unreachable, zone) : hasChat ? 'reachable' : 'not met yet';
  return [name, entraId ?? 'not linked', reach, roles.join(' '), told];
}

function groupHasNoId(name: string): string {
  return `“${name}” stands for several people. Link them, one by one; the group itself has no Entra id.`;
}

function groupsWithIds(
  outcomes: readonly { readonly name: string; readonly kind: Linked['kind'] }[],
  rows: readonly OfficerOrder[],
): RejectedRow[] {
  const groups = new Set(outcomes.filter(({ kind }) => kind === 'group').map(({ name }) => name));
  return rows
    .filter(({ name }) => groups.has(name))
    .map(({ row, name }) => ({ row, cell: name, message: `Row ${String(row)}: ${groupHasNoId(name)}` }));
}
