import { isGroupName } from '../domain/group-name.js';
import type { OfficerId } from '../domain/plan.js';
import type { Officer, People, Ports } from './ports.js';

/**
 * The officers of some printed names, minting an id for each name that is new. Ids never change and say nothing of the
 * person (DESIGN 4).
 */
export async function enrol(
  ports: Pick<Ports, 'people' | 'random'>,
  names: readonly string[],
): Promise<ReadonlyMap<string, OfficerId>> {
  const found = new Map<string, OfficerId>();
  for (const name of names) {
    if (found.has(name)) continue;
    found.set(name, await idOf(ports, name));
  }
  return found;
}

/** Somebody known by name only. */
export function newOfficer(id: OfficerId, name: string): Officer {
  return {
    id,
    name,
    aliases: [],
    entraId: null,
    chat: null,
    unreachable: null,
    firstDeliveredOn: null,
    welcomed: false,
    roles: [],
    met: false,
    outside: null,
    awayUntil: null,
    deputy: null,
    group: null,
    formerIds: [],
    supporters: [],
    past: [],
  };
}

async function idOf({ people, random }: Pick<Ports, 'people' | 'random'>, name: string): Promise<OfficerId> {
  const known = await people.byName(name);
  if (known !== null) return known.value.id;
  const person = newOfficer(random.id().slice(0, 12), name);
  // Nobody has said yet whom the name means.
  const officer = isGroupName(name) ? { ...person, group: { rule: 'any', members: [] } as const } : person;
  if ((await people.put(officer, null)) === 'written') return officer.id;
  return winner(people, name);
}

async function winner(people: People, name: string): Promise<OfficerId> {
  const known = await people.byName(name);
  if (known === null) throw new Error('An officer was enrolled by somebody else and then not found');
  return known.value.id;
}
