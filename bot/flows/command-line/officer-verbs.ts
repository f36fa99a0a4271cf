import type { Officer } from '../ports.js';
import { codeInWords, REACH_AGAIN } from '../attention-codes.js';
import { present, readDirectory } from '../directory.js';
import { CommandError, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { rename, setOutside, setRole, unlink } from './person-orders.js';
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
