/** Who has which role: admins, leaders, owners of plans, heads of service, supporters. */
import { adminsWhoCanAct } from '../domain/admins.js';
import { present } from '../domain/people.js';
import type { OfficerId } from '../domain/plan.js';
import { readDirectory } from './directory.js';
import type { Officer, Ports } from './ports.js';

export interface RoleHeld {
  readonly officerId: OfficerId;
  readonly name: string;
  readonly role: 'admin' | 'leader' | 'plan owner' | 'head of service' | 'second head of service' | 'supporter';
  /** The plan, the area, or of whom; null for a role everywhere. */
  readonly where: string | null;
  /** Why they cannot act at present; null when they can. */
  readonly cannot: string | null;
}

export interface Roles {
  readonly roles: readonly RoleHeld[];
  /** First admins of the settings who have no role of their own. */
  readonly fromSettings: number;
  readonly canAct: number;
}

/** By role, then name. */
export async function rolesOf(ports: Pick<Ports, 'people' | 'plans' | 'firstAdmins'>): Promise<Roles> {
  const { officers } = await readDirectory(ports.people);
  const everybody = [...new Set(officers.values())].filter(({ erased }) => !erased);
  const held = (id: OfficerId, role: RoleHeld['role'], where: string | null): RoleHeld[] => {
    const officer = officers.get(id);
    if (officer === undefined) return [];
    return [{ officerId: officer.id, name: officer.name, role, where, cannot: whyNot(officer) }];
  };
  const byRole = (role: 'admin' | 'leader') =>
    everybody.filter(({ roles }) => roles.includes(role)).flatMap(({ id }) => held(id, role, null));
  const outlines = await Promise.all((await ports.plans.list()).map(({ id }) => ports.plans.outline(id)));
  const found = outlines.filter((one) => one !== null);
  const roles = [
    ...byRole('admin'),
    ...byRole('leader'),
    ...found.flatMap(({ plan: { owner, title } }) => (owner === null ? [] : held(owner, 'plan owner', title))),
    ...found.flatMap(({ plan, areas }) =>
      areas.flatMap(({ heads, title }) =>
        heads.flatMap((head, at) =>
          held(head, at === 0 ? 'head of service' : 'second head of service', `${title} (${plan.title})`),
        ),
      ),
    ),
    ...everybody.flatMap(({ name, supporters }) =>
      present(officers, supporters).flatMap((id) => held(id, 'supporter', `for ${name}`)),
    ),
  ];
  const own = everybody.filter((one) => one.roles.includes('admin')).map(({ entraId }) => entraId);
  const fromSettings = ports.firstAdmins.filter((id) => !own.includes(id)).length;
  return { roles, fromSettings, canAct: adminsWhoCanAct(everybody, ports.firstAdmins) };
}

function whyNot({ outside, entraId, group }: Officer): string | null {
  if (outside === 'left') return 'has left';
  if (outside === 'external') return 'of another organisation';
  return entraId === null && group === null ? 'not linked yet' : null;
}
