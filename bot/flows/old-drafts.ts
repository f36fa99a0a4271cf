import { addMs } from '../domain/dates.js';
import { daysBefore, type Keep } from '../domain/retention.js';
import type { Ports } from './ports.js';

const DAY_MS = 86_400_000;

/** Removes plan files that nobody went on with for so long. Answers how many. */
export async function removeOldDrafts(
  { drafts, clock }: Pick<Ports, 'drafts' | 'clock'>,
  { draftDays }: Pick<Keep, 'draftDays'>,
): Promise<number> {
  const ids = await drafts.idsBefore(daysBefore(clock.now(), draftDays));
  for (const id of ids) await drafts.remove(id);
  return ids.length;
}

/** Removes all of them, halves and what cannot be read included. */
export async function dropDrafts({ drafts, clock }: Pick<Ports, 'drafts' | 'clock'>): Promise<void> {
  // Storage has a clock of its own, which may be ahead of ours.
  for (const id of await drafts.idsBefore(addMs(clock.now(), DAY_MS))) await drafts.remove(id);
}
