import type { Accountable } from '../domain/asked-of.js';
import type { Known } from '../domain/people.js';
import type { OfficerId } from '../domain/plan.js';

/**
 * Nobody is asked, told or left alone in the place of somebody whose row cannot be read. What they have to do with is
 * left out: it stays where the next sweep finds it.
 *
 * @param unreadable by each of their ids
 */
export function leaveUnknown<T extends Accountable>(
  found: readonly T[],
  officers: Known,
  unreadable: ReadonlySet<OfficerId>,
): { readonly looked: readonly T[]; readonly unknown: readonly OfficerId[] } {
  if (unreadable.size === 0) return { looked: found, unknown: [] };
  const unknown = new Set<OfficerId>();
  const looked = found.filter(({ milestone, area, plan }) => {
    const owner = plan.owner === null ? [] : [plan.owner];
    const concerned = around(officers, [...milestone.leads, ...(area?.heads ?? []), ...owner]);
    const lost = [...concerned].filter((id) => unreadable.has(id));
    for (const id of lost) unknown.add(id);
    return lost.length === 0;
  });
  return { looked, unknown: [...unknown] };
}

/** Some officers, the members of groups among them, and their deputies. */
function around(officers: Known, ids: readonly OfficerId[]): ReadonlySet<OfficerId> {
  const found = new Set(ids);
  // What is added on the way is looked at too.
  for (const id of found) {
    const { group, deputy } = officers.get(id) ?? { group: null, deputy: null };
    for (const member of group?.members ?? []) found.add(member);
    if (deputy !== null) found.add(deputy);
  }
  return found;
}
