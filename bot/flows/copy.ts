import { addDays, type CivilDate } from '../domain/dates.js';
import { raise, settle } from './attention.js';
import { reasonOf } from './fault.js';
import { mayRemove } from './clock-trust.js';
import type { Ports } from './ports.js';
import type { Copies, CopyFile, CopyTotals, Truth } from './ports-copies.js';
import { todayOf } from './today.js';

export interface CopyPorts extends Pick<Ports, 'attention' | 'clock' | 'hash' | 'log' | 'sender' | 'zone'> {
  readonly truth: Truth;
  readonly copies: Copies;
  readonly copyFile: CopyFile;
}

const NAME = /^(\d{4}-\d{2}-\d{2})\.ndjson\.gz$/;

/**
 * Keeps a copy of everything that is true, once a day, and clears old ones away where the place allows it; as long as
 * none can be kept, or the clock cannot be trusted, the old ones stay. Never throws: what fails is put before a person, and the next success settles it.
 *
 * @param days how long copies are kept
 */
export async function keepCopy(ports: CopyPorts, days: number): Promise<void> {
  try {
    const today = todayOf(ports);
    await keepToday(ports, today);
    await settle(ports, { kind: 'copy' });
    if (await mayRemove(ports)) await removeBefore(ports, addDays(today, -days));
  } catch (error) {
    await tell(ports, reasonOf(error));
  }
}

async function keepToday(ports: CopyPorts, today: CivilDate): Promise<void> {
  const name = `${today}.ndjson.gz`;
  if ((await ports.copies.list()).includes(name)) return;
  let totals: CopyTotals | null = null;
  const bytes = ports.copyFile.write(ports.clock.now(), ports.truth.rows(), true, (found) => {
    totals = found;
  });
  const kept = await ports.copies.keep(name, bytes);
  ports.log.info('copy', { name, outcome: kept, rows: rowsIn(totals) });
}

function rowsIn(totals: CopyTotals | null): number {
  return totals?.rows ?? 0;
}

async function removeBefore(ports: CopyPorts, first: CivilDate): Promise<void> {
  const old = (await ports.copies.list()).filter((name) => (NAME.exec(name)?.[1] ?? first) < first);
  for (const name of old) {
    const became = await ports.copies.remove(name);
    ports.log.info('old-copy', { name, became });
  }
}

/** Storage itself may be what fails. */
async function tell(ports: CopyPorts, what: string): Promise<void> {
  ports.log.error('copy-failed', { what });
  try {
    await raise(ports, { kind: 'copy' }, 'not-copied', what);
  } catch (error) {
    ports.log.error('attention-failed', { what: reasonOf(error) });
  }
}
