import { Cron } from 'croner';
import { addMs, civilDateAt, instantFromMs, minutesOfDayAt, momentAt, msOf, type Instant } from './dates.js';

/**
 * The first `limit` moments after `after`, up to and including `upTo`, that a pattern of five fields names on the
 * clocks of a zone. A repeated local time counts once.
 */
export function slotsBetween(
  cron: string,
  zone: string,
  after: Instant,
  upTo: Instant,
  limit = 500,
): readonly Instant[] {
  const job = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });
  const slots: Instant[] = [];
  let from = new Date(msOf(after));
  while (slots.length < limit) {
    const next = job.nextRun(from);
    if (next === null || next.getTime() > msOf(upTo)) break;
    const slot = instantFromMs(next.getTime());
    if (isShownFirst(slot, zone)) slots.push(slot);
    from = next;
  }
  return slots;
}

/** False in the hour that the clocks show a second time. Croner drops it from some patterns and keeps it in others. */
function isShownFirst(slot: Instant, zone: string): boolean {
  return momentAt(civilDateAt(slot, zone), minutesOfDayAt(slot, zone), zone) === slot;
}

/** The next moments a pattern names. */
export function nextSlots(cron: string, zone: string, after: Instant, count: number): readonly Instant[] {
  return slotsBetween(cron, zone, after, addMs(after, 2 * 366 * 86_400_000), count);
}

/**
 * What is wrong with a pattern; null when it is good. Slots lie on five minutes, since the tick does (DESIGN 4).
 */
export function faultInCron(cron: string): string | null {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) {
    return `“${cron}” has ${String(fields.length)} fields. Give five: minute, hour, day of month, month, day of week.`;
  }
  try {
    const job = new Cron(cron, { paused: true, mode: '5-part', timezone: 'UTC' });
    const next = job.nextRuns(24, new Date('2026-01-01T00:00:00Z'));
    if (next.length === 0) return `“${cron}” names no moment that ever comes.`;
    if (next.some((moment) => moment.getUTCMinutes() % 5 !== 0)) {
      return `“${cron}” names minutes that are not multiples of five. Give 0, 5, 10 and so on.`;
    }
    return null;
  } catch (error) {
    return `“${cron}” is not a schedule: ${error instanceof Error ? error.message : 'it cannot be read'}`;
  }
}
