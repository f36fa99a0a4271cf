/** Somebody leaves, or what stands under a name is handed over: all of it in one step (RULES 1, 2, 5). */
import { lastAdmin, takesLastAdmin } from '../domain/admins.js';
import { inList } from '../domain/lists.js';
import type { Moving } from '../domain/leaving.js';
import { otherAfter } from '../domain/leaving.js';
import type { Actor } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { recordAct, recordWith } from './audit.js';
import { changeKeepingAdmin } from './keep-admin.js';
import { changePeople } from './change-people.js';
import { idsOf } from './erase.js';
import { leavePlans } from './leave-plans.js';
import { movesOnOf, type MovesOn } from './moves-on.js';
import type { Officer, Outcome, Ports } from './ports.js';
import { waiveCards } from './waive-cards.js';
import { CHANGED_MEANWHILE } from './whereabouts.js';

export interface LeaveOrder {
  readonly by: Actor;
  readonly officer: Officer;
  /** Who leads on; null with `toHead` only. */
  readonly to: Officer | null;
  /** Nobody leads on: what they led alone is listed as without a lead, and asked of the head of service. */
  readonly toHead: boolean;
  /** Head of service and plan owner in their place; null: who leads on. */
  readonly areasTo: Officer | null;
  /** Whoever leads on becomes an admin or leader, too, where they were one. */
  readonly withRoles: boolean;
  /** They have left; else only what stands under their name is handed over. */
  readonly leaves: boolean;
}

/** `moves`: what passed on. */
export type HandedOver = { readonly moves: MovesOn; readonly notes: readonly string[] } | Refusal;

/**
 * Hands over everything at once: plans first, people last, who leaves the very last, so that it may be said again after a
 * crash anywhere. Whatever did not reach them is asked of who takes over; for the rest they answer from today.
 */
export async function leave(ports: Ports, order: LeaveOrder): Promise<HandedOver> {
  const { by, officer } = order;
  const act = order.leaves ? 'officer left' : 'all handed over';
  const refused = async (refusal: Refusal): Promise<Refusal> => {
    const why = refusal === CHANGED_MEANWHILE ? 'conflict' : refusal.code;
    await recordAct(ports, by, act, officer.id, why);
    return refusal;
  };
  const moves = await movesOnOf(ports, officer);
  const wrong = await wrongLeave(ports, order, moves);
  if (wrong !== null) return refused(wrong);
  const done = await handAllOver(ports, order);
  if (done === 'last-admin') return refused(lastAdmin(officer));
  if (done === 'conflict') return refused(CHANGED_MEANWHILE);
  const to = order.to?.id ?? 'the heads of service';
  const areas = order.areasTo === null ? '' : `, areas to ${order.areasTo.id}`;
  await recordWith(ports, by, act, officer.id, `to ${to}${areas}${order.withRoles ? ', with roles' : ''}`);
  return { moves, notes: notesOf(order) };
}

/** What would move, or why it would be refused. Nothing is written. */
export async function leaveShown(ports: Ports, order: LeaveOrder): Promise<HandedOver> {
  const moves = await movesOnOf(ports, order.officer);
  return (await wrongLeave(ports, order, moves)) ?? { moves, notes: notesOf(order) };
}

async function wrongLeave(ports: Ports, order: LeaveOrder, moves: MovesOn): Promise<Refusal | null> {
  const { officer, to, areasTo, leaves } = order;
  const { name } = officer;
  if (officer.erased) return { code: 'erased', message: 'They were erased, and nothing is theirs any more.' };
  if (leaves && officer.group !== null) {
    const message = `“${name}” is a group, and nobody leaves it as one. Name its members anew, or hand over what it leads.`;
    return { code: 'is-a-group', message };
  }
  const wrong = [to, areasTo].flatMap((one) => (one === null ? [] : (wrongSuccessor(officer, one) ?? [])))[0];
  if (wrong !== undefined) return wrong;
  return stillNeeded(order, moves) ?? (await noAdminLeft(ports, order));
}

function wrongSuccessor(officer: Officer, { id, name, group, outside, erased }: Officer): Refusal | null {
  if (id === officer.id) {
    return { code: 'oneself', message: `${name} cannot take over from themselves. Give somebody else’s name.` };
  }
  if (erased) return { code: 'erased', message: 'They were erased. Give somebody else’s name.' };
  if (group !== null) return { code: 'is-a-group', message: `“${name}” is a group. Give the name of one person.` };
  if (outside === 'left') return { code: 'has-left', message: `${name} has left. Give somebody else’s name.` };
  if (outside === null) return null;
  return {
    code: 'external',
    message: `${name} is of another organisation and is not asked here. Give somebody else’s name.`,
  };
}

/** Somebody has to have what is left behind. */
function stillNeeded({ officer: { name }, to, areasTo, toHead }: LeaveOrder, moves: MovesOn): Refusal | null {
  const { leads, heads, owns } = moves;
  if (to === null && !toHead && leads.length > 0) {
    const some = leads.slice(0, 5).map(({ plan, ref }) => `${ref} (${plan})`);
    const more = leads.length > some.length ? [`${String(leads.length - some.length)} more`] : [];
    const message = `${name} still leads ${inList([...some, ...more])}. Say who takes over, or that the heads of service are asked.`;
    return { code: 'still-leads', message };
  }
  if ((areasTo ?? to) !== null) return null;
  const areas = heads.filter(({ alone }) => alone).map(({ title }) => `head of service of ${title}`);
  const all = [...areas, ...owns.map(({ title }) => `owner of ${title}`)];
  if (all.length === 0) return null;
  return { code: 'still-accountable', message: `${name} is ${inList(all)}. Say who that is from now on.` };
}

async function noAdminLeft({ people, firstAdmins }: Ports, order: LeaveOrder): Promise<Refusal | null> {
  const before = (await people.officers()).map(({ value }) => value);
  const after = before.map((one) =>
    one.id === order.officer.id ? gone(order)(one) : one.id === order.to?.id ? withRoles(order)(one) : one,
  );
  return takesLastAdmin(before, after, firstAdmins) ? lastAdmin(order.officer) : null;
}

async function handAllOver(ports: Ports, order: LeaveOrder): Promise<Outcome | 'last-admin'> {
  const { officer, to, areasTo } = order;
  const ids = idsOf(officer);
  const moving: Moving = { from: ids, to: to?.id ?? null, areasTo: (areasTo ?? to)?.id ?? null };
  if ((await leavePlans(ports, moving, order)) === 'conflict') return 'conflict';
  for (const { value: other } of await ports.people.officers()) {
    if (other.id === officer.id || otherAfter(other, moving) === other) continue;
    if ((await changePeople(ports, other.id, (value) => otherAfter(value, moving))) === 'conflict') return 'conflict';
  }
  if (to !== null && (await changePeople(ports, to.id, withRoles(order))) === 'conflict') return 'conflict';
  const done = await changeKeepingAdmin(ports, officer.id, gone(order));
  if (done === 'written' && order.leaves) await waiveCards(ports, ids, 'left');
  return done;
}

function withRoles({ officer: { roles }, withRoles: also }: LeaveOrder): (value: Officer) => Officer {
  return (value) => (also ? { ...value, roles: [...new Set([...value.roles, ...roles])] } : value);
}

/** Who leaves, as they are from then on: known, so that nothing is asked of them, and history has their name. */
function gone({ leaves, withRoles: also }: LeaveOrder): (value: Officer) => Officer {
  return (value) => {
    if (!leaves) return also ? { ...value, roles: [] } : value;
    return { ...value, outside: 'left', roles: [], awayUntil: null, deputy: null, supporters: [] };
  };
}

/** What is easily overlooked. */
function notesOf({ to, areasTo, officer, withRoles: also, leaves }: LeaveOrder): readonly string[] {
  const both = [...new Set([to, areasTo].filter((one) => one !== null))];
  const asked = both.flatMap(({ name, entraId, unreachable }) => {
    if (entraId === null) return [`${name} is not linked to Teams yet, and gets no reminders before that.`];
    return unreachable === null ? [] : [`Waymark cannot write to ${name} in Teams at present: tell them yourself.`];
  });
  const kept = leaves && !also && officer.roles.length > 0;
  const roles = kept ? [`${officer.name} was ${inList(officer.roles)}; nobody has that from them.`] : [];
  return [...asked, ...roles];
}
