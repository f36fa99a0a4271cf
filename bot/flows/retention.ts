/** What is kept for a time only, beside the ledgers: addresses of people whom we cannot write to, the audit, and rounds of reminders. */
import { civilDateAt, type Instant } from '../domain/dates.js';
import { daysBefore, yearsBefore, type Keep } from '../domain/retention.js';
import { changeOfficer } from './change-officer.js';
import type { Officer, Ports } from './ports.js';

/** The most that one night takes away of the audit; the rest is there the next night. */
const MOST_AUDIT = 5_000;
const MOST_SWEEPS = 500;

export interface RetentionCounts {
  readonly addressesRemoved: number;
  readonly auditRemoved: number;
  readonly sweepsRemoved: number;
  readonly answerDaysRemoved: number;
}

export async function retain(ports: Ports, keep: Keep): Promise<RetentionCounts> {
  const limit = daysBefore(ports.clock.now(), keep.addressDays);
  const old = (value: Officer): boolean =>
    value.chat !== null && value.unreachable !== null && sinceThen(value) <= limit;
  let addressesRemoved = 0;
  for (const { value } of await ports.people.officers()) {
    if (!old(value)) continue;
    // They may have come back in this moment: whatever is read when it is written decides.
    const done = await changeOfficer(ports, value.id, (now) => (old(now) ? { ...now, chat: null } : now));
    if (done === 'written') addressesRemoved += 1;
  }
  const auditRemoved = await ports.removeAuditUpTo(yearsBefore(ports.clock.now(), keep.auditYears), MOST_AUDIT);
  // As long as the ledgers of what is over: until then `why` looks into both.
  const sweepsRemoved = await ports.sweeps.removeUpTo(daysBefore(ports.clock.now(), keep.ledgerDays), MOST_SWEEPS);
  const lastDay = civilDateAt(daysBefore(ports.clock.now(), keep.ledgerDays), ports.zone);
  const answerDaysRemoved = await ports.answerTimes.removeUpTo(lastDay);
  return { addressesRemoved, auditRemoved, sweepsRemoved, answerDaysRemoved };
}

/** Since when somebody cannot be reached. Of what is kept of them nothing says otherwise: since before all of it. */
function sinceThen({ past }: Officer): Instant | '' {
  return past.findLast(({ unreachable }) => unreachable === null)?.until ?? '';
}
