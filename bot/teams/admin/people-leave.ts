/** Everything of somebody passes to another: what that is comes first, and only what was shown is done. */
import { leaveCard, type Built } from '../../../cards/index.js';
import type { LeaveView } from '../../domain/admin-people-views.js';
import { readDirectory } from '../../flows/directory.js';
import { leave, leaveShown, type HandedOver, type LeaveOrder } from '../../flows/leave.js';
import { leaveFormView, movesInWords } from '../../flows/people-form-views.js';
import type { Officer } from '../../flows/ports.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { aboutSomebody, forAdmins, namedOnForm, personOr } from './people-desk.js';

const FIELDS = ['how', 'to', 'areas', 'roles'] as const;

function typedIn({ action }: Press): Readonly<Record<string, string>> {
  return Object.fromEntries(FIELDS.map((field) => [field, action.fields[field] ?? '']));
}

async function shown(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const { ports, sign } = asker;
  const order = await orderOf(asker, press, officer);
  if ('field' in order) return again(asker, press, officer, order);
  const found = await leaveShown(ports, order);
  if ('code' in found) return again(asker, press, officer, { field: fieldOf(found.code), message: found.message });
  return leaveCard(await viewOf(asker, press, officer, order, found), sign);
}

async function done(asker: Asker, press: Press, officer: Officer): Promise<Built> {
  const { ports, sign } = asker;
  const order = await orderOf(asker, press, officer);
  if ('field' in order) return again(asker, press, officer, order);
  const now = await leaveShown(ports, order);
  if ('code' in now) return again(asker, press, officer, { field: fieldOf(now.code), message: now.message });
  // Somebody typed another name after it was shown, or somebody else changed what there is.
  if (press.claim.rev !== confirmsOf(asker, order, now)) {
    return leaveCard({ ...(await viewOf(asker, press, officer, order, now)), changed: true }, sign);
  }
  const after = await leave(ports, order);
  if ('code' in after) return again(asker, press, officer, { field: fieldOf(after.code), message: after.message });
  const { nameOf } = await readDirectory(ports.people);
  const to = order.to === null ? 'What they led alone is asked of the heads of service.' : `Now with ${order.to.name}:`;
  return personOr(asker, officer.id, [to, ...movesInWords(after.moves, nameOf).slice(0, 5), ...after.notes]);
}

async function viewOf(
  asker: Asker,
  press: Press,
  officer: Officer,
  order: LeaveOrder,
  found: Exclude<HandedOver, { code: string }>,
): Promise<LeaveView> {
  const { nameOf } = await readDirectory(asker.ports.people);
  const form = leaveFormView(officer, { typed: typedIn(press), error: null });
  const confirms = confirmsOf(asker, order, found);
  return { ...form, moves: movesInWords(found.moves, nameOf), notes: found.notes, confirms };
}

/** A number for exactly this order over exactly this: never 0. */
function confirmsOf({ ports }: Asker, order: LeaveOrder, { moves }: Exclude<HandedOver, { code: string }>): number {
  const { officer, to, areasTo, toHead, withRoles, leaves } = order;
  const said = [officer.id, to?.id, areasTo?.id, toHead, withRoles, leaves, moves];
  return Number.parseInt(ports.hash(JSON.stringify(said)).slice(0, 7), 16) + 1;
}

interface Wrong {
  readonly field: string;
  readonly message: string;
}

function again({ sign }: Asker, press: Press, officer: Officer, error: Wrong): Promise<Built> {
  return Promise.resolve(leaveCard(leaveFormView(officer, { typed: typedIn(press), error }), sign));
}

/** Beside which field a refusal stands. */
function fieldOf(code: string): string {
  return code === 'still-accountable' ? 'areas' : code === 'last-admin' ? 'roles' : 'to';
}

async function orderOf(asker: Asker, press: Press, officer: Officer): Promise<LeaveOrder | Wrong> {
  const { how, to = '', areas = '', roles } = typedIn(press);
  if (how !== 'left' && how !== 'head' && how !== 'stays') return { field: 'how', message: 'Choose what happens.' };
  const toHead = how === 'head';
  if (toHead && to.trim() !== '') {
    return {
      field: 'to',
      message: 'The heads of service are asked: leave this empty, or choose that somebody takes over.',
    };
  }
  const taker = toHead ? null : await namedOnForm(asker, to);
  if (taker !== null && 'message' in taker) return { field: 'to', message: taker.message };
  const head = areas.trim() === '' ? null : await namedOnForm(asker, areas);
  if (head !== null && 'message' in head) return { field: 'areas', message: head.message };
  return {
    by: { kind: 'officer', id: press.reader },
    ...{ officer, to: taker?.officer ?? null, areasTo: head?.officer ?? null, toHead },
    ...{ withRoles: roles === 'yes' && !toHead, leaves: how !== 'stays' },
  };
}

export const LEAVE_PRESSES = {
  'open-leave': forAdmins(
    'officer left',
    'form',
    aboutSomebody((asker, _, officer) => Promise.resolve(leaveCard(leaveFormView(officer), asker.sign))),
  ),
  'show-leave': forAdmins('officer left', 'form', aboutSomebody(shown)),
  'record-leave': forAdmins('officer left', 'form', aboutSomebody(done)),
} as const satisfies Readonly<Record<string, Handler>>;
