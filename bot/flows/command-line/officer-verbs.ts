import { linkOfficer, type LinkOrder } from '../link-officer.js';
import type { Officer } from '../ports.js';
import { CommandError, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';

export async function officersVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const officers = (await ports.people.officers())
    .map(({ value }) => describe(value))
    .sort((a, b) => a.name.localeCompare(b.name));
  const rows = officers.map((one) => [
    one.name,
    one.entraId ?? 'not linked',
    one.unreachable ?? (one.hasChat ? 'reachable' : 'not met yet'),
    one.roles.join(' '),
  ]);
  return {
    json: { asAt: common.asAt, officers },
    lines: rows.length === 0 ? ['Nobody is known yet. Load a plan first.'] : table(rows),
  };
}

/** Links the people of a CSV; every row stands by itself. */
export async function officersImportVerb(ports: CommandPorts, common: Common, bytes: Uint8Array): Promise<Answer> {
  const { rows, rejected } = ports.readOfficers(bytes);
  const taken: string[] = [];
  for (const row of rows) if ((await linkOfficer(ports, row)) === 'taken') taken.push(row.name);
  await audit(ports, common, 'officers imported', String(rows.length - taken.length));
  const linked = rows.length - taken.length;
  return {
    json: { asAt: common.asAt, linked, taken, rejected },
    lines: [
      `${String(linked)} officers are linked.`,
      ...taken.map((name) => `  ${name}: that Entra id belongs to somebody else.`),
      ...rejected.map((one) => `  row ${String(one.row)}: ${one.message}`),
    ],
  };
}

export async function officerLinkVerb(
  ports: CommandPorts,
  common: Common,
  who: string,
  entraId: string,
): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const outcome = await link(ports, common, {
    name: officer.name,
    entraId: entraId.toLowerCase(),
    aliases: [],
    roles: [],
  });
  if (outcome === 'taken') throw new CommandError('taken', `The Entra id ${entraId} belongs to another officer.`);
  return { json: { asAt: common.asAt, officerId: officer.id, entraId }, lines: [`${officer.name} is linked.`] };
}

export async function officerRoleVerb(ports: CommandPorts, common: Common, who: string, role: string): Promise<Answer> {
  if (role !== 'admin' && role !== 'leader')
    throw new CommandError('role', `“${role}” is neither admin nor leader.`, 2);
  const officer = await namedOfficer(ports, who);
  await link(ports, common, { name: officer.name, entraId: null, aliases: [], roles: [role] });
  return { json: { asAt: common.asAt, officerId: officer.id, role }, lines: [`${officer.name} is ${role} now.`] };
}

async function link(ports: CommandPorts, common: Common, order: LinkOrder): Promise<'linked' | 'taken'> {
  const outcome = await linkOfficer(ports, order);
  await audit(ports, common, 'officer linked', order.entraId ?? order.roles.join(' '));
  return outcome;
}

function describe({ id, name, aliases, entraId, chat, unreachable, roles }: Officer) {
  return { id, name, aliases, entraId, hasChat: chat !== null, unreachable, roles };
}

async function audit(ports: CommandPorts, { by }: Common, act: string, subject: string): Promise<void> {
  await ports.audit.record({ at: ports.clock.now(), by, act, subject, outcome: 'done', why: null });
}
