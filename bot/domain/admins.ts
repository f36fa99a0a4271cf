/** Who looks after Waymark: somebody must always be able to (issue: the last admin cannot be removed). */
import type { Person } from './people.js';
import type { Refusal } from './reasons.js';

/** What decides whether somebody can act as an admin. */
export type MayAdmin = Pick<Person, 'roles' | 'entraId' | 'outside'>;

/**
 * How many admins can act: who has the role, is linked and has not left; and the first admins of the settings, who need
 * no role and may not have written yet.
 *
 * @param first Entra ids in lower case, as the settings name them
 */
export function adminsWhoCanAct(people: readonly MayAdmin[], first: readonly string[]): number {
  const here = people.filter(({ outside }) => outside !== 'left');
  const gone = new Set(people.filter(({ outside }) => outside === 'left').map(({ entraId }) => entraId));
  const byRole = here.flatMap(({ roles, entraId }) => (roles.includes('admin') && entraId !== null ? [entraId] : []));
  return new Set([...byRole, ...first.filter((id) => !gone.has(id))]).size;
}

/** Whether a change of people takes away the last admin who can act. */
export function takesLastAdmin(
  before: readonly MayAdmin[],
  after: readonly MayAdmin[],
  first: readonly string[],
): boolean {
  return adminsWhoCanAct(before, first) > 0 && adminsWhoCanAct(after, first) === 0;
}

/** Why the last admin stays. */
export function lastAdmin({ name }: { readonly name: string }): Refusal {
  const message = `${name} is the only admin who can act. Make somebody else an admin first, who is linked to Teams.`;
  return { code: 'last-admin', message };
}
