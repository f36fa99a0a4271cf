/** Who is who in Teams: one by one, or from a file. */
import { isRefused, type RejectedRow } from '../../domain/read-plan.js';
import { linkOfficer, type Linked, type LinkOrder } from '../link-officer.js';
import { CommandError, counted, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';
import { sayMoreOf, type OfficerOrder } from './officer-rows.js';
import { CONFLICT } from './person-orders.js';

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

async function belongsTo({ people }: CommandPorts, entraId: string, name: string): Promise<string> {
  const holder = (await people.byEntraId(entraId))?.value.name ?? 'another officer';
  const how = `Take away the wrong one first: officers unlink "${holder}"`;
  return `The Entra id ${entraId} belongs to ${holder}, and ${name} has one of their own. ${how}`;
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
