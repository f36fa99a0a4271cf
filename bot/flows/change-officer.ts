import type { OfficerId } from '../domain/plan.js';
import { keepingPast } from './officer-past.js';
import type { Officer, Outcome, Ports, Versioned } from './ports.js';

/**
 * Changes an officer's row, whoever else changes it at the same time, and keeps what it was. `conflict` when that did not
 * come to an end.
 *
 * @param known the row as it was read in this piece of work: it is not read again, unless somebody changed it since
 */
export async function changeOfficer(
  { people, log, clock }: Pick<Ports, 'people' | 'log' | 'clock'>,
  id: OfficerId,
  change: (officer: Officer) => Officer,
  known: Versioned<Officer> | null = null,
): Promise<Outcome> {
  for (let tried = 0; tried < 5; tried += 1) {
    const found = tried === 0 && known !== null ? known : await people.officer(id);
    if (found === null) return 'conflict';
    const next = change(found.value);
    if (JSON.stringify(next) === JSON.stringify(found.value)) return 'written';
    if ((await people.put(keepingPast(next, found.value, clock.now()), found.etag)) === 'written') return 'written';
  }
  log.warn('officer-contended', { officer: id });
  return 'conflict';
}
