import type { OfficerId } from '../domain/plan.js';
import type { Officer, Ports } from './ports.js';

/** Changes an officer's row, whoever else changes it at the same time. */
export async function changeOfficer(
  { people, log }: Pick<Ports, 'people' | 'log'>,
  id: OfficerId,
  change: (officer: Officer) => Officer,
): Promise<void> {
  for (let tried = 0; tried < 5; tried += 1) {
    const found = await people.officer(id);
    if (found === null) return;
    const next = change(found.value);
    if (JSON.stringify(next) === JSON.stringify(found.value)) return;
    if ((await people.put(next, found.etag)) === 'written') return;
  }
  log.warn('officer-contended', { officer: id });
}
