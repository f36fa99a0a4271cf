/** No change of people leaves Waymark without an admin who can act. */
import { adminsWhoCanAct, takesLastAdmin } from '../domain/admins.js';
import type { OfficerId } from '../domain/plan.js';
import { changeOfficer } from './change-officer.js';
import { changePeople } from './change-people.js';
import type { Officer, Outcome, Ports } from './ports.js';

/** Whether nobody could act as an admin once somebody is as `change` makes them, and somebody can now. */
export async function wouldLeaveNoAdmin(
  ports: Pick<Ports, 'people' | 'firstAdmins'>,
  id: OfficerId,
  change: (officer: Officer) => Officer,
): Promise<boolean> {
  const before = (await ports.people.officers()).map(({ value }) => value);
  const after = before.map((one) => (one.id === id ? change(one) : one));
  return takesLastAdmin(before, after, ports.firstAdmins);
}

/**
 * As `changePeople`; `last-admin` where it would leave nobody. Two who take each other's role away at once both find
 * nobody left afterwards: each puts back what it took.
 */
export async function changeKeepingAdmin(
  ports: Ports,
  id: OfficerId,
  change: (officer: Officer) => Officer,
): Promise<Outcome | 'last-admin'> {
  if (await wouldLeaveNoAdmin(ports, id, change)) return 'last-admin';
  const before = (await ports.people.officer(id))?.value;
  const could = await adminsNow(ports);
  const done = await changePeople(ports, id, change);
  if (done === 'conflict' || before === undefined || could === 0 || (await adminsNow(ports)) > 0) return done;
  const { roles, outside, entraId, chat, unreachable, welcomed } = before;
  await changeOfficer(ports, before.id, (value) => {
    return { ...value, roles, outside, entraId, chat, unreachable, welcomed };
  });
  return 'last-admin';
}

async function adminsNow({ people, firstAdmins }: Pick<Ports, 'people' | 'firstAdmins'>): Promise<number> {
  return adminsWhoCanAct(
    (await people.officers()).map(({ value }) => value),
    firstAdmins,
  );
}
