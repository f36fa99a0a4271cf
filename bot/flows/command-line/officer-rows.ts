/** What a file says of people beside who they are: outside, deputies, groups. After all of them are known. */
import type { RejectedRow } from '../../domain/read-plan.js';
import { changeOfficer } from '../change-officer.js';
import type { LinkOrder } from '../link-officer.js';
import type { Officer, OfficerGroup } from '../ports.js';
import { CommandError, namedOfficer, type CommandPorts, type Common } from './answer.js';
import { CONFLICT, giveDeputy, makeGroup, setOutside } from './person-orders.js';

/** One row of a file of officers. Null and empty say nothing: what is known stays. */
export interface OfficerOrder extends LinkOrder {
  readonly row: number;
  readonly place: 'external' | 'left' | 'internal' | null;
  readonly deputy: string | null;
  readonly members: readonly string[];
  readonly rule: OfficerGroup['rule'] | null;
  readonly team?: string | undefined;
  readonly email?: string | undefined;
}

/** Rows of which something could not be done, and why; the rest of each is done. */
export async function sayMoreOf(
  ports: CommandPorts,
  common: Common,
  rows: readonly OfficerOrder[],
): Promise<readonly RejectedRow[]> {
  const rejected: RejectedRow[] = [];
  const tryEach = async (some: readonly OfficerOrder[], say: (row: OfficerOrder) => Promise<Officer>) => {
    for (const row of some) {
      try {
        await say(row);
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        const message = `Row ${String(row.row)}: ${error.message}`;
        rejected.push({ row: row.row, cell: row.name, message });
      }
    }
  };
  await tryEach(
    rows.filter(({ team, email }) => team !== undefined || email !== undefined),
    async ({ name, team, email }) => tellApartBy(ports, await namedOfficer(ports, name), team, email),
  );
  await tryEach(
    rows.filter(({ place }) => place !== null),
    async ({ name, place }) =>
      setOutside(ports, common, await namedOfficer(ports, name), place === 'internal' ? null : place),
  );
  await tryEach(
    rows.filter(({ members }) => members.length > 0),
    ({ name, rule, members }) => makeGroup(ports, common, name, rule, members),
  );
  await tryEach(
    rows.filter(({ deputy }) => deputy !== null),
    async ({ name, deputy }) =>
      giveDeputy(ports, common, await namedOfficer(ports, name), await namedOfficer(ports, deputy ?? '')),
  );
  return rejected;
}

/** What tells them from others of the name; what is not given stays. Nothing that is asked changes by it. */
async function tellApartBy(
  ports: CommandPorts,
  officer: Officer,
  team: string | undefined,
  email: string | undefined,
): Promise<Officer> {
  const done = await changeOfficer(ports, officer.id, (value) => ({
    ...value,
    ...(team !== undefined && { team }),
    ...(email !== undefined && { email }),
  }));
  if (done === 'conflict') throw new CommandError('changed-meanwhile', CONFLICT);
  return officer;
}
