import { KEEP, type Keep } from '../domain/retention.js';
import { mayRemove } from './clock-trust.js';
import { followMeetings } from './follow-meetings.js';
import { lookAtChains, type ChainCounts } from './nightly-chains.js';
import { raise, settle } from './attention.js';
import { raiseIndexFaults, raiseWaiting } from './nightly-waiting.js';
import { lookAtRows, type RowCounts } from './nightly-rows.js';
import { lookAtLedgers, type LedgerCounts } from './nightly-ledgers.js';
import type { Ports } from './ports.js';
import { wakeAll } from './pauses.js';
import { reconcile } from './reconcile.js';
import { retain, type RetentionCounts } from './retention.js';
import { reasonOf } from './fault.js';
import { removeOldDrafts } from './old-drafts.js';

/** What the night had to put right, what it found, and what it took away; all zero on a good day, but for `ledgers`. */
export interface Night
  extends Partial<LedgerCounts>, Partial<ChainCounts>, Partial<RetentionCounts>, Partial<RowCounts> {
  readonly added: number;
  readonly removed: number;
  readonly followed: number;
  /** Plans that could not be read, and pieces of the night that failed. */
  readonly failed: number;
}

/**
 * Brings milestones in line with the meetings they wait for, recomputes the next look of every milestone, adds rows that
 * are missing and removes those that nothing justifies; holds open cards and the list of attention against the ledgers;
 * reads every history against its chain, and every list for rows that cannot be read; takes away what need not be kept any more. Each piece by itself: the failure of
 * one never stops the others, and is put before a person until it succeeds. May be run at any time, twice, and again after a crash anywhere.
 */
export async function nightly(ports: Ports, keep: Keep = KEEP): Promise<Night> {
  let failed = 0;
  const piece = async <T>(name: string, act: () => Promise<T>): Promise<T | null> => {
    try {
      const done = await act();
      await settle(ports, { kind: 'night', piece: name });
      return done;
    } catch (error) {
      failed += 1;
      const reason = reasonOf(error);
      ports.log.error('night-failed', { piece: name, reason });
      await tell(ports, name, reason);
      return null;
    }
  };
  // What is old by a wrong clock would be gone for good.
  const old = await piece('stamps', () => mayRemove(ports));
  const kept = old === true ? keep : null;
  // A process may have died between the calendar of a board and the milestones that wait for its meetings.
  const followed = await piece('meetings', () => followMeetings(ports, { kind: 'operator' }));
  await piece('pauses', () => wakeAll(ports));
  const reconciled = await piece('indexes', () => reconcile(ports));
  // What is not known to be over is kept: without the milestones nothing is forgotten.
  const ledgers = reconciled && (await piece('ledgers', () => lookAtLedgers(ports, reconciled, kept)));
  if (reconciled !== null) {
    await piece('waiting', async () => {
      await raiseIndexFaults(ports, reconciled);
      await raiseWaiting(ports, reconciled);
    });
  }
  const chains = await piece('chains', () => lookAtChains(ports));
  const rows = await piece('rows', () => lookAtRows(ports));
  const retained = kept && (await piece('retention', () => retain(ports, kept)));
  await (kept && piece('drafts', () => removeOldDrafts(ports, kept)));
  const night: Night = {
    added: reconciled?.added ?? 0,
    removed: reconciled?.removed ?? 0,
    followed: followed?.length ?? 0,
    ...ledgers,
    ...chains,
    ...rows,
    ...retained,
    failed: failed + (reconciled?.failed.length ?? 0),
  };
  ports.log.info('nightly', { ...night });
  return night;
}

/** Storage itself may be what fails. */
async function tell(ports: Ports, piece: string, what: string): Promise<void> {
  try {
    await raise(ports, { kind: 'night', piece }, 'night-failed', what);
  } catch (error) {
    ports.log.error('attention-failed', { what: reasonOf(error) });
  }
}
