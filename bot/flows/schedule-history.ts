import { addDays, civilDate, civilDateAt, momentInWords, type CivilDate } from '../domain/dates.js';
import type { AuditEntry, Ports } from './ports.js';

/** As far back as the audit is read for one schedule. */
const MONTHS = 36;

/** Who did what to a schedule since it was added, newest first. */
export async function scheduleHistory(
  { audit, clock, zone }: Pick<Ports, 'audit' | 'clock' | 'zone'>,
  id: string,
): Promise<readonly AuditEntry[]> {
  const found: AuditEntry[] = [];
  let day: CivilDate = civilDateAt(clock.now(), zone);
  for (let read = 0; read < MONTHS; read += 1) {
    const month = (await audit.month(day.slice(0, 7))).filter(
      ({ act, subject }) => subject === id && act.startsWith('schedule '),
    );
    found.push(...[...month].reverse());
    const added = found.findIndex(({ act, outcome }) => act === 'schedule added' && outcome === 'done');
    if (added !== -1) return found.slice(0, added + 1);
    day = addDays(civilDate(`${day.slice(0, 7)}-01`), -1);
  }
  return found;
}

/** "9am on Monday 23 November 2026: paused until 2026-12-01, by Ann Lead". */
export function byInWords({ at, by, act, why }: AuditEntry, nameOf: (id: string) => string, zone: string): string {
  const who = by.kind === 'officer' ? nameOf(by.id) : by.kind === 'operator' ? 'the command line' : 'a stranger';
  const what = act.replace(/^schedule /, '');
  return `${momentInWords(at, zone)}: ${what}${why === null ? '' : ` ${why}`}, by ${who}`;
}
