import { createHash, randomBytes } from 'node:crypto';
import { englandCalendar } from './calendar.js';
import { machineClock } from './clock.js';
import type { BasicConfig } from './config.js';
import { documents } from './documents/documents.js';
import type { WriteLine, Random } from './flows/ports.js';
import { lineLog } from './log.js';
import { azureTables } from './storage/azure.js';
import { azureDrafts } from './storage/drafts-blobs.js';
import { azureBells } from './storage/queues.js';
import { openStores } from './storage/stores.js';
import { refFits } from './teams/card-token.js';
import { openTraces } from './traces.js';

/**
 * One deployment serves one tenant, and the command line knows the storage but not the tenant: so both call it the same.
 */
export const TENANT = 'home';

/** Storage, clock, log and traces: what all that is run stands on. */
export function openStorage(config: BasicConfig, write: WriteLine, exporters: Parameters<typeof openTraces>[0] = null) {
  const clock = machineClock(config.clockFile);
  const log = lineLog(write, () => clock.now());
  const traces = openTraces(exporters, log);
  const stores = openStores({ open: azureTables(config.storage), tenant: TENANT, random });
  return {
    ...stores,
    ...documents,
    drafts: azureDrafts(config.storage),
    fitsOnCard: refFits,
    bells: azureBells(config.storage, () => traces.current()),
    clock,
    calendar: englandCalendar(),
    workingDays: englandCalendar,
    firstAdmins: config.admins,
    hash: (text: string) => createHash('sha256').update(text).digest('hex'),
    zone: config.zone,
    random,
    log,
    traces,
  };
}

export const random: Random = {
  id: () => randomBytes(16).toString('hex'),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};
