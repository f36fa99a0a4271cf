import { addMs } from '../domain/dates.js';
import type { Ports } from './ports.js';

const KEPT_MS = 7 * 86_400_000;

/** Removes plan files that nobody went on with for a week. Answers how many. */
export async function removeOldDrafts({ drafts, clock }: Pick<Ports, 'drafts' | 'clock'>): Promise<number> {
  const ids = await drafts.idsBefore(addMs(clock.now(), -KEPT_MS));
  for (const id of ids) await drafts.remove(id);
  return ids.length;
}

/** Removes all of them. */
export async function dropDrafts({ drafts }: Pick<Ports, 'drafts'>): Promise<void> {
  for (const { id } of await drafts.list()) await drafts.remove(id);
}
