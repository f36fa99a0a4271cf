import { takesLastAdmin } from '../domain/admins.js';
import { enrol } from './enrol.js';
import { lookAgainFor } from './look-again.js';
import { keepingPast } from './officer-past.js';
import type { Officer, Ports, Versioned } from './ports.js';
import { nameInstead } from './same-person.js';

export interface LinkOrder {
  readonly name: string;
  readonly entraId: string | null;
  readonly aliases: readonly string[];
  readonly roles: Officer['roles'];
}

/**
 * `alias`: the name is another name of the officer now. `taken`: the Entra id or an alias belongs to somebody else.
 * `group`: the name stands for several people. `last-admin`: nobody could act as an admin after it. `conflict`: somebody changed a person or a plan at the same moment; say it
 * again.
 */
export interface Linked {
  readonly kind: 'linked' | 'alias' | 'taken' | 'group' | 'last-admin' | 'conflict';
  /** Of the name, as they are now. */
  readonly officer: Officer;
}

/**
 * Says that an officer of the plan is a person in Teams. Somebody who had written to us before being linked keeps their
 * chat. A second name of somebody who is linked becomes another name of theirs, in every plan. May be run again after a
 * crash anywhere: plans first, people last.
 */
export async function linkOfficer(ports: Ports, order: LinkOrder): Promise<Linked> {
  const named = await officerOf(ports, order.name);
  const meant = await meantBy(ports, order, named);
  if (meant === 'taken' || meant === 'group') return { kind: meant, officer: named.value };
  const { to, others } = meant;
  const officer = keepingPast(joined(order, meant), to.value, ports.clock.now());
  if (await endsAdmins(ports, officer, others)) return { kind: 'last-admin', officer: named.value };
  const ids = [...others.map(({ value }) => value.id), ...to.value.formerIds];
  if ((await nameInstead(ports, officer.id, ids)) === 'conflict') return { kind: 'conflict', officer: named.value };
  if (officer.entraId !== to.value.entraId) await lookAgainFor(ports, officer.id);
  const { people } = ports;
  const outcome = await (others.length === 0 ? people.put(officer, to.etag) : people.merge(officer, to.etag, others));
  if (outcome === 'conflict') return { kind: 'conflict', officer: named.value };
  return { kind: officer.id === named.value.id ? 'linked' : 'alias', officer };
}

/** An admin who turns out to be somebody who has left can act no more. */
async function endsAdmins(
  { people, firstAdmins }: Ports,
  officer: Officer,
  others: readonly Versioned<Officer>[],
): Promise<boolean> {
  const before = (await people.officers()).map(({ value }) => value);
  const gone = new Set([officer.id, ...others.map(({ value }) => value.id)]);
  return takesLastAdmin(before, [...before.filter(({ id }) => !gone.has(id)), officer], firstAdmins);
}

/** Who is one person by an order. */
interface Meant {
  /** Stays; the others become them. */
  readonly to: Versioned<Officer>;
  readonly others: readonly Versioned<Officer>[];
  /** Has the Entra id until now; null when nobody has it. For an order without one, it is who stays. */
  readonly holder: Versioned<Officer> | null;
}

async function officerOf(ports: Ports, name: string): Promise<Versioned<Officer>> {
  const id = (await enrol(ports, [name])).get(name);
  const found = id === undefined ? null : await ports.people.officer(id);
  if (found === null) throw new Error('An officer was enrolled and then not found');
  return found;
}

/** Of those who are linked already one can stay, and nobody may lose an Entra id to another. */
async function meantBy(
  { people }: Ports,
  order: LinkOrder,
  named: Versioned<Officer>,
): Promise<Meant | 'taken' | 'group'> {
  const holder = order.entraId === null ? null : await people.byEntraId(order.entraId);
  const called = await Promise.all(order.aliases.map((alias) => people.byName(alias)));
  const found = [...called, holder, named].filter((one) => one !== null);
  const all = [...new Map(found.map((one) => [one.value.id, one])).values()];
  const linked = all.filter(({ value }) => value.entraId !== null && !value.met);
  const to = linked[0] ?? named;
  const isPerson = order.entraId !== null || all.some(({ value }) => value.entraId !== null);
  if (isPerson && all.some(({ value }) => (value.group?.members.length ?? 0) > 0)) return 'group';
  const isHolder = ({ value }: Versioned<Officer>): boolean => value.id === holder?.value.id;
  const others = all.filter(({ value }) => value.id !== to.value.id);
  if (linked.length > 1 || others.some((one) => one.value.entraId !== null && !isHolder(one))) return 'taken';
  if (order.entraId === null) return { to, others, holder: to };
  // Only the officer of the name itself is given another Entra id.
  return isHolder(to) || to.value.id === named.value.id ? { to, others, holder } : 'taken';
}

/** What is known of one person together. */
function joined(order: LinkOrder, { to, others, holder }: Meant): Officer {
  const all = [to, ...others].map(({ value }) => value);
  // Names of who was only met say where we met them.
  const names = all.flatMap(({ name, aliases, met }) => [...(met ? [] : [name]), ...aliases]);
  const aliases = new Set([...names, ...order.aliases]);
  aliases.delete(to.value.name);
  return {
    ...to.value,
    aliases: [...aliases],
    entraId: order.entraId ?? to.value.entraId,
    // Whatever is known of the person linked before says nothing of another one, least of all their address.
    chat: holder?.value.chat ?? null,
    unreachable: holder?.value.unreachable ?? null,
    welcomed: holder?.value.welcomed ?? false,
    firstDeliveredOn: all.map((one) => one.firstDeliveredOn).find((day) => day !== null) ?? null,
    roles: [...new Set([...all.flatMap(({ roles }) => roles), ...order.roles])],
    met: all.every(({ met }) => met),
    ...toldApart(all),
    ...whereabouts(all),
    group: order.entraId === null && to.value.entraId === null ? groupOf(all) : null,
  };
}

/** What was known of them beside names: of the first who has it. */
function toldApart(all: readonly Officer[]): Pick<Officer, 'metAt' | 'notThem' | 'team' | 'email'> {
  const first = <K extends 'metAt' | 'team' | 'email'>(key: K): Officer[K] =>
    all.map((one) => one[key]).find((one) => one !== undefined);
  return { metAt: first('metAt'), notThem: undefined, team: first('team'), email: first('email') };
}

/** Whatever was said under any of their names. */
function whereabouts(all: readonly Officer[]): Pick<Officer, 'outside' | 'awayUntil' | 'deputy' | 'supporters'> {
  const deputies = all.flatMap(({ deputy }) => deputy ?? []);
  const supporters = new Set(all.flatMap((one) => one.supporters));
  return {
    outside: all.map(({ outside }) => outside).find((one) => one !== null) ?? null,
    awayUntil:
      all
        .flatMap(({ awayUntil }) => awayUntil ?? [])
        .sort()
        .at(-1) ?? null,
    deputy: deputies.find((deputy) => !all.some(({ id }) => id === deputy)) ?? null,
    supporters: [...supporters].filter((supporter) => !all.some(({ id }) => id === supporter)),
  };
}

/** Of several names of one group, the people whom one of them means. */
function groupOf(all: readonly Officer[]): Officer['group'] {
  const groups = all.flatMap(({ group }) => group ?? []);
  return groups.find(({ members }) => members.length > 0) ?? groups[0] ?? null;
}
