import type { Random } from '../../bot/flows/ports.js';
import type { OpenTable } from '../../bot/storage/rows.js';
import { openStores, type Stores } from '../../bot/storage/stores.js';
import { faultyTables, type StorageCall, type StorageFault } from '../support/faulty-driver.js';

/** What every contract runs on. */
export interface BackEnd {
  /** Tables that nobody used before. */
  fresh(): OpenTable;
}

export const TENANT = 'b7c4f9ce-0000-4000-8000-000000000001';

let made = 0;

/** Ids that differ, in the order of being made. */
export const countingRandom: Random = {
  id: () => `r${String((made += 1)).padStart(8, '0')}`,
  fraction: () => 0.5,
};

export function storesOver(open: OpenTable): Stores {
  return openStores({ open, tenant: TENANT, random: countingRandom });
}

/** Stores on fresh tables whose every transaction that `matches` suffers the fault. */
export function faultyStores(
  backEnd: BackEnd,
  fault: StorageFault,
  matches: (call: StorageCall) => boolean = () => true,
): { readonly stores: Stores; readonly sound: Stores; readonly open: OpenTable } {
  const open = backEnd.fresh();
  const faulty = faultyTables(open, (call) => (call.act === 'submit' && matches(call) ? fault : null));
  return { stores: storesOver(faulty), sound: storesOver(open), open };
}
