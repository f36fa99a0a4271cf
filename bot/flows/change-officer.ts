import type { OfficerId } from '../domain/plan.js';
import { keepingPast } from './officer-past.js';
import type { Officer, Outcome, Ports } from './ports.js';

/** Changes an officer's row, whoever else changes it at the same time, and keeps what it was. `conflict` when that did not come to an end. */
export async function changeOfficer(
  { people, log, clock }: Pick<Ports, 'people' | 'log' | 'clock'>,
  id: OfficerId,
  change: (officer: Officer) => Officer,
): Promise<Outcome> {
  for (let tried = 0; tried < 5; tried += 1) {
    const found = await people.officer(id);
    if (found === null) return 'conflict';
    const next = change(found.value);
    if (JSON.stringify(next) === JSON.stringify(found.value)) return 'written';
    if ((await people.put(keepingPast(next, found.value, clock.now()), found.etag)) === 'written') return 'written';
  }
  log.warn('officer-contended', { officer: id });
  return 'conflict';
}
