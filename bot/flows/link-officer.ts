import { enrol } from './enrol.js';
import { lookAgainFor } from './look-again.js';
import type { Officer, Ports, Versioned } from './ports.js';

export interface LinkOrder {
  readonly name: string;
  readonly entraId: string | null;
  readonly aliases: readonly string[];
  readonly roles: Officer['roles'];
}

/**
 * Says that an officer of the plan is a person in Teams. Somebody who had written to us before being linked keeps their
 * chat. `taken` when the Entra id belongs to another officer of a plan.
 */
export async function linkOfficer(ports: Ports, order: LinkOrder): Promise<'linked' | 'taken'> {
  const id = (await enrol(ports, [order.name])).get(order.name);
  const found = id === undefined ? null : await ports.people.officer(id);
  if (found === null) throw new Error('An officer was enrolled and then not found');
  const holder = order.entraId === null ? null : await ports.people.byEntraId(order.entraId);
  const other = holder === null || holder.value.id === found.value.id ? null : holder;
  if (other !== null && !isStranger(other.value)) return 'taken';
  if (other !== null) await release(ports, other);
  const another = order.entraId !== null && holder?.value.id !== found.value.id;
  const officer: Officer = {
    ...found.value,
    // Whatever was known of the person linked before says nothing of this one, least of all their address.
    ...(another ? { unreachable: other?.value.unreachable ?? null, welcomed: other?.value.welcomed ?? false } : {}),
    chat: another ? (other?.value.chat ?? null) : found.value.chat,
    aliases: [...new Set([...found.value.aliases, ...order.aliases])],
    entraId: order.entraId ?? found.value.entraId,
    roles: [...new Set([...found.value.roles, ...order.roles])],
  };
  if (officer.entraId !== found.value.entraId) await lookAgainFor(ports, officer.id);
  return (await ports.people.put(officer, found.etag)) === 'written' ? 'linked' : 'taken';
}

/** Met in Teams, and named by nobody's plan. */
function isStranger({ id, name }: Officer): boolean {
  return name.endsWith(`(Teams ${id.slice(0, 4)})`);
}

async function release({ people }: Ports, { value, etag }: Versioned<Officer>): Promise<void> {
  const outcome = await people.put({ ...value, entraId: null, chat: null }, etag);
  if (outcome === 'conflict') throw new Error('Somebody else changed the person at this moment. Try again.');
}
