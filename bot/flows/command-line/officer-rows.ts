/** What a file says of people beside who they are: outside, deputies, groups. After all of them are known. */
import type { RejectedRow } from '../../domain/read-plan.js';
import type { LinkOrder } from '../link-officer.js';
import type { Officer, OfficerGroup } from '../ports.js';
import { CommandError, namedOfficer, type CommandPorts, type Common } from './answer.js';
import { giveDeputy, makeGroup, setOutside } from './person-orders.js';

/** One row of a file of officers. Null and empty say nothing: what is known stays. */
export interface OfficerOrder extends LinkOrder {
  readonly row: number;
  readonly place: 'external' | 'left' | 'internal' | null;
  readonly deputy: string | null;
  readonly members: readonly string[];
  readonly rule: OfficerGroup['rule'] | null;
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
