/** `officers roles`: who may do what, and who could not. */
import { rolesOf } from '../roles.js';
import { table, type Answer, type CommandPorts, type Common } from './answer.js';

export async function rolesVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const { roles, fromSettings, canAct } = await rolesOf(ports);
  const rows = roles.map(({ name, role, where, cannot }) => [role, name, where ?? '', cannot ?? '']);
  const settings =
    fromSettings === 0 ? [] : [`The settings name ${String(fromSettings)} more as first admins (WAYMARK_ADMINS).`];
  const none = canAct === 0 ? ['Nobody can act as an admin. Link one: officers link OFFICER ENTRA-ID'] : [];
  return {
    json: { asAt: common.asAt, roles, fromSettings, adminsWhoCanAct: canAct },
    lines: [...(rows.length === 0 ? ['Nobody has a role yet.'] : table(rows)), ...settings, ...none],
  };
}
